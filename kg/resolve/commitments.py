"""What bodies promised, and what other documents found.

A target observation, a planned stage and an award sought are commitments. Their outcome is a statement of
another document, not older, about the same thing: the same measure, kind, unit and period; a stage; the
same award received. A number reached in full is met, surpassed exceeded; an amount or a count reached in
part is partly met, a rate or a share not reached is missed. Where a document's promises or outcomes of one
measure and period differ, which belongs to which is anybody's guess: no outcome is stated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from kg.model import (
    Bound,
    EntityClass,
    Fact,
    Knowledge,
    Modality,
    Observation,
    Predicate,
    QuantityKind,
    Stage,
)

#: how far from its value an 约 or 左右 may lie
_ABOUT: Final = Decimal("0.05")
_AMOUNTS: Final = (QuantityKind.LEVEL, QuantityKind.COUNT)
_STAGES: Final = list(Stage)

Statement = Fact | Observation
S = TypeVar("S", Fact, Observation)


class Verdict(StrEnum):
    """What became of a commitment; values are local names in the ``kg:`` namespace."""

    MET = "Met"
    EXCEEDED = "Exceeded"
    PARTLY_MET = "PartlyMet"
    MISSED = "Missed"
    NO_EVIDENCE = "NoEvidence"


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise: the statement, who made it (an entity key or empty), until when, and what was found."""

    statement: Statement
    by: str
    due: str
    outcome: Statement | None
    verdict: Verdict


def commitments(knowledge: Knowledge) -> tuple[Commitment, ...]:
    """Return the commitments of merged knowledge, in the order of its statements."""
    return _Finder(knowledge).all()


class _Finder:
    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._dates = {document.id: document.metadata.date for document in knowledge.documents}
        self._bodies = _bodies(knowledge)
        self._numbers: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
        for item in knowledge.observations:
            if item.modality is not Modality.TARGET and item.value.is_finite():
                self._numbers[_subject_matter(item)].append(item)
        self._promised: dict[tuple[str, ...], set[Decimal]] = defaultdict(set)
        for item in filter(_is_target, knowledge.observations):
            self._promised[_subject_matter(item)].add(item.value)
        self._facts: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
        for fact in knowledge.facts:
            if fact.predicate is Predicate.STAGE and not _is_promise(fact):
                self._facts["stage", fact.subject].append(fact)
            elif fact.predicate is Predicate.AWARDED and ("status", "received") in fact.qualifiers:
                self._facts["awarded", fact.subject, fact.object].append(fact)

    def all(self) -> tuple[Commitment, ...]:
        facts = [self._fact(fact) for fact in self._knowledge.facts if _is_promise(fact)]
        numbers = [self._number(item) for item in self._knowledge.observations if _is_target(item)]
        return (*facts, *numbers)

    def _number(self, item: Observation) -> Commitment:
        matter = _subject_matter(item)
        judged = item.period and item.kind is not QuantityKind.RANK and item.value.is_finite()
        found = self._elsewhere(item, self._numbers[matter] if judged else ())
        if found and (len(self._promised[matter]) > 1 or self._rivals(found, matter)):
            found = None
        verdict = _compare(item, found.value) if found else Verdict.NO_EVIDENCE
        return Commitment(item, self._by(item), item.period.rpartition("/")[2], found, verdict)

    def _rivals(self, found: Observation, matter: tuple[str, ...]) -> bool:
        """Tell whether a document that states an outcome states another one too."""
        stated = {item.document for item in found.evidence}
        return any(
            other.value != found.value and any(item.document in stated for item in other.evidence)
            for other in self._numbers[matter]
        )

    def _fact(self, fact: Fact) -> Commitment:
        due = dict(fact.qualifiers).get("date", "").rpartition("/")[2]
        if fact.predicate is Predicate.AWARDED:
            found = self._elsewhere(fact, self._facts["awarded", fact.subject, fact.object])
            verdict = Verdict.MET if found else Verdict.NO_EVIDENCE
        else:
            found = self._elsewhere(fact, self._facts["stage", fact.subject])
            verdict = _progress(fact.object, found.object) if found else Verdict.NO_EVIDENCE
        return Commitment(fact, self._by(fact), due, found, verdict)

    def _elsewhere(self, promise: Statement, candidates: Iterable[S]) -> S | None:
        """Return the newest candidate that another document states, none older than the promise."""
        own = {item.document for item in promise.evidence}
        made = max((self._dates.get(document, "") for document in own), default="")
        dated = []
        for place, candidate in enumerate(candidates):
            others = {item.document for item in candidate.evidence} - own
            stated = max((self._dates.get(document, "") for document in others), default="")
            if others and not (stated and made and stated < made):
                dated.append((stated, -place, candidate))
        return max(dated, key=lambda item: item[:2])[2] if dated else None

    def _by(self, statement: Statement) -> str:
        bodies = {self._bodies.get(item.document, "") for item in statement.evidence}
        return bodies.pop() if len(bodies) == 1 else ""


def _bodies(knowledge: Knowledge) -> dict[str, str]:
    """Return the division whose document each document is, where its name is the name of exactly one."""
    keys: dict[str, list[str]] = defaultdict(list)
    for entity in knowledge.entities:
        if entity.kind is EntityClass.DISTRICT:
            keys[entity.label].append(entity.key)
    places = {document.id: keys.get(document.metadata.place, []) for document in knowledge.documents}
    return {document: found[0] for document, found in places.items() if len(found) == 1}


def _is_target(item: Observation) -> bool:
    return item.modality is Modality.TARGET


def _is_promise(fact: Fact) -> bool:
    if fact.predicate is Predicate.AWARDED:
        return ("status", "sought") in fact.qualifiers
    return fact.predicate is Predicate.STAGE and (
        fact.object == Stage.PLANNED or fact.modality is Modality.TARGET
    )


def _subject_matter(item: Observation) -> tuple[str, ...]:
    return item.about, item.measure, item.kind, item.unit, item.period


def _compare(target: Observation, value: Decimal) -> Verdict:
    # a bound from above is kept by staying below it
    sign = -1 if target.bound is Bound.AT_MOST else 1
    difference = (value - target.value) * sign
    near = target.bound is Bound.ABOUT and abs(difference) <= _ABOUT * abs(target.value)
    if difference == 0 or near:
        return Verdict.MET
    if difference > 0:
        return Verdict.EXCEEDED
    amount = target.kind in _AMOUNTS and target.bound is not Bound.AT_MOST and value > 0
    return Verdict.PARTLY_MET if amount else Verdict.MISSED


def _progress(promised: str, reached: str) -> Verdict:
    if reached == Stage.CLOSED:
        return Verdict.MET if promised == Stage.CLOSED else Verdict.MISSED
    goal = Stage.COMPLETED if promised == Stage.PLANNED else Stage(promised)
    return Verdict.MET if _STAGES.index(Stage(reached)) >= _STAGES.index(goal) else Verdict.PARTLY_MET
