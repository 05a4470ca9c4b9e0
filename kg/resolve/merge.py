"""Union of knowledge over documents.

The union is associative, commutative and idempotent, so partitions of a corpus merge in any order, any number
of times, to the same value. It loses nothing: names that lose the label stay as aliases, quotes are united.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from kg.model import Document, Dropped, Entity, Evidence, Fact, Knowledge, Observation

T = TypeVar("T")


def merge(knowledges: Iterable[Knowledge]) -> Knowledge:
    """Return everything that any of the given knowledge states, each statement once, sorted.

    Entities are the same if their keys are, documents if their ids are, and statements if they say the same;
    the evidence of the same is united. An entity keeps its longest label (of equally long ones the first in
    code point order) and has the others as aliases.

    Args:
        knowledges: of one document each, or already merged.

    >>> merge([]) == Knowledge()
    True
    """
    documents: list[Document] = []
    entities: list[Entity] = []
    facts: list[Fact] = []
    observations: list[Observation] = []
    dropped: set[tuple[str, Dropped]] = set()
    for knowledge in knowledges:
        documents += knowledge.documents
        entities += knowledge.entities
        facts += knowledge.facts
        observations += knowledge.observations
        dropped.update(knowledge.dropped)
    return Knowledge(
        documents=tuple(
            min(same, key=_document_order) for _, same in _groups(documents, lambda document: (document.id,))
        ),
        entities=tuple(_entity(same) for _, same in _groups(entities, lambda entity: (entity.key,))),
        facts=tuple(
            replace(same[0], qualifiers=identity[-1], evidence=_evidence(same))
            for identity, same in _groups(facts, _fact_identity)
        ),
        observations=tuple(
            replace(min(same, key=_value_order), evidence=_evidence(same))
            for _, same in _groups(observations, _observation_identity)
        ),
        dropped=tuple(
            sorted(dropped, key=lambda item: (item[0], item[1].start, item[1].end, item[1].reason))
        ),
    )


def _groups(items: Iterable[T], key: Callable[[T], tuple[Any, ...]]) -> list[tuple[tuple[Any, ...], list[T]]]:
    groups: dict[Hashable, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return sorted(groups.items(), key=lambda group: group[0])  # type: ignore[arg-type]


def _document_order(document: Document) -> tuple[str, ...]:
    data = document.metadata
    # of two copies of a file the better described one is kept
    known = sum(map(bool, (data.title, data.publisher, data.date, data.place, data.language)))
    return (
        str(9 - known),
        document.path,
        document.sha256,
        document.media_type,
        document.source,
        data.title,
        data.publisher,
        data.date,
        data.place,
        data.language,
    )


def _entity(same: list[Entity]) -> Entity:
    labels = {entity.label for entity in same}
    label = min(labels, key=lambda text: (-len(text), text))
    aliases = {alias for entity in same for alias in entity.aliases}
    aliases |= {(text, "zh-Hans") for text in labels}
    return Entity(
        key=same[0].key,
        kind=min(entity.kind for entity in same),
        label=label,
        aliases=frozenset(alias for alias in aliases if alias[0] and alias != (label, "zh-Hans")),
        admin_code=min((entity.admin_code for entity in same if entity.admin_code), default=""),
        evidence=_evidence(same),
    )


def _evidence(same: Iterable[Entity | Fact | Observation]) -> frozenset[Evidence]:
    return frozenset().union(*(item.evidence for item in same))


def _fact_identity(fact: Fact) -> tuple[Any, ...]:
    return fact.subject, fact.predicate, fact.object, fact.modality, tuple(sorted(fact.qualifiers))


def _observation_identity(item: Observation) -> tuple[Any, ...]:
    return (
        item.about,
        item.measure,
        item.period,
        item.modality,
        item.kind,
        item.bound,
        item.written_value,
        item.written_unit,
    )


def _value_order(item: Observation) -> tuple[str, str]:
    # what is written determines the value; should two readers differ, their order must not decide
    return str(item.value), item.unit
