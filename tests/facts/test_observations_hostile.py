"""Hostile text takes no more time than its length allows."""

from __future__ import annotations

import time

import pytest

from kg.facts.measures import name_measures
from kg.facts.topics import read_topics
from kg.quantities import find_quantities

SECONDS = 2.0


@pytest.mark.parametrize(
    "text",
    [
        "增长" + "均达到" * 3000 + "高3%",
        "增至" * 3000 + "高3%",
        "率" + "增加到增至" * 2000 + "高3%",
        "投资1吨、" * 2000,
        "、".join(["1"] * 3000) + "%",
        "居全省" * 3000 + "第3位",
        "（" * 5000 + "3%" + "）" * 5000,
    ],
    ids=lambda text: text[:6],
)
def test_measures(text):
    begun = time.perf_counter()
    quantities = find_quantities(text)
    named, _ = name_measures(text, quantities, start=0, end=len(text), words=())
    assert len(named) == len(quantities)
    assert time.perf_counter() - begun < SECONDS


def test_lead_in():
    import re

    begun = time.perf_counter()
    assert not re.compile(read_topics().lead_in).fullmatch("今年今年的" * 3000 + "！")
    assert time.perf_counter() - begun < SECONDS
