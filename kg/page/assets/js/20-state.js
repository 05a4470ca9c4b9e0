/* What is being looked at: one value, kept in the address after '#', with a way back. */
KG.state = (() => {
  const FACETS = ["class", "relation", "document", "modality"];
  const start = () => ({
    selected: null, view: "graph", focus: null, hops: 1,
    off: { class: [], relation: [], document: [], modality: [] },
  });
  let now = start();
  const past = [];
  const watchers = [];

  /* A selection is ["thing", i], ["pair", a, b], ["document", d] or ["path", a, b]. */
  const write = () => {
    const out = new URLSearchParams();
    const key = (i) => KG.things[i].key;
    const sel = now.selected;
    if (sel) {
      out.set("show", sel[0]);
      for (const i of sel.slice(1)) out.append("of", sel[0] === "document" ? KG.documents[i].id : key(i));
    }
    if (now.view !== "graph") out.set("view", now.view);
    if (now.focus !== null) { out.set("focus", key(now.focus)); out.set("hops", now.hops); }
    for (const facet of FACETS) for (const value of now.off[facet]) out.append("no-" + facet, value);
    return out.toString();
  };
  const known = (name) => {
    const i = KG.byKey.get(name);
    return i === undefined ? null : i;
  };
  const parse = (text) => {
    const from = new URLSearchParams(text);
    const state = start();
    const of = from.getAll("of");
    const show = from.get("show");
    if (show === "document" && KG.documentById.has(of[0])) state.selected = ["document", KG.documentById.get(of[0])];
    const ends = of.map(known);
    if (show === "thing" && ends.length === 1 && ends[0] !== null) state.selected = ["thing", ends[0]];
    if ((show === "pair" || show === "path") && ends.length === 2 && !ends.includes(null)) state.selected = [show, ...ends];
    if (["graph", "things", "facts", "numbers"].includes(from.get("view"))) state.view = from.get("view");
    state.focus = from.has("focus") ? known(from.get("focus")) : null;
    state.hops = Math.min(3, Math.max(1, Number.parseInt(from.get("hops"), 10) || 1));
    for (const facet of FACETS) state.off[facet] = from.getAll("no-" + facet).map(String);
    return state;
  };
  let own = "";
  const publish = () => {
    own = write();
    try { history.replaceState(null, "", own ? "#" + own : "#"); } catch { /* some viewers forbid it */ }
  };
  const tell = (before) => { for (const watcher of watchers) watcher(now, before); };

  const set = (change, { remember = true } = {}) => {
    const before = now;
    if (remember) { past.push(before); if (past.length > 200) past.shift(); }
    now = { ...now, ...change };
    publish();
    tell(before);
  };
  const undo = () => {
    if (!past.length) return;
    const before = now;
    now = past.pop();
    publish();
    tell(before);
  };
  window.addEventListener("hashchange", () => {
    const text = location.hash.slice(1);
    if (text === own) return;
    past.push(now);
    const before = now;
    now = parse(text);
    own = write();
    tell(before);
  });

  return {
    FACETS, set, undo,
    begin() { now = parse(location.hash.slice(1)); own = write(); },
    /* back to the first view, with nothing to undo */
    restart() { set(start()); past.length = 0; tell(now); },
    watch(watcher) { watchers.push(watcher); },
    select(...selected) { set({ selected }); },
    get now() { return now; },
    get canUndo() { return past.length > 0; },
  };
})();
