"""The lines of a text, with what their layout says."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from statistics import median

from kg.model import BlockRole
from kg.text.characters import INVISIBLE
from kg.text.cues import compiled, cues

_LINE = re.compile(r"[^\n]+")
_MARKS = re.compile(
    r"(#{1,6})(?:\s+|(?=[^\s#]))|(?:[-*+]|\d{1,3}\.(?=\s))\s+(?=\S)|>\s+|[\u2022\u00b7\u25aa\u25e6]\s*"
)
#: paragraphs pasted into one line: two ideographic spaces, or a gap after the end of a sentence
_GAP = re.compile(r"(?<=[\u3002\uff01\uff1f\uff1a\uff1b\u201d!?:;])\s{2,}| {2,}(?=\S)")
#: where spaces stand for line breaks, a page number between dashes is one piece
_WRAPPED = re.compile(r"[\u2014-] \d{1,4} [\u2014-](?= |$)|[^ ]+")
#: at the edges of a line, what cannot be seen is as good as a space
_EDGES = f" {INVISIBLE}"
_LONG = 300
_VERY_LONG = 1500
_WRAPPED_PIECES = 40


@dataclass(slots=True)
class Line:
    """A line without its indentation and marks; ``start`` and ``end`` count in the flat text.

    ``blank`` is the number of empty lines before it. ``level`` is that of a Markdown heading, or 0. ``drop``
    is why it is no text, or empty.
    """

    start: int
    end: int
    text: str
    blank: int = 0
    indent: bool = False
    level: int = 0
    item: bool = False
    drop: str = ""
    role: BlockRole | None = None
    #: cut out of one long line at a space that stood where a line was broken
    spaced: bool = False
    #: a repeat, a menu or a notice was left out directly before: no sentence goes on across it
    barrier: bool = False


def split_lines(flat: str, source: str) -> list[Line]:
    """Split ``flat`` into its lines, white space and Markdown marks taken off.

    A very long line is split where paragraphs were pasted together: at indentations, at wide gaps after a
    sentence, before numbered headings, and at every space if spaces stand where lines were broken.

    Args:
        flat: normalised text, as long as ``source``.
        source: the same before spaces were made one kind.
    """
    lines: list[Line] = []
    at = 0
    for match in _LINE.finditer(flat):
        start, end = match.span()
        blank = max(0, start - at - 1) if lines or at else start
        at = end
        if end - start <= _LONG:
            _add(lines, flat, start, end, blank)
        else:
            spans, spaced = _split_long(flat, source, start, end)
            for begin, stop in spans:
                _add(lines, flat, begin, stop, blank, spaced=spaced)
                blank = 0
    return lines


def _add(lines: list[Line], flat: str, start: int, end: int, blank: int, *, spaced: bool = False) -> None:
    raw = flat[start:end]
    text = raw.strip(_EDGES)
    if not text:
        return
    lead = len(raw) - len(raw.lstrip(_EDGES))
    start += lead
    end = start + len(text)
    level, item = 0, False
    mark = _MARKS.match(text)
    if mark and mark.end() < len(text):
        level = len(mark[1] or "")
        item = not level
        if not (item and mark[0][0].isdigit()):
            start += mark.end()
            text = text[mark.end() :]
    lines.append(Line(start, end, text, blank, lead >= 2, level, item, spaced=spaced))


def _split_long(flat: str, source: str, start: int, end: int) -> tuple[list[tuple[int, int]], bool]:
    cuts = [start]
    for gap in _GAP.finditer(flat, start, end):
        wide = source.count("\u3000", gap.start(), gap.end()) >= 2
        after = gap.start() > start and flat[gap.start() - 1] in "\u3002\uff01\uff1f\uff1a\uff1b\u201d!?:;"
        if wide or after:
            cuts.append(gap.start())
    if end - start > _VERY_LONG and len(cuts) < (end - start) // _VERY_LONG + 1:
        pieces = flat[start:end].split(" ")
        if len(pieces) >= _WRAPPED_PIECES and 10 <= median(map(len, pieces)) <= 60:
            return [m.span() for m in _WRAPPED.finditer(flat, start, end)], True
        numbered = compiled(rf"(?<=[\u3002\uff01\uff1f\uff1b!?])\s?(?=(?:{cues().headings.inside}))")
        cuts.extend(m.end() for m in numbered.finditer(flat, start, end))
    bounds = [*sorted(set(cuts)), end]
    return [(a, b) for a, b in itertools.pairwise(bounds) if a < b], False


_TERMINAL = frozenset("\u3002\uff01\uff1f!?\uff1b;\u2026:\uff1a")
_OPENERS = {")": "(", "\uff09": "\uff08", "]": "[", "\u3011": "\u3010"}
_CLOSERS = "\u201d\u2019\u300d\u300f\"')\uff09]\u3011\u300b\u3009"


def ends_sentence(text: str) -> bool:
    """Tell whether ``text`` ends as a sentence or a line before a list does, closing brackets aside.

    >>> [ends_sentence(text) for text in ("完成。", "他说:“好。”", "加快形成", "(试行)", "3.5.")]
    [True, True, False, False, False]
    """
    text = text.rstrip()
    while text and text[-1] in _CLOSERS:
        opening = text.rfind(_OPENERS.get(text[-1], text[-1]), 0, len(text) - 1)
        if opening > 0 and text[opening - 1] in _TERMINAL:
            return True  # 。（责任单位：省财政厅）
        text = text[:-1]
    return bool(text) and text[-1] in _TERMINAL
