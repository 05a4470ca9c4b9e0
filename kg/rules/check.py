"""Load every rule file, run every example, and say what is wrong in which line."""

from __future__ import annotations

from pathlib import Path

from kg.errors import DataError, KgError, UsageError
from kg.resources import ontology_dir, use_ontology
from kg.rules.examples import EXAMPLES
from kg.rules.files import FILES


def check_rules(folder: Path | None = None) -> tuple[list[KgError], list[tuple[str, int]]]:
    """Check the rule files of an ontology folder.

    Args:
        folder: the folder; the installed one if None. It is in use from here on in this process.

    Returns:
        the faults, each with ``FILE:LINE``; and for each file the number of examples that were run.

    Raises:
        UsageError: there is no such folder.
    """
    if folder is not None:
        if not (folder / "lexicons").is_dir():
            raise UsageError(
                "not an ontology folder", where=str(folder), hint="it needs lexicons/, frames/, …"
            )
        use_ontology(folder)
    faults: list[KgError] = []
    counts: list[tuple[str, int]] = []
    for name, load in FILES.items():
        try:
            load()
        except DataError as error:
            faults.append(error)
            continue
        ran = 0
        for example, holds in EXAMPLES[name]() if name in EXAMPLES else ():
            ran += 1
            if not holds:
                faults.append(DataError(f"the example does not hold: {example}", where=_place(name, example)))
        counts.append((name, ran))
    return faults, counts


def _place(name: str, example: str) -> str:
    path = ontology_dir() / name
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next((i for i, line in enumerate(lines, start=1) if example in line), 0)
    return f"{path}:{number}" if number else str(path)
