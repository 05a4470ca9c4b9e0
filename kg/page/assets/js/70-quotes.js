/* Quotes with the names in them marked, and the source text they come from. */
KG.proof = (() => {
  const { h, t, things, documents, colour, visible } = KG;

  /* Where the names of `ids` stand in `text`: [from, to, thing], none over another. White space in the
     text (a name broken over lines) does not count. */
  const spans = (text, ids, more = []) => {
    let bare = "";
    const back = [];
    for (let i = 0; i < text.length; i++) {
      if (/\s/.test(text[i])) continue;
      bare += text[i];
      back.push(i);
    }
    const found = more.slice();
    for (const id of ids) {
      const names = [things[id].label, ...(things[id].aliases || []).map((alias) => alias[0])];
      for (const name of new Set(names.map((n) => n.replace(/\s+/g, "")))) {
        if (!name || name.length > bare.length) continue;
        for (let at = bare.indexOf(name); at >= 0; at = bare.indexOf(name, at + name.length)) {
          found.push([back[at], back[at + name.length - 1] + 1, id]);
        }
      }
    }
    found.sort((a, b) => (b[1] - b[0]) - (a[1] - a[0]) || a[0] - b[0]);
    const kept = [];
    for (const span of found) if (kept.every((other) => span[1] <= other[0] || span[0] >= other[1])) kept.push(span);
    return kept.sort((a, b) => a[0] - b[0]);
  };
  const marked = (text, ids, more) => {
    const out = [];
    let at = 0;
    for (const [from, to, id] of spans(text, ids, more)) {
      if (from > at) out.push(document.createTextNode(visible(text.slice(at, from))));
      out.push(h("mark", { class: "name", colour: colour(things[id].class) }, text.slice(from, to)));
      at = to;
    }
    if (at < text.length) out.push(document.createTextNode(visible(text.slice(at))));
    return out;
  };
  const END = /[。！？!?\n]/;
  /* The rest of the sentence around a quote, at most `most` characters each way. */
  const around = (q, most = 60) => {
    const text = documents[q.document].text;
    let from = q.from, to = q.to;
    while (from > 0 && q.from - from < most && !END.test(text[from - 1])) from--;
    while (to < text.length && to - q.to < most && !(to > q.to && END.test(text[to - 1])) && text[to] !== "\n") to++;
    return [text.slice(from, q.from), text.slice(q.to, to), from > 0 && !END.test(text[from - 1]), to < text.length && !END.test(text[to - 1]) && text[to] !== "\n"];
  };
  /* One quote: what it says, where it stands, one click to the passage. */
  const figure = (index, ids, { list = [index], context = false } = {}) => {
    const q = KG.quote(index);
    const doc = documents[q.document];
    const [before, after, cutBefore, cutAfter] = context ? around(q) : ["", "", false, false];
    const whole = before + q.text + after;
    const body = context
      ? [h("span", { class: "dim" }, cutBefore ? "…" : "", before), h("b", null, marked(q.text, ids)), h("span", { class: "dim" }, after, cutAfter ? "…" : "")]
      : marked(whole, ids);
    return h("figure", { class: "quote" },
      h("blockquote", { lang: doc.language || "zh", ...(whole.length > 240 ? { class: "long", tabindex: "0" } : {}) }, body),
      h("figcaption", null,
        h("button", { type: "button", class: "to-source", onclick: () => KG.source.open(index, ids, list), "aria-label": t("open_passage", { title: KG.short(KG.documentTitle(q.document), 60) }) },
          h("span", { class: "title" }, KG.short(KG.documentTitle(q.document), 60)),
          doc.date ? h("time", null, doc.date) : null,
          h("span", { class: "go", "aria-hidden": "true" }, t("read_in_source")))));
  };
  return { spans, marked, figure };
})();

KG.source = (() => {
  const { $, h, t, documents } = KG;
  let list = [], at = 0, ids = [], back = null, doc = -1;
  const about = (d) => [d.publisher, d.place, d.date, d.path].filter(Boolean).map((x) => KG.short(x, 80)).join(" · ");
  const draw = () => {
    const text = documents[doc].text;
    const q = list.length ? KG.quote(list[at]) : null;
    $("source-title").textContent = KG.short(KG.documentTitle(doc), 300);
    $("source-about").textContent = KG.visible(about(documents[doc]));
    $("source-place").textContent = q ? t("quote_of", { i: at + 1, n: list.length, start: q.start, end: q.end }) : "";
    for (const name of ["source-before", "source-after"]) $(name).disabled = list.length < 2;
    $("source-text").lang = documents[doc].language || "zh";
    const mark = q ? h("mark", { class: "passage", id: "passage" }, KG.proof.marked(q.text, ids)) : null;
    KG.fill($("source-text"), q
      ? [document.createTextNode(KG.lines(text.slice(0, q.from))), mark, document.createTextNode(KG.lines(text.slice(q.to)))]
      : [document.createTextNode(KG.lines(text))]);
    if (mark) mark.scrollIntoView({ block: "center" }); else $("source-text").scrollTop = 0;
  };
  const show = () => {
    if (!$("source").open) { back = document.activeElement; $("source").showModal(); }
    draw();
    $("source-text").focus({ preventScroll: true });
  };
  const open = (index, names, quotes) => {
    list = quotes;
    at = Math.max(0, quotes.indexOf(index));
    ids = names;
    doc = KG.quote(index).document;
    show();
  };
  const read = (document) => { list = []; ids = []; doc = document; show(); };
  const step = (by) => { at = (at + by + list.length) % list.length; doc = KG.quote(list[at]).document; draw(); };
  const begin = () => {
    $("source-before").addEventListener("click", () => step(-1));
    $("source-after").addEventListener("click", () => step(1));
    $("source-close").addEventListener("click", () => $("source").close());
    $("source").addEventListener("click", (event) => { if (event.target === $("source")) $("source").close(); });
    $("source").addEventListener("close", () => { if (back && back.isConnected) back.focus(); });
  };
  return { begin, open, read, redraw() { if ($("source").open) draw(); } };
})();
