/* The drawing. vis-network (through pyvis) draws dots and lines, moves and zooms; names and highlights are drawn over it. */
KG.graph = (() => {
  const { $, things, facts, term, state } = KG;
  const raw = KG.read("kg-graph");
  const FONT = '"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif';
  const home = raw.nodes.map(({ x, y }) => ({ x, y }));
  const size = raw.nodes.map((node) => node.size);
  let spots = home.map((p) => ({ ...p }));
  let seen = things.map(() => true);
  let network = null, nodes = null, edges = null, inks = {}, hovered = null, names = null, still = null;
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const moving = (ms) => (calm() ? false : { duration: ms, easingFunction: "easeInOutQuad" });
  const pairOf = (id) => [raw.edges[id].from, raw.edges[id].to];

  const readInks = () => {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["paper", "ink", "muted", "line", "accent", "veil"]) inks[name] = style.getPropertyValue("--" + name).trim();
  };

  /* --- dots: never so small that they cannot be seen or hit ------------------------------------- */
  const radius = (i, scale) => Math.max(size[i], (1.4 + 0.2 * size[i]) / scale);
  const outline = (context, name, { x, y }, r) => {
    const corners = KG.OUTLINES[KG.shape(name)];
    if (corners && corners.length !== 4) r *= 1.2; /* stars and triangles fill less of their circle */
    context.beginPath();
    if (!corners) context.arc(x, y, r, 0, 2 * Math.PI);
    else corners.forEach(([dx, dy], n) => (n ? context.lineTo(x + dx * r, y + dy * r) : context.moveTo(x + dx * r, y + dy * r)));
    context.closePath();
  };
  /* Drawing a picture is many times faster than drawing an outline: one for each class and size. */
  const stamps = new Map();
  const stamp = (name, r) => {
    const key = name + " " + r;
    if (!stamps.has(key)) {
      const ratio = window.devicePixelRatio || 1;
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = Math.ceil((r * 1.2 + 2) * 2 * ratio);
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      const middle = canvas.width / 2 / ratio;
      outline(context, name, { x: middle, y: middle }, r);
      context.fillStyle = KG.colour(name);
      context.fill();
      context.lineWidth = r > 5 ? 1.5 : 0.6;
      context.strokeStyle = inks.paper;
      context.stroke();
      stamps.set(key, canvas);
    }
    return stamps.get(key);
  };
  const dot = (context, i, scale, ring) => {
    const r = radius(i, scale);
    const image = stamp(things[i].class, Math.round(r * scale * 2) / 2);
    const half = image.width / 2 / (window.devicePixelRatio || 1) / scale;
    context.drawImage(image, spots[i].x - half, spots[i].y - half, 2 * half, 2 * half);
    if (!ring) return;
    outline(context, things[i].class, spots[i], r + 4 / scale);
    context.lineWidth = 2.5 / scale;
    context.strokeStyle = inks.accent;
    context.stroke();
  };
  const hit = (point) => {
    const scale = network.getScale(), { x, y } = network.DOMtoCanvas(point);
    let best = null, least = Infinity;
    for (let i = 0; i < spots.length; i++) {
      if (!seen[i]) continue;
      const far = Math.hypot(spots[i].x - x, spots[i].y - y) - radius(i, scale) - 3 / scale;
      if (far < 0 && far < least) { least = far; best = i; }
    }
    return best;
  };

  /* --- names: the important first, none over another; worked out again when the zoom changes ---- */
  const widths = new Map();
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = "600 12px " + FONT;
  const words = (i, most) => {
    const key = i * 64 + most;
    if (!widths.has(key)) {
      const text = KG.short(things[i].label, most);
      widths.set(key, { text, width: ruler.measureText(text).width });
    }
    return widths.get(key);
  };
  const CELL = 64;
  class Room {
    constructor() { this.cells = new Map(); }
    *keys([x1, y1, x2, y2]) {
      for (let x = Math.floor(x1 / CELL); x <= Math.floor(x2 / CELL); x++)
        for (let y = Math.floor(y1 / CELL); y <= Math.floor(y2 / CELL); y++) yield x * 100003 + y;
    }
    free(box) {
      for (const key of this.keys(box)) for (const o of this.cells.get(key) || [])
        if (box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]) return false;
      return true;
    }
    take(box) {
      for (const key of this.keys(box)) {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(box);
      }
    }
  }
  const dotBox = (i, scale, part) => {
    const x = spots[i].x * scale, y = spots[i].y * scale, r = radius(i, scale) * scale * part;
    return [x - r, y - r, x + r, y + r];
  };
  /* Each name goes below its dot, or above, right or left of it, or is left out. */
  const place = (order, scale, room, most) => {
    const out = [];
    for (const i of order) {
      if (out.length >= most) break;
      const { text, width } = words(i, scale > 1.3 ? 30 : 16);
      const x = spots[i].x * scale, y = spots[i].y * scale, r = radius(i, scale) * scale + 2;
      for (const [cx, cy] of [[x, y + r + 8], [x, y - r - 8], [x + r + width / 2 + 3, y], [x - r - width / 2 - 3, y]]) {
        const box = [cx - width / 2 - 2, cy - 8, cx + width / 2 + 2, cy + 8];
        if (!room.free(box)) continue;
        room.take(box);
        out.push([i, text, cx / scale, cy / scale, box]);
        break;
      }
    }
    return out;
  };
  const atRest = (scale) => {
    if (names && names.scale === scale) return names.list;
    const shownNow = things.map((_, i) => i).filter((i) => seen[i]);
    const few = shownNow.length <= 60;
    const order = shownNow.filter((i) => few || size[i] * scale >= 4.1).sort((a, b) => size[b] - size[a] || a - b);
    const room = new Room();
    for (const i of shownNow) if (few || size[i] * scale > 3.4) room.take(dotBox(i, scale, 0.8));
    names = { scale, list: place(order, scale, room, 600) };
    return names.list;
  };
  const write = (context, scale, list, weight = 500) => {
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.font = weight + " " + 12 / scale + "px " + FONT;
    context.lineWidth = 3.5 / scale;
    context.strokeStyle = inks.paper;
    context.fillStyle = inks.ink;
    const [left, top, right, bottom] = frame();
    for (const [, text, x, y] of list) {
      if (x < left - 200 / scale || x > right + 200 / scale || y < top || y > bottom) continue;
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
  };

  /* --- what stands out ------------------------------------------------------------------------ */
  const outstanding = () => {
    const sel = state.now.selected;
    if (!sel || sel[0] === "document") return null;
    const { shown } = KG.filters;
    const visibleFacts = (a, b) => (KG.pairFacts.get(KG.pairKey(a, b)) || []).some((f) => shown.facts[f]);
    if (sel[0] === "thing") {
      if (!seen[sel[1]]) return null;
      const around = KG.walk.shownNeighbours(sel[1]).filter((i) => seen[i]);
      return { rings: [sel[1]], nodes: [sel[1], ...around], pairs: around.map((i) => [sel[1], i]) };
    }
    if (sel[0] === "pair") {
      return { rings: [], nodes: sel.slice(1), pairs: visibleFacts(sel[1], sel[2]) ? [sel.slice(1)] : [] };
    }
    const chain = KG.walk.path(sel[1], sel[2]);
    if (!chain) return { rings: sel.slice(1), nodes: sel.slice(1), pairs: [] };
    return { rings: sel.slice(1), nodes: chain, pairs: chain.slice(1).map((node, i) => [chain[i], node]) };
  };
  const arrow = (context, from, to, scale) => {
    const dx = spots[to].x - spots[from].x, dy = spots[to].y - spots[from].y;
    const long = Math.hypot(dx, dy) || 1, ux = dx / long, uy = dy / long;
    const r = radius(to, scale) + 2 / scale, s = 7 / scale;
    const x = spots[to].x - ux * r, y = spots[to].y - uy * r;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x - ux * s - uy * s * 0.45, y - uy * s + ux * s * 0.45);
    context.lineTo(x - ux * s + uy * s * 0.45, y - uy * s - ux * s * 0.45);
    context.closePath();
    context.fill();
  };
  const relations = (list) => [...new Set(list.map((f) => facts[f].p))].map(term).join(" · ");
  /* What of the plane is in the window: left, top, right, bottom. */
  const frame = () => {
    const a = network.DOMtoCanvas({ x: -5, y: -5 });
    const b = network.DOMtoCanvas({ x: $("network").clientWidth + 5, y: $("network").clientHeight + 5 });
    return [a.x, a.y, b.x, b.y];
  };
  const spotlight = (context, scale) => {
    const { pairs, rings } = still;
    const [left, top, right, bottom] = frame();
    context.fillStyle = inks.veil;
    context.fillRect(left, top, right - left, bottom - top);
    context.strokeStyle = context.fillStyle = inks.accent;
    context.globalAlpha = pairs.length > 40 ? 0.3 : 0.85;
    context.lineWidth = (pairs.length > 40 ? 1 : 1.4) / scale;
    const room = new Room();
    const labels = [];
    for (const [x, y] of pairs) {
      const list = KG.pairFacts.get(KG.pairKey(x, y)).filter((f) => KG.filters.shown.facts[f]);
      context.beginPath();
      context.moveTo(spots[x].x, spots[x].y);
      context.lineTo(spots[y].x, spots[y].y);
      context.stroke();
      if (pairs.length <= 60) {
        for (const f of list) arrow(context, facts[f].s, facts[f].o, scale);
        labels.push([x, y, relations(list)]);
      }
    }
    context.globalAlpha = 1;
    const order = still.nodes.slice().sort((x, y) => rings.includes(y) - rings.includes(x) || size[y] - size[x] || x - y);
    for (const i of order.slice().reverse()) { dot(context, i, scale, rings.includes(i)); room.take(dotBox(i, scale, 0.75)); }
    write(context, scale, place(order, scale, room, 300), 600);
    context.font = "500 " + 10.5 / scale + "px " + FONT;
    context.lineWidth = 4 / scale;
    context.fillStyle = inks.muted;
    for (const [x, y, text] of labels) {
      const wide = ruler.measureText(text).width * 0.9;
      if (Math.hypot(spots[x].x - spots[y].x, spots[x].y - spots[y].y) * scale < wide + (size[x] + size[y]) * scale + 24) continue;
      const mx = (spots[x].x + spots[y].x) / 2, my = (spots[x].y + spots[y].y) / 2;
      const box = [mx * scale - wide / 2, my * scale - 8, mx * scale + wide / 2, my * scale + 8];
      if (!room.free(box)) continue;
      room.take(box);
      context.strokeText(text, mx, my);
      context.fillText(text, mx, my);
    }
  };
  const overlay = (context) => {
    const scale = network.getScale();
    const [left, top, right, bottom] = frame();
    for (let i = things.length - 1; i >= 0; i--) {
      const { x, y } = spots[i], r = radius(i, scale) * 1.2;
      if (seen[i] && x + r > left && x - r < right && y + r > top && y - r < bottom) dot(context, i, scale, false);
    }
    if (still) spotlight(context, scale);
    else write(context, scale, atRest(scale));
    if (hovered !== null && seen[hovered]) {
      dot(context, hovered, scale, true);
      write(context, scale, [[hovered, KG.short(things[hovered].label, 40), spots[hovered].x, spots[hovered].y + radius(hovered, scale) + 14 / scale]], 700);
    }
  };

  /* --- filters, focus ------------------------------------------------------------------------- */
  const refresh = () => {
    const { shown } = KG.filters;
    const { focus, hops } = state.now;
    const near = focus !== null && shown.things[focus] ? KG.walk.around(focus, hops) : null;
    const next = near ? KG.walk.rings(focus, near) : null;
    const changed = [];
    things.forEach((_, i) => {
      const on = shown.things[i] && (!near || near.has(i));
      const spot = next && next.has(i) ? next.get(i) : home[i];
      if (spot.x !== spots[i].x || spot.y !== spots[i].y) changed.push({ id: i, x: spot.x, y: spot.y });
      seen[i] = on;
      spots[i] = { x: spot.x, y: spot.y };
    });
    const lines = [];
    raw.edges.forEach((edge, id) => {
      const hidden = !(seen[edge.from] && seen[edge.to] && KG.pairFacts.get(KG.pairKey(edge.from, edge.to)).some((f) => shown.facts[f]));
      if (hidden !== edge.hidden) { edge.hidden = hidden; lines.push({ id, hidden }); }
    });
    if (changed.length) nodes.update(changed);
    if (lines.length) edges.update(lines);
    names = null;
    highlight();
  };
  const highlight = () => { still = outstanding(); if (network) network.redraw(); };
  const narrow = () => matchMedia("(max-width: 860px)").matches;
  /* Show these things, or all that are seen, with room for their names and for what lies over the drawing. */
  const fit = (ids, { slow = true, most = 1.4, least = 0.03 } = {}) => {
    const all = ids || things.map((_, i) => i).filter((i) => seen[i]);
    if (!all.length) return;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const i of all) {
      box[0] = Math.min(box[0], spots[i].x - size[i]); box[1] = Math.min(box[1], spots[i].y - size[i]);
      box[2] = Math.max(box[2], spots[i].x + size[i]); box[3] = Math.max(box[3], spots[i].y + size[i]);
    }
    const side = all.length > 200 ? 36 : narrow() ? 56 : 88, top = $("banner").hidden ? 22 : 64;
    const sheet = narrow() && state.now.selected ? $("panel").clientHeight : 0;
    const wide = $("network").clientWidth - 2 * side, tall = $("network").clientHeight - sheet - top - 44;
    const scale = Math.max(least, Math.min(most, wide / (box[2] - box[0] || 1), tall / (box[3] - box[1] || 1)));
    network.moveTo({
      position: { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 }, scale,
      offset: { x: 0, y: (top - 44 - sheet) / 2 }, animation: slow && moving(450),
    });
  };
  /* Go to a thing: with its neighbours in view if that leaves them readable, else close to it. */
  const lookAt = (i) => {
    const near = [i, ...KG.walk.shownNeighbours(i).filter((other) => seen[other])];
    const far = Math.max(...near.map((other) => Math.hypot(spots[other].x - spots[i].x, spots[other].y - spots[i].y)));
    fit(far < 900 || near.length > 60 ? near : [i], { most: 1.1, least: 0.3 });
  };
  const paint = () => {
    readInks();
    stamps.clear();
    network.setOptions({ edges: { color: { color: inks.line, inherit: false } } });
    highlight();
  };
  const zoom = (factor) => network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: moving(200) });
  const pan = (dx, dy) => {
    const p = network.getViewPosition(), scale = network.getScale();
    network.moveTo({ position: { x: p.x + dx / scale, y: p.y + dy / scale } });
  };

  const begin = () => {
    readInks();
    raw.edges.forEach((edge, id) => { edge.id = id; edge.hidden = false; });
    /* vis-network moves, zooms and draws the lines; the dots are ours, so it draws none */
    const blank = ({ id }) => ({ drawNode() {}, nodeDimensions: { width: 2 * size[id], height: 2 * size[id] } });
    nodes = new vis.DataSet(raw.nodes.map(({ id, x, y, size: r }) => ({ id, x, y, size: r, shape: "custom", ctxRenderer: blank })));
    edges = new vis.DataSet(raw.edges.map(({ id, from, to, width }) => ({ id, from, to, width })));
    network = new vis.Network($("network"), { nodes, edges }, raw.options);
    network.on("afterDrawing", overlay);
    /* the drawing is one stop of the tab key: the outer element, which has a name */
    $("network").firstChild.tabIndex = -1;
    network.on("click", (event) => {
      const node = hit(event.pointer.DOM);
      if (node !== null) return KG.choose(node);
      const edge = network.getEdgeAt(event.pointer.DOM);
      if (edge !== undefined) return state.select("pair", ...pairOf(edge));
      if (state.now.selected) state.set({ selected: null });
      return undefined;
    });
    network.on("doubleClick", (event) => {
      const node = hit(event.pointer.DOM);
      if (node === null) return;
      if (state.now.focus === node) state.set({ hops: state.now.hops < 3 ? state.now.hops + 1 : 1 });
      else state.set({ focus: node, hops: 1, selected: ["thing", node] });
    });
    const point = (event) => {
      const box = $("network").getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      const node = event.type === "pointermove" && event.pointerType === "mouse" && !event.buttons ? hit(at) : null;
      const over = node !== null || (event.type === "pointermove" && !event.buttons && network.getEdgeAt(at) !== undefined);
      $("network").classList.toggle("over", over);
      if (node !== hovered) { hovered = node; network.redraw(); }
    };
    $("network").addEventListener("pointermove", point);
    $("network").addEventListener("pointerleave", point);
    network.on("dragEnd", (event) => {
      for (const id of event.nodes) spots[id] = home[id] = network.getPosition(id);
      names = null;
      highlight();
    });
    $("network").addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
      if (step) pan(...step);
      else if (event.key === "+" || event.key === "=") zoom(1.3);
      else if (event.key === "-") zoom(1 / 1.3);
      else if (event.key === "0") fit();
      else return;
      event.preventDefault();
    });
    paint();
    refresh();
    fit(null, { slow: false });
  };
  /* The present view as a PNG on paper, not on nothing. */
  const picture = () => {
    const canvas = $("network").querySelector("canvas");
    const copy = document.createElement("canvas");
    copy.width = canvas.width;
    copy.height = canvas.height;
    const context = copy.getContext("2d");
    context.fillStyle = inks.paper;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, 0, 0);
    return new Promise((done) => copy.toBlob(done, "image/png"));
  };
  return {
    begin, refresh, highlight, fit, lookAt, paint, zoom, picture, panBy: pan,
    get seen() { return seen; },
    get scale() { return network.getScale(); },
    /* where a thing is on the screen, for tests and assistive tools */
    screen(i) { return network.canvasToDOM(spots[i]); },
    names() { return atRest(network.getScale()).map(([i, text, , , box]) => ({ i, text, box })); },
  };
})();
