"""``kg train``."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UsageError


def run_train(annotated: list[Path], output: Path, *, texts: Path | None, seed: int, epochs: int) -> None:
    """Retrain the recogniser."""
    try:
        from kg.recogniser.train import train
    except ImportError as error:
        raise UsageError(
            f"training needs the package {error.name}", hint="pip install 'civic-kg[train]'"
        ) from None
    train(annotated, output=output, texts=texts, seed=seed, epochs=epochs)
