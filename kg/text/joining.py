"""Lines that layout broke, joined to paragraphs again."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache

from kg.model import BlockRole
from kg.text.cues import compiled, cues
from kg.text.lines import Line, ends_sentence

_PAIRS = (("\u201c", "\u201d"), ("\u300a", "\u300b"), ("(", ")"), ("\uff08", "\uff09"))
_CLOSING = frozenset("\uff0c\u3002\uff1b\uff1a\u3001\uff09\u201d\u300b\uff01\uff1f,;!?)%")
_GOES_ON = frozenset("\uff0c,\u3001\uff08(\u300a\u201c\u2018-+\xb7/")
_STOPS = "\u3002\uff01\uff1f!?\uff1b;"
#: lines of hard-wrapped text are at most this long
_WIDEST = 70
_FULL = 0.85
_CUTS = 2


@dataclass(frozen=True, slots=True)
class Style:
    """How a document breaks lines: ``width`` of hard-wrapped lines (0: a line is a paragraph)."""

    width: int = 0
    indented: bool = False


def line_style(lines: list[Line]) -> Style:
    """Tell hard-wrapped text, where most lines are equally long and break sentences, from paragraphs in lines."""
    plain = [line for line in lines if not line.drop and not line.level and line.role is None]
    if len(plain) < 8:
        return Style()
    lengths = sorted(len(line.text) for line in plain)
    width = lengths[len(lengths) * 9 // 10]
    if not 8 <= width <= _WIDEST or lengths[-1] > 2 * width:
        return Style()
    full = [line for line in plain if len(line.text) >= _FULL * width]
    broken = sum(1 for line in full if not ends_sentence(line.text))
    if len(full) < 0.45 * len(plain) or broken < 0.6 * len(full):
        return Style()
    indented = sum(1 for line in plain if line.indent)
    return Style(width, 0.03 * len(plain) <= indented <= 0.5 * len(plain))


def join_lines(lines: list[Line], style: Style) -> list[list[Line]]:
    """Group lines into blocks: a group of several lines is a paragraph that was broken.

    Never joined: across a heading, a caption, a byline, a dateline or anything dropped but page numbers,
    pictures and blank lines. In paragraphs-in-lines text a line goes on in the next if it ends within a bracket,
    at a comma or at a word that ends no sentence, or if the next begins with closing punctuation; lines that
    merely lack a full stop are joined only where the document breaks sentences elsewhere too.
    """
    kept: list[Line] = []
    barrier = False
    for line in lines:
        if line.drop:
            barrier = barrier or line.drop in {"repeat", "notice", "menu", "jump", "garbage"}
            continue
        line.barrier, barrier = barrier, False
        kept.append(line)
    cut = not style.width and _count_cuts(kept) >= _CUTS
    groups: list[list[Line]] = []
    open_marks = False
    for line in kept:
        last = groups[-1][-1] if groups else None
        if last is not None and _may_join(last, line):
            goes_on = (
                _wrapped_on(last, line, style)
                if style.width
                else _goes_on(last, line, cut=cut, open_marks=open_marks)
            )
        else:
            goes_on = False
        if goes_on:
            groups[-1].append(line)
            open_marks = is_open(line.text, open_marks)
        else:
            groups.append([line])
            open_marks = is_open(line.text)
    return groups


def _may_join(last: Line, line: Line) -> bool:
    return (
        last.role in {None, BlockRole.PARAGRAPH}
        and line.role in {None, BlockRole.PARAGRAPH}
        and not (last.level or line.level or line.item or line.barrier)
        and not _opens_block(line.text)
    )


def _opens_block(text: str) -> bool:
    rule = cues()
    return bool(
        compiled(rule.headings.numbered).match(text)
        or compiled(rule.articles.dateline).match(text)
        or compiled(rule.headings.address).match(text)
        or compiled(rule.captions.pattern).match(text)
        or text.startswith(("\u2014\u2014", "--"))
    )


def _wrapped_on(last: Line, line: Line, style: Style) -> bool:
    if style.indented:
        return not line.indent
    size = len(last.text)
    if ends_sentence(last.text):
        return size >= style.width - 1
    return size >= _FULL * style.width or not _is_title_like(last)


def _is_title_like(line: Line) -> bool:
    return (
        bool(compiled(cues().headings.numbered).match(line.text)) or len(line.text) <= cues().headings.longest
    )


def _goes_on(last: Line, line: Line, *, cut: bool, open_marks: bool) -> bool:
    text = last.text
    if line.text[0] in _CLOSING and line.text[0] not in "\u201d)\uff09":
        return True
    if ends_sentence(text) or compiled(cues().headings.date).fullmatch(text):
        return False
    if _is_cut(text, line.text, open_marks=open_marks):
        return True
    body = any(stop in text for stop in _STOPS)
    numbered = compiled(cues().headings.numbered).match(text)
    if body and (len(text) >= 30 or not numbered):
        return _continues(line.text)
    return (
        cut
        and not numbered
        and len(text) >= 20
        and ("\uff0c" in text or "," in text)
        and _continues(line.text)
    )


def _count_cuts(kept: list[Line]) -> int:
    return sum(
        1
        for last, line in itertools.pairwise(kept)
        if _may_join(last, line)
        and not ends_sentence(last.text)
        and len(last.text) >= 20
        and any(stop in last.text for stop in _STOPS)
        and _continues(line.text)
    )


def _is_cut(text: str, following: str, *, open_marks: bool) -> bool:
    """Whether the end of ``text`` shows that its sentence goes on."""
    if text[-1] in _GOES_ON:
        return True
    if open_marks and not text.endswith(("\u201c", "\u300a")) and len(text) > 8:
        return True
    ends, starts = _open_words()
    if len(text) >= 12 and text.endswith(ends) and any(c in text for c in "\uff0c,\u3002"):
        return True
    return following.startswith(starts) and len(text) >= 12 and any(c in text for c in "\uff0c,\u3002")


@cache
def _open_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return cues().joins.open_ends, cues().joins.open_starts


def _continues(text: str) -> bool:
    """Whether ``text`` can be the rest of a sentence, and is not a heading of its own."""
    return any(c in text for c in "\u3002\uff0c\uff1b\u3001,;") or ends_sentence(text)


def is_open(text: str, before: bool = False) -> bool:
    """Tell whether a quotation, a title or a bracket is open at the end of ``text``.

    Args:
        text: a line.
        before: whether one was open at its beginning.

    >>> is_open("他说:“将把"), is_open("《办法》"), is_open("做大总量。”", True)
    (True, False, False)
    """
    if any(text.rfind(opening) > text.rfind(closing) for opening, closing in _PAIRS):
        return True
    return before and not any(closing in text for _, closing in _PAIRS)
