"""The visible text of an HTML page, mapped to the file it stands in."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import numpy as np

from kg.text.mapped import MappedText, Offsets

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "head",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "caption",
        "figure",
        "figcaption",
        "blockquote",
        "pre",
        "br",
        "hr",
        "center",
        "fieldset",
        "address",
        "details",
        "summary",
        "body",
        "html",
        "tbody",
        "thead",
    ]
)
_CELLS = frozenset({"td", "th"})
_HEADINGS = {f"h{n}": "#" * n + " " for n in range(1, 7)}
_REFERENCE = re.compile(r"&#?\w{1,40};?")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


class _Reader(HTMLParser):
    """Collects visible characters with their source ranges; markup that matters becomes line breaks."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self.parts: list[str] = []
        self.starts: list[Offsets] = []
        self.ends: list[Offsets] = []
        self.skipped: list[str] = []
        self.articles = 0
        self.last = 0

    def at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def insert(self, text: str) -> None:
        self.parts.append(text)
        here = np.full(len(text), self.last, dtype=np.int32)
        self.starts.append(here)
        self.ends.append(here)

    def put(self, text: str, starts: Offsets, ends: Offsets) -> None:
        self.parts.append(text)
        self.starts.append(starts)
        self.ends.append(ends)
        self.last = int(ends[-1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.skipped:
            if tag == self.skipped[-1]:
                self.skipped.append(tag)
            return
        if tag in _SKIPPED or (tag == "header" and not self.articles):
            self.skipped.append(tag)
            self.insert("\n")
            return
        if tag in {"article", "main"}:
            self.articles += 1
        if tag in _BLOCKS:
            self.insert("\n" + _HEADINGS.get(tag, ""))
        elif tag in _CELLS:
            self.insert(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.skipped and tag in _BLOCKS:
            self.insert("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            if tag == self.skipped[-1]:
                self.skipped.pop()
            elif tag in {"body", "html"}:  # something was never closed; do not lose the rest of the page
                self.skipped.clear()
            return
        if tag in {"article", "main"}:
            self.articles = max(0, self.articles - 1)
        if tag in _BLOCKS:
            self.insert("\n")

    def handle_data(self, data: str) -> None:
        if self.skipped or not data:
            return
        start = self.at()
        at = 0
        for space in _SPACE.finditer(data):
            self._run(start, data, at, space.start())
            between = space.start() > 0 and space.end() < len(data)
            idle = between and _HAN.match(data[space.start() - 1]) and _HAN.match(data[space.end()])
            if not (idle and "\n" in space[0]):
                begin, end = start + space.start(), start + space.end()
                self.put(" ", np.array([begin], dtype=np.int32), np.array([end], dtype=np.int32))
            at = space.end()
        self._run(start, data, at, len(data))

    def _run(self, origin: int, data: str, start: int, end: int) -> None:
        if start < end:
            starts = np.arange(origin + start, origin + end, dtype=np.int32)
            self.put(data[start:end], starts, starts + np.int32(1))

    def handle_entityref(self, name: str) -> None:
        self._reference()

    def handle_charref(self, name: str) -> None:
        self._reference()

    def _reference(self) -> None:
        start = self.at()
        match = _REFERENCE.match(self.source, start)
        if self.skipped or match is None:
            return
        text = html.unescape(match[0])
        if any("\ud800" <= c <= "\udfff" for c in text):
            return
        count = len(text)
        self.put(text, np.full(count, start, dtype=np.int32), np.full(count, match.end(), dtype=np.int32))


def visible(source: str) -> MappedText:
    """Return the visible text of an HTML page, one block a line, headings marked as in Markdown.

    Scripts, styles, navigation, page heads and feet, asides and forms are left out; entities are resolved.
    Characters map to their place in ``source``, an entity to the whole of its reference.

    >>> text = visible("<h1>A&amp;B</h1><script>x</script><p>\u7532")
    >>> text.text.split("\\n")
    ['', '# A&B', '', '', '甲']
    >>> text.source_span(4, 5), text.source_span(text.text.index("甲"), len(text))
    ((5, 10), (37, 38))
    """
    reader = _Reader(source)
    reader.feed(source)
    reader.close()
    if not reader.parts:
        return MappedText.of("")
    return MappedText("".join(reader.parts), np.concatenate(reader.starts), np.concatenate(reader.ends))
