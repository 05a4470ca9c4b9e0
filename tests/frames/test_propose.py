import re

import pytest

from kg.frames import candidates
from kg.frames.propose import SpanExample, load_objects, spans_of
from kg.model import Candidate, Clause, EntityClass, Modality


def clauses(text: str) -> list[Clause]:
    found = re.finditer("[^,,\uff0c。;]+[,,\uff0c。;]?", text)
    return [Clause(m.start(), m.end(), 0, 0, Modality.ACTUAL, "") for m in found]


@pytest.mark.parametrize("example", load_objects().examples, ids=lambda e: e.text)
def test_an_example_gives_its_spans(example: SpanExample) -> None:
    assert set(spans_of(example)) == set(example.gives)


def test_a_verb_demands_the_class_of_its_objects() -> None:
    text = "获评全国双拥城,实施全国双拥城行动"
    known = Candidate(2, 7, EntityClass.PROGRAMME, "recogniser", 0.6)
    found = candidates(text, (), clauses(text), recognised=[known])
    assert [(c.start, c.end, c.kind) for c in found if c.start == 2] == [(2, 7, EntityClass.AWARD)]


def test_spans_lie_in_the_text_and_name_their_source() -> None:
    text = "举办第二届旅游发展大会、茶文化节,出台《惠企十条》。"
    found = candidates(text, (), clauses(text))
    assert [text[c.start : c.end] for c in found] == ["第二届旅游发展大会", "茶文化节", "惠企十条"]
    assert {c.source for c in found} == {"frame"}
    assert all(0 < c.score <= 1 for c in found)
