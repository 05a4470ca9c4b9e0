"""``kg build``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.markup import escape

from kg.cli.console import progress, talk


def run_build(
    inputs: list[Path], output: Path, *, jobs: int, manifest: Path | None, base_iri: str | None
) -> int:
    """Build, write, say what was found; return the exit status."""
    from kg.builder import build, write_outputs

    with progress("reading") as bar:
        task = bar.task_ids[0]

        def step(path: str, done: int, total: int) -> None:
            bar.update(task, description=f"read {escape(path)}", completed=done, total=total)

        result = build(inputs, jobs=jobs, manifest=manifest, progress=step)
        bar.update(task, total=None)
        report = write_outputs(
            result,
            output,
            base_iri=base_iri,
            progress=lambda name: bar.update(task, description=f"write {name}"),
        )

    console = talk()
    for item in report.skipped:
        style = "red" if item.failed else "yellow"
        console.print(f"[{style}]skipped[/] {escape(item.path)}: {escape(item.reason)}")
    dropped: Counter[str] = Counter()
    for document in report.documents:
        dropped.update(document.dropped)
    if dropped:
        listed = ", ".join(f"{reason} {count:,}" for reason, count in dropped.most_common())
        console.print(f"left out of the facts (characters): {listed}")
    console.print(
        f"{len(report.documents)} documents: {sum(report.entities.values()):,} things, "
        f"{sum(report.facts.values()):,} facts, {sum(report.observations.values()):,} numbers "
        f"in {report.seconds['whole']:.1f} s"
    )
    console.print(f"wrote {escape(str(output))}: graph.ttl, graph.html, store/, sources/, report.json")
    return 1 if result.failed else 0
