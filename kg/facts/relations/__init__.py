"""Relations between the things of one document, each with the clause that states it."""

from __future__ import annotations

from kg.facts.relations import credits, honours, location, parts, people, projects, schemes
from kg.facts.relations.context import Context
from kg.facts.relations.geography import Geography
from kg.facts.relations.subjects import Subjects
from kg.model import Annotated, Fact


def relate(annotated: Annotated) -> tuple[Fact, ...]:
    """Return the relations that an annotated text states, equal ones merged, in a fixed order.

    Every fact carries at least one piece of evidence, a slice of the document's source.
    """
    context = Context(annotated)
    geography = Geography(context)
    subjects = Subjects(context, geography)
    projects.relate(context, geography, subjects)
    schemes.relate(context, geography, subjects)
    honours.relate(context, geography, subjects)
    location.relate(context, geography)
    parts.relate(context)
    people.relate(context, geography)
    credits.relate(context)
    return context.facts()


__all__ = ["relate"]
