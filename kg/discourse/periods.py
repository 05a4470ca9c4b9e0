"""Which year, month or span of years a clause speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from kg.discourse.rules import rules, shapes
from kg.quantities.numerals import numerals, parse_hanzi


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
    >>> [period_of(c, clock) for c in ("截至去年10月", "到2025年达到50%", "比2020年下降12%", "五年来")]
    ['2022-10', '2025', '', '2018/2022']
    >>> period_of("“十四五”期间完成投资", clock), period_of("8月3日开工", clock)
    ('2021/2025', '2023-08-03')
    """
    span = shapes().span.search(clause)
    if span:
        return f"{span[1]}/{span[2]}"
    plan = shapes().plan.search(clause)
    if plan:
        start = rules().periods.plan_zero + 5 * (10 + numerals().digits[plan[1]])
        return f"{start}/{start + 4}"
    for found in shapes().date.finditer(clause):
        if not _compared(clause, found.start(), found.end()):
            year = _year(found["year"])
            return _join(year, found["m"], found["d"])
    relative = _relative(clause, clock)
    if relative:
        return relative
    month = shapes().month.search(clause)
    if month and clock.now and 1 <= int(month["m"]) <= 12:
        return _join(clock.now, month["m"], month["d"])
    return ""


def years_named(clause: str) -> list[int]:
    """Return the calendar years that a clause speaks of, comparisons left out."""
    return [
        _year(found["year"])
        for found in shapes().date.finditer(clause)
        if not _compared(clause, found.start(), found.end())
    ]


def _relative(clause: str, clock: Clock) -> str:
    last = clock.review or clock.now
    for back in shapes().lookback.finditer(clause) if last else ():
        if back["before"] or back["after"]:
            length = int(parse_hanzi(back["number"]) or back["number"])
            return f"{last - length + 1}/{last}" if length > 1 else str(last)
    for found in shapes().relative.finditer(clause):
        if clock.now and not _compared(clause, found.start(), found.end()):
            shift = rules().periods.relative[found[1]]
            year = clock.review if clock.reviewing and not shift else clock.now + shift
            return _join(year, found["m"], found["d"])
    if any(word in clause for word in rules().periods.now) and clock.now:
        return f"{clock.now}-{clock.month:02d}" if clock.month and not clock.plan else ""
    return ""


def _compared(clause: str, start: int, end: int) -> bool:
    found = shapes()
    return bool(found.compared_before.search(clause[:start]) or found.compared_after.match(clause, end))


def _year(digits: str) -> int:
    return int(parse_hanzi(digits) or digits)


def _join(year: int, month: str | None, day: str | None) -> str:
    if not month or not 1 <= int(month) <= 12:
        return str(year)
    if not day or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}"
