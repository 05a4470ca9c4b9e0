"""Read the inputs, extract each document (in worker processes if asked), merge."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, KgError
from kg.extract import Extraction, extract
from kg.model import Document, Knowledge

#: below this many characters of input, starting worker processes costs more time than it saves
_PARALLEL_FROM = 400_000

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that made nothing, why, and whether that is a fault (exit status 1)."""

    path: str
    reason: str
    failed: bool


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What came out of the inputs: the merged knowledge, what was left out, and the time it took.

    ``seconds`` has one row a document, by id, of (step, seconds).
    """

    knowledge: Knowledge
    skipped: tuple[Skipped, ...]
    seconds: tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
    started: float

    @property
    def failed(self) -> bool:
        """Whether an input that should have been read was not."""
        return any(item.failed for item in self.skipped)


def build(
    paths: Sequence[Path],
    *,
    jobs: int = 0,
    manifest: Path | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Build the knowledge of files and folders.

    Args:
        paths: files and folders; folders are read recursively.
        jobs: worker processes; 0 chooses by the amount of text.
        manifest: a manifest.csv for all inputs, instead of the one in each folder.
        progress: called with (path, done, total) after each document.

    Raises:
        UsageError: a path does not exist, or no input is left to read.
    """
    from kg.resolve import merge

    started = time.perf_counter()
    documents, skipped = gather(paths, manifest=manifest)
    results: dict[str, Extraction] = {}
    for done, (document, outcome) in enumerate(_extract_all(documents, jobs=jobs), start=1):
        if isinstance(outcome, str):
            skipped.append(Skipped(document.path, outcome, failed=True))
        else:
            results[document.id] = outcome
        if progress:
            progress(document.path, done, len(documents))
    ordered = [results[document.id] for document in documents if document.id in results]
    return BuildResult(
        knowledge=merge(item.knowledge for item in ordered),
        skipped=tuple(sorted(skipped, key=lambda item: item.path)),
        seconds=tuple(
            (document.id, results[document.id].seconds) for document in documents if document.id in results
        ),
        started=started,
    )


def gather(paths: Sequence[Path], *, manifest: Path | None = None) -> tuple[list[Document], list[Skipped]]:
    """Decode every input; what cannot be read is returned with its reason.

    Raises:
        UsageError: a path does not exist.
    """
    from kg.ingest import discover, read_document

    found = discover(paths, manifest=manifest)
    skipped = [Skipped(item.path, item.reason, failed=item.failed) for item in found.skipped]
    documents: dict[str, Document] = {}
    for item in found.files:
        try:
            document = read_document(item.path, root=item.root, metadata=item.metadata)
        except InputError as error:
            skipped.append(Skipped(item.name, str(error), failed=True))
            continue
        if document.id in documents:
            skipped.append(
                Skipped(document.path, f"same bytes as {documents[document.id].path}", failed=False)
            )
        else:
            documents[document.id] = document
    return list(documents.values()), skipped


Outcome = Extraction | str


def _attempt(document: Document) -> Outcome:
    # one document's fault must cost that document alone, whatever the fault is
    try:
        return extract(document)
    except KgError as error:
        return str(error)
    except Exception as error:
        return f"internal error: {type(error).__name__}: {error}"


def _extract_all(documents: Sequence[Document], *, jobs: int) -> Iterator[tuple[Document, Outcome]]:
    size = sum(len(document.source) for document in documents)
    workers = jobs or (min(os.cpu_count() or 1, len(documents)) if size >= _PARALLEL_FROM else 1)
    if workers <= 1:
        yield from ((document, _attempt(document)) for document in documents)
    else:
        yield from _in_processes(documents, workers=workers)


def _in_processes(documents: Iterable[Document], *, workers: int) -> Iterator[tuple[Document, Outcome]]:
    # a fork of a process that holds onnxruntime threads can deadlock
    context = multiprocessing.get_context("spawn")
    left = {document.id: document for document in documents}
    try:
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            running = {pool.submit(_attempt, document): document for document in left.values()}
            for future in as_completed(running):
                outcome = future.result()
                del left[running[future].id]
                yield running[future], outcome
    except BrokenProcessPool:
        # somebody's document killed its worker: each one left gets a process of its own
        for document in left.values():
            yield document, _alone(document, context)


def _alone(document: Document, context: multiprocessing.context.SpawnContext) -> Outcome:
    try:
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            return pool.submit(_attempt, document).result()
    except BrokenProcessPool:
        return "the worker process died twice while reading this document"
