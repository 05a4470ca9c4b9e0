"""Scores of predicted mentions: exact spans with class, and document-level sets of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.recogniser import labels

Span = tuple[int, int, int]


@dataclass
class Tally:
    """Counts of gold items, of predicted ones and of right ones."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Return the share of predicted items that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Return the share of gold items that were predicted."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of the two."""
        return 2 * self.right / (self.gold + self.predicted) if self.gold + self.predicted else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


def exact(gold: Iterable[Sequence[Span]], predicted: Iterable[Sequence[Span]]) -> dict[str, Tally]:
    """Score exact spans with class, for each class and in all."""
    table: dict[str, Tally] = defaultdict(Tally)
    for wanted, got in zip(gold, predicted, strict=True):
        for spans, field in ((wanted, "gold"), (got, "predicted"), (set(wanted) & set(got), "right")):
            for span in spans:
                for name in ("all", labels.CLASSES[span[2]].value):
                    setattr(table[name], field, getattr(table[name], field) + 1)
    return dict(table)


def names(
    texts: Sequence[str],
    passages: Sequence[str],
    gold: Sequence[Sequence[Span]],
    predicted: Sequence[Sequence[Span]],
    *,
    ratio: float = 0.75,
) -> Tally:
    """Score the sets of (class, name) of each passage; a name is right if similar to one not yet taken."""
    sides: list[dict[str, set[tuple[int, str]]]] = [defaultdict(set), defaultdict(set)]
    for side, rows in zip(sides, (gold, predicted), strict=True):
        for text, passage, spans in zip(texts, passages, rows, strict=True):
            side[passage] |= {(kind, text[start:end]) for start, end, kind in spans}
    tally = Tally()
    for passage in sides[0].keys() | sides[1].keys():
        wanted, got = (side.get(passage, set()) for side in sides)
        tally.gold += len(wanted)
        tally.predicted += len(got)
        same = wanted & got
        tally.right += len(same)
        pairs = sorted(
            (-score, g, p)
            for g in wanted - same
            for p in got - same
            if g[0] == p[0] and (score := SequenceMatcher(None, g[1], p[1]).ratio()) >= ratio
        )
        taken: set[tuple[int, tuple[int, str]]] = set()
        for _, g, p in pairs:
            if (0, g) not in taken and (1, p) not in taken:
                taken |= {(0, g), (1, p)}
                tally.right += 1
    return tally
