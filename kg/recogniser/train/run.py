"""From annotated mentions to the files of a recogniser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from kg.recogniser import encoding
from kg.recogniser.train import data
from kg.recogniser.train.export import write
from kg.recogniser.train.loop import Settings, train_network
from kg.recogniser.train.vocabulary import choose_characters
from kg.words import WordModel


def train(
    paths: Sequence[Path],
    *,
    output: Path,
    texts: Path | None = None,
    seed: int = 1,
    epochs: int = 8,
    report: Callable[[str], None] = print,
) -> Path:
    """Train a recogniser and write ``recogniser.onnx`` and ``recogniser.sha256``.

    Args:
        paths: files of annotated sentences, see :func:`kg.recogniser.train.data.read_examples`.
        output: the folder to write to; made if it is missing.
        texts: the folder of the sources of sentences that are given by their offsets.
        seed: the same seed gives the same scores on the same machine.
        epochs: passes over the data.
        report: takes a line an epoch.

    Returns:
        The path of the weights, which ``Recogniser.load`` takes.

    Raises:
        DataError: a line of a file is no annotated sentence.
    """
    # more threads would add up gradients in another order
    torch.set_num_threads(1)
    examples = [example for path in paths for example in data.read_examples(path, texts=texts)]
    characters = choose_characters(example.text for example in examples)
    words = WordModel.load().tag([example.text for example in examples])
    encoded = data.encode_examples(examples, words, encoding.Vocabulary(characters))
    network = train_network(encoded, characters, settings=Settings(seed=seed, epochs=epochs), report=report)
    output.mkdir(parents=True, exist_ok=True)
    target = output / "recogniser.onnx"
    target.with_suffix(".sha256").write_text(write(network, characters, target) + "\n", encoding="ascii")
    return target
