"""What stands around a number and decides whether, and how, it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.model import Bound
from kg.quantities.numerals import numerals
from kg.quantities.rules import read_quantities

#: how far left the contexts look, in characters
REACH = 22


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _left(text: str, a: int) -> str:
    return text[max(0, a - REACH) : a]


def vetoed(text: str, a: int, b: int) -> bool:
    """Is the number ``text[a:b]`` part of a name, an ordinal, a clock time or an idiom?"""
    left = _left(text, a)
    for veto in read_quantities().vetoes:
        if veto.before and not _compiled(f"(?:{veto.before})$").search(left):
            continue
        if veto.after and not _compiled(veto.after).match(text, b):
            continue
        if veto.unless_before and _compiled(veto.unless_before).search(left):
            continue
        if veto.name == "ordinal" and left.endswith(numerals().ordinal):
            continue  # ranks are read elsewhere
        return True
    return False


def bound_of(text: str, a: int, end: int, *, loose: bool) -> Bound:
    """Return how the words around number and unit bound the value.

    Args:
        text: the text.
        a: where the number starts.
        end: where the unit ends.
        loose: whether 余, 多 or 来 stands within.
    """
    rules = read_quantities()
    left = _left(text, a)
    for rule in rules.bounds:
        if rule.after and _compiled(rule.after).match(text, end):
            return rule.bound
    for rule in rules.bounds:
        if _compiled(f"(?:{rule.before}){rules.bound_gap}$").search(left):
            return rule.bound
    return Bound.AT_LEAST if loose else Bound.EXACT


def counted(text: str, end: int) -> bool:
    """Does a countable noun follow the unit that ends at ``end``?"""
    rules = read_quantities()
    stretch = re.split(r"[，。；、：！？“”（）,;:]", text[end : end + rules.counted_within], maxsplit=1)[0]
    return bool(_compiled(rules.counted_nouns).search(stretch))


def describes(text: str, a: int, end: int) -> bool:
    """Does a measure only describe the thing named after it (20万吨级码头)?"""
    rules = read_quantities()
    found = _compiled(rules.described).match(text, end)
    return bool(found) and not _compiled(rules.described_unless).search(found[0] if found else "")


def is_duration(text: str, a: int, end: int) -> bool:
    """Is a span of time a quantity, rather than a date or a look-back?"""
    rules = read_quantities().durations
    left = _left(text, a)
    if _compiled(rules.reject_before).search(left):
        return False
    return bool(_compiled(rules.before).search(left) or _compiled(rules.after).match(text, end))


def is_round(text: str, a: int, end: int, *, loose: bool) -> bool:
    """Is 百, 千 or 万 alone a number here (突破千亿元) and not a class (千亿级)?"""
    rules = read_quantities().round
    if _compiled(rules.not_after).match(text, end):
        return False
    return (
        loose
        or bool(_compiled(rules.before).search(_left(text, a)))
        or bool(_compiled(rules.after).match(text, end))
    )


def rank_context(text: str, a: int, *, number_end: int | None = None) -> int:
    """Return where a rank ends that starts with 第 or 前 at ``a``, or 0 where it is an ordinal or a name."""
    rules = read_quantities().ranks
    if _compiled(rules.reject).match(text, a):
        return 0
    in_context = _compiled(rules.context_before).search(_left(text, a))
    if number_end is None:
        return 1 if in_context else 0
    if _compiled(rules.standing_after).match(text, number_end):
        return number_end
    if not in_context:
        return 0
    unit = _compiled(rules.units_after).match(text, number_end)
    if unit:
        return unit.end()
    return number_end if _compiled(rules.bare_after).match(text, number_end) else 0


def ranked_first(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of 首位 and 榜首 that state a rank."""
    for found in _compiled(read_quantities().ranks.first).finditer(text):
        yield found.end() - 2, found.end()


def ranks_by_unit(text: str, a: int) -> bool:
    """Do the words before a number make it a rank without 第 (跃升至58位)?"""
    return bool(_compiled(read_quantities().ranks.verb_before).search(_left(text, a)))
