"""What a node is called, and which document and quote speak of it: for messages to people."""

from __future__ import annotations

from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.graph.namespaces import DCTERMS, KG, OA, PROV, RDF, RDFS, SKOS
from kg.graph.vocabulary import labels

_MOST: Final = 120
_STATEMENTS: Final = (
    (RDF + "subject", RDF + "predicate", RDF + "object"),
    (KG + "about", KG + "measure", KG + "writtenValue", KG + "writtenUnit"),
)

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Describer:
    """Labels and quotes of the nodes of a store.

    Args:
        store: the data in its default graph.
        language: of the vocabulary's labels.
    """

    def __init__(self, store: ox.Store, *, language: str = "en") -> None:
        self._store = store
        self._labels = labels(language)
        self.label = cache(self._label)

    def _values(self, node: Node, predicate: str) -> list[Node]:
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            return []
        found = self._store.quads_for_pattern(node, ox.NamedNode(predicate), None, ox.DefaultGraph())
        return sorted((quad.object for quad in found), key=str)

    def _first(self, node: Node, *predicates: str) -> str:
        for predicate in predicates:
            for value in self._values(node, predicate):
                return self.label(value)
        return ""

    def _label(self, node: Node) -> str:
        if isinstance(node, ox.Literal):
            return node.value[:_MOST]
        if not isinstance(node, ox.NamedNode):
            return str(node)
        if (name := node.value.removeprefix(KG)) in self._labels:
            return self._labels[name]
        named = self._first(node, SKOS + "prefLabel", DCTERMS + "title", RDFS + "label", OA + "exact")
        for names in _STATEMENTS:
            named = named or " ".join(filter(None, (self._first(node, name) for name in names)))
        return named or node.value

    def evidence(self, node: Node, predicate: Node | None = None) -> tuple[str, str]:
        """Return the title of a document that speaks of a node, and its quote; or two empty strings.

        Args:
            node: a statement, a quote, or a thing.
            predicate: of a thing, the relation whose statement is meant.
        """
        quotes = self._values(node, PROV + "wasDerivedFrom")
        if self._values(node, OA + "exact"):
            quotes = [node]
        if not quotes and isinstance(node, ox.NamedNode):
            for fact in self._statements(node, predicate):
                quotes = self._values(fact, PROV + "wasDerivedFrom")
                if quotes:
                    break
        if not quotes:
            return "", ""
        return self._first(quotes[0], OA + "hasSource"), self._first(quotes[0], OA + "exact")

    def _statements(self, node: ox.NamedNode, predicate: Node | None) -> list[ox.NamedNode]:
        quads = [
            quad
            for role in ("subject", "object")
            for quad in self._store.quads_for_pattern(None, ox.NamedNode(RDF + role), node, ox.DefaultGraph())
        ]
        found = [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]
        wanted = (fact for fact in found if predicate in (None, *self._values(fact, RDF + "predicate")))
        return sorted(wanted, key=str)
