"""Promises and what became of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.model import (
    Bound,
    Document,
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
    Stage,
)
from kg.resolve import Verdict, commitments, merge

CITY = Entity("district/1", EntityClass.DISTRICT, "云台市")


def document(name: str, date: str) -> Document:
    return Document(name, f"{name}.txt", "0" * 64, "text/plain", "", Metadata(date=date, place="云台市"))


OLD, PLAN = document("old", "2023-01"), document("plan", "2024-01")
DRAFT, REVIEW = document("draft", "2024-12"), document("review", "2025-01")


def stated(where: Document) -> frozenset[Evidence]:
    return frozenset([Evidence(where.id, 0, 1, "x", "r")])


TARGET = Observation(
    CITY.key, "增速", "6", "%", Decimal(6), "PERCENT", Bound.AT_LEAST, QuantityKind.GROWTH,
    Modality.TARGET, "2024", stated(PLAN),
)  # fmt: skip


def found(value: str, where: Document = REVIEW, **more: object) -> Observation:
    actual = replace(TARGET, value=Decimal(value), written_value=value, modality=Modality.ACTUAL)
    return replace(actual, evidence=stated(where), **more)  # type: ignore[arg-type]


def verdict(*statements: Fact | Observation):
    knowledge = merge(
        [
            Knowledge(
                documents=(OLD, PLAN, DRAFT, REVIEW),
                entities=(CITY,),
                facts=tuple(s for s in statements if isinstance(s, Fact)),
                observations=tuple(s for s in statements if isinstance(s, Observation)),
            )
        ]
    )
    (commitment,) = commitments(knowledge)
    return commitment


@pytest.mark.parametrize(
    ("bound", "value", "expected"),
    [
        (Bound.AT_LEAST, "6", Verdict.MET),
        (Bound.AT_LEAST, "6.1", Verdict.EXCEEDED),
        (Bound.AT_LEAST, "5.9", Verdict.MISSED),
        (Bound.ABOUT, "5.8", Verdict.MET),
        (Bound.ABOUT, "5.3", Verdict.MISSED),
        (Bound.AT_MOST, "5.9", Verdict.EXCEEDED),
        (Bound.AT_MOST, "6", Verdict.MET),
        (Bound.AT_MOST, "6.5", Verdict.MISSED),
    ],
)
def test_numbers(bound, value, expected):
    commitment = verdict(replace(TARGET, bound=bound), found(value))
    assert commitment.verdict is expected
    assert (commitment.by, commitment.due) == (CITY.key, "2024")
    assert commitment.outcome is not None and commitment.outcome.evidence == stated(REVIEW)


@pytest.mark.parametrize("kind", [QuantityKind.LEVEL, QuantityKind.COUNT])
def test_an_amount_is_reached_in_part(kind):
    promised = replace(TARGET, kind=kind, value=Decimal(300))
    assert verdict(promised, found("263", kind=kind)).verdict is Verdict.PARTLY_MET
    assert verdict(promised, found("0", kind=kind)).verdict is Verdict.MISSED
    most = replace(promised, bound=Bound.AT_MOST)
    assert verdict(most, found("301", kind=kind)).verdict is Verdict.MISSED


def test_what_belongs_to_which_is_not_guessed():
    assert verdict(TARGET, found("7"), found("8")).verdict is Verdict.NO_EVIDENCE
    rank = replace(TARGET, kind=QuantityKind.RANK)
    assert verdict(rank, found("3", kind=QuantityKind.RANK)).verdict is Verdict.NO_EVIDENCE


@pytest.mark.parametrize(
    "other",
    [
        found("7", PLAN),
        found("7", OLD),
        found("7", period="2023"),
        found("7", unit="CNY"),
        found("7", measure="总量"),
        found("7", kind=QuantityKind.SHARE),
        found("7", about="district/2"),
    ],
)
def test_what_is_no_outcome(other):
    commitment = verdict(TARGET, other)
    assert commitment.verdict is Verdict.NO_EVIDENCE and commitment.outcome is None


def test_the_newest_outcome_counts():
    newer = replace(found("5"), evidence=stated(REVIEW))
    older = replace(found("7"), evidence=stated(DRAFT))
    assert verdict(TARGET, newer, older).verdict is Verdict.MISSED
    assert verdict(TARGET, replace(newer, evidence=stated(OLD)), older).verdict is Verdict.EXCEEDED


def stage(at: Stage, where: Document, modality: Modality = Modality.ACTUAL) -> Fact:
    return Fact("project/x", Predicate.STAGE, at, modality, evidence=stated(where))


@pytest.mark.parametrize(
    ("promise", "reached", "expected"),
    [
        (stage(Stage.PLANNED, PLAN), Stage.IN_OPERATION, Verdict.MET),
        (stage(Stage.PLANNED, PLAN), Stage.UNDER_CONSTRUCTION, Verdict.PARTLY_MET),
        (stage(Stage.PLANNED, PLAN), Stage.CLOSED, Verdict.MISSED),
        (stage(Stage.STARTED, PLAN, Modality.TARGET), Stage.UNDER_CONSTRUCTION, Verdict.MET),
        (stage(Stage.COMPLETED, PLAN, Modality.TARGET), Stage.STARTED, Verdict.PARTLY_MET),
    ],
)
def test_stages(promise, reached, expected):
    assert verdict(promise, stage(reached, REVIEW)).verdict is expected
    assert verdict(promise, stage(reached, PLAN)).verdict is Verdict.NO_EVIDENCE


def test_awards():
    sought = Fact(
        CITY.key, Predicate.AWARDED, "award/a", Modality.TARGET, (("status", "sought"),), stated(PLAN)
    )
    got = Fact(
        CITY.key, Predicate.AWARDED, "award/a", qualifiers=(("status", "received"),), evidence=stated(REVIEW)
    )
    assert verdict(sought, got).verdict is Verdict.MET
    assert verdict(sought, replace(got, object="award/b")).verdict is Verdict.NO_EVIDENCE


def test_reports_promise_nothing():
    knowledge = Knowledge((PLAN,), (CITY,), (stage(Stage.STARTED, PLAN),), (found("6"),))
    assert commitments(knowledge) == ()


def test_a_place_that_two_divisions_share_names_nobody():
    twin = replace(CITY, key="district/2")
    (commitment,) = commitments(Knowledge((PLAN,), (CITY, twin), (), (TARGET,)))
    assert commitment.by == ""
