"""Find every quantity of a text: number, unit, bound; leave out dates, names and idioms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from kg.model import Bound
from kg.quantities.context import (
    REACH,
    bound_of,
    counted,
    describes,
    is_duration,
    is_round,
    rank_context,
    ranked_first,
    ranks_by_unit,
    vetoed,
)
from kg.quantities.numerals import numerals, parse_arabic, parse_hanzi, written
from kg.quantities.rules import Unit, UnitForm, forms, read_quantities, unit_by_key


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    ``start`` and ``end`` cover number and unit (offsets of the text searched); ``written_unit`` keeps 万 and
    亿 and loses 余, 多 and 来; ``value`` is in the normal unit of ``unit``. ``rank`` tells 第2位 from 2位.
    """

    start: int
    end: int
    written_value: str
    written_unit: str
    value: Decimal
    unit: str
    bound: Bound
    rank: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    end: int
    unit: Unit
    written: str
    exponent: int
    loose: bool
    needs_before: re.Pattern[str] | None


@cache
def number_pattern() -> re.Pattern[str]:
    """Return what a number looks like, in Arabic figures or Chinese ones."""
    table = numerals()
    hanzi = "".join([*table.digits, *table.small])
    large = "|".join(table.large)
    return re.compile(
        r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
        rf"|[{hanzi}]+(?:{table.point}[{hanzi}]+)?|{table.round_large}(?={large})"
    )


@cache
def _magnitude_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(numerals().magnitudes, key=len, reverse=True)))


def find_quantities(
    text: str, *, start: int = 0, end: int | None = None, blocked: Sequence[tuple[int, int]] = ()
) -> tuple[Quantity, ...]:
    """Return the quantities in ``text[start:end]``, in order.

    Args:
        text: cleaned Simplified text; context outside ``start:end`` is not read.
        start: where to begin.
        end: where to stop; the end of the text if not given.
        blocked: spans (same offsets, in order, disjoint) in which numbers belong to names.

    >>> [(q.written_value, q.written_unit) for q in find_quantities("投资2.5亿元，造林3万余亩、增长4%和5%")]
    [('2.5', '亿元'), ('3', '万亩'), ('4', '%'), ('5', '%')]
    >>> [(q.written_value, q.bound.value) for q in find_quantities("年租金30—80万元")]
    [('30', 'AtLeast'), ('80', 'AtMost')]
    """
    stop = len(text) if end is None else end
    piece = text[start:stop]
    walls = [(a - start, b - start) for a, b in blocked]
    found = sorted((one for one in _scan(piece) if not _inside(one, walls)), key=lambda one: one.start)
    return tuple(
        Quantity(
            one.start + start,
            one.end + start,
            one.written_value,
            one.written_unit,
            one.value,
            one.unit,
            one.bound,
            one.rank,
        )
        for one in found
    )


def _inside(one: Quantity, walls: Sequence[tuple[int, int]]) -> bool:
    i = bisect_right(walls, (one.start, 1 << 60)) - 1
    return i >= 0 and one.start < walls[i][1]


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    word: str
    value: Decimal


def _scan(text: str) -> Iterator[Quantity]:
    for a, b in ranked_first(text):
        yield _make(
            a, b, Decimal(1), "1", unit_by_key()["RANK"], numerals().rank_unit, 0, Bound.EXACT, rank=True
        )
    waiting: list[_Number] = []  # numbers that take the unit of a later one: a range, or a list after 分别
    done = 0
    for match in number_pattern().finditer(text):
        if match.start() < done:
            continue
        number = _number(match)
        if number is None or _is_year(text, number) or vetoed(text, number.start, number.end):
            waiting = []
            continue
        before = text[number.start - 1 : number.start]
        unit = _unit_at(text, number.end)
        if before == numerals().ordinal:
            ranks = [one for one in [_rank(text, number)] if one]
        elif unit is None and _goes_on(text, number.end):
            waiting.append(number)
            continue
        else:
            ranks = []
        found = ranks or (_read(text, number, unit, waiting) if before != numerals().ordinal else [])
        waiting = []
        yield from found
        done = found[-1].end if found else done


def _number(match: re.Match[str]) -> _Number | None:
    value = _value(match[0])
    return None if value is None else _Number(match.start(), match.end(), match[0], value)


def _read(text: str, number: _Number, unit: _Unit | None, waiting: Sequence[_Number]) -> list[Quantity]:
    """Return the quantity of a number and of those that share its unit, or nothing."""
    if unit is None or not _counts(text, number, unit):
        return []
    rank = bool(unit.unit.rank) and ranks_by_unit(text, number.start)
    if text[number.start - 1 : number.start] == numerals().top:
        if not unit.unit.rank or not rank_context(text, number.start - 1):
            return []
        rank = True
        bound = Bound.AT_MOST
    else:
        bound = bound_of(text, number.start, unit.end, loose=unit.loose)
    shared = _sharing(text, number, waiting)
    ranged = len(shared) == 1 and is_range(text, shared[0].end, number.start)
    found = [
        _quantity(text, one, one.end, unit, Bound.AT_LEAST if ranged else Bound.EXACT, rank=rank)
        for one in shared
    ]
    return [*found, _quantity(text, number, unit.end, unit, Bound.AT_MOST if ranged else bound, rank=rank)]


def _sharing(text: str, number: _Number, waiting: Sequence[_Number]) -> Sequence[_Number]:
    """Return the waiting numbers that are joined to this one by a range mark or as a list after 分别."""
    if not waiting:
        return ()
    if len(waiting) == 1 and is_range(text, waiting[0].end, number.start):
        return waiting
    joints = [*waiting, number]
    listed = all(_list().fullmatch(text, one.end, two.start) for one, two in pairwise(joints))
    return (
        waiting
        if listed and _list_lead().search(text[max(0, waiting[0].start - REACH) : waiting[0].start])
        else ()
    )


