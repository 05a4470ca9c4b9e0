"""Training of one network, and prediction with it."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from kg.recogniser import decoding, encoding, labels
from kg.recogniser.train import data
from kg.recogniser.train.network import Network, Shape, load_encoder

Span = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Settings of a training run; the defaults are those of the shipped weights.

    ``characters`` is the size of a batch. Learning rates rise over the first tenth of the steps and fall to
    nothing (one cycle). ``decay`` is that of the moving average of the weights, which is what is kept.
    """

    epochs: int = 8
    seed: int = 0
    encoder_rate: float = 1.5e-3
    head_rate: float = 4e-3
    weight_decay: float = 0.01
    characters: int = 4000
    dropout: float = 0.3
    unknown: float = 0.03
    untagged: float = 0.05
    decay: float = 0.99
    clip: float = 5.0


def train_network(
    examples: Sequence[data.Encoded],
    characters: str,
    *,
    settings: Settings,
    report: Callable[[str], None] = print,
) -> Network:
    """Fine-tune the LAC encoder with a new head; the same seed gives the same network on one thread.

    Args:
        examples: encoded sentences with tags.
        characters: the vocabulary that they were encoded with.
        settings: see :class:`Settings`.
        report: takes a line an epoch.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)  # noqa: S311
    network = Network(Shape(len(characters) + 1, dropout=settings.dropout))
    load_encoder(network, characters)
    plan = [
        batch
        for _ in range(settings.epochs)
        for batch in data.batches(examples, settings.characters, rng=rng)
    ]
    optimizer, schedule = _optimizer(network, len(plan), settings)
    average = {name: value.clone() for name, value in network.state_dict().items()}
    network.train()
    total, per_epoch = 0.0, math.ceil(len(plan) / settings.epochs)
    for step, batch in enumerate(plan, start=1):
        rows, lengths, tags, weights = data.tensors(batch)
        loss = (network.loss(_hide(rows, settings), lengths, tags) * weights).sum() / weights.sum()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), settings.clip)
        optimizer.step()
        schedule.step()
        _follow(average, network, min(settings.decay, (1 + step) / (10 + step)))
        total += loss.item()
        if step % per_epoch == 0 or step == len(plan):
            report(f"epoch {math.ceil(step / per_epoch)}: mean loss of a sentence {total / per_epoch:.3f}")
            total = 0.0
    network.load_state_dict(average)
    return network.eval()


def _optimizer(
    network: Network, steps: int, settings: Settings
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    encoder = [p for name, p in network.named_parameters() if name.startswith(("char", "layers"))]
    head = [p for name, p in network.named_parameters() if not name.startswith(("char", "layers"))]
    rates = [settings.encoder_rate, settings.head_rate]
    optimizer = torch.optim.AdamW(
        [{"params": p, "lr": rate} for p, rate in zip((encoder, head), rates, strict=True)],
        weight_decay=settings.weight_decay,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps + 1, pct_start=0.1)
    return optimizer, schedule


def _hide(rows: Tensor, settings: Settings) -> Tensor:
    """Hide some characters and some word tags, so that the network relies on no single one."""
    char, word = encoding.FEATURES.index("char"), encoding.FEATURES.index("word")
    for column, share, value in (
        (char, settings.unknown, 0),
        (word, settings.untagged, encoding.WORD_COUNT - 1),
    ):
        rows[:, :, column][torch.rand(rows.shape[:2]) < share] = value
    return rows


@torch.no_grad()
def _follow(average: dict[str, Tensor], network: Network, decay: float) -> None:
    for name, value in network.state_dict().items():
        average[name].lerp_(value, 1 - decay)


@torch.no_grad()
def predict(
    networks: Sequence[Network], rows: Sequence[npt.NDArray[np.int32]], *, size: int = 64
) -> list[tuple[list[Span], float]]:
    """Return the spans of each sentence and the probability of its whole path.

    Args:
        networks: one network, or several whose scores are averaged.
        rows: encoded sentences.
        size: sentences in a batch.
    """
    transitions = torch.stack([n.transition_scores() for n in networks]).mean(0).numpy()
    chain = decoding.Chain(transitions)
    found: list[tuple[list[Span], float]] = [([], 1.0)] * len(rows)
    order = sorted((i for i in range(len(rows)) if len(rows[i])), key=lambda i: len(rows[i]))
    for at in range(0, len(order), size):
        group = order[at : at + size]
        lengths = torch.tensor([len(rows[i]) for i in group])
        x = torch.nn.utils.rnn.pad_sequence([torch.from_numpy(rows[i]).long() for i in group])
        scores = torch.stack([n.emissions(x, lengths) for n in networks]).mean(0).numpy()
        paths = decoding.viterbi(scores, lengths.numpy(), chain)
        lattice = decoding.lattice(scores, lengths.numpy(), chain)
        for column, i in enumerate(group):
            path = paths[: len(rows[i]), column]
            found[i] = (labels.decode_tags(path), lattice.path_probability(column, path, chain))
    return found
