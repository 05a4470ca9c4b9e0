"""Training data: annotated sentences, folds over places, batches."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from kg.errors import DataError
from kg.model import Word
from kg.recogniser import encoding, labels

_CLASS_NUMBER = {kind.value: number for number, kind in enumerate(labels.CLASSES)}


@dataclass(frozen=True)
class Example:
    """A sentence with its mentions (start, end, class number); ``weight`` scales its loss."""

    text: str
    spans: tuple[tuple[int, int, int], ...]
    passage: str
    group: str
    weight: float = 1.0


@dataclass(frozen=True)
class Encoded:
    """An example as numbers: rows of :data:`kg.recogniser.encoding.FEATURES`, and a tag a character."""

    rows: npt.NDArray[np.int32]
    tags: npt.NDArray[np.int64]
    weight: float
    example: Example


def read_examples(path: Path, *, texts: Path | None = None, early_weight: float = 0.7) -> list[Example]:
    """Read annotated sentences, one JSON object a line.

    Args:
        path: a file with ``doc``, ``source``, ``place``, ``text`` and ``spans`` in each line; instead of
            ``text`` a line may have ``start`` and ``end``, character offsets in the file ``source``.
        texts: the folder of those files.
        early_weight: weight of passages ``p…``, which came before the conventions were settled.

    Raises:
        DataError: a line that is no such object.
    """
    examples = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                spans = tuple((int(s), int(e), _CLASS_NUMBER[k]) for s, e, k in row["spans"])
                text, passage = _sentence(row, texts), str(row["doc"])
                group = place_group(str(row["source"]), str(row["place"]))
            except (ValueError, KeyError, TypeError, OSError) as error:
                raise DataError(f"not an annotated sentence: {error}", where=f"{path}:{number}") from error
            weight = early_weight if passage.startswith("p") else 1.0
            examples.append(Example(text, spans, passage, group, weight))
    return examples


def _sentence(row: dict[str, Any], texts: Path | None) -> str:
    if "text" in row:
        return str(row["text"])
    if texts is None:
        raise ValueError("it holds offsets only, and no folder of texts is given")
    return _source(texts / str(row["source"]))[int(row["start"]) : int(row["end"])]


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def place_group(source: str, place: str) -> str:
    """Return the group that must not be split: one place, or one source where no place is named.

    A place is known by its first two characters, so that 安徽 and 安徽省 are one.

    >>> place_group("city_2024_乐山.txt", "乐山市"), place_group("xwlb_01.txt", "全国/宁夏")
    ('乐山', 'xwlb_01')
    """
    stem = source.rsplit(".", 1)[0]
    if stem.startswith("national"):
        return "national"
    return stem if stem.startswith(("xwlb", "projnews", "policy_cn")) else place[:2]


def folds(examples: Sequence[Example], count: int, *, seed: int = 0) -> list[list[int]]:
    """Split examples into folds of similar size by whole groups; returns the indices of each fold."""
    groups: dict[str, list[int]] = {}
    for at, example in enumerate(examples):
        groups.setdefault(example.group, []).append(at)
    names = sorted(groups)
    random.Random(seed).shuffle(names)  # noqa: S311
    names.sort(key=lambda name: -sum(len(examples[i].text) for i in groups[name]))
    result: list[list[int]] = [[] for _ in range(count)]
    sizes = [0] * count
    for name in names:
        smallest = sizes.index(min(sizes))
        result[smallest] += groups[name]
        sizes[smallest] += sum(len(examples[i].text) for i in groups[name])
    return [sorted(fold) for fold in result]


def encode_examples(
    examples: Sequence[Example], words: Sequence[Sequence[Word]], vocabulary: encoding.Vocabulary
) -> list[Encoded]:
    """Turn examples into numbers."""
    rows = encoding.encode([e.text for e in examples], words, vocabulary)
    return [
        Encoded(r, labels.encode_spans(len(e.text), e.spans), e.weight, e)
        for r, e in zip(rows, examples, strict=True)
    ]


def batches(data: Sequence[Encoded], characters: int, *, rng: random.Random) -> Iterator[list[Encoded]]:
    """Yield batches of about ``characters`` characters, of sentences of similar length, in random order."""
    order = sorted(range(len(data)), key=lambda i: len(data[i].tags) * rng.uniform(0.9, 1.1))
    made: list[list[Encoded]] = []
    batch: list[Encoded] = []
    for i in order:
        if batch and max(len(data[i].tags), len(batch[-1].tags)) * (len(batch) + 1) > characters:
            made.append(batch)
            batch = []
        batch.append(data[i])
    made.append(batch)
    rng.shuffle(made)
    yield from made


def tensors(batch: Iterable[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return rows (time, batch, features), lengths, tags (time, batch) and weights of a batch."""
    rows = [torch.from_numpy(e.rows).long() for e in batch]
    tags = [torch.from_numpy(e.tags) for e in batch]
    return (
        torch.nn.utils.rnn.pad_sequence(rows),
        torch.tensor([len(t) for t in tags]),
        torch.nn.utils.rnn.pad_sequence(tags),
        torch.tensor([e.weight for e in batch]),
    )
