"""Which year, month or span of years a clause speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.discourse.rules import rules

_HANZI = {char: i for i, char in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "两": 2, "十": 10}
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})年(?P<month>[初底末]|(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?"
)
_MONTH = re.compile(r"(?<![\d年\-—－~])(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?(?!份?[-—－~至到])")
_PLAN = re.compile(r"[“\"]?十([一二三四五六七八九])五[”\"]?(?=时期|期间|以来|末|规划期|五年)")
_SPAN = re.compile(r"((?:19|20)\d\d)年?\s*[-—－~至到]+\s*((?:19|20)\d\d)年")


@dataclass(frozen=True, slots=True)
class Clock:
    """What 今年 means here, and the default years of review and plan (0: unknown)."""

    now: int = 0
    month: int = 0
    review: int = 0
    plan: int = 0
    #: in the review of a year, 今年 means that year
    reviewing: bool = False


def period_of(clause: str, clock: Clock) -> str:
    """Return the period that a clause names, or nothing.

    >>> clock = Clock(now=2023, month=1, review=2022, plan=2023)
    >>> [period_of(c, clock) for c in ("截至去年12月", "到2025年达到50%", "比2020年下降12%", "五年来")]
    ['2022-12', '2025', '', '2018/2022']
    >>> period_of("“十四五”期间完成投资", clock), period_of("8月3日开工", clock)
    ('2021/2025', '2023-08-03')
    """
    span = _SPAN.search(clause)
    if span:
        return f"{span[1]}/{span[2]}"
    plan = _PLAN.search(clause)
    if plan:
        start = 1951 + 5 * (10 + _HANZI[plan[1]] - 0) - 0
        return f"{start}/{start + 4}"
    for found in _DATE.finditer(clause):
        if not _compared(clause, found.start(), found.end()):
            year = _year(found["year"])
            return _join(year, found["m"], found["d"])
    relative = _relative(clause, clock)
    if relative:
        return relative
    month = _MONTH.search(clause)
    if month and clock.now and 1 <= int(month["m"]) <= 12:
        return _join(clock.now, month["m"], month["d"])
    return ""


def years_named(clause: str) -> list[int]:
    """Return the calendar years that a clause speaks of, comparisons left out."""
    return [
        _year(found["year"])
        for found in _DATE.finditer(clause)
        if not _compared(clause, found.start(), found.end())
    ]


@cache
def _relative_pattern() -> re.Pattern[str]:
    words = sorted(rules().periods.relative, key=len, reverse=True)
    return re.compile(rf"({'|'.join(words)})(?:(?P<m>\d{{1,2}})月(?:份|底|末)?(?:(?P<d>\d{{1,2}})日)?)?")


@cache
def _lookback_pattern() -> re.Pattern[str]:
    tail = rules().periods.lookback
    return re.compile(rf"(?<![第为]近)(?<!第)([一二三四五六七八九十\d])年(?:{tail})")


def _relative(clause: str, clock: Clock) -> str:
    back = _lookback_pattern().search(clause)
    if back and (clock.review or clock.now):
        length = int(back[1]) if back[1].isdecimal() else _HANZI[back[1]]
        last = clock.review or clock.now
        return f"{last - length + 1}/{last}" if length > 1 else str(last)
    for found in _relative_pattern().finditer(clause):
        if clock.now and not _compared(clause, found.start(), found.end()):
            shift = rules().periods.relative[found[1]]
            year = clock.review if clock.reviewing and not shift else clock.now + shift
            return _join(year, found["m"], found["d"])
    if any(word in clause for word in rules().periods.now) and clock.now:
        return f"{clock.now}-{clock.month:02d}" if clock.month and not clock.plan else ""
    return ""


@cache
def _comparison() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = rules().periods
    return re.compile(rf"(?:{words.compared_before})$"), re.compile(rf"(?:{words.compared_after})")


def _compared(clause: str, start: int, end: int) -> bool:
    before, after = _comparison()
    return bool(before.search(clause[:start]) or after.match(clause, end))


def _year(digits: str) -> int:
    return (
        int(digits)
        if digits.isdecimal() and digits.isascii()
        else int("".join(str(_HANZI[c]) for c in digits))
    )


def _join(year: int, month: str | None, day: str | None) -> str:
    if not month or not 1 <= int(month) <= 12:
        return str(year)
    if not day or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}"
