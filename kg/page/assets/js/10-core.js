/* Data, words of the interface, and the one way in which text reaches the document: as text. */
"use strict";
const KG = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("kg-data");
  const { things, facts, numbers, quotes, documents, terms, ui } = data;
  const $ = (id) => document.getElementById(id);

  /* --- text ------------------------------------------------------------------------------- */
  const SILENT = /[\r\u200b\ufeff\u00ad]/g;
  const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200c-\u200f\u2028-\u202e\u2060-\u2069\ufff9-\ufffb]/g;
  const LONE = /\p{Surrogate}/gu;
  const code = (c) => "‹U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "›";
  /* Controls that would hide or turn text around are shown by their number. */
  const visible = (text) => String(text).replace(SILENT, "").replace(CONTROL, code).replace(LONE, "\ufffd");
  const lines = (text) => visible(text).replace(/\n[\s]*\n/g, "\n\n");
  const short = (text, most) => {
    const points = Array.from(visible(text.slice(0, most * 8)).replace(/\s+/g, " ").trim());
    return points.length > most ? points.slice(0, most - 1).join("") + "…" : points.join("");
  };
  const fold = (text) => {
    let out = "";
    for (const c of text.normalize("NFKC").toLowerCase()) {
      if (!/[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069“”"'《》〈〉「」『』·•・]/.test(c)) out += data.variants[c] || c;
    }
    return out;
  };

  /* --- interface language ----------------------------------------------------------------- */
  const wanted = () => {
    for (const tag of navigator.languages || [navigator.language || ""]) {
      const primary = tag.toLowerCase().split("-")[0];
      if (primary === "zh" || primary === "en") return primary;
    }
    return document.documentElement.dataset.language;
  };
  let language = wanted();
  const t = (key, values) => {
    const one = values && values.n === 1 && Object.hasOwn(ui, key + "_one") ? key + "_one" : key;
    const text = Object.hasOwn(ui, one) ? ui[one][language] : key;
    return values ? text.replace(/\{(\w+)\}/g, (_, name) => String(values[name])) : text;
  };
  const term = (id) => {
    const label = Object.hasOwn(terms.labels, id) ? terms.labels[id] : null;
    return label ? label[language] || label.zh || label.en || id : id;
  };
  /* Vocabulary labels are lower case in English; at the head of a line they are not. */
  const Term = (id) => { const text = term(id); return text.charAt(0).toUpperCase() + text.slice(1); };
  const number = (n) => n.toLocaleString(language === "zh" ? "zh-CN" : "en-GB");

  /* --- elements --------------------------------------------------------------------------- */
  const h = (tag, props, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props || {})) {
      if (value === undefined || value === null || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (name === "class") node.className = value;
      else if (name === "colour") node.style.setProperty("--c", value);
      else node.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children.flat(Infinity)) {
      if (child === undefined || child === null || child === false) continue;
      node.append(child instanceof Node ? child : visible(child));
    }
    return node;
  };
  const fill = (node, ...children) => { node.replaceChildren(...children.flat(Infinity).filter(Boolean)); return node; };
  const translate = (root) => {
    for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    for (const node of root.querySelectorAll("[data-t-label]")) {
      node.setAttribute("aria-label", t(node.dataset.tLabel));
      if (node.tagName === "BUTTON") node.title = t(node.dataset.tLabel);
    }
    for (const node of root.querySelectorAll("[data-t-placeholder]")) node.placeholder = t(node.dataset.tPlaceholder);
  };
  let toastTimer = 0;
  const toast = (text) => {
    const box = $("toast");
    box.textContent = visible(text);
    box.hidden = false;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => { box.hidden = true; }, 2600);
  };

  /* --- index ------------------------------------------------------------------------------ */
  const factsOf = things.map(() => []);
  const numbersOf = things.map(() => []);
  const pairFacts = new Map();
  const pairKey = (a, b) => (a < b ? a + "-" + b : b + "-" + a);
  facts.forEach((fact, i) => {
    factsOf[fact.s].push(i);
    if (fact.o === null || fact.o === fact.s) return;
    factsOf[fact.o].push(i);
    const key = pairKey(fact.s, fact.o);
    if (!pairFacts.has(key)) pairFacts.set(key, []);
    pairFacts.get(key).push(i);
  });
  numbers.forEach((item, i) => numbersOf[item.s].push(i));
  const byKey = new Map(things.map((thing, i) => [thing.key, i]));
  const documentById = new Map(documents.map((item, i) => [item.id, i]));
  const neighbours = things.map(() => new Set());
  for (const list of pairFacts.values()) {
    const { s, o } = facts[list[0]];
    neighbours[s].add(o);
    neighbours[o].add(s);
  }
  const degree = neighbours.map((set) => set.size);
  const documentsOf = (indices) => new Set(indices.map((i) => quotes[i][0]));
  /* Outlines of the shapes of classes, in a circle of radius 1 as vis-network draws them. */
  const around = (corners, turn, inner) => Array.from({ length: corners }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / corners, away = inner && i % 2 ? inner : 1;
    return [away * Math.cos(angle), away * Math.sin(angle)];
  });
  const UP = -Math.PI / 2;
  const OUTLINES = {
    hexagon: around(6, 0), triangle: around(3, UP), triangleDown: around(3, -UP), diamond: around(4, UP),
    square: [[-1, -1], [1, -1], [1, 1], [-1, 1]], star: around(10, UP, 0.5),
  };
  const shape = (name) => (Object.hasOwn(terms.shapes, name) ? terms.shapes[name] : "dot");
  const icon = (name) => {
    const make = (tag, props) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [key, value] of Object.entries(props)) node.setAttribute(key, value);
      return node;
    };
    const svg = make("svg", { viewBox: "-1.15 -1.15 2.3 2.3", class: "icon", "aria-hidden": "true" });
    const outline = OUTLINES[shape(name)];
    const scale = shape(name) === "square" ? 0.8 : 1;
    svg.append(outline ? make("polygon", { points: outline.map(([x, y]) => x * scale + "," + y * scale).join(" ") }) : make("circle", { r: 0.92 }));
    svg.style.setProperty("--c", colour(name));
    return svg;
  };
  const colour = (name) => (Object.hasOwn(terms.colours, name) ? terms.colours[name] : "#7a8794");

  /* --- quotes: offsets count code points, JavaScript counts UTF-16 units -------------------- */
  const maps = new Map();
  const unit = (document, point) => {
    if (!maps.has(document)) {
      const text = documents[document].text;
      let map = null;
      if (/[\ud800-\udfff]/.test(text)) {
        map = [];
        let at = 0;
        for (const c of text) { map.push(at); at += c.length; }
        map.push(at);
      }
      maps.set(document, map);
    }
    const map = maps.get(document);
    return map ? map[Math.min(point, map.length - 1)] : point;
  };
  const quote = (i) => {
    const [document, start, end, rule] = quotes[i];
    const from = unit(document, start), to = unit(document, end);
    return { id: i, document, start, end, from, to, rule: data.rules[rule], text: documents[document].text.slice(from, to) };
  };
  const documentTitle = (i) => documents[i].title || documents[i].path || documents[i].id;
  const objectText = (fact) => {
    if (fact.o !== null) return things[fact.o].label;
    return fact.p === "stage" ? term(fact.v) : fact.v;
  };

  return {
    ...data, $, h, fill, t, term, Term, number, visible, lines, short, fold, translate, toast, factsOf, numbersOf, pairFacts,
    pairKey, byKey, documentById, neighbours, degree, documentsOf, colour, shape, icon, OUTLINES, quote, unit, documentTitle, objectText,
    read, wanted,
    get language() { return language; },
    set language(value) { language = value === "zh" ? "zh" : "en"; document.documentElement.lang = language; },
  };
})();
