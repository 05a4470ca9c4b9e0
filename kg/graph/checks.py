"""Checks of a graph: its contract (``ontology/shapes.ttl``), and every quote against its source.

pySHACL checks the core constraints; the SPARQL constraints of the same file run in Oxigraph over all nodes at
once, because one query a node would take minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph.describe import Describer
from kg.graph.namespaces import KG, OA, XSD
from kg.graph.shapes import SH, has_class, shapes
from kg.graph.store import inner_store, open_store
from kg.graph.terms import utf8

if TYPE_CHECKING:
    from rdflib import Graph

_DOCUMENT_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,64}")
_MOST: Final = 200


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One fault: the node by its label, what is wrong, the value at fault, and where the documents say it."""

    what: str
    message: str
    value: str
    document: str
    quote: str


def validate(graph: Graph, *, language: str = "en") -> list[Violation]:
    """Check a graph against ``ontology/shapes.ttl``.

    Args:
        graph: the data, without the vocabulary.
        language: of messages and labels, ``en`` or ``zh-Hans``.

    Returns:
        The violations, sorted; none if the graph keeps the contract.
    """
    store = inner_store(graph)
    return sorted({*_core(store, language), *_sparql(store, language)})


def validate_build(folder: Path, *, language: str = "en") -> list[Violation]:
    """Check the store of a build folder against the shapes, and its quotes against its source texts.

    Raises:
        InputError: the folder holds no build.
    """
    store = open_store(folder / "store")
    quotes = check_quotes(store, folder / "sources", language=language)
    return sorted({*_core(store, language), *_sparql(store, language), *quotes})


def check_quotes(store: ox.Store, sources: Path, *, language: str = "en") -> Iterator[Violation]:
    """Yield a violation for each quote that does not stand in its source text at its offsets.

    Args:
        store: of a build.
        sources: the folder with ``DOCUMENT_ID.txt`` for each document, UTF-8.
        language: of messages.

    Raises:
        InputError: there is no such folder.
    """
    if not sources.is_dir():
        raise InputError("no source texts", where=str(sources), hint="run 'kg build' first")
    describer = Describer(store, language=language)
    rows: Any = store.query(
        f"SELECT ?quote ?document ?exact ?start ?end {{ ?quote a <{KG}Evidence> ; <{OA}hasSource> ?document ;"
        f" <{OA}exact> ?exact ; <{OA}start> ?start ; <{OA}end> ?end }}"
    )

    @cache
    def source(document: str) -> str | None:
        name = document.rpartition("/")[2]
        path = sources / f"{name}.txt"
        # the name comes from a file that anybody may have written
        if not _DOCUMENT_ID.fullmatch(name) or not path.is_file():
            return None
        return utf8(path.read_bytes().decode("utf-8", "surrogatepass"))

    for row in rows:
        document, exact = row["document"], row["exact"].value
        text = source(document.value)
        found = _slice(text or "", row["start"].value, row["end"].value)
        if found != exact or not found:
            message = shapes().message("SourceShape" if text is None else "QuoteShape", language)
            label = describer.label(document)
            yield Violation(label, message, found[:_MOST], label, exact[:_MOST])


def _slice(text: str, start: str, end: str) -> str:
    return text[int(start) : int(end)] if start.isdecimal() and end.isdecimal() else ""


def _core(store: ox.Store, language: str) -> Iterator[Violation]:
    import pyshacl
    from rdflib import RDF, URIRef

    _, report, _ = pyshacl.validate(
        _in_memory(store), shacl_graph=shapes().core, inplace=True, inference="none", do_owl_imports=False
    )
    describer = Describer(store, language=language)
    for result in report.subjects(RDF.type, URIRef(SH + "ValidationResult")):

        def value(name: str, result: Any = result) -> Any:
            return report.value(result, URIRef(SH + name))

        messages = {m.language: str(m) for m in report.objects(result, URIRef(SH + "resultMessage"))}
        focus, wrong = _to_ox(value("focusNode")), value("value")
        relation = shapes().relation(str(value("sourceShape")))
        document, quote = describer.evidence(focus, relation)
        label = describer.label(focus)
        yield Violation(
            label,
            messages.get(language) or min(messages.values(), default=""),
            "" if wrong is None else describer.label(_to_ox(wrong))[:_MOST],
            document,
            quote,
        )


def _sparql(store: ox.Store, language: str) -> Iterator[Violation]:
    describer = Describer(store, language=language)
    for constraint in shapes().sparql():
        rows: Any = store.query(constraint.select)
        names = [variable.value for variable in rows.variables]
        for row in rows:
            focus = row["this"]
            if not has_class(store, focus, constraint.classes):
                continue
            relation = row["path"] if "path" in names else None
            parts = [describer.label(row[name]) for name in ("path", "value") if name in names and row[name]]
            document, quote = describer.evidence(focus, relation)
            message = dict(constraint.messages)[language.lower()]
            yield Violation(describer.label(focus), message, " ".join(parts)[:_MOST], document, quote)


def _in_memory(store: ox.Store) -> Graph:
    """Copy a store into rdflib's own memory, where pySHACL's single lookups are a hundred times faster."""
    from oxrdflib._converter import from_ox
    from rdflib import Graph, Literal

    @cache
    def convert(term: Any) -> Any:
        if isinstance(term, ox.Literal) and term.datatype.value == XSD + "string":
            # to rdflib, a string with its datatype written out differs from a plain one
            return Literal(term.value)
        return from_ox(term)

    graph = Graph()
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        graph.add((convert(quad.subject), convert(quad.predicate), convert(quad.object)))
    return graph


def _to_ox(node: Any) -> Any:
    from oxrdflib._converter import to_ox

    return to_ox(node)
