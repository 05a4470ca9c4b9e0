/* A small line of a measure over its periods, where the documents give it for several. */
KG.spark = (() => {
  const { numbers, t, term } = KG;
  const WIDE = 84, TALL = 22, EDGE = 4;
  const make = (tag, props) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(props)) node.setAttribute(key, value);
    return node;
  };
  /* Year, month or day as a number of years; an interval stands at its end. */
  const when = (period) => {
    const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(period.split("/").at(-1));
    return match ? Number(match[1]) + (Number(match[2] || 1) - 1) / 12 + (Number(match[3] || 1) - 1) / 372 : null;
  };
  const group = (n) => [numbers[n].n, numbers[n].k, numbers[n].y].join("\u0000");
  /* Measures of these numbers that have several periods: group to its numbers in order of time. */
  const series = (list) => {
    const all = new Map();
    for (const n of list) {
      if (when(numbers[n].t) === null || !Number.isFinite(Number(numbers[n].x))) continue;
      if (!all.has(group(n))) all.set(group(n), []);
      all.get(group(n)).push(n);
    }
    for (const [key, some] of all) {
      if (new Set(some.map((n) => when(numbers[n].t))).size < 2) all.delete(key);
      else some.sort((a, b) => when(numbers[a].t) - when(numbers[b].t) || a - b);
    }
    return all;
  };
  const draw = (some) => {
    const xs = some.map((n) => when(numbers[n].t)), ys = some.map((n) => Number(numbers[n].x));
    const scale = (values, from, to) => {
      const low = Math.min(...values), wide = Math.max(...values) - low;
      return (value) => (wide ? from + ((value - low) / wide) * (to - from) : (from + to) / 2);
    };
    const x = scale(xs, EDGE, WIDE - EDGE), y = scale(ys, TALL - EDGE, EDGE);
    const told = some.map((n) => numbers[n].t.replace("/", "–") + " " + KG.short(numbers[n].w + numbers[n].u, 30) + (numbers[n].m === "Actual" ? "" : " " + term(numbers[n].m))).join(" · ");
    const svg = make("svg", { viewBox: "0 0 " + WIDE + " " + TALL, class: "spark", role: "img", "aria-label": t("over_time") + " " + told });
    const title = make("title", {});
    title.textContent = KG.visible(told);
    svg.append(title, make("polyline", { points: some.map((_, i) => x(xs[i]).toFixed(1) + "," + y(ys[i]).toFixed(1)).join(" ") }));
    some.forEach((n, i) => svg.append(make("circle", { cx: x(xs[i]).toFixed(1), cy: y(ys[i]).toFixed(1), r: 2.4, class: numbers[n].m === "Actual" ? "" : "open" })));
    return svg;
  };
  return { series, draw, group };
})();
