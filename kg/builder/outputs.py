"""Write a build folder so that its last complete state is always there."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kg.builder.report import Report, make_report
from kg.builder.runner import BuildResult
from kg.errors import KgError, UsageError

#: what a build folder holds; nothing else in it is ever touched
OUTPUTS = ("sources", "graph.ttl", "store", "graph.html", "report.json")


def write_outputs(
    result: BuildResult,
    folder: Path,
    *,
    base_iri: str | None = None,
    title: str = "",
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Write graph.ttl, graph.html, store/, sources/ and report.json.

    Everything is written beside the folder's present content first and moved into place at the end.

    Args:
        result: what was built.
        folder: made if missing.
        base_iri: the namespace of things; the vocabulary's default if None.
        title: of the page.
        progress: called with the name of each output before it is written.

    Raises:
        UsageError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".staging-", dir=folder) as name:
            staging = Path(name)
            report = _write(result, staging, base_iri=base_iri, title=title, progress=progress)
            _move_into_place(staging, folder)
    except OSError as error:
        raise UsageError(
            f"cannot write: {error.strerror or error}",
            where=str(error.filename or folder),
            hint="choose another -o",
        ) from error
    return report


def _write(
    result: BuildResult,
    staging: Path,
    *,
    base_iri: str | None,
    title: str,
    progress: Callable[[str], None] | None,
) -> Report:
    from kg.graph import to_graph, write_store, write_turtle
    from kg.page import write_page

    knowledge = result.knowledge
    seconds: dict[str, float] = {}

    def step(name: str, write: Callable[[], object]) -> None:
        if progress:
            progress(name)
        before = time.perf_counter()
        write()
        seconds[name] = time.perf_counter() - before

    def sources() -> None:
        (staging / "sources").mkdir()
        for document in knowledge.documents:
            path = staging / "sources" / f"{document.id}.txt"
            path.write_bytes(document.source.encode("utf-8", "surrogatepass"))

    step("sources", sources)
    graph = to_graph(knowledge, base_iri=base_iri) if base_iri else to_graph(knowledge)
    step("graph.ttl", lambda: write_turtle(graph, staging / "graph.ttl"))
    step("store", lambda: write_store(graph, staging / "store"))
    step("graph.html", lambda: write_page(knowledge, staging / "graph.html", title=title))
    seconds["whole"] = time.perf_counter() - result.started
    report = make_report(result, seconds=seconds)
    (staging / "report.json").write_text(report.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return report


def _move_into_place(staging: Path, folder: Path) -> None:
    old = staging / "old"
    old.mkdir()
    for name in OUTPUTS:
        target = folder / name
        if target.is_symlink():
            raise KgError("is a symbolic link", where=str(target), hint="remove it or choose another -o")
        if target.is_dir():
            # a directory cannot be replaced in one step
            target.rename(old / name)
        (staging / name).replace(target)
    shutil.rmtree(old)
