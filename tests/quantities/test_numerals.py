"""Numerals keep their value through every way of writing them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.quantities import parse_hanzi
from kg.quantities.numerals import numerals, parse_arabic, written

EXAMPLES = numerals().examples


def to_hanzi(value: int) -> str:
    """The usual Chinese numeral of a whole number below 10**12."""
    if value == 0:
        return "零"
    out, gap = "", False
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = value // unit % 10**4
        if not section:
            gap = bool(out)
            continue
        if out and (gap or section < 1000):
            out += "零"
        out += section_to_hanzi(section) + name
        gap = False
    return out.removeprefix("一") if out.startswith("一十") else out


def section_to_hanzi(value: int) -> str:
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return out


@pytest.mark.parametrize(("word", "value"), EXAMPLES.positive.items())
def test_positive(word, value):
    assert parse_hanzi(word) == value


@pytest.mark.parametrize("word", EXAMPLES.negative)
def test_negative(word):
    assert parse_hanzi(word) is None


@given(st.integers(0, 10**12 - 1))
def test_round_trip(value):
    assert parse_hanzi(to_hanzi(value)) == value


@given(st.decimals(0, 10**9, places=2))
def test_thousands_separators(value):
    assert parse_arabic(f"{value:,}") == value
    assert Decimal(written(value)) == value


@given(st.text(alphabet="零一二三十百千万亿点两〇", max_size=12))
def test_never_fails(word):
    value = parse_hanzi(word)
    assert value is None or value >= 0
