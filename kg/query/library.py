"""The query library: the ``.rq`` files of ``ontology/queries``, with titles and parameters in their headers.

A header is the comment lines at the top of the file::

    # title.zh: 某地的企业
    # title.en: Companies of a place
    # description.zh: …
    # description.en: …
    # param: place string "" 区划名称或其一部分 | name of a division, or a part of it

A parameter binds the variable of its name. Its value becomes an RDF term and is never pasted into the query.
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import DataError, UsageError
from kg.graph.namespaces import XSD
from kg.resources import ontology_dir

#: parameter types: the pattern of their values, and the datatype of their terms
TYPES: Final = {
    "string": (re.compile(r"(?s:.*)"), XSD + "string"),
    "integer": (re.compile(r"[+-]?[0-9]+"), XSD + "integer"),
    "decimal": (re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?"), XSD + "decimal"),
    "year": (re.compile(r"(?:[0-9]{4})?"), XSD + "string"),
}
_HEADER: Final = re.compile(r"#\s*(title\.zh|title\.en|description\.zh|description\.en|param):\s*(.*)")


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: ``type`` is a key of :data:`TYPES`; ``default`` is its value as text."""

    name: str
    type: str
    default: str
    description_zh: str = ""
    description_en: str = ""

    def term(self, value: str) -> ox.Literal:
        """Return a value as an RDF term.

        Raises:
            UsageError: the value is not of the parameter's type.
        """
        pattern, datatype = TYPES[self.type]
        if not pattern.fullmatch(value):
            raise UsageError(f"{value!r} is no {self.type}", where=f"parameter {self.name}")
        return ox.Literal(value, datatype=ox.NamedNode(datatype))


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the library; ``name`` is the file's name without ``.rq``."""

    name: str
    text: str
    title_zh: str
    title_en: str
    description_zh: str = ""
    description_en: str = ""
    params: tuple[Param, ...] = ()

    def bind(self, values: Mapping[str, str] | None = None) -> dict[str, ox.Literal]:
        """Return the term of every parameter, by default or as given.

        Args:
            values: text by parameter name.

        Raises:
            UsageError: there is no such parameter, or a value is not of its type.
        """
        given = dict(values or {})
        terms = {param.name: param.term(given.pop(param.name, param.default)) for param in self.params}
        for name in given:
            known = ", ".join(terms) or "none"
            raise UsageError(f"query {self.name} has no parameter {name!r}", hint=f"its parameters: {known}")
        return terms


def parse_query(name: str, text: str, *, where: str = "") -> Query:
    """Read the header of a query.

    Args:
        name: of the query.
        text: of the whole file.
        where: file name for errors.

    Raises:
        DataError: a title is missing or a parameter is malformed.
    """
    fields: dict[str, str] = {}
    params: list[Param] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _HEADER.fullmatch(line.rstrip())
        if match and match[1] == "param":
            params.append(_param(match[2], where=f"{where or name}:{number}"))
        elif match:
            fields[match[1].replace(".", "_")] = match[2]
        elif line.strip() and not line.startswith("#"):
            break
    if not fields.get("title_zh") or not fields.get("title_en"):
        raise DataError("a query needs title.zh and title.en", where=where or name)
    return Query(name=name, text=text, params=tuple(params), **fields)


def _param(line: str, *, where: str) -> Param:
    try:
        name, type_, default, *rest = shlex.split(line)
    except ValueError as error:
        raise DataError("a parameter needs name, type and default", where=where, hint=str(error)) from error
    chinese, _, english = " ".join(rest).partition(" | ")
    if type_ not in TYPES or not name.isidentifier():
        raise DataError(f"{name} {type_} is no parameter", where=where, hint=f"types: {', '.join(TYPES)}")
    return Param(name, type_, default, chinese, english or chinese)


def load_library(folder: Path | None = None) -> tuple[Query, ...]:
    """Return every query of the library by name.

    Args:
        folder: with ``.rq`` files; the installed library if None.
    """
    return _load(folder or ontology_dir() / "queries")


@cache
def _load(folder: Path) -> tuple[Query, ...]:
    return tuple(
        parse_query(path.stem, path.read_text(encoding="utf-8"), where=str(path))
        for path in sorted(folder.glob("*.rq"))
    )


def find_query(name: str) -> Query:
    """Return the query of that name.

    Raises:
        UsageError: there is none.
    """
    queries = {query.name: query for query in load_library()}
    if name not in queries:
        near = difflib.get_close_matches(name, queries, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "'--list' shows them"
        raise UsageError(f"no query is called {name!r}", hint=hint)
    return queries[name]
