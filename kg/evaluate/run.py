"""Build each gold document alone and score it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.errors import UsageError
from kg.evaluate.gold import load_gold
from kg.evaluate.score import predict, score


def evaluate_files(
    paths: Sequence[Path], *, texts: Path | None = None
) -> tuple[dict[str, dict[str, float]], list[str]]:
    """Score the knowledge of gold documents, each built alone.

    Args:
        paths: gold files.
        texts: the folder of their texts (with a manifest.csv if there is one); the folder of each gold
            file if None.

    Raises:
        UsageError: a gold file or its text cannot be read.
    """
    from kg.builder import build

    pairs = []
    for path in paths:
        gold = load_gold(path)
        folder = texts or path.parent
        manifest = folder / "manifest.csv"
        result = build([folder / gold.doc], jobs=1, manifest=manifest if manifest.exists() else None)
        if result.failed:
            raise UsageError(result.skipped[0].reason, where=str(folder / gold.doc))
        pairs.append((predict(result.knowledge), gold))
    return score(pairs)
