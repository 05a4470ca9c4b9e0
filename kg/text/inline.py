"""What is left out inside of a line: invisible characters, marks, jump notes, footnotes, idle spaces."""

from __future__ import annotations

import re

from kg.text.characters import INVISIBLE
from kg.text.cues import compiled, cues
from kg.text.repeats import loops

_HAN = "\u3400-\u9fff"
_MARKS = re.compile(r"\*\*|__|`+|\|")
_SPACES = re.compile(" +")
_SPACED_OUT = re.compile(rf"[{_HAN}] (?=[{_HAN}])")
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef\u2014\u2018-\u201d\u2026\xb7]")
_ASCII_STOPS = frozenset(",;:!?()%")
_LOOP_LONGEST = 20_000


def deletions(text: str, *, spaced: bool = False, paragraph: bool = True) -> list[tuple[int, int, str]]:
    """Return what to leave out of ``text``: sorted, non-overlapping (start, end, reason).

    Reasons are those of :class:`kg.model.Dropped`; an empty reason is layout that nobody misses.

    Args:
        text: a line of normalised text.
        spaced: spaces stand where lines were broken, so none of them between ideographs means anything.
        paragraph: whether it is running text, in which OCR may have read clauses in a loop.
    """
    found: list[tuple[int, int, str]] = []
    if INVISIBLE in text:
        found.extend((m.start(), m.end(), "") for m in re.finditer(f"{INVISIBLE}+", text))
    for rule in cues().inline:
        if rule.is_ != "jump" or cues().jump_word in text:
            found.extend((m.start(), m.end(), rule.is_) for m in compiled(rule.pattern).finditer(text))
    if "*" in text or "_" in text or "`" in text or "|" in text:
        found.extend((m.start(), m.end(), "") for m in _MARKS.finditer(text))
    if " " in text:
        found.extend(_idle_spaces(text, spaced=spaced, paragraph=paragraph))
    if paragraph and 40 <= len(text) <= _LOOP_LONGEST:
        found.extend((start, end, "repeat") for start, end in loops(text))
    if not found:
        return []
    found.sort()
    merged: list[tuple[int, int, str]] = []
    for start, end, reason in found:
        if merged and start < merged[-1][1]:
            if end > merged[-1][1]:
                merged.append((merged[-1][1], end, reason))
        else:
            merged.append((start, end, reason))
    return merged


def _idle_spaces(text: str, *, spaced: bool, paragraph: bool) -> list[tuple[int, int, str]]:
    han = sum(1 for c in text if "\u3400" <= c <= "\u9fff")
    # 政 府 工 作 报 告
    spaced = spaced or (han >= 4 and len(_SPACED_OUT.findall(text)) >= 0.6 * (han - 1))
    found: list[tuple[int, int, str]] = []
    dateline = compiled(cues().articles.dateline).match(text)
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text) or (dateline and start == dateline.end()):
            continue
        left, right = text[start - 1], text[end]
        if left in _ASCII_STOPS and start > 1:
            left = text[start - 2] if _CHINESE.match(text[start - 2]) else left
            both = False
        else:
            both = "\u3400" <= left <= "\u9fff" and "\u3400" <= right <= "\u9fff"
        if both and not spaced:
            if end - start > 1:
                found.append((start + 1, end, ""))
        elif _CHINESE.match(right) or (_CHINESE.match(left) and paragraph):
            found.append((start, end, ""))
        elif end - start > 1:
            found.append((start + 1, end, ""))
    return found
