import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError
from kg.frames.alternation import alternation
from kg.frames.schema import FAMILIES, FrameFile, load_family
from kg.frames.triggers import find_triggers
from kg.yamlfile import parse_yaml

words = st.lists(st.text("建设成开工通", min_size=1, max_size=4), min_size=1, max_size=12, unique=True)


@given(words, st.text("建设成开工通水", max_size=20))
def test_alternation_is_the_longest_of_the_words_at_each_place(vocabulary: list[str], text: str) -> None:
    found = [m.group() for m in re.finditer(alternation(vocabulary), text)]
    expected, at = [], 0
    while at < len(text):
        best = max((w for w in vocabulary if text.startswith(w, at)), key=len, default="")
        if best:
            expected.append(best)
        at += len(best) or 1
    assert found == expected


def test_a_verb_is_known_in_front_and_behind() -> None:
    text = "建成水厂,学校建成投用"
    first, second = find_triggers(text, 0, len(text))
    assert first.before["projects"].id == "complete"
    assert second.after["projects"].id == "operate"


@pytest.mark.parametrize("text", ["水厂尚未开工", "如果水厂开工", "不再开工", "水厂还没有开工"])
def test_negation_and_hypothesis_take_a_verb_back(text: str) -> None:
    assert [t.negated for t in find_triggers(text, 0, len(text))][-1]


@pytest.mark.parametrize("text", ["水厂已经开工", "不久水厂开工", "未来水厂开工"])
def test_other_adverbs_do_not(text: str) -> None:
    assert not find_triggers(text, 0, len(text))[-1].negated


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_loads_and_no_verb_stands_in_two_frames_of_it(family: str) -> None:
    frames = load_family(family).frames
    for side in ("before", "after"):
        seen: dict[str, str] = {}
        for frame in frames:
            for word in getattr(frame, side):
                assert word not in seen, f"{word}: {seen.get(word)} and {frame.id}"
                seen[word] = frame.id


def test_an_unknown_key_is_refused_with_its_line() -> None:
    text = """\
source: test
frames:
  - id: build
    befor: [建设]
    examples: []
"""
    with pytest.raises(DataError) as error:
        parse_yaml(text, FrameFile, where="x.yaml")
    assert "x.yaml:4" in str(error.value) or "x.yaml:5" in str(error.value)
