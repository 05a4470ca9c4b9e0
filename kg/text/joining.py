"""Lines that layout broke, joined to paragraphs again."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from kg.model import BlockRole
from kg.text.cues import compiled, cues
from kg.text.lines import Line, ends_sentence

_PAIRS = (("\u201c", "\u201d"), ("\u300a", "\u300b"), ("(", ")"), ("\uff08", "\uff09"))
_CLOSING = frozenset("\uff0c\u3002\uff1b\uff1a\u3001\u300b\uff01\uff1f,;!?%")
_GOES_ON = frozenset("\uff0c,\u3001\uff08(\u300a\u201c\u2018+\xb7/")
_STOPS = "\u3002\uff01\uff1f!?\uff1b;"
_PAUSES = "\uff0c,\u3002"
#: lines of hard-wrapped text are at most this long
_WIDEST = 70
_FULL = 0.85
_INDENT = 3
#: so many broken sentences show that a document breaks sentences
_CUTS = 2
_SHORTEST = 20
#: nothing goes on across what was dropped for these reasons
_BARRIERS = frozenset({"repeat", "notice", "menu", "jump", "garbage"})


@dataclass(frozen=True, slots=True)
class Style:
    """How a document breaks lines: ``width`` of hard-wrapped lines (0: a line is a paragraph).

    ``indented`` says that the first line of a paragraph, and no other, is indented.
    """

    width: int = 0
    indented: bool = False


@dataclass(slots=True)
class _Group:
    """The lines of a block so far, and whether its sentence is complete."""

    lines: list[Line] = field(default_factory=list)
    size: int = 0
    stopped: bool = False
    paused: bool = False
    open: bool = False

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.size += len(line.text)
        self.stopped = self.stopped or any(stop in line.text for stop in _STOPS)
        self.paused = self.paused or any(pause in line.text for pause in _PAUSES)
        self.open = is_open(line.text, self.open)


def line_style(lines: list[Line]) -> Style:
    """Tell hard-wrapped text, whose lines are equally long and break sentences, from a paragraph a line."""
    plain = [line for line in lines if not line.drop and not line.level and line.role is None]
    if len(plain) < 8:
        return Style()
    lengths = sorted(len(line.text) for line in plain)
    width = lengths[len(lengths) * 9 // 10]
    indents = sum(1 for line in plain if line.indent)
    if not 8 <= width <= _WIDEST or lengths[-1] > 2 * width:
        return Style(indented=indents >= 0.5 * len(plain))
    full = [line for line in plain if len(line.text) >= _FULL * width]
    broken = sum(1 for line in full if not ends_sentence(line.text))
    if len(full) < 0.45 * len(plain) or broken < 0.6 * len(full):
        return Style(indented=indents >= 0.5 * len(plain))
    return Style(width, 0.03 * len(plain) <= indents <= 0.5 * len(plain))


def join_lines(lines: list[Line], style: Style) -> list[list[Line]]:
    """Group lines into blocks: a group of several lines is a paragraph that was broken.

    Never joined: across a heading, a caption, a byline, a dateline or anything dropped but page numbers,
    pictures and blank lines. Where a line is a paragraph, it goes on in the next if it ends within a bracket,
    at a comma or at a word that ends no sentence, or if the next begins with closing punctuation; lines that
    merely lack a full stop are joined only after complete sentences, or where the document breaks sentences
    elsewhere too.

    Args:
        lines: with roles; those dropped are left out.
        style: see :func:`line_style`.
    """
    kept: list[Line] = []
    barrier = False
    for line in lines:
        if line.drop:
            barrier = barrier or line.drop in _BARRIERS
            continue
        line.barrier, barrier = line.barrier or barrier, False
        kept.append(line)
    cut = not style.width and _count_cuts(kept) >= _CUTS
    groups: list[_Group] = []
    for line in kept:
        if not groups or not _joins(groups[-1], line, style, cut=cut):
            groups.append(_Group())
        groups[-1].add(line)
    return [group.lines for group in groups]


def _joins(group: _Group, line: Line, style: Style, *, cut: bool) -> bool:
    if not _may_join(group.lines[-1], line):
        return False
    return _wrapped_on(group, line, style) if style.width else _goes_on(group, line, style, cut=cut)


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
        _is_numbered(text)
        or compiled(rule.articles.dateline).match(text)
        or compiled(rule.headings.address).match(text)
        or compiled(rule.captions.pattern).match(text)
        or text.startswith(("\u2014\u2014", "--"))
    )


def _is_numbered(text: str) -> bool:
    return bool(compiled(cues().headings.numbered).match(text))


def _wrapped_on(group: _Group, line: Line, style: Style) -> bool:
    last = group.lines[-1]
    if style.indented and not last.spaced:
        return not line.indent
    size = len(last.text)
    if ends_sentence(last.text):
        return size >= style.width - 1
    if _is_numbered(last.text):
        # （一）… on a line of its own is a heading, unless it fills the line
        return group.stopped or size >= _FULL * style.width - _INDENT
    return last.spaced or group.paused or size >= 0.6 * style.width or len(group.lines) > 1


def _goes_on(group: _Group, line: Line, style: Style, *, cut: bool) -> bool:
    text, following = group.lines[-1].text, line.text
    if following[0] in _CLOSING:
        return True
    if style.indented and line.indent:
        return False
    if ends_sentence(text) or compiled(cues().headings.date).fullmatch(text):
        return False
    if _is_cut(group, text, following):
        return True
    numbered = _is_numbered(group.lines[0].text)
    if group.stopped and (group.size >= 30 or not numbered):
        return _continues(following)
    return cut and not numbered and group.size >= _SHORTEST and group.paused and _continues(following)


def _count_cuts(kept: list[Line]) -> int:
    return sum(
        1
        for last, line in pairwise(kept)
        if _may_join(last, line)
        and not ends_sentence(last.text)
        and len(last.text) >= _SHORTEST
        and any(stop in last.text for stop in _STOPS)
        and _continues(line.text)
    )


def _is_cut(group: _Group, text: str, following: str) -> bool:
    """Whether the end of ``text`` shows that its sentence goes on."""
    if text[-1] in _GOES_ON or (group.open and group.size > 8):
        return True
    if _is_ascii_word(text[-1]) and _is_ascii_word(following[0]) and group.stopped:
        return True  # PM / 2.5
    always, ends, starts = _open_words()
    if text.endswith(always) and len(text) >= 6:
        return True
    return group.paused and len(text) >= 12 and (text.endswith(ends) or following.startswith(starts))


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


@cache
def _open_words() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return cues().joins.always, cues().joins.open_ends, cues().joins.open_starts


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
