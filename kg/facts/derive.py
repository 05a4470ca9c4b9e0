"""Everything that one annotated document states, as knowledge."""

from __future__ import annotations

from dataclasses import replace

from kg.facts.observations import observe
from kg.facts.relations import relate
from kg.model import Annotated, Document, Knowledge


def derive(annotated: Annotated) -> Knowledge:
    """Return the entities, relations and numbers of one document, sorted.

    Args:
        annotated: its text with every layer.
    """
    document = _placed(annotated)
    facts = relate(annotated)
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
