"""Who wrote, photographed and edited a document."""

from __future__ import annotations

from kg.facts.relations.context import Context
from kg.model import EntityClass, Predicate


def relate(context: Context) -> None:
    """State the authors of a document from its credits."""
    by_span = {(m.start, m.end): m for m in context.mentions if m.kind is EntityClass.PERSON}
    by_name = {
        name: key
        for key, names in context.names.items()
        if context.entities[key].kind is EntityClass.PERSON
        for name in names
    }
    for credit in context.annotated.text.credits:
        mention = by_span.get((credit.start, credit.end))
        key = mention.entity if mention else by_name.get(credit.name, "")
        if key:
            context.state(
                key,
                Predicate.AUTHORED,
                context.annotated.document.id,
                context.evidence(credit.start, credit.end, f"authored.{credit.role}"),
                qualifiers={"role": credit.role},
            )
