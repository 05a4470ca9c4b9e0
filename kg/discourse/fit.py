"""Fit the tense model on a folder of work reports whose headings say what is review and what is plan.

``python -m kg.discourse.fit FOLDER`` rewrites ``ontology/discourse/tense.csv``. The texts are only read: the
table holds weights of character n-grams that occur in many reports, and none of their sentences.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.discourse.sections import sections
from kg.discourse.segment import clause_spans, sentences
from kg.discourse.tense import ngrams
from kg.ingest.reader import read_document
from kg.model import Modality
from kg.resources import ontology_dir
from kg.text.clean import clean

#: an n-gram of fewer reports may be a place or a hobby of one author
_FEWEST_REPORTS = 20
_FEATURES = 4000
#: headings and slogans are shorter than this and teach nothing
_SHORTEST_BLOCK = 60
_EPOCHS, _BATCH, _RATE, _L1, _SMALLEST = 6, 512, 0.01, 1e-4, 0.05

#: a clause as the set of its features, and whether it stands in a plan
Example = tuple[frozenset[str], bool]


def main(folder: Path) -> None:
    """Fit on all text files of ``folder`` and write the table."""
    reports = [examples for path in sorted(folder.glob("*.txt")) if (examples := list(read_examples(path)))]
    weights = fit(reports)
    path = ontology_dir() / "discourse" / "tense.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("ngram", "weight"))
        writer.writerows((gram, f"{weight:.3f}") for gram, weight in sorted(weights.items()))
    print(f"{len(reports)} reports, {len(weights)} weights: {path}")


def read_examples(path: Path) -> Iterator[Example]:
    """Yield the clauses of one report that has both a review and a plan."""
    text = clean(read_document(path))
    heads = sections(text)
    if {Modality.ACTUAL, Modality.TARGET} > {head.modality for head in heads if head.modality}:
        return
    spans = sentences(text)
    for block, head in zip(text.blocks, heads, strict=True):
        if head.modality is None or block.end - block.start < _SHORTEST_BLOCK:
            continue
        for start, end in spans:
            if block.start <= start < block.end:
                for a, b in clause_spans(text.text, start, end):
                    grams = frozenset(ngrams(text.text[a:b]))
                    yield grams, head.modality is Modality.TARGET


def fit(reports: Sequence[Sequence[Example]]) -> dict[str, float]:
    """Return the weights of a balanced logistic regression with L1 penalty; the empty key is the intercept.

    Args:
        reports: the examples of each report.
    """
    examples = [example for report in reports for example in report]
    features = _select(reports, examples)
    index = {gram: i for i, gram in enumerate(features)}
    rows = [
        np.fromiter((index[g] for g in sorted(grams) if g in index), dtype=np.int64) for grams, _ in examples
    ]
    wanted = np.array([plan for _, plan in examples], dtype=np.float64)
    share = wanted.mean()
    balance = np.where(wanted > 0, 0.5 / share, 0.5 / (1 - share))
    solved = _adam(rows, wanted, balance, len(features))
    found = {gram: float(solved[i]) for gram, i in index.items() if abs(solved[i]) > _SMALLEST}
    return {"": float(solved[-1]), **found}


def _select(reports: Sequence[Sequence[Example]], examples: Sequence[Example]) -> list[str]:
    """Return the n-grams of many reports that differ most between plans and reviews."""
    spread: Counter[str] = Counter()
    for report in reports:
        spread.update({gram for grams, _ in report for gram in grams})
    known = {gram for gram, count in spread.items() if count >= _FEWEST_REPORTS}
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for grams, plan in examples:
        (inside if plan else outside).update(grams & known)
    plans = sum(plan for _, plan in examples)
    reviews = len(examples) - plans

    def difference(gram: str) -> tuple[float, str]:
        ratio = (inside[gram] + 1) / plans / ((outside[gram] + 1) / reviews)
        return -abs(math.log(ratio)) * math.sqrt(inside[gram] + outside[gram]), gram

    return sorted(known, key=difference)[:_FEATURES]


def _adam(
    rows: Sequence[npt.NDArray[np.int64]],
    wanted: npt.NDArray[np.float64],
    balance: npt.NDArray[np.float64],
    size: int,
) -> npt.NDArray[np.float64]:
    """Minimise the weighted log loss (Kingma and Ba 2015); the last weight is the intercept."""
    weights, mean, square = np.zeros(size + 1), np.zeros(size + 1), np.zeros(size + 1)
    random, step = np.random.default_rng(0), 0
    for _ in range(_EPOCHS):
        order = random.permutation(len(rows))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            flat = np.concatenate([rows[i] for i in batch])
            owner = np.repeat(np.arange(len(batch)), [len(rows[i]) for i in batch])
            score = np.bincount(owner, weights=weights[flat], minlength=len(batch)) + weights[-1]
            error = (1 / (1 + np.exp(-score)) - wanted[batch]) * balance[batch] / len(batch)
            slope = np.bincount(flat, weights=error[owner], minlength=size + 1).astype(np.float64)
            slope[:-1] += _L1 * np.sign(weights[:-1])
            slope[-1] = error.sum()
            step += 1
            mean = 0.9 * mean + 0.1 * slope
            square = 0.999 * square + 0.001 * slope**2
            weights -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


if __name__ == "__main__":
    main(Path(sys.argv[1]))
