/* What is known of the thing, line, path or document that was chosen: every statement with its quotes. */
KG.panel = (() => {
  const { $, h, t, term, number, things, facts, numbers, documents, state } = KG;
  const MANY = 12;
  const SHORT = 12; /* quotes shorter than this are shown in their sentence */
  const chip = (name) => h("span", { class: "chip" }, KG.icon(name), KG.Term(name));
  const link = (i) => h("button", { type: "button", class: "thing", onclick: () => KG.choose(i, true) },
    KG.icon(things[i].class), h("span", null, KG.short(things[i].label, 90)));
  const badge = (m) => (m === "Actual" ? null : h("span", { class: "badge " + m.toLowerCase() }, term(m)));
  const qualifier = ([name, value]) => {
    const known = KG.terms.values[name + "/" + value];
    return h("span", { class: "qualifier" }, h("span", { class: "key" }, term(name) + " "), KG.short(known ? known[KG.language] : value, 80));
  };
  const ends = (fact) => (fact.o === null ? [fact.s] : [fact.s, fact.o]);
  const more = (rows, first = MANY) => {
    const box = h("ul", { class: "facts" }, rows.slice(0, first).map((row) => row()));
    if (rows.length <= first) return box;
    const button = h("button", { type: "button", class: "more", onclick: () => {
      const last = box.children.length;
      box.append(...rows.slice(last, last + 100).map((row) => row()));
      if (box.children.length >= rows.length) button.remove();
      else button.textContent = t("show_more", { n: rows.length - box.children.length });
      box.children[last].querySelector("summary, button").focus();
    } }, t("show_more", { n: rows.length - first }));
    return [box, button];
  };
  const proofs = (indices, ids) => indices.slice(0, 20).map((index) => KG.proof.figure(index, ids, { list: indices, context: KG.quote(index).text.length < SHORT }));
  const statement = (f, from, open) => {
    const fact = facts[f];
    const other = fact.s === from ? fact.o : fact.s;
    const head = other === null ? h("strong", null, KG.short(KG.objectText(fact), 90)) : link(other);
    const proof = h("div", { class: "proof", id: "proof-" + f, hidden: true });
    const button = h("button", { type: "button", class: "count", "aria-expanded": "false", "aria-controls": proof.id, onclick: () => show(proof.hidden) }, t("quotes_n", { n: fact.e.length }));
    const show = (on) => {
      if (on && !proof.hasChildNodes()) proof.append(...proofs(fact.e, ends(fact)));
      proof.hidden = !on;
      button.setAttribute("aria-expanded", String(on));
    };
    show(open);
    return h("li", { "data-fact": f }, h("div", { class: "row" }, h("span", { class: "line" }, head, badge(fact.m), (fact.q || []).map(qualifier)), button), proof);
  };
  const sentence = (f) => {
    const fact = facts[f];
    return h("li", { class: "sentence", "data-fact": f },
      h("p", { class: "line" }, link(fact.s), h("span", { class: "relation" }, term(fact.p)), fact.o === null ? h("strong", null, KG.short(KG.objectText(fact), 90)) : link(fact.o),
        badge(fact.m), (fact.q || []).map(qualifier)),
      proofs(fact.e, ends(fact)));
  };
  const groups = (i, shown) => {
    const out = new Map();
    for (const f of KG.factsOf[i]) {
      if (!shown.facts[f]) continue;
      const key = facts[f].p + (facts[f].s === i ? ">" : "<");
      if (!out.has(key)) out.set(key, []);
      out.get(key).push(f);
    }
    const order = KG.terms.relations;
    return [...out].sort(([a], [b]) => a.endsWith("<") - b.endsWith("<") || order.indexOf(a.slice(0, -1)) - order.indexOf(b.slice(0, -1)));
  };
  const period = (text) => text.replace("/", "–");
  const value = (n) => h("td", { class: "value" }, n.b === "Exact" ? null : h("small", null, term(n.b) + " "), KG.short(n.w + n.u, 60));
  const table = (list) => {
    const series = KG.spark.series(list);
    const early = (n) => (series.has(KG.spark.group(n)) ? 0 : 1);
    const sorted = list.slice().sort((a, b) => early(a) - early(b) || numbers[a].n.localeCompare(numbers[b].n, "zh") || numbers[a].t.localeCompare(numbers[b].t) || a - b);
    const body = h("tbody");
    const row = (n) => {
      const item = numbers[n];
      const id = "n" + n;
      const proof = h("tr", { class: "proof", id, hidden: true }, h("td", { colspan: "4" }));
      const button = h("button", { type: "button", class: "measure", "aria-expanded": "false", "aria-controls": id, onclick: () => {
        proof.hidden = !proof.hidden;
        button.setAttribute("aria-expanded", String(!proof.hidden));
        if (!proof.firstChild.hasChildNodes()) proof.firstChild.append(...proofs(item.e, [item.s]));
      } }, KG.short(item.n, 60));
      /* the line stands with the first row of its measure */
      const key = KG.spark.group(n);
      const line = series.has(key) ? KG.spark.draw(series.get(key)) : null;
      series.delete(key);
      return [h("tr", { "data-number": n }, h("th", { scope: "row" }, button, line), value(item), h("td", null, h("span", null, term(item.k)), " ", badge(item.m)), h("td", null, period(KG.short(item.t, 24)))), proof];
    };
    let next = 0;
    const add = (most) => { while (next < sorted.length && most-- > 0) body.append(...row(sorted[next++])); };
    add(20);
    const button = next < sorted.length ? h("button", { type: "button", class: "more", onclick: () => { add(200); button.hidden = next >= sorted.length; } }, t("show_more", { n: sorted.length - next })) : null;
    return [h("table", { class: "numbers" }, h("thead", null, h("tr", null, ["measure", "value", "kind", "period"].map((key) => h("th", { scope: "col" }, t(key))))), body), button];
  };
  const head = (title, chips, ...rest) => [
    h("div", { class: "panel-head" }, h("div", { class: "chips" }, chips),
      h("button", { type: "button", class: "close", "aria-label": t("close"), onclick: () => { state.set({ selected: null }); $("network").focus(); } }, "×")),
    h("h2", { id: "panel-title", tabindex: title.length > 100 ? "0" : null }, KG.short(title, 2000)), ...rest];
  const section = (title, n, ...children) => h("section", null, h("h3", null, title, n === null ? null : h("span", { class: "count" }, number(n))), ...children);

  const thing = (i) => {
    const it = things[i];
    const { shown } = KG.filters;
    const sets = groups(i, shown);
    const total = sets.reduce((sum, [, list]) => sum + list.length, 0);
    const counted = KG.numbersOf[i].filter((n) => shown.numbers[n]);
    const names = it.aliases ? h("ul", { class: "aliases", "aria-label": t("aliases") }, it.aliases.slice(0, 24).map(([name, tag]) => h("li", { lang: /^[A-Za-z-]+$/.test(tag) ? tag : null, title: tag }, KG.short(name, 60)))) : null;
    const quotes = it.e || [];
    return [
      head(it.label, [chip(it.class), it.code ? h("span", { class: "code" }, KG.short(it.code, 20)) : null], names),
      h("div", { class: "actions" },
        h("button", { type: "button", id: "focus-on", onclick: () => state.set({ focus: i, hops: 1 }) }, t("focus")),
        h("button", { type: "button", id: "path-from", onclick: () => KG.search.askPath(i) }, t("path_from")),
        it.document === undefined ? null : h("button", { type: "button", onclick: () => KG.source.read(it.document) }, t("read_document"))),
      sets.map(([key, list], place) => section([h("span", { class: "arrow", "aria-label": key.endsWith("<") ? t("incoming") : t("outgoing") }, key.endsWith("<") ? "←" : "→"), " ", KG.Term(key.slice(0, -1))], list.length,
        more(list.map((f, n) => () => statement(f, i, total <= 4 || (n === 0 && place < 2)))))),
      counted.length ? section(t("numbers"), counted.length, table(counted)) : null,
      quotes.length ? section(t("mentions"), quotes.length, more(quotes.map((q) => () => h("li", null, KG.proof.figure(q, [i], { list: quotes, context: true }))), 5)) : null,
    ];
  };
  const pair = (a, b) => {
    const list = (KG.pairFacts.get(KG.pairKey(a, b)) || []).filter((f) => KG.filters.shown.facts[f]);
    return [
      head(KG.short(things[a].label, 60) + " – " + KG.short(things[b].label, 60), [chip(things[a].class), chip(things[b].class)]),
      h("ul", { class: "facts" }, list.map(sentence)),
      list.length ? null : h("p", { class: "hint" }, t("nothing_shown")),
    ];
  };
  const path = (a, b) => {
    const chain = KG.walk.path(a, b);
    const title = t("path_title", { from: KG.short(things[a].label, 40), to: KG.short(things[b].label, 40) });
    if (!chain) return [head(title, []), h("p", { class: "hint" }, t("no_path"))];
    const steps = chain.slice(1).map((node, i) => (KG.pairFacts.get(KG.pairKey(chain[i], node)) || []).filter((f) => KG.filters.shown.facts[f]));
    return [head(title, [h("span", { class: "chip" }, t("steps_n", { n: steps.length }))]), h("ol", { class: "facts path" }, steps.map((list) => list.slice(0, 3).map(sentence)))];
  };
  const source = (d) => {
    const doc = documents[d];
    const here = (list, of) => list.reduce((sum, item) => sum + (item[of].some((q) => KG.quotes[q][0] === d) ? 1 : 0), 0);
    const rows = [["publisher", doc.publisher], ["date", doc.date], ["place", doc.place], ["doc_language", doc.language], ["file", doc.path],
      ["facts", number(here(facts, "e"))], ["numbers", number(here(numbers, "e"))]].filter(([, text]) => text);
    return [
      head(KG.documentTitle(d), [chip("SourceDocument")]),
      h("dl", null, rows.map(([key, text]) => [h("dt", null, t(key)), h("dd", null, KG.short(text, 200))])),
      h("div", { class: "actions" },
        h("button", { type: "button", onclick: () => KG.source.read(d) }, t("read_document")),
        h("button", { type: "button", onclick: () => state.set({ off: { ...state.now.off, document: documents.map((item) => item.id).filter((id) => id !== doc.id) } }) }, t("only_this_document"))),
    ];
  };
  const overview = () => {
    const top = (name, most) => things.map((_, i) => i).filter((i) => KG.filters.shown.things[i] && things[i].class === name && (KG.degree[i] > 0 || KG.numbersOf[i].length > 0))
      .sort((a, b) => KG.degree[b] - KG.degree[a] || a - b).slice(0, most);
    const classes = KG.terms.classes.filter((name) => name !== "SourceDocument" && top(name, 1).length);
    return [
      h("h2", { id: "panel-title" }, t("start_title")), h("p", { class: "hint" }, t("start_hint")),
      section(t("documents"), documents.length, h("ul", { class: "documents" }, documents.slice(0, 60).map((doc, d) => h("li", null,
        h("button", { type: "button", onclick: () => state.select("document", d) }, h("span", { class: "title" }, KG.short(KG.documentTitle(d), 60)),
          h("small", null, [doc.publisher, doc.date].filter(Boolean).map((x) => KG.short(x, 40)).join(" · "))))))),
      section(t("most_connected"), null, classes.map((name) => h("div", { class: "top" }, h("h4", null, KG.Term(name)), h("div", null, top(name, 4).map(link))))),
    ];
  };
  const draw = () => {
    const sel = state.now.selected;
    const what = !sel ? overview() : { thing, pair, path, document: source }[sel[0]](...sel.slice(1));
    KG.fill($("panel"), what);
    $("panel").setAttribute("aria-labelledby", "panel-title");
    $("panel").scrollTop = 0;
    document.body.classList.toggle("panel-on", Boolean(sel));
  };
  return { draw };
})();
