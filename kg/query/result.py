"""Results of queries, as rows for people and as CSV, JSON or Turtle for programs."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.namespaces import PREFIXES, XSD

FORMATS: Final = ("table", "csv", "json", "ttl")
#: a spreadsheet takes a cell that begins with one of these for a formula
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBERS: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Result:
    """What a query returned.

    ``solutions`` has one term or None for each column; ``answer`` is that of an ASK; ``triples`` are those of
    CONSTRUCT and DESCRIBE, whose ``solutions`` are their subject, predicate and object.
    """

    columns: tuple[str, ...] = ()
    solutions: tuple[tuple[Term | None, ...], ...] = ()
    answer: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None

    def rows(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Return columns and rows for a terminal: IRIs shortened, control and bidirectional marks escaped."""
        if self.answer is not None:
            return ("answer",), [(str(self.answer).lower(),)]
        return self.columns, [tuple(map(show, solution)) for solution in self.solutions]

    def to_text(self, format_: str) -> str:
        """Return the result as ``table``, ``csv``, ``json`` (SPARQL 1.1 results) or ``ttl``.

        Raises:
            UsageError: there is no such format, or the result has no triples to write as Turtle.
        """
        if format_ == "csv":
            return self._csv()
        if format_ == "json":
            return json.dumps(self._json(), ensure_ascii=False, indent=1) + "\n"
        if format_ == "ttl":
            return self._turtle()
        if format_ == "table":
            columns, rows = self.rows()
            return "".join("\t".join(row) + "\n" for row in (columns, *rows))
        raise UsageError(f"no format is called {format_!r}", hint=f"formats: {', '.join(FORMATS)}")

    def _csv(self) -> str:
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\r\n")
        if self.answer is not None:
            writer.writerows((("answer",), (str(self.answer).lower(),)))
            return buffer.getvalue()
        writer.writerow(self.columns)
        writer.writerows([_cell(term) for term in solution] for solution in self.solutions)
        return buffer.getvalue()

    def _json(self) -> dict[str, Any]:
        if self.answer is not None:
            return {"head": {}, "boolean": self.answer}
        bindings = []
        for solution in self.solutions:
            pairs = zip(self.columns, solution, strict=True)
            bindings.append({name: _binding(term) for name, term in pairs if term is not None})
        return {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}

    def _turtle(self) -> str:
        if self.triples is None:
            raise UsageError("only CONSTRUCT and DESCRIBE give Turtle", hint="choose csv or json")
        from kg.graph.turtle import serialise

        return serialise(self.triples, prefixes=PREFIXES).decode()


def show(term: Term | None) -> str:
    """Return a term for a person: a literal's text, an IRI shortened, nothing for nothing.

    >>> show(ox.NamedNode("https://w3id.org/civic-kg/ontology#Planned"))
    'kg:Planned'
    """
    if term is None:
        return ""
    if isinstance(term, ox.Triple):
        return f"<< {show(term.subject)} {show(term.predicate)} {show(term.object)} >>"
    text = term.value
    if isinstance(term, ox.NamedNode):
        prefix = max(
            (item for item in PREFIXES.items() if text.startswith(item[1])),
            key=lambda item: len(item[1]),
            default=None,
        )
        text = f"{prefix[0]}:{text[len(prefix[1]) :]}" if prefix else f"<{text}>"
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char in "\t\n\r":
        return " "
    # category C holds what moves a cursor or turns the direction of writing
    return f"\\u{ord(char):04x}" if unicodedata.category(char)[0] == "C" else char


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.Triple):
        return show(term)
    number = isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS
    return f"'{term.value}" if term.value.startswith(_FORMULA) and not number else term.value


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
    binding = {"type": "literal", "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        binding["datatype"] = term.datatype.value
    return binding
