"""Cross-validation over places: ``python -m kg.recogniser.train.crossvalidate mentions.jsonl``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from kg.recogniser import encoding
from kg.recogniser.marks import balance
from kg.recogniser.train import data, scores
from kg.recogniser.train.loop import Settings, Span, predict, train_network
from kg.recogniser.train.vocabulary import choose_characters
from kg.words import WordModel


def cross_validate(
    examples: Sequence[data.Example],
    *,
    settings: Settings,
    count: int = 5,
    only: Sequence[int] | None = None,
    report: Callable[[str], None] = print,
) -> Iterator[tuple[int, list[Span]]]:
    """Yield each example's number with the spans found by a network that never saw its place.

    Args:
        examples: annotated sentences.
        settings: those of every run.
        count: the number of folds.
        only: the folds to run; by default all.
        report: takes a line an epoch.
    """
    characters = choose_characters(example.text for example in examples)
    words = WordModel.load().tag([example.text for example in examples])
    encoded = data.encode_examples(examples, words, encoding.Vocabulary(characters))
    for number, fold in enumerate(data.folds(examples, count)):
        if only is not None and number not in only:
            continue
        held_out = set(fold)
        training = [e for i, e in enumerate(encoded) if i not in held_out]
        network = train_network(training, characters, settings=settings, report=report)
        found = predict([network], [encoded[i].rows for i in fold])
        for i, (spans, _) in zip(fold, found, strict=True):
            yield i, [(*balance(examples[i].text, start, end), kind) for start, end, kind in spans]


def report_scores(examples: Sequence[data.Example], found: dict[int, list[Span]]) -> list[str]:
    """Return a Markdown table of exact scores by class, and a line for the names of passages."""
    order = sorted(found)
    gold, predicted = [examples[i].spans for i in order], [found[i] for i in order]
    table = scores.exact(gold, predicted)
    rows = ["| class | mentions | P | R | F1 |", "|---|---|---|---|---|"]
    for name in sorted(table, key=lambda name: (name == "all", name)):
        t = table[name]
        rows.append(f"| {name} | {t.gold} | {t.precision:.3f} | {t.recall:.3f} | {t.f1:.3f} |")
    texts, passages = ([getattr(examples[i], key) for i in order] for key in ("text", "passage"))
    return [
        *rows,
        "",
        f"names of a passage, similar ones too: {scores.names(texts, passages, gold, predicted)}",
    ]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("annotated", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--folds", type=int, nargs="*", help="the folds to run (of five)")
    options = parser.parse_args()
    torch.set_num_threads(1)
    examples = data.read_examples(options.annotated)
    settings = replace(Settings(), seed=options.seed, epochs=options.epochs)
    found = dict(cross_validate(examples, settings=settings, only=options.folds))
    print("\n".join(report_scores(examples, found)))


if __name__ == "__main__":
    main()
