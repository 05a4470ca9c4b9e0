"""Time expressions resolve as ontology/discourse.yaml says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.discourse.periods import Clock, period_of
from kg.discourse.rules import read_rules

JANUARY = Clock(now=2023, month=1, review=2022, plan=2023)
EXAMPLES = read_rules().periods.examples


@pytest.mark.parametrize(("clause", "period"), EXAMPLES.positive.items())
def test_positive(clause, period):
    assert period_of(clause, JANUARY) == period


@pytest.mark.parametrize("clause", EXAMPLES.negative)
def test_negative(clause):
    assert period_of(clause, JANUARY) == ""


def test_this_year_in_a_review_is_the_year_reviewed():
    clock = Clock(now=2023, review=2022, plan=2023, reviewing=True)
    assert period_of("今年以来", clock) == "2022"
    assert period_of("今年以来", JANUARY) == "2023"


def test_without_a_date_relative_words_say_nothing():
    assert period_of("去年完成", Clock()) == ""
    assert period_of("3月开工", Clock()) == ""


@given(st.integers(1990, 2050), st.integers(1, 12), st.integers(1, 28))
def test_dates(year, month, day):
    assert period_of(f"{year}年{month}月{day}日开工", Clock()) == f"{year}-{month:02d}-{day:02d}"
    assert period_of(f"{year}年{month}月开工", Clock()) == f"{year}-{month:02d}"
    assert period_of(f"较{year}年增长", Clock()) == ""


@given(st.text(alphabet="0123456789年月日十四五“”今去来至到-", max_size=20))
def test_never_fails(clause):
    period = period_of(clause, JANUARY)
    assert period == "" or period[:4].isdecimal()
