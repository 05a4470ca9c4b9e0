"""Everything that one annotated document states, as knowledge."""

from __future__ import annotations

from dataclasses import replace

from kg.facts.observations import observe
from kg.facts.relations import relate
from kg.model import Annotated, BlockRole, Document, Fact, Knowledge, Predicate


def derive(annotated: Annotated) -> Knowledge:
    """Return the entities, relations and numbers of one document, sorted.

    Args:
        annotated: its text with every layer.
    """
    document = _placed(annotated)
    captions = _captions(annotated)
    facts = [fact for fact in relate(annotated) if not _only_in(fact, captions)]
    return Knowledge(
        documents=(document,),
        entities=tuple(sorted(annotated.entities, key=lambda entity: entity.key)),
        facts=tuple(
            sorted(facts, key=lambda f: (f.subject, f.predicate, f.object, f.modality, f.qualifiers))
        ),
        observations=tuple(
            sorted(
                observe(annotated), key=lambda o: (o.about, o.measure, o.period, o.modality, o.value, o.unit)
            )
        ),
        dropped=tuple((document.id, run) for run in annotated.text.dropped),
    )


def _placed(annotated: Annotated) -> Document:
    # whose document it is may only have come out of the text
    document = annotated.document
    if document.metadata.place or not annotated.place:
        return document
    label = next((e.label for e in annotated.entities if e.key == annotated.place), "")
    return replace(document, metadata=replace(document.metadata, place=label))


def _captions(annotated: Annotated) -> list[tuple[int, int]]:
    """Return where the captions stand in the source."""
    span = annotated.text.mapped.source_span
    return [
        span(b.start, b.end) for b in annotated.text.blocks if b.role is BlockRole.CAPTION and b.end > b.start
    ]


def _only_in(fact: Fact, places: list[tuple[int, int]]) -> bool:
    # a caption names what is to be seen and credits who took it; it states nothing else
    return fact.predicate is not Predicate.AUTHORED and all(
        any(start <= e.start and e.end <= end for start, end in places) for e in fact.evidence
    )
