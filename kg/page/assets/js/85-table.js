/* Tables of what is shown, sortable, and as CSV that a spreadsheet takes as text, never as a formula. */
KG.table = (() => {
  const { $, h, t, term, number, things, facts, numbers, state } = KG;
  const STEP = 300;
  const date = (item) => Object.fromEntries(item.q || []);
  const quoteText = (e) => KG.quote(e[0]).text;
  const first = (e) => KG.documentTitle(KG.quote(e[0]).document);
  const COLUMNS = {
    things: [
      ["name", (i) => things[i].label, (i) => i], ["class", (i) => term(things[i].class)], ["aliases", (i) => (things[i].aliases || []).map((a) => a[0]).join("；")],
      ["links", (i) => KG.degree[i]], ["facts", (i) => KG.factsOf[i].filter((f) => KG.filters.shown.facts[f]).length], ["numbers", (i) => KG.numbersOf[i].filter((n) => KG.filters.shown.numbers[n]).length]],
    facts: [
      ["subject", (f) => things[facts[f].s].label, (f) => facts[f].s], ["relation", (f) => term(facts[f].p)], ["object", (f) => KG.objectText(facts[f]), (f) => facts[f].o],
      ["modality", (f) => term(facts[f].m)], ["date", (f) => date(facts[f]).date || ""], ["document", (f) => first(facts[f].e)], ["quote", (f) => quoteText(facts[f].e), null, (f) => [facts[f].e, facts[f].o === null ? [facts[f].s] : [facts[f].s, facts[f].o]]]],
    numbers: [
      ["subject", (n) => things[numbers[n].s].label, (n) => numbers[n].s], ["measure", (n) => numbers[n].n], ["value", (n) => numbers[n].w + numbers[n].u, null, null, (n) => Number(numbers[n].x)],
      ["bound", (n) => term(numbers[n].b)], ["kind", (n) => term(numbers[n].k)], ["modality", (n) => term(numbers[n].m)], ["period", (n) => numbers[n].t], ["document", (n) => first(numbers[n].e)],
      ["quote", (n) => quoteText(numbers[n].e), null, (n) => [numbers[n].e, [numbers[n].s]]]],
  };
  const sorts = { things: [3, -1], facts: [0, 1], numbers: [0, 1] };
  const shownIn = { things: () => KG.graph.seen, facts: () => KG.filters.shown.facts, numbers: () => KG.filters.shown.numbers };
  const inFocus = (view, i) => view === "things" || state.now.focus === null || KG.graph.seen[view === "facts" ? facts[i].s : numbers[i].s];
  const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });

  const rows = (view) => {
    const all = { things, facts, numbers }[view];
    const on = shownIn[view]();
    const [column, way] = sorts[view];
    const [, text, , , sortValue] = COLUMNS[view][column];
    const key = sortValue || text;
    return all.map((_, i) => i).filter((i) => on[i] && inFocus(view, i)).map((i) => [key(i), i])
      .sort(([a, i], [b, j]) => way * (typeof a === "number" ? a - b : collator.compare(a, b)) || i - j).map(([, i]) => i);
  };
  /* A cell that begins like a formula gets an apostrophe, as OWASP advises; numbers stay numbers. */
  const cell = (value) => {
    let text = String(value).replace(/\u0000/g, "\ufffd").replace(/\p{Surrogate}/gu, "\ufffd");
    if (/^[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]/u.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text)) text = "'" + text;
    return '"' + text.replace(/"/g, '""') + '"';
  };
  const csv = (view) => {
    const columns = COLUMNS[view];
    const lines = [columns.map(([name]) => cell(t("column_" + name))).join(",")];
    for (const i of rows(view)) lines.push(columns.map(([, text]) => cell(text(i))).join(","));
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  };
  const draw = () => {
    const { view } = state.now;
    const on = view !== "graph";
    $("table").hidden = !on;
    for (const id of ["network"]) $(id).hidden = on;
    document.body.classList.toggle("table-on", on);
    if (!on) return;
    const list = rows(view);
    const body = h("tbody");
    let next = 0;
    const row = (i) => h("tr", null, COLUMNS[view].map(([name, text, target, proof]) => {
      const value = text(i);
      if (proof) { const [e, ids] = proof(i); return h("td", { class: "quote-cell" }, h("button", { type: "button", class: "plain", onclick: () => KG.source.open(e[0], ids, e) }, KG.short(value, 70))); }
      const to = target ? target(i) : null;
      const inner = to === null || to === undefined ? KG.short(String(value), 90) : h("button", { type: "button", class: "plain", onclick: () => KG.choose(to) }, KG.short(value, 60));
      return h("td", { class: typeof value === "number" || name === "value" ? "number" : "" }, inner);
    }));
    const add = () => { const to = Math.min(next + STEP, list.length); while (next < to) body.append(row(list[next++])); };
    add();
    const button = h("button", { type: "button", class: "more", hidden: next >= list.length, onclick: () => { add(); button.hidden = next >= list.length; } }, t("show_more", { n: number(list.length - next) }));
    const [column, way] = sorts[view];
    KG.fill($("table"),
      h("div", { class: "table-head" }, h("strong", null, t("rows_n", { n: number(list.length) })),
        h("button", { type: "button", id: "csv", onclick: () => KG.main.save(new Blob([csv(view)], { type: "text/csv;charset=utf-8" }), view + ".csv") }, t("save_csv"))),
      h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": t("view_" + view) },
        h("table", null, h("thead", null, h("tr", null, COLUMNS[view].map(([name], i) => h("th", { scope: "col", "aria-sort": i === column ? (way > 0 ? "ascending" : "descending") : "none" },
          h("button", { type: "button", id: "sort-" + i, onclick: () => { sorts[view] = [i, i === sorts[view][0] ? -sorts[view][1] : 1]; draw(); $("sort-" + i).focus(); } }, t("column_" + name), i === column ? (way > 0 ? " ↑" : " ↓") : ""))))), body), button));
  };
  return { draw, csv, cell };
})();
