/* Puts the parts together and reacts to changes of what is being looked at. */
KG.main = (() => {
  const { $, h, t, number, things, facts, numbers, documents, state } = KG;
  const VIEWS = ["graph", "things", "facts", "numbers"];

  const save = (blob, name) => {
    const address = URL.createObjectURL(blob);
    const link = h("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };
  const counts = () => {
    $("counts").textContent = t("counts", { things: number(things.length), facts: number(facts.length), numbers: number(numbers.length), documents: number(documents.length) });
  };
  const status = () => {
    const on = KG.graph.seen.filter(Boolean).length;
    const { seen } = KG.graph;
    const links = facts.filter((fact, i) => KG.filters.shown.facts[i] && seen[fact.s] && (fact.o === null || seen[fact.o])).length;
    $("status").textContent = t("status", { on: number(on), all: number(things.length), facts: number(links) });
  };
  const banner = () => {
    const { focus, hops } = state.now;
    const from = KG.search.pathFrom;
    const box = $("banner");
    box.hidden = focus === null && from === null;
    const keep = document.activeElement && box.contains(document.activeElement) ? document.activeElement.id : "";
    if (from !== null) {
      KG.fill(box, h("span", null, t("path_ask", { name: KG.short(things[from].label, 30) })), h("button", { type: "button", id: "path-stop", onclick: () => KG.search.askPath(null) }, t("cancel")));
    } else if (focus !== null) {
      KG.fill(box, h("span", null, t("focus_on", { name: KG.short(things[focus].label, 30) })),
        h("span", { role: "group", "aria-label": t("hops") }, [1, 2, 3].map((n) => h("button", { type: "button", id: "hops-" + n, "aria-pressed": String(n === hops), onclick: () => state.set({ hops: n }) }, String(n)))),
        h("span", null, t("hops")), h("button", { type: "button", id: "focus-stop", onclick: () => state.set({ focus: null }) }, t("show_whole")));
    }
    if (keep && $(keep)) $(keep).focus();
  };
  const tabs = () => {
    KG.fill($("tabs"), VIEWS.map((view) => h("button", { type: "button", id: "view-" + view, "aria-pressed": String(view === state.now.view), onclick: () => { state.set({ view }); $("view-" + view).focus(); } }, t("view_" + view))));
  };
  const theme = () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
    KG.graph.paint();
  };
  const everything = () => {
    document.documentElement.lang = KG.language === "zh" ? "zh-Hans" : "en";
    KG.translate(document);
    counts();
    tabs();
    KG.filters.draw();
    KG.panel.draw();
    banner();
    status();
    KG.table.draw();
    KG.source.redraw();
    $("network").setAttribute("aria-label", t("graph_label", { n: number(things.length) }));
  };
  const react = (now, before) => {
    const filtered = now.off !== before.off;
    const focused = now.focus !== before.focus || now.hops !== before.hops;
    if (filtered) { KG.filters.refresh(); KG.filters.draw(); }
    if (filtered || focused) KG.graph.refresh(); else if (now.selected !== before.selected) KG.graph.highlight();
    if (filtered || now.selected !== before.selected) KG.panel.draw();
    if (now.view !== before.view) tabs();
    KG.table.draw();
    banner();
    if (focused) KG.graph.fit();
    if (now.selected && now.selected[0] === "path" && now.selected !== before.selected) {
      const chain = KG.walk.path(now.selected[1], now.selected[2]);
      if (chain && now.view === "graph") KG.graph.fit(chain);
    }
    $("undo").disabled = !state.canUndo;
    banner();
    status();
  };
  const keys = (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "/" && !typing && !$("source").open) { $("search").focus(); event.preventDefault(); }
    else if (event.key === "Escape" && !$("source").open) {
      if (KG.search.pathFrom !== null) KG.search.askPath(null);
      else if (document.body.classList.contains("filters-on")) KG.filters.toggle(false);
      else if (state.now.selected) state.set({ selected: null });
      else if (state.now.focus !== null) state.set({ focus: null });
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) { state.undo(); event.preventDefault(); }
  };
  const begin = () => {
    state.begin();
    KG.filters.refresh();
    KG.graph.begin();
    KG.search.begin();
    KG.source.begin();
    everything();
    state.watch(react);
    $("undo").addEventListener("click", state.undo);
    $("theme").addEventListener("click", theme);
    $("language").addEventListener("click", () => { KG.language = KG.language === "zh" ? "en" : "zh"; everything(); });
    $("filters-open").addEventListener("click", () => KG.filters.toggle(true));
    $("link").addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(location.href); KG.toast(t("link_copied")); } catch { KG.toast(t("link_in_address")); }
    });
    $("picture").addEventListener("click", async () => save(await KG.graph.picture(), "graph.png"));
    $("zoom-in").addEventListener("click", () => KG.graph.zoom(1.4));
    $("zoom-out").addEventListener("click", () => KG.graph.zoom(1 / 1.4));
    $("zoom-fit").addEventListener("click", () => KG.graph.fit());
    document.addEventListener("keydown", keys);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", KG.graph.paint);
    const sel = state.now.selected;
    if (sel && sel[0] === "thing" && state.now.focus === null) KG.graph.lookAt(sel[1]);
    document.documentElement.dataset.ready = "yes";
  };
  return { begin, save, banner };
})();
KG.main.begin();
