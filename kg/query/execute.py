"""Run SPARQL on a build: queries only, nothing from outside, and no longer than allowed."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import InputError, UsageError
from kg.graph.namespaces import PREFIXES
from kg.graph.store import load_vocabulary, open_store
from kg.query.result import Result, Term

#: what may hold the word SERVICE without being a federated query
_QUOTED: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n]*",
    re.S,
)
_SERVICE: Final = re.compile(r"(?<![?$:\w-])service(?![\w:-])", re.I)
_WHERE: Final = re.compile(r"(?<![?$:\w-])where\s*\{", re.I)
_PARAMETER: Final = "urn:x-civic-kg:parameter:"
_UPDATE: Final = re.compile(
    r"(?<![?$:\w-])(?:insert|delete|load|clear|drop|create|add|move|copy)(?![\w:-])", re.I
)


def open_build(path: Path) -> ox.Store:
    """Open a build folder for queries, or a Turtle file, which is read into memory.

    Raises:
        InputError: there is no build, or the file is no Turtle.
    """
    if not path.is_file():
        return open_store(path / "store")
    store = ox.Store()
    try:
        store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError) as error:
        raise InputError(f"no Turtle: {error}", where=str(path)) from error
    load_vocabulary(store)
    return store


def run(
    store: ox.Store,
    text: str,
    *,
    bindings: Mapping[str, Term] | None = None,
    timeout: float | None = None,
) -> Result:
    """Run a query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Args:
        store: of :func:`open_build`. The data are its default graph; the vocabulary is the named graph
            ``<https://w3id.org/civic-kg/ontology>``.
        text: SPARQL; the prefixes of the project need not be declared.
        bindings: terms for variables of the query.
        timeout: seconds after which to give up; never if None.

    Raises:
        UsageError: the text is no query, would change the store or ask another server, or takes too long.
    """
    bare = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    if _SERVICE.search(bare):
        raise UsageError("SERVICE would send data to another server", hint="query the build alone")
    bound, functions = _bind(text, bare, bindings or {})

    def work() -> Result:
        try:
            return _collect(store.query(bound, prefixes=PREFIXES, custom_functions=functions))
        except (SyntaxError, ValueError) as error:
            hint = (
                "a build is read-only"
                if _UPDATE.search(bare)
                else "see https://www.w3.org/TR/sparql11-query/"
            )
            raise UsageError(f"no SPARQL query: {error}", hint=hint) from error

    return work() if timeout is None else _within(work, timeout)


def _bind(
    text: str, bare: str, bindings: Mapping[str, Term]
) -> tuple[str, dict[ox.NamedNode, Callable[..., Term | None]]]:
    """Bind variables at the head of the WHERE group to functions that return the terms.

    Oxigraph substitutes only variables that a query selects. A function keeps the value out of the text.
    """
    if not bindings:
        return text, {}
    where = _WHERE.search(bare)
    if where is None:
        raise UsageError("a query with parameters needs the word WHERE")
    functions: dict[ox.NamedNode, Callable[..., Term | None]] = {}
    binds = []
    for name, term in sorted(bindings.items()):
        if not name.isidentifier() or not name.isascii():
            raise UsageError(f"{name!r} is no name of a variable")
        functions[ox.NamedNode(_PARAMETER + name)] = _constant(term)
        binds.append(f" BIND(<{_PARAMETER}{name}>() AS ?{name})")
    return text[: where.end()] + "".join(binds) + text[where.end() :], functions


def _constant(term: Term) -> Callable[..., Term | None]:
    return lambda: term


def _within(work: Callable[[], Result], seconds: float) -> Result:
    outcome: list[Result | BaseException] = []

    def target() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            outcome.append(error)

    # Oxigraph cannot be interrupted; the thread is left to itself and ends with the process
    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise UsageError(f"the query takes longer than {seconds:g} seconds", hint="add a LIMIT or a FILTER")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def _collect(found: Any) -> Result:
    if isinstance(found, ox.QueryBoolean):
        return Result(answer=bool(found))
    if isinstance(found, ox.QueryTriples):
        triples = tuple(sorted(set(found), key=str))
        return Result(
            columns=("subject", "predicate", "object"),
            solutions=tuple((triple.subject, triple.predicate, triple.object) for triple in triples),
            triples=triples,
        )
    columns = tuple(variable.value for variable in found.variables)
    return Result(columns=columns, solutions=tuple(tuple(row[name] for name in columns) for row in found))
