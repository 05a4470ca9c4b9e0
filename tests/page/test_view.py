"""What goes into the page, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import KgError
from kg.model import Knowledge
from kg.page.view import make_view
from tests.page.samples import hostile, large, small


def test_only_what_has_a_quote_is_shown() -> None:
    knowledge = small()
    view = make_view(knowledge)
    labels = {thing["label"] for thing in view.things}
    assert "全国文明城区" not in labels
    assert len(view.facts) == len(knowledge.facts) - 1
    for item in [*view.facts, *view.numbers]:
        assert item["e"]


def test_a_thing_without_a_mention_stays_if_a_quoted_fact_names_it() -> None:
    knowledge = small()
    bare = tuple(replace(item, evidence=frozenset()) for item in knowledge.entities)
    labels = {thing["label"] for thing in make_view(replace(knowledge, entities=bare)).things}
    assert "新华化工" in labels
    assert "全国文明城区" not in labels


@pytest.mark.parametrize("knowledge", [small(), hostile(), large(50)])
def test_quotes_are_slices_of_the_carried_source(knowledge: Knowledge) -> None:
    view = make_view(knowledge)
    stated = {
        (item.document, item.start, item.exact)
        for owner in [*knowledge.entities, *knowledge.facts, *knowledge.observations]
        for item in owner.evidence
    }
    shown = {
        (view.documents[d]["id"], start, view.documents[d]["text"][start:end])
        for d, start, end, _ in view.quotes
    }
    assert shown == stated


@pytest.mark.parametrize("change", [{"start": 1}, {"document": "nowhere"}, {"exact": ""}])
def test_a_quote_that_is_not_there_is_refused(change: dict[str, object]) -> None:
    knowledge = small()
    first = knowledge.facts[0]
    wrong = frozenset(replace(item, **change) for item in first.evidence)  # type: ignore[arg-type]
    with pytest.raises(KgError, match="does not stand there"):
        make_view(replace(knowledge, facts=(replace(first, evidence=wrong),)))


def test_edges_join_each_pair_once_and_stages_are_no_edges() -> None:
    view = make_view(small())
    assert len(view.pairs) == len(set(view.pairs))
    assert all(a < b for a, b in view.pairs)
    joined = {frozenset((view.things[a]["label"], view.things[b]["label"])) for a, b in view.pairs}
    assert frozenset({"新华化工", "临江区"}) in joined
    stage = next(fact for fact in view.facts if fact["p"] == "stage")
    assert stage["o"] is None
    assert stage["v"] == "Started"


def test_an_authored_document_is_a_thing() -> None:
    view = make_view(small())
    documents = [thing for thing in view.things if thing["class"] == "SourceDocument"]
    assert [thing["label"] for thing in documents] == ["臨江區: 開會討論種樹"]
    fact = next(fact for fact in view.facts if fact["p"] == "authored")
    assert view.things[fact["o"]] is documents[0]


def test_degrees_count_neighbours() -> None:
    view = make_view(small())
    degrees = dict(zip((thing["label"] for thing in view.things), view.degrees(), strict=True))
    assert degrees["临江区"] == 3
    assert degrees["江州市"] == 1


def test_nothing_makes_an_empty_view() -> None:
    view = make_view(Knowledge())
    assert view.things == view.facts == view.pairs == []
