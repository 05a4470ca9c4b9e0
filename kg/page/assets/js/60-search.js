/* Search as you type over names and aliases; Traditional forms find Simplified names and the other way round. */
KG.search = (() => {
  const { $, h, t, things, fold, state } = KG;
  const index = things.map((thing) => [thing.label, ...(thing.aliases || []).map((alias) => alias[0])].map((name) => [fold(name.slice(0, 300)), name]));
  /* "xhhg" finds 新华化工; an unknown initial fits any letter */
  const spelled = (i, query) => {
    const known = KG.initials[i];
    if (query.length < 2 || query.length > known.length || !/^[a-z0-9]+$/.test(query)) return false;
    for (let n = 0; n < query.length; n++) if (known[n] !== query[n] && known[n] !== "*") return false;
    return true;
  };
  let hits = [], at = -1, pathFrom = null;

  const find = (text) => {
    const query = fold(text);
    if (!query) return [];
    const out = [];
    things.forEach((_, i) => {
      let best = null;
      index[i].forEach(([folded, name], n) => {
        const where = folded.indexOf(query);
        if (where < 0) return;
        const score = (folded === query ? 0 : where === 0 ? 1 : 2) + (n ? 0.5 : 0);
        if (!best || score < best.score) best = { score, name: n ? name : "" };
      });
      if (!best && spelled(i, query)) best = { score: 3, name: "" };
      if (best) out.push({ i, ...best });
    });
    return out.sort((a, b) => a.score - b.score || KG.degree[b.i] - KG.degree[a.i] || a.i - b.i);
  };
  const draw = () => {
    const open = document.activeElement === $("search") && $("search").value.trim() !== "";
    $("results").hidden = !open;
    $("search").setAttribute("aria-expanded", String(open));
    KG.fill($("results"),
      hits.slice(0, 12).map((hit, n) => h("li", {
        role: "option", id: "hit-" + n, "aria-selected": String(n === at), class: KG.filters.shown.things[hit.i] ? "" : "out",
        onmousedown: (event) => { event.preventDefault(); take(n); },
      }, KG.icon(things[hit.i].class),
      h("span", { class: "name" }, KG.short(things[hit.i].label, 40), hit.name ? h("small", null, " " + KG.short(hit.name, 30)) : null),
      h("span", { class: "count" }, KG.Term(things[hit.i].class)))),
      hits.length > 12 ? h("li", { class: "more", role: "presentation" }, t("more_results", { n: hits.length - 12 })) : null,
      hits.length === 0 ? h("li", { class: "more", role: "presentation" }, t("no_results")) : null);
    if (at >= 0) $("search").setAttribute("aria-activedescendant", "hit-" + at);
    else $("search").removeAttribute("aria-activedescendant");
  };
  const take = (n) => {
    if (!hits[n]) return;
    const { i } = hits[n];
    $("search").value = "";
    hits = [];
    at = -1;
    $("search").blur();
    draw();
    KG.choose(i, true);
  };
  const begin = () => {
    $("search").addEventListener("input", () => { hits = find($("search").value); at = hits.length ? 0 : -1; draw(); });
    $("search").addEventListener("focus", draw);
    $("search").addEventListener("blur", draw);
    $("search").addEventListener("keydown", (event) => {
      const most = Math.min(hits.length, 12);
      if (event.key === "ArrowDown" && most) at = (at + 1) % most;
      else if (event.key === "ArrowUp" && most) at = (at + most - 1) % most;
      else if (event.key === "Enter") { if (!event.isComposing) take(at); return; }
      else if (event.key === "Escape") { $("search").value = ""; hits = []; $("search").blur(); if (pathFrom !== null) askPath(null); event.stopPropagation(); }
      else return;
      event.preventDefault();
      draw();
    });
  };
  /* Choosing a thing shows it, or ends the path that was begun. */
  const choose = (i, look = false) => {
    if (pathFrom !== null && pathFrom !== i) {
      const from = pathFrom;
      askPath(null);
      state.select("path", from, i);
      return;
    }
    if (pathFrom !== null) askPath(null);
    const hidden = !KG.graph.seen[i];
    state.set({
      selected: ["thing", i],
      ...(hidden ? { focus: null } : {}),
      ...(hidden && !KG.filters.shown.things[i] ? { off: { class: [], relation: [], document: [], modality: [] } } : {}),
    });
    if (look && state.now.view === "graph") KG.graph.lookAt(i);
  };
  const askPath = (from) => {
    pathFrom = from;
    KG.main.banner();
    if (from !== null) $("search").focus();
  };
  KG.choose = choose;
  return { begin, find, askPath, get pathFrom() { return pathFrom; } };
})();
