"""What a build found, what it left out and where the time went, for people and for ``kg stats``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.builder.runner import BuildResult
from kg.errors import UsageError
from kg.model import Document, Knowledge


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DocumentReport(_Model):
    """One document of the build; ``dropped`` counts characters of source that make no facts, by reason."""

    id: str
    path: str
    title: str
    publisher: str
    date: str
    place: str
    characters: int
    entities: int
    facts: int
    observations: int
    dropped: dict[str, int]
    seconds: dict[str, float]


class SkippedReport(_Model):
    """An input that made nothing."""

    path: str
    reason: str
    failed: bool


class Report(_Model):
    """The content of ``report.json``."""

    version: str
    documents: list[DocumentReport]
    skipped: list[SkippedReport]
    entities: dict[str, int]
    facts: dict[str, int]
    observations: dict[str, int]
    seconds: dict[str, float]


def make_report(result: BuildResult, *, seconds: dict[str, float]) -> Report:
    """Count what a build found.

    Args:
        result: of :func:`kg.builder.build`.
        seconds: further steps and their seconds (outputs).
    """
    from kg.version import __version__

    knowledge = result.knowledge
    clock = dict(seconds)
    for _, steps in result.seconds:
        for step, spent in steps:
            clock[step] = clock.get(step, 0.0) + spent
    return Report(
        version=__version__,
        documents=[
            _document(document, result) for document in sorted(knowledge.documents, key=lambda d: d.path)
        ],
        skipped=[SkippedReport(path=s.path, reason=s.reason, failed=s.failed) for s in result.skipped],
        entities=_count(entity.kind for entity in knowledge.entities),
        facts=_count(fact.predicate for fact in knowledge.facts),
        observations=_count(observation.modality for observation in knowledge.observations),
        seconds={step: round(spent, 3) for step, spent in clock.items()},
    )


def _count(values: object) -> dict[str, int]:
    counts = Counter(str(value) for value in values)  # type: ignore[attr-defined]
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _document(document: Document, result: BuildResult) -> DocumentReport:
    knowledge = result.knowledge
    dropped: Counter[str] = Counter()
    for owner, run in knowledge.dropped:
        if owner == document.id:
            dropped[run.reason] += run.end - run.start
    return DocumentReport(
        id=document.id,
        path=document.path,
        title=document.metadata.title,
        publisher=document.metadata.publisher,
        date=document.metadata.date,
        place=document.metadata.place,
        characters=len(document.source),
        entities=_stated(knowledge.entities, document.id),
        facts=_stated(knowledge.facts, document.id),
        observations=_stated(knowledge.observations, document.id),
        dropped=dict(sorted(dropped.items())),
        seconds={step: round(spent, 3) for step, spent in dict(result.seconds).get(document.id, ())},
    )


def _stated(items: tuple[object, ...], document: str) -> int:
    return sum(any(e.document == document for e in item.evidence) for item in items)  # type: ignore[attr-defined]


def read_report(folder: Path) -> Report:
    """Read ``report.json`` of a build folder.

    Raises:
        UsageError: the folder is not a build, or its report is broken.
    """
    path = folder / "report.json"
    try:
        return Report.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            "not a build folder", where=str(folder), hint="make one with: kg build INPUT -o FOLDER"
        ) from None
    except ValidationError as error:
        raise UsageError(
            f"broken report: {error.errors()[0]['msg']}", where=str(path), hint="build again"
        ) from None


__all__ = ["DocumentReport", "Knowledge", "Report", "SkippedReport", "make_report", "read_report"]
