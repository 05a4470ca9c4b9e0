"""Precision, recall and F1 of one or more documents' knowledge against gold.

A required gold item that is not found costs recall; a predicted item that is neither required nor optional
costs precision; an optional item costs nothing either way. ``strict`` wants an equal name or surface form,
``relaxed`` also takes names with a :class:`difflib.SequenceMatcher` ratio of 0.75 or more, one to one.
Relations are scored on relaxed entity matches. Documents are pooled (micro average).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.evaluate.gold import PREDICATES, STAGES, Gold, GoldEntity
from kg.model import EntityClass, Knowledge

_RATIO = 0.75
_PUNCTUATION = re.compile(r"[\s“”\"‘’'「」『』《》〈〉·‧、,,()()\[\]【】—–\-]")
_CORE = {"District", "Company", "Project", "Programme", "Person"}
_GROUPS = ("all", "core", *(kind.value for kind in EntityClass))
_VALUE, _SUBJECT = "value+unit+modality", "value+unit+modality+subject"

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Predicted:
    """What was extracted, in the words of the gold."""

    entities: Mapping[str, tuple[str, frozenset[str], str]]
    relations: frozenset[Key]
    observations: tuple[tuple[float, str, str, str], ...]


@dataclass(slots=True)
class Tally:
    """Counts of one row of the score."""

    found: int = 0
    required: int = 0
    right: int = 0
    predicted: int = 0

    def row(self) -> dict[str, float]:
        """Return P, R, F1 and the two counts behind them."""
        p = self.right / self.predicted if self.predicted else 0.0
        r = self.found / self.required if self.required else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return {
            "P": round(p, 3),
            "R": round(r, 3),
            "F1": round(f, 3),
            "gold": self.required,
            "predicted": self.predicted,
        }


def norm(text: str) -> str:
    """Remove white space, quotation marks and punctuation, and ignore case.

    >>> norm("“放管服” 改革")
    '放管服改革'
    """
    return _PUNCTUATION.sub("", text).lower()


def _unit(text: str) -> str:
    return re.sub(r"[\s余多]", "", text).replace("%", "%")


def predict(knowledge: Knowledge) -> Predicted:
    """Return the knowledge of one document in the form that is scored."""
    snake = {predicate: name for name, predicate in PREDICATES.items()}
    stages = {stage.value: name for name, stage in STAGES.items()}
    relations = set()
    for fact in knowledge.facts:
        name = snake[fact.predicate]
        target = {"stage": stages.get(fact.object, fact.object), "authored": "document"}.get(
            name, fact.object
        )
        relations.add((name, fact.subject, target))
    return Predicted(
        entities={
            e.key: (
                e.kind.value,
                frozenset({norm(e.label), *(norm(a) for a, _ in e.aliases)} - {""}),
                e.label,
            )
            for e in knowledge.entities
        },
        relations=frozenset(relations),
        observations=tuple(
            (
                float(o.written_value.replace(",", "")),
                _unit(o.written_unit),
                o.modality.value.lower(),
                o.about,
            )
            for o in knowledge.observations
        ),
    )


def score(pairs: Iterable[tuple[Predicted, Gold]]) -> tuple[dict[str, dict[str, float]], list[str]]:
    """Score documents against their gold.

    Returns:
        the rows by name, and a list of errors grouped by cause.
    """
    table: defaultdict[str, Tally] = defaultdict(Tally)
    log: list[str] = []
    for predicted, gold in pairs:
        found = _score_entities(predicted, gold, table, log)
        names = {key: gold.entities[i].name for i, key in found.items()}
        _score_relations(predicted, gold, names, table, log)
        _score_observations(predicted, gold, names, table, log)
    rows = {name: tally.row() for name, tally in table.items() if tally.required or tally.predicted}
    return rows, sorted(log)


def _matches(predicted: Predicted, golds: Sequence[GoldEntity], *, ratio: float) -> dict[int, str]:
    # one to one, the safest pairs first
    keys = [{norm(x) for x in [g.name, *g.surfaces]} - {""} for g in golds]
    exact = [
        (i, key)
        for i, g in enumerate(golds)
        for key, (kind, names, _) in predicted.entities.items()
        if kind == g.type and keys[i] & names
    ]
    exact.sort(
        key=lambda x: (not golds[x[0]].required, norm(golds[x[0]].name) not in predicted.entities[x[1]][1])
    )
    loose: list[tuple[float, int, str]] = []
    if ratio < 1:
        for i, g in enumerate(golds):
            for key, (kind, names, _) in predicted.entities.items():
                if kind == g.type:
                    best = max((_similarity(a, b, ratio) for a in keys[i] for b in names), default=0.0)
                    if best >= ratio:
                        loose.append((-best, i, key))
        loose.sort(key=lambda x: x[:2])
    found: dict[int, str] = {}
    taken: set[str] = set()
    for i, key in [*exact, *((i, key) for _, i, key in loose)]:
        if i not in found and key not in taken:
            found[i] = key
            taken.add(key)
    return found


def _similarity(a: str, b: str, least: float) -> float:
    # the bounds are cheap, the ratio is not
    matcher = SequenceMatcher(None, a, b)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


def _score_entities(
    predicted: Predicted, gold: Gold, table: defaultdict[str, Tally], log: list[str]
) -> dict[int, str]:
    found: dict[int, str] = {}
    for mode, ratio in (("strict", 1.0), ("relaxed", _RATIO)):
        found = _matches(predicted, gold.entities, ratio=ratio)
        for group in _GROUPS:

            def inside(kind: str, group: str = group) -> bool:
                return group in ("all", kind) or (group == "core" and kind in _CORE)

            tally = table[f"entity {mode} {group}"]
            tally.required += sum(g.required and inside(g.type) for g in gold.entities)
            tally.found += sum(gold.entities[i].required and inside(gold.entities[i].type) for i in found)
            tally.predicted += sum(inside(kind) for kind, _, _ in predicted.entities.values())
            tally.right += sum(inside(gold.entities[i].type) for i in found)
    _explain_entities(predicted, gold, found, log)
    return found


def _explain_entities(predicted: Predicted, gold: Gold, found: dict[int, str], log: list[str]) -> None:
    taken = set(found.values())
    spare = {key: entity for key, entity in predicted.entities.items() if key not in taken}
    for i, g in enumerate(gold.entities):
        if i in found or not g.required:
            continue
        own = {norm(x) for x in [g.name, *g.surfaces]}
        other = next((kind for kind, n, _ in predicted.entities.values() if n & own and kind != g.type), None)
        near = next((x for kind, n, x in spare.values() if kind == g.type and _overlap(n, own)), None)
        if other:
            log.append(f"{gold.doc}: MISSED entity, other class: {g.type} {g.name} (is {other})")
        elif near:
            log.append(f"{gold.doc}: MISSED entity, other border: {g.type} {g.name} (is {near})")
        else:
            log.append(f"{gold.doc}: MISSED entity, not seen: {g.type} {g.name}")
    for kind, names, label in spare.values():
        twin = next((g for g in gold.entities if {norm(x) for x in [g.name, *g.surfaces]} & names), None)
        cause = (
            f"gold has it as {twin.type}"
            if twin and twin.type != kind
            else "repeat"
            if twin
            else "not in gold"
        )
        log.append(f"{gold.doc}: EXTRA entity, {cause}: {kind} {label}")


def _overlap(a: Iterable[str], b: Iterable[str]) -> bool:
    right = list(b)
    return any(len(x) > 1 and len(y) > 1 and (x in y or y in x) for x in a for y in right)


def _score_relations(
    predicted: Predicted, gold: Gold, names: Mapping[str, str], table: defaultdict[str, Tally], log: list[str]
) -> None:
    literal = ("stage", "authored", "age")
    mine = {
        (name, names.get(s, f"?{s}"), o if name in literal else names.get(o, f"?{o}"))
        for name, s, o in predicted.relations
    }
    required = {(r.predicate, r.subject, r.object) for r in gold.relations if r.required}
    allowed = {(r.predicate, r.subject, r.object) for r in gold.relations}
    for group in ("all", *PREDICATES):

        def pick(rows: set[Key], group: str = group) -> set[Key]:
            return {row for row in rows if group in ("all", row[0])}

        tally = table[f"relation {group}"]
        tally.required += len(pick(required))
        tally.found += len(pick(required & mine))
        tally.predicted += len(pick(mine))
        tally.right += len(pick(mine & allowed))
    seen = set(names.values())
    for row in required - mine:
        ends = [end for end in row[1:] if end not in seen and not (row[0] in literal and end == row[2])]
        cause = f"lacks {ends[0]}" if ends else "not related"
        log.append(f"{gold.doc}: MISSED relation, {cause}: {' '.join(row)}")
    for row in mine - allowed:
        cause = "wrong end" if any(end.startswith("?") for end in row[1:]) else "not in gold"
        log.append(f"{gold.doc}: EXTRA relation, {cause}: {' '.join(row)}")


def _score_observations(
    predicted: Predicted, gold: Gold, names: Mapping[str, str], table: defaultdict[str, Tally], log: list[str]
) -> None:
    for group in (_VALUE, _SUBJECT):

        def key(
            value: float, unit: str, modality: str, subject: str, group: str = group
        ) -> tuple[object, ...]:
            return (value, unit, modality) if group == _VALUE else (value, unit, modality, subject)

        left = Counter(key(v, u, m, names.get(a, f"?{a}")) for v, u, m, a in predicted.observations)
        tally = table[f"observation {group}"]
        tally.predicted += sum(left.values())
        for o in sorted(gold.observations, key=lambda o: not o.required):
            tally.required += o.required
            value = float(o.value.replace(",", ""))
            hit = next((k for s in o.subjects if left[k := key(value, _unit(o.unit), o.modality, s)]), None)
            if hit:
                left[hit] -= 1
                tally.right += 1
                tally.found += o.required
            elif o.required and group == _VALUE:
                log.append(f"{gold.doc}: MISSED number: {o.value}{o.unit} {o.modality} {o.measures[0]}")
            elif o.required:
                log.append(
                    f"{gold.doc}: MISSED number with subject: {o.value}{o.unit} {o.modality} {o.subjects}"
                )
        if group == _VALUE:
            log.extend(f"{gold.doc}: EXTRA number: {' '.join(map(str, k))}" for k in left.elements())