def _quantity(text: str, number: _Number, end: int, unit: _Unit, bound: Bound, *, rank: bool) -> Quantity:
    sign = "-" if _negative(text, number.start, unit.unit) else ""
    myriad = number.word if number.word == numerals().round_large else ""
    return _make(
        number.start,
        end,
        -number.value if sign else number.value,
        sign + _digits(number.word, number.value),
        unit.unit,
        myriad + unit.written,
        unit.exponent + (numerals().magnitudes[myriad] if myriad else 0),
        bound,
        rank=rank,
    )


def _value(word: str) -> Decimal | None:
    if word[0].isdecimal():
        return parse_arabic(word)
    if word in numerals().round:
        return Decimal(numerals().round[word])
    return parse_hanzi(word)


def _digits(word: str, value: Decimal) -> str:
    return word.replace(",", "") if word[0].isdecimal() else written(value)


def _is_year(text: str, number: _Number) -> bool:
    table, word = numerals(), number.word
    if text[number.end : number.end + 1] != table.year or len(word) != 4:
        return False
    return word[:2] in ("19", "20") or word[0] in table.year_digits


def _goes_on(text: str, b: int) -> bool:
    found = _range().match(text, b) or _list().match(text, b)
    return bool(found and number_pattern().match(text, found.end()))


@cache
def _list() -> re.Pattern[str]:
    return re.compile(read_quantities().list_marks)


@cache
def _list_lead() -> re.Pattern[str]:
    return re.compile(read_quantities().list_lead)


def is_range(text: str, b: int, a: int) -> bool:
    """Does ``text[b:a]`` join the two numbers of a range (50—100万元)?"""
    return bool(_range().fullmatch(text, b, a))


@cache
def _range() -> re.Pattern[str]:
    return re.compile(read_quantities().range_marks)


def _negative(text: str, a: int, unit: Unit) -> bool:
    """Is the hyphen before a ratio a minus sign, and not the joint of a range (5%-6%)?"""
    if text[a - 1 : a] not in ("-", "−") or unit.dimension != "ratio":
        return False
    return text[a - 2 : a - 1].isalpha()


def _unit_at(text: str, b: int) -> _Unit | None:
    """Return the longest unit after a number that ends at ``b``, with 余/多/来 before or after 万/亿."""
    best: _Unit | None = None
    loose_words = numerals().loose
    loose = text[b : b + 1] in loose_words
    at = b + loose
    magnitude = _magnitude_pattern().match(text, at)
    starts = [(at, "", 0, loose)]
    if magnitude:
        after = magnitude.end()
        starts.append((after, magnitude[0], numerals().magnitudes[magnitude[0]], loose))
        if text[after : after + 1] in loose_words:
            starts.append((after + 1, magnitude[0], numerals().magnitudes[magnitude[0]], True))
    for position, prefix, exponent, is_loose in starts:
        form = _form_at(text, position, bool(prefix))
        if form is None:
            continue
        stop = position + len(form.form)
        if best is None or stop > best.end:
            best = _Unit(
                stop,
                form.unit,
                prefix + (form.unit.write_as or form.form),
                exponent,
                is_loose,
                form.needs_before,
            )
    return best


def _form_at(text: str, at: int, magnified: bool) -> UnitForm | None:
    for one in _by_first().get(text[at : at + 1], ()):
        if _fits(one, text, at, magnified):
            return one
    for one in _by_first()[""]:
        if magnified and _fits(one, text, at, magnified):
            return one
    return None


def _fits(one: UnitForm, text: str, at: int, magnified: bool) -> bool:
    if not text.startswith(one.form, at) or (one.unit.needs_magnitude and not magnified):
        return False
    return not (one.not_after and one.not_after.match(text, at + len(one.form)))


@cache
def _by_first() -> dict[str, list[UnitForm]]:
    table: dict[str, list[UnitForm]] = {"": []}
    for one in forms():
        table.setdefault(one.form[:1], []).append(one)
    return table


def _counts(text: str, number: _Number, unit: _Unit) -> bool:
    """Do context and the kind of numeral let this number count something?"""
    kind, a, word = unit.unit, number.start, number.word
    if kind.not_number and word == kind.not_number:
        return False
    if unit.needs_before and not unit.needs_before.search(text[max(0, a - REACH) : a]):
        return False
    if kind.duration:
        return is_duration(text, a, unit.end)
    if kind.physical and describes(text, a, unit.end):
        return False
    if word[0].isdecimal():
        return True
    if word in numerals().round:
        return is_round(text, a, unit.end, loose=unit.loose)
    if number.value < 2 and not kind.one:
        return False
    if not kind.hanzi and not unit.exponent:
        return False
    return not kind.weak or unit.loose or counted(text, unit.end)


def _rank(text: str, number: _Number) -> Quantity | None:
    """Read 第N位, 第N名 and a bare 第N that ranks."""
    start = number.start - 1
    stop = rank_context(text, start, number_end=number.end)
    if not stop:
        return None
    unit = text[number.end : stop] or numerals().rank_unit
    value = number.value
    return _make(start, stop, value, written(value), unit_by_key()["RANK"], unit, 0, Bound.EXACT, rank=True)


def _make(
    a: int,
    b: int,
    value: Decimal,
    digits: str,
    unit: Unit,
    unit_written: str,
    exponent: int,
    bound: Bound,
    *,
    rank: bool = False,
) -> Quantity:
    normal = value.scaleb(exponent) * unit.factor
    return Quantity(
        a, b, digits, unit_written, normal, "RANK" if rank else unit.normal or unit.key, bound, rank
    )
