"""``ontology/shapes.ttl`` as the validator reads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.errors import DataError
from kg.graph.namespaces import RDF
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from rdflib import Graph

SH: Final = "http://www.w3.org/ns/shacl#"
SHAPES: Final = "https://w3id.org/civic-kg/shapes#"


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """A query for the nodes at fault, the classes it is about, and its message by language (lower case)."""

    select: str
    classes: frozenset[str]
    messages: tuple[tuple[str, str], ...]


class Shapes:
    """The shapes, split into what pySHACL checks and what Oxigraph checks.

    Args:
        path: Turtle.

    Raises:
        DataError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store = ox.Store()
        try:
            self._store.load(path=path, format=ox.RdfFormat.TURTLE)
        except (OSError, SyntaxError) as error:
            raise DataError(f"the shapes cannot be read: {error}", where=str(path)) from error

    @cached_property
    def core(self) -> Graph:
        """The shapes without their SPARQL constraints, for pySHACL.

        Property shapes get the targets of their node shape and stand alone, which means the same: pySHACL
        checks a shape for all its targets at once, but a shape within a shape for one node at a time.
        """
        from rdflib import Graph, URIRef

        graph = Graph().parse(self._path, format="turtle")
        graph.remove((None, URIRef(SH + "sparql"), None))
        targets = [
            (node, URIRef(SH + name), target)
            for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf")
            for node, target in graph.subject_objects(URIRef(SH + name))
        ]
        for node, name, target in targets:
            for inner in graph.objects(node, URIRef(SH + "property")):
                graph.add((inner, name, target))
        graph.remove((None, URIRef(SH + "property"), None))
        return graph

    def sparql(self) -> list[SparqlConstraint]:
        """Return the SPARQL constraints."""
        prologue = "".join(
            f"PREFIX {row['prefix'].value}: <{row['namespace'].value}>\n"
            for row in self._rows("?x sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ]")
        )
        found: dict[str, tuple[set[str], dict[str, str]]] = {}
        pattern = "?x sh:targetClass ?class ; sh:sparql [ sh:select ?select ; sh:message ?message ]"
        for row in self._rows(pattern):
            classes, messages = found.setdefault(row["select"].value, (set(), {}))
            classes.add(row["class"].value)
            messages[row["message"].language] = row["message"].value
        return [
            SparqlConstraint(prologue + select, frozenset(classes), tuple(sorted(messages.items())))
            for select, (classes, messages) in sorted(found.items())
        ]

    def message(self, name: str, language: str) -> str:
        """Return the message of a named shape in a language."""
        rows = self._rows(f"<{SHAPES}{name}> sh:message ?message")
        messages = {row["message"].language: row["message"].value for row in rows}
        return str(messages[language.lower()])

    def relation(self, shape: str) -> ox.NamedNode | None:
        """Return the relation whose subjects or objects a shape is about, if it is about one."""
        return self._relations.get(shape)

    @cached_property
    def _relations(self) -> dict[str, ox.NamedNode]:
        rows = self._rows("?shape sh:targetSubjectsOf|sh:targetObjectsOf ?relation")
        return {row["shape"].value: row["relation"] for row in rows}

    def _rows(self, pattern: str) -> Any:
        return self._store.query(f"SELECT * {{ {pattern} }} ORDER BY ?prefix", prefixes={"sh": SH})


@cache
def shapes() -> Shapes:
    """Return the shapes of the installed vocabulary."""
    return Shapes(ontology_dir() / "shapes.ttl")


def has_class(store: ox.Store, node: ox.NamedNode | ox.BlankNode, classes: frozenset[str]) -> bool:
    """Return whether a node has one of some classes."""
    types = store.quads_for_pattern(node, ox.NamedNode(RDF + "type"), None, ox.DefaultGraph())
    return any(quad.object.value in classes for quad in types)  # type: ignore[union-attr]
