"""``kg query``."""

from __future__ import annotations

from pathlib import Path

from kg.cli import console
from kg.errors import UsageError


def list_queries() -> None:
    """Print the query library."""
    from kg.query import load_library

    rows = []
    for query in load_library():
        params = ", ".join(f"{p.name}={p.default}" for p in query.params)
        rows.append((query.name, query.title_zh, query.title_en, params))
    console.table("", ("name", "title in Chinese", "title", "parameters"), rows)


def run_query(
    folder: Path, *, sparql: str | None, file: Path | None, name: str | None, params: list[str], format_: str
) -> None:
    """Run a query from one of its three sources and print the result."""
    from kg.query import find_query, open_build, run

    if sum(source is not None for source in (sparql, file, name)) != 1:
        raise UsageError(
            "give one query", hint="as text, with --file, or with --name; --list shows the names"
        )
    values = dict(_pair(item) for item in params)
    if name is not None:
        query = find_query(name)
        text, bound = query.text, query.bind(values)
    else:
        if values:
            raise UsageError("--param goes with --name only", hint="write the value into your query")
        text, bound = (sparql if sparql is not None else _read(file)), {}
    result = run(open_build(folder), text, bindings=bound)
    if format_ == "table":
        columns, rows = result.rows()
        console.table("", columns, rows)
    else:
        console.out().print(result.to_text(format_), end="", markup=False, soft_wrap=True)


def _pair(item: str) -> tuple[str, str]:
    name, equals, value = item.partition("=")
    if not equals:
        raise UsageError(f"not a parameter: {item}", hint="write --param name=value")
    return name, value


def _read(file: Path | None) -> str:
    assert file is not None  # noqa: S101 - run_query counted the sources
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the query: {error}", where=str(file)) from None
