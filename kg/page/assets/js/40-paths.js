/* Walks over what is shown: neighbourhoods and shortest paths. */
KG.walk = (() => {
  const { facts, things } = KG;
  const shownNeighbours = (node) => {
    const { shown } = KG.filters;
    const out = [];
    for (const other of KG.neighbours[node]) {
      if (shown.things[other] && KG.pairFacts.get(KG.pairKey(node, other)).some((f) => shown.facts[f])) out.push(other);
    }
    return out;
  };
  /* Hops from `start` to each thing within `most` hops. */
  const around = (start, most) => {
    const hops = new Map([[start, 0]]);
    let edge = [start];
    for (let hop = 1; hop <= most && edge.length; hop++) {
      const next = [];
      for (const node of edge) for (const other of shownNeighbours(node)) {
        if (!hops.has(other)) { hops.set(other, hop); next.push(other); }
      }
      edge = next;
    }
    return hops;
  };
  /* The shortest chain of things from `a` to `b`, or null. */
  const path = (a, b) => {
    const from = new Map([[a, null]]);
    let edge = [a];
    while (edge.length && !from.has(b)) {
      const next = [];
      for (const node of edge) for (const other of shownNeighbours(node)) {
        if (!from.has(other)) { from.set(other, node); next.push(other); }
      }
      edge = next;
    }
    if (!from.has(b)) return null;
    const chain = [];
    for (let node = b; node !== null; node = from.get(node)) chain.unshift(node);
    return chain;
  };
  /* The centre in the middle, its neighbours on rings around it, theirs further out on their side. */
  const rings = (centre, hops) => {
    const places = new Map([[centre, { x: 0, y: 0 }]]);
    const angle = new Map([[centre, 0]]);
    const order = (a, b) => things[a].class.localeCompare(things[b].class) || KG.degree[b] - KG.degree[a] || a - b;
    let radius = 60;
    for (let hop = 1; hop <= 3; hop++) {
      const nodes = [...hops.keys()].filter((node) => hops.get(node) === hop);
      if (!nodes.length) break;
      const parent = new Map();
      for (const node of nodes) parent.set(node, [...KG.neighbours[node]].find((other) => hops.get(other) === hop - 1));
      nodes.sort((a, b) => (hop > 1 ? angle.get(parent.get(a)) - angle.get(parent.get(b)) : 0) || order(a, b));
      const arc = hop === 1 ? 96 : 60, step = hop === 1 ? 62 : 48;
      let need = nodes.length, count = 0, inner = radius + 80;
      for (; need > 0; count++) need -= Math.max(1, Math.floor((2 * Math.PI * (inner + count * step)) / arc));
      nodes.forEach((node, i) => {
        const turn = -Math.PI / 2 + (2 * Math.PI * i) / nodes.length;
        const away = inner + (i % count) * step;
        angle.set(node, turn);
        places.set(node, { x: away * Math.cos(turn), y: away * Math.sin(turn) });
      });
      radius = inner + (count - 1) * step;
    }
    return places;
  };
  return { around, path, rings, shownNeighbours, facts };
})();
