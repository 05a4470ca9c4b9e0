"""The gazetteer: every pattern's own examples, divisions, overlaps, and loading."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.lexicon.divisions import Divisions
from kg.lexicon.gazetteer import Gazetteer, Pattern
from kg.model import EntityClass

GAZETTEER = Gazetteer.load()


def spans(pattern: Pattern, text: str) -> list[str]:
    hits = [h for h in GAZETTEER.match_all(text) if h.source == f"pattern.{pattern.name}"]
    return [text[h.start : h.end] for h in hits]


@pytest.mark.parametrize("pattern", GAZETTEER.patterns, ids=lambda p: p.name)
def test_examples_of_every_pattern(pattern: Pattern) -> None:
    for example in pattern.positive:
        want = re.findall(r"\[([^\]]*)\]", example)
        assert want, example
        found = spans(pattern, re.sub(r"[\[\]]", "", example))
        assert found == want, example
    for example in pattern.negative:
        assert spans(pattern, example) == [], example


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("赴锡林郭勒盟调研", [("锡林郭勒盟", "152500")]),
        ("与恩施州合作", [("恩施州", "422800")]),
        ("内蒙古自治区和宁夏", [("内蒙古自治区", "150000"), ("宁夏", "640000")]),
        ("襄樊市更名", [("襄樊市", "420600")]),
        ("来自哈萨克斯坦", [("哈萨克斯坦", "KZ")]),
    ],
)
def test_divisions_are_found(text: str, want: list[tuple[str, str]]) -> None:
    hits = [h for h in GAZETTEER.match(text) if h.kind is EntityClass.DISTRICT and h.alone]
    assert [(text[h.start : h.end], h.codes[0]) for h in hits] == want


def test_the_largest_meaning_comes_first_and_all_are_told() -> None:
    (hit,) = GAZETTEER.match("海南")
    levels = [Divisions.load().by_code[c].level for c in hit.codes]
    assert levels == ["province", "prefecture", "county"]


@pytest.mark.parametrize("text", ["朝阳产业", "幸福安康", "长治久安", "文山会海"])
def test_words_that_are_also_places_do_not_stand_alone(text: str) -> None:
    assert not [h for h in GAZETTEER.match(text) if h.alone]


def test_a_longer_name_hides_a_shorter_one() -> None:
    names = [h.name for h in GAZETTEER.match("宁德时代和五粮液集团")]
    assert names == ["宁德时代", "五粮液"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="衢州市南区委政府“”《》办法一二三届会。", max_size=60))
def test_matches_do_not_overlap_and_lie_in_the_text(text: str) -> None:
    last = (0, 0)
    for hit in GAZETTEER.match(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.start >= last[1] or (hit.start, hit.end) == last
        last = (hit.start, hit.end)


def test_building_is_quick() -> None:
    from kg.resources import ontology_dir

    start = time.perf_counter()
    divisions = Divisions(ontology_dir() / "lexicons")
    Gazetteer(ontology_dir() / "lexicons", divisions)
    assert time.perf_counter() - start < 1.0  # about 0.1 s; a shared machine may be slow
