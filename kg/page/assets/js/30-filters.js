/* The legend that filters: which things, statements and numbers are shown, and how many each choice holds. */
KG.filters = (() => {
  const { $, h, t, number, things, facts, numbers, documents, state } = KG;
  const factDocuments = facts.map((item) => KG.documentsOf(item.e));
  const numberDocuments = numbers.map((item) => KG.documentsOf(item.e));
  const thingDocuments = things.map((thing, i) => {
    const all = KG.documentsOf(thing.e || []);
    for (const f of KG.factsOf[i]) for (const d of factDocuments[f]) all.add(d);
    for (const n of KG.numbersOf[i]) for (const d of numberDocuments[n]) all.add(d);
    if (thing.document !== undefined) all.add(thing.document);
    return all;
  });
  const VALUES = {
    class: KG.terms.classes.filter((name) => things.some((thing) => thing.class === name)),
    relation: KG.terms.relations.filter((name) => facts.some((fact) => fact.p === name)),
    document: documents.map((item) => item.id),
    modality: KG.terms.modalities.filter((name) => facts.concat(numbers).some((item) => item.m === name)),
  };
  let shown = null;

  const compute = (off) => {
    const no = Object.fromEntries(state.FACETS.map((facet) => [facet, new Set(off[facet])]));
    const hasDocument = (set) => {
      if (!no.document.size) return true;
      for (const d of set) if (!no.document.has(documents[d].id)) return true;
      return false;
    };
    const stated = (item, docs) => !no.modality.has(item.m) && hasDocument(docs);
    const factOn = facts.map((fact, i) => !no.relation.has(fact.p) && stated(fact, factDocuments[i]));
    const numberOn = numbers.map((item, i) => stated(item, numberDocuments[i]));
    const strict = no.relation.size > 0 || no.modality.size > 0;
    const thingOn = things.map((thing, i) =>
      !no.class.has(thing.class) && hasDocument(thingDocuments[i]) &&
      (!strict || KG.factsOf[i].some((f) => factOn[f]) || KG.numbersOf[i].some((n) => numberOn[n])));
    facts.forEach((fact, i) => {
      factOn[i] = factOn[i] && thingOn[fact.s] && (fact.o === null || thingOn[fact.o]);
    });
    numbers.forEach((item, i) => { numberOn[i] = numberOn[i] && thingOn[item.s]; });
    return { things: thingOn, facts: factOn, numbers: numberOn };
  };

  /* How many would be shown for each value of a facet, were that facet open. */
  const count = (facet, off) => {
    const all = compute({ ...off, [facet]: [] });
    const counts = new Map();
    const add = (name) => counts.set(name, (counts.get(name) || 0) + 1);
    if (facet === "class") things.forEach((thing, i) => all.things[i] && add(thing.class));
    else {
      const name = { relation: (x) => [x.p], modality: (x) => [x.m], document: (x, docs) => [...docs].map((d) => documents[d].id) }[facet];
      facts.forEach((x, i) => all.facts[i] && name(x, factDocuments[i]).forEach(add));
      if (facet !== "relation") numbers.forEach((x, i) => all.numbers[i] && name(x, numberDocuments[i]).forEach(add));
    }
    return counts;
  };

  const change = (facet, values) => state.set({ off: { ...state.now.off, [facet]: values } });
  const label = (facet, value) => (facet === "document" ? KG.documentTitle(KG.documentById.get(value)) : KG.Term(value));
  const open = { class: true, relation: true, document: true, modality: true };

  const group = (facet) => {
    const off = new Set(state.now.off[facet]);
    const counts = count(facet, state.now.off);
    const rows = VALUES[facet].map((value) => {
      const id = "f-" + facet + "-" + VALUES[facet].indexOf(value);
      const box = h("input", { type: "checkbox", id, checked: !off.has(value), onchange: () => {
        const next = new Set(state.now.off[facet]);
        if (next.has(value)) next.delete(value); else next.add(value);
        change(facet, VALUES[facet].filter((name) => next.has(name)));
      } });
      return h("li", { class: off.has(value) ? "off" : "", "data-value": value },
        h("label", { for: id }, box,
          facet === "class" ? KG.icon(value) : null,
          h("span", { class: "name", title: KG.short(label(facet, value), 200) }, KG.short(label(facet, value), 60)),
          h("span", { class: "count" }, number(counts.get(value) || 0))),
        VALUES[facet].length > 1 ? h("button", { type: "button", class: "only", id: id + "-only", "aria-label": t("only_this", { name: KG.short(label(facet, value), 60) }),
          onclick: () => change(facet, VALUES[facet].filter((name) => name !== value)) }, t("only")) : null);
    });
    return h("details", { open: open[facet], "data-facet": facet, ontoggle: (event) => { open[facet] = event.target.open; } },
      h("summary", null, t("facet_" + facet)),
        off.size ? h("button", { type: "button", class: "all", id: "f-" + facet + "-all", onclick: () => change(facet, []) }, t("show_all")) : null,
      h("ul", null, rows));
  };

  const draw = () => {
    const active = document.activeElement && document.activeElement.id;
    const scroll = $("filters").scrollTop;
    KG.fill($("filters"),
      h("div", { class: "drawer-head narrow" }, h("strong", null, t("filters")),
        h("button", { type: "button", id: "filters-close", "aria-label": t("close"), onclick: () => toggle(false) }, "×")),
      state.FACETS.filter((facet) => VALUES[facet].length > 0).map(group));
    $("filters").scrollTop = scroll;
    if (active && active !== "filters-open" && $(active) && $("filters").contains($(active))) $(active).focus();
  };
  const toggle = (on) => {
    document.body.classList.toggle("filters-on", on);
    $("filters-open").setAttribute("aria-expanded", String(on));
    if (on) $("filters-close").focus(); else $("filters-open").focus();
  };
  const refresh = () => { shown = compute(state.now.off); };
  return { draw, refresh, toggle, get shown() { return shown; } };
})();
