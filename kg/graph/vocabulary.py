"""Labels, colours and order of the vocabulary, as ``ontology/kg.ttl`` states them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.errors import DataError
from kg.graph.namespaces import KG, RDF, RDFS, SKOS
from kg.resources import ontology_dir

#: languages in which every term has a label
LANGUAGES: Final = ("zh-Hans", "en")
_LAST: Final = 10**6


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or individual.

    ``name`` is the local name of a ``kg:`` term and the whole IRI of any other. ``labels`` and ``comments``
    are by language; ``types`` has the names of its classes.
    """

    name: str
    labels: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    types: frozenset[str] = frozenset()
    colour: str = ""
    shape: str = ""
    notation: str = ""
    order: int = _LAST


@cache
def terms() -> dict[str, Term]:
    """Return every labelled term by name, in the order of the vocabulary.

    Raises:
        DataError: ``kg.ttl`` is missing or no Turtle.
    """
    path = ontology_dir() / "kg.ttl"
    rows: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = {}
    try:
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.NamedNode) and isinstance(
                triple.object, ox.Literal | ox.NamedNode
            ):
                row = rows.setdefault(_name(triple.subject.value), {})
                row.setdefault(triple.predicate.value, []).append(triple.object)
    except (OSError, SyntaxError) as error:
        raise DataError(f"the vocabulary cannot be read: {error}", where=str(path)) from error
    found = [_term(name, row) for name, row in rows.items() if RDFS + "label" in row]
    return {term.name: term for term in sorted(found, key=lambda term: term.order)}


def labels(language: str = "zh-Hans") -> dict[str, str]:
    """Return the label of every term by name, in one language.

    >>> labels("en")["PolicyDocument"]
    'policy document'
    """
    return {name: term.labels.get(language, name) for name, term in terms().items()}


def comments(language: str = "zh-Hans") -> dict[str, str]:
    """Return the comment of every term that has one, by name."""
    return {name: term.comments[language] for name, term in terms().items() if language in term.comments}


def colours() -> dict[str, str]:
    """Return the colour of each class of things as ``#rrggbb``, in the order of the vocabulary."""
    return {name: term.colour for name, term in terms().items() if term.colour}


def shapes() -> dict[str, str]:
    """Return the shape that stands for each class of things in network drawings."""
    return {name: term.shape for name, term in terms().items() if term.shape}


def notations(kind: str, language: str = "zh-Hans") -> dict[str, str]:
    """Return the label of each plain value of an enumeration.

    Args:
        kind: ``Role`` or ``Status``.
        language: of the labels.

    >>> notations("Status", "en")["sought"]
    'sought'
    """
    return {
        term.notation: term.labels.get(language, term.notation)
        for term in terms().values()
        if term.notation and kind in term.types
    }


def _name(iri: str) -> str:
    return iri.removeprefix(KG)


def _term(name: str, row: dict[str, list[ox.Literal | ox.NamedNode]]) -> Term:
    def first(predicate: str) -> str:
        return next((value.value for value in row.get(predicate, [])), "")

    def by_language(predicate: str) -> dict[str, str]:
        values = [value for value in row.get(predicate, []) if isinstance(value, ox.Literal)]
        # Oxigraph lowers tags; ours are written as RFC 5646 recommends
        tags = {language.lower(): language for language in LANGUAGES}
        return {tags.get(value.language or "", value.language or ""): value.value for value in values}

    return Term(
        name=name,
        labels=by_language(RDFS + "label"),
        comments=by_language(RDFS + "comment"),
        types=frozenset(_name(value.value) for value in row.get(RDF + "type", [])),
        colour=first(KG + "colour"),
        shape=first(KG + "shape"),
        notation=first(SKOS + "notation"),
        order=int(first(KG + "order") or _LAST),
    )
