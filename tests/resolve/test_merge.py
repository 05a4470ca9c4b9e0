"""The merge over documents is a semilattice, and loses nothing."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import (
    Bound,
    Document,
    Dropped,
    Entity,
    EntityClass,
    Evidence,
    Fact,
    Knowledge,
    Metadata,
    Modality,
    Observation,
    Predicate,
    QuantityKind,
)
from kg.resolve import merge

# small alphabets on purpose: without collisions nothing is merged
names = st.text(alphabet="甲乙丙", max_size=3)
keys = st.sampled_from(["site/甲", "site/乙", "company/甲"])
evidence = st.frozensets(
    st.builds(
        Evidence,
        document=st.sampled_from("ab"),
        start=st.integers(0, 2),
        end=st.integers(3, 4),
        exact=names,
        rule=st.sampled_from("rs"),
    ),
    max_size=3,
)
documents = st.builds(
    Document,
    id=st.sampled_from("ab"),
    path=names,
    sha256=st.just("0"),
    media_type=st.just("text/plain"),
    source=names,
    metadata=st.builds(Metadata, title=names, date=st.sampled_from(["", "2023"])),
)
entities = keys.flatmap(
    lambda key: st.builds(
        Entity,
        key=st.just(key),
        kind=st.just(EntityClass.SITE if key.startswith("site") else EntityClass.COMPANY),
        label=names,
        aliases=st.frozensets(st.tuples(names, st.sampled_from(["zh-Hans", "zh-Hant"])), max_size=3),
        admin_code=st.sampled_from(["", "150300", "150301"]),
        evidence=evidence,
    )
)
facts = st.builds(
    Fact,
    subject=keys,
    predicate=st.sampled_from([Predicate.PART_OF, Predicate.LOCATED_IN]),
    object=keys,
    modality=st.sampled_from(Modality),
    qualifiers=st.sampled_from([(), (("date", "2023"),), (("date", "2023"), ("role", "author"))]),
    evidence=evidence,
)
observations = st.builds(
    Observation,
    about=keys,
    measure=names,
    written_value=st.sampled_from(["1", "2"]),
    written_unit=st.just("亿元"),
    value=st.sampled_from([Decimal(1), Decimal("1.0"), Decimal(2)]),
    unit=st.sampled_from(["CNY", "TONNE"]),
    bound=st.sampled_from(Bound),
    kind=st.just(QuantityKind.LEVEL),
    modality=st.just(Modality.ACTUAL),
    evidence=evidence,
)
dropped = st.tuples(
    st.sampled_from("ab"), st.builds(Dropped, st.integers(0, 1), st.integers(2, 3), st.just("repeat"))
)


def some(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=4).map(tuple)


knowledge = st.builds(
    Knowledge,
    documents=some(documents),
    entities=some(entities),
    facts=some(facts),
    observations=some(observations),
    dropped=some(dropped),
)


def exact(value: Knowledge) -> str:
    """A form in which 1 and 1.0 differ, unlike under ``==``."""
    return repr([o.value for o in value.observations])


@settings(max_examples=50, deadline=None)
@given(knowledge, knowledge, knowledge)
def test_associative_and_commutative(a, b, c):
    whole = merge([a, b, c])
    assert merge([merge([a, b]), c]) == merge([a, merge([b, c])]) == merge([c, b, a]) == whole
    assert exact(merge([merge([b, c]), a])) == exact(whole)


@settings(max_examples=50, deadline=None)
@given(knowledge)
def test_idempotent(a):
    once = merge([a])
    assert merge([once]) == merge([once, once]) == merge([a, a, once]) == once


@settings(max_examples=50, deadline=None)
@given(knowledge, knowledge)
def test_nothing_is_lost(a, b):
    whole = merge([a, b])
    by_key = {entity.key: entity for entity in whole.entities}
    for entity in (*a.entities, *b.entities):
        found = by_key[entity.key]
        assert entity.evidence <= found.evidence
        named = found.aliases | {(found.label, "zh-Hans")}
        assert {alias for alias in entity.aliases if alias[0]} <= named
        assert not entity.label or (entity.label, "zh-Hans") in named
        assert len(found.label) >= len(entity.label)
    for part, parts in (
        (whole.facts, (*a.facts, *b.facts)),
        (whole.observations, (*a.observations, *b.observations)),
    ):
        united = frozenset().union(*(item.evidence for item in part))
        assert united == frozenset().union(*(item.evidence for item in parts))


@settings(max_examples=50, deadline=None)
@given(knowledge, knowledge)
def test_each_statement_once(a, b):
    whole = merge([a, b])
    assert len({entity.key for entity in whole.entities}) == len(whole.entities)
    assert len({document.id for document in whole.documents}) == len(whole.documents)
    statements = [(f.subject, f.predicate, f.object, f.modality, f.qualifiers) for f in whole.facts]
    assert len(set(statements)) == len(statements)
    assert statements == sorted(statements)


def test_the_fullest_name_is_the_label():
    short = Knowledge(entities=(Entity("site/东湖", EntityClass.SITE, "东湖"),))
    full = Knowledge(
        entities=(Entity("site/东湖", EntityClass.SITE, "东湖公园", frozenset({("東湖", "zh-Hant")})),)
    )
    (entity,) = merge([short, full]).entities
    assert entity.label == "东湖公园"
    assert entity.aliases == {("东湖", "zh-Hans"), ("東湖", "zh-Hant")}


def test_different_qualifiers_stay_different_facts():
    fact = Fact("person/甲", Predicate.HOLDS_POSITION, "district/1", qualifiers=(("title", "市长"),))
    other = Fact("person/甲", Predicate.HOLDS_POSITION, "district/1", qualifiers=(("title", "书记"),))
    assert len(merge([Knowledge(facts=(fact,)), Knowledge(facts=(other,))]).facts) == 2
