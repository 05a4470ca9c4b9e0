"""``kg validate``, ``kg stats``, ``kg evaluate`` and ``kg rules check``."""

from __future__ import annotations

import json
from pathlib import Path

from kg.cli import console


def run_validate(folder: Path) -> int:
    """Print every violation; return 1 if there is one."""
    from kg.graph import validate_build

    with console.progress("checking"):
        violations = validate_build(folder)
    rows = [(v.what, v.message, v.value, v.document, v.quote) for v in violations]
    if rows:
        console.table(f"{len(rows)} faults", ("what", "fault", "value", "document", "quote"), rows)
        return 1
    console.talk().print("the graph keeps its contract, and every quote stands in its source")
    return 0


def run_stats(folder: Path) -> None:
    """Print counts and times."""
    from kg.builder import read_report
    from kg.graph import labels

    report = read_report(folder)
    chinese = labels("zh-Hans")
    for title, counts in (
        ("things", report.entities),
        ("facts", report.facts),
        ("numbers", report.observations),
    ):
        rows = [(name, chinese.get(name, ""), count) for name, count in counts.items()]
        rows.append(("total", "", sum(counts.values())))
        console.table(title, ("kind", "in Chinese", "count"), rows)
    console.table(
        "documents",
        ("document", "place", "date", "characters", "things", "facts", "numbers"),
        [
            (d.title or d.path, d.place, d.date, d.characters, d.entities, d.facts, d.observations)
            for d in report.documents
        ],
    )
    slowest = sorted(report.seconds.items(), key=lambda item: -item[1])
    console.table(
        "slowest steps", ("step", "seconds"), [(step, round(spent, 2)) for step, spent in slowest[:8]]
    )


def run_evaluate(gold: list[Path], *, texts: Path | None, errors: bool, as_json: bool) -> None:
    """Build each gold document alone, score, print."""
    from kg.evaluate import evaluate_files

    with console.progress("building"):
        scores, log = evaluate_files(gold, texts=texts)
    if as_json:
        console.out().print(json.dumps(scores, ensure_ascii=False, indent=1), markup=False, soft_wrap=True)
        return
    if errors:
        for line in log:
            console.out().print(line, markup=False, soft_wrap=True)
    console.table(
        "",
        ("measure", "P", "R", "F1", "gold", "predicted"),
        [(name, *(row[k] for k in ("P", "R", "F1", "gold", "predicted"))) for name, row in scores.items()],
    )


def run_rules_check(folder: Path | None) -> int:
    """Check every rule file; return 1 if there is a fault."""
    from kg.rules import check_rules

    faults, counts = check_rules(folder)
    for fault in faults:
        console.fail(fault)
    console.table("", ("file", "examples"), counts)
    return 1 if faults else 0
