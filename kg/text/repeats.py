"""Paragraphs that OCR or a page read twice."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache

from kg.text.cues import compiled, cues
from kg.text.lines import Line

_CLAUSE = re.compile("[\u3002\uff0c\uff1b\uff1a\uff01\uff1f\u3001,;:!?\n]+")
_SHINGLE = 4
#: a paragraph is a repeat if this share of its shingles stands in earlier paragraphs
_SHARED = 0.9
#: shorter lines are repeated on purpose (各位代表)
_SHORTEST = 20
_CLAUSE_SHORTEST = 8
_LOOP_SHORTEST = 12
_LOOP_PERIOD = 6
_WINDOW = 3
#: longer texts are compared only for being equal
_LONGEST = 20_000


@cache
def _punctuation() -> dict[int, None]:
    codes = range(min(sys.maxunicode, 0xFFFF) + 1)
    return {c: None for c in codes if unicodedata.category(chr(c))[0] in "PZSC"}


def plain(text: str) -> str:
    """Return ``text`` without punctuation, symbols and spaces, to compare by."""
    return text.translate(_punctuation())


@dataclass(slots=True)
class _Seen:
    line: Line
    text: str


def mark_repeats(lines: list[Line]) -> None:
    """Set ``drop = "repeat"`` on paragraphs whose text stands in another; the fuller or first one stays.

    Two paragraphs are compared only if they share a clause, by the share of character shingles of the later
    one that the earlier one (and its two neighbours, for paragraphs that a column break cut) contains.
    Paragraphs whose numbers differ are never repeats: reports of two years read alike.
    """
    seen: list[_Seen] = []
    exact: dict[str, int] = {}
    owners: dict[str, int] = {}
    before: Line | None = None
    for line in lines:
        if line.drop in {"", "meta"}:
            same = before is not None and before.text == line.text and len(line.text) >= _CLAUSE_SHORTEST
            if same and not line.drop:
                line.drop = "repeat"
                continue
            before = line
        if line.drop or line.level or len(line.text) < _SHORTEST:
            continue
        text = plain(line.text)
        if len(text) < _SHORTEST * 3 // 4:
            continue
        if text in exact and _sentence(line.text):
            line.drop = "repeat"
            continue
        clauses = [c for c in map(plain, _CLAUSE.split(line.text)) if len(c) >= _CLAUSE_SHORTEST]
        number = len(seen)
        votes: dict[int, int] = {}
        for clause in clauses:
            owner = owners.setdefault(clause, number)
            if owner != number:
                votes[owner] = votes.get(owner, 0) + len(clause)
        seen.append(_Seen(line, text))
        exact.setdefault(text, number)
        if votes and 2 * _SHORTEST <= len(text) <= _LONGEST:
            _settle(seen, number, max(votes, key=lambda n: (votes[n], -n)))


def _sentence(text: str) -> bool:
    return any(c in "\u3002\uff01\uff1f\uff1b\uff0c,;!?" for c in text)


def _settle(seen: list[_Seen], number: int, owner: int) -> None:
    later, earlier = seen[number], seen[owner]
    around = seen[max(0, owner - _WINDOW + 1) : min(number, owner + _WINDOW)]
    whole = "".join(item.text for item in around if len(item.text) <= _LONGEST)
    if _contained(later.text, whole) >= _SHARED and _same_numbers(later.text, whole):
        later.line.drop = "repeat"
    elif (
        len(earlier.text) < 0.95 * len(later.text)
        and not earlier.line.drop
        and _contained(earlier.text, later.text) >= _SHARED
        and _same_numbers(earlier.text, later.text)
    ):
        earlier.line.drop = "repeat"


def _contained(part: str, whole: str) -> float:
    shingles = {part[i : i + _SHINGLE] for i in range(len(part) - _SHINGLE + 1)}
    if not shingles:
        return 0.0
    held = {whole[i : i + _SHINGLE] for i in range(len(whole) - _SHINGLE + 1)}
    return len(shingles & held) / len(shingles)


def _same_numbers(part: str, whole: str) -> bool:
    pattern = compiled(cues().number)
    numbers, held = pattern.findall(part), pattern.findall(whole)
    if not numbers:
        return True
    size = len(numbers)
    # the first and last number may be cut off by the edge of the part
    inner = numbers[1:-1] if size > 2 else []
    return any(held[i : i + len(inner)] == inner for i in range(len(held) - len(inner) + 1)) and set(
        numbers
    ) <= set(held)


def loops(text: str) -> list[tuple[int, int]]:
    """Return the ranges of ``text`` in which a run of clauses is repeated at once; the first time stays.

    >>> text = "推行每日早晚两次巡查办法,推行每日早晚两次巡查办法,推行每日早晚两次巡查办法。好"
    >>> [text[a:b] for a, b in loops(text)]
    ['推行每日早晚两次巡查办法,推行每日早晚两次巡查办法,']
    """
    pieces: list[tuple[int, int, str]] = []
    at = 0
    for match in _BREAK.finditer(text):
        pieces.append((at, match.end(), text[at : match.start()]))
        at = match.end()
    if at < len(text):
        pieces.append((at, len(text), text[at:]))
    if len({piece[2] for piece in pieces}) == len(pieces):
        return []
    ranges: list[tuple[int, int]] = []
    words = [piece[2].strip() for piece in pieces]
    i = 0
    while i < len(words):
        for period in range(1, _LOOP_PERIOD + 1):
            unit = words[i : i + period]
            if sum(map(len, unit)) < _LOOP_SHORTEST:
                continue
            j = i + period
            while len(unit) == period and words[j : j + period] == unit:
                j += period
            if j > i + period:
                # the first goes rather than the last, so that the end of the sentence stays
                ranges.append((pieces[i][0], pieces[j - period][0]))
                i = j - 1
                break
        i += 1
    return ranges


_BREAK = re.compile("[\u3002\uff0c\uff1b\uff01\uff1f,;!?]+")
