"""Turtle that is the same, byte for byte, for the same graph.

Oxigraph writes the terms; the order of triples, the prefixes, and the blank lines are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.graph.namespaces import KG, PREFIXES, RDF, SKOS
from kg.model import EntityClass

if TYPE_CHECKING:
    from rdflib import Graph

#: classes in the order in which their members are written
_KINDS: Final = (
    "SourceDocument",
    *EntityClass,
    "Measure",
    "Unit",
    "Fact",
    "Observation",
    "Commitment",
    "Evidence",
)
_RANKS: Final = {KG + kind: rank for rank, kind in enumerate(_KINDS)}
_LAST: Final = len(_KINDS)
_TYPE: Final = RDF + "type"
_LABEL: Final = SKOS + "prefLabel"
#: a quote before the tag that is not itself escaped ends a literal
_LOWERED: Final = re.compile(rb'(?<!\\)"@zh-han([st])\b')


def write_turtle(graph: Graph, path: Path) -> None:
    """Write a graph to a file; equal graphs with equal prefixes give equal bytes.

    Args:
        graph: of any store; prefixes are those bound to it.
        path: overwritten.
    """
    path.write_bytes(to_turtle(graph))


def to_turtle(graph: Graph) -> bytes:
    """Return a graph as UTF-8 Turtle, sources first, then entities by class and name, then statements.

    >>> from kg.graph.dataset import to_graph
    >>> from kg.model import Entity, EntityClass, Knowledge
    >>> lake = Entity("site/东湖", EntityClass.SITE, "东湖")
    >>> print(to_turtle(to_graph(Knowledge(entities=(lake,)))).decode().partition("\\n\\n")[2].strip())
    site:东湖 a kg:Site ;
        skos:prefLabel "东湖"@zh-Hans .
    """
    from kg.graph.store import inner_store

    quads = inner_store(graph).quads_for_pattern(None, None, None, ox.DefaultGraph())
    prefixes = {str(prefix): str(namespace) for prefix, namespace in graph.namespaces()}
    return serialise((quad.triple for quad in quads), prefixes=prefixes)


def serialise(triples: Iterable[ox.Triple], *, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return triples as Turtle; prefixes that nothing uses are left out."""
    buffer = BytesIO()
    ox.serialize(_ordered(triples), buffer, ox.RdfFormat.TURTLE, prefixes=dict(prefixes))
    # Oxigraph declares prefixes first, in no fixed order; line breaks inside literals are always escaped
    body = buffer.getvalue()
    while body.startswith(b"@prefix "):
        body = body.partition(b"\n")[2]
    body = body.replace(b" .\n", b" .\n\n").replace(b"\n\t", b"\n    ")
    body = _LOWERED.sub(lambda match: b'"@zh-Han' + match[1], body)
    head = "".join(
        f"@prefix {prefix}: <{namespace}> .\n"
        for prefix, namespace in sorted(prefixes.items())
        if f"{prefix}:".encode() in body
    )
    return head.encode() + b"\n" + body.rstrip(b"\n") + b"\n"


def _ordered(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    ranks: dict[str, int] = {}
    labels: dict[str, str] = {}
    rows: list[tuple[str, str, str, ox.Triple]] = []
    for triple in triples:
        subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object  # type: ignore[union-attr]
        if predicate == _TYPE and isinstance(value, ox.NamedNode):
            ranks[subject] = min(ranks.get(subject, _LAST), _RANKS.get(value.value, _LAST))
        elif predicate == _LABEL and isinstance(value, ox.Literal):
            labels[subject] = min(labels.get(subject, value.value), value.value)
        rows.append((subject, "" if predicate == _TYPE else predicate, str(value), triple))
    order = {
        subject: place
        for place, subject in enumerate(
            sorted({row[0] for row in rows}, key=lambda s: (ranks.get(s, _LAST), labels.get(s, ""), s))
        )
    }
    rows.sort(key=lambda row: (order[row[0]], row[1], row[2]))
    return [row[3] for row in rows]
