"""What the commands print: results to stdout, talk to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from kg.errors import KgError


def talk() -> Console:
    """Return the console for progress and remarks."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def out() -> Console:
    """Return the console for results."""
    return Console(highlight=False)


def fail(error: KgError) -> None:
    """Print an error for a person."""
    talk().print(f"[bold red]error:[/] {escape(str(error))}")


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; numbers are right-aligned, cell text is never markup."""
    grid = Table(title=title, title_justify="left", header_style="bold")
    for index, name in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        grid.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else str(cell)) for cell in row))
    console = out()
    if not console.is_terminal:
        console = Console(highlight=False, width=200)
    console.print(grid)


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Show a progress bar on stderr while the block runs (nothing where stderr is no terminal)."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=talk(), transient=True, disable=not sys.stderr.isatty()) as bar:
        bar.add_task(what, total=None)
        yield bar
