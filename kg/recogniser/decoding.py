"""Decoding of the recogniser's CRF over a padded batch: best paths and the probability of spans.

Method: Viterbi and forward-backward recursions (Rabiner 1989), one step for the whole batch at a time. The
Viterbi step uses the shape of BIES tags: B and I lead only to I and E of their own class, all others only to
O, B and S.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kg.recogniser import labels

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_TINY = np.float32(1e-30)
_CLASS_COUNT = len(labels.CLASSES)
_OF = {p: 1 + np.arange(_CLASS_COUNT) * 4 + p for p in range(4)}
# tags after which no span is open, and tags that continue none
_CLOSED = np.concatenate(([labels.OUTSIDE], _OF[labels.END], _OF[labels.SINGLE]))
_FRESH = np.concatenate(([labels.OUTSIDE], _OF[labels.BEGIN], _OF[labels.SINGLE]))
# where a tag stands in _FRESH; 0 for those that do not
_FRESH_NUMBER = np.zeros(labels.TAG_COUNT, dtype=np.int64)
_FRESH_NUMBER[_FRESH] = np.arange(len(_FRESH))


@dataclass(frozen=True)
class Chain:
    """Transition scores (left tag, right tag) of the CRF; those of forbidden pairs are not read."""

    transitions: Floats

    @cached_property
    def fresh(self) -> Floats:
        """Return the scores from closed to fresh tags as (fresh, closed)."""
        return np.ascontiguousarray(self.transitions[np.ix_(_CLOSED, _FRESH)].T)

    @cached_property
    def going_on(self) -> Floats:
        """Return the scores within a span as (from B or I, to I or E, class)."""
        left, right = (labels.BEGIN, labels.INSIDE), (labels.INSIDE, labels.END)
        return np.array([[self.transitions[_OF[a], _OF[b]] for b in right] for a in left])

    @cached_property
    def weights(self) -> Floats:
        """Return the exponentials of the scores, with 0 for forbidden pairs."""
        weights: Floats = np.exp(self.transitions) * labels.allowed_transitions()
        return weights.astype(np.float32)


def viterbi(emissions: Floats, lengths: Ints, chain: Chain) -> Ints:
    """Return the best tag of each position (time, batch); positions beyond a length hold 0.

    Args:
        emissions: scores (time, batch, tags).
        lengths: the number of positions of each sequence, at least 1.
        chain: transition scores.
    """
    steps, size, _ = emissions.shape
    # scores of fresh and closed tags, and of begin, inside and end, each in one piece of memory
    fresh, ended, middle = (
        np.ascontiguousarray(emissions[:, :, o]) for o in (_FRESH, _OF[labels.END], _OF[labels.INSIDE])
    )
    choices = np.zeros((steps, size, len(_FRESH)), dtype=np.uint8)
    stays = np.zeros((steps, size, 2, _CLASS_COUNT), dtype=np.bool_)
    final = np.empty((size, len(_CLOSED)), dtype=np.float32)
    closed = np.full((size, len(_CLOSED)), -np.inf, dtype=np.float32)
    closed[:, 0], closed[:, -_CLASS_COUNT:] = fresh[0, :, 0], fresh[0, :, -_CLASS_COUNT:]
    open_ = np.full((2, size, _CLASS_COUNT), -np.inf, dtype=np.float32)
    open_[0] = fresh[0, :, 1 : 1 + _CLASS_COUNT]
    final[:] = closed
    flat = np.arange(size * len(_FRESH)) * len(_CLOSED)
    for t in range(1, steps):
        table = closed[:, None, :] + chain.fresh
        choice = table.argmax(axis=2)
        reached = table.ravel()[flat + choice.ravel()].reshape(choice.shape) + fresh[t]
        choices[t] = choice
        onward = open_[:, None] + chain.going_on[:, :, None]
        stay = onward[1] > onward[0]
        stays[t] = stay.transpose(1, 0, 2)
        best = np.where(stay, onward[1], onward[0])
        open_[0] = reached[:, 1 : 1 + _CLASS_COUNT]
        open_[1] = best[0] + middle[t]
        closed[:, 0], closed[:, -_CLASS_COUNT:] = reached[:, 0], reached[:, -_CLASS_COUNT:]
        closed[:, 1 : 1 + _CLASS_COUNT] = best[1] + ended[t]
        done = lengths == t + 1
        if done.any():
            final[done] = closed[done]
    return _trace(final, choices, stays, lengths)


def _trace(
    final: Floats, choices: npt.NDArray[np.uint8], stays: npt.NDArray[np.bool_], lengths: Ints
) -> Ints:
    """Follow the pointers back from the best last tag of each sequence."""
    steps, size = choices.shape[:2]
    rows = np.arange(size)
    path = np.zeros((steps, size), dtype=np.int64)
    current = _CLOSED[final.argmax(axis=1)]
    for t in range(steps - 1, -1, -1):
        within = t < lengths
        path[t] = np.where(within, current, 0)
        if t:
            kind, position = (current - 1) // 4, (current - 1) % 4
            going_on = (current > 0) & ((position == labels.INSIDE) | (position == labels.END))
            stay = stays[t, rows, (position == labels.END).astype(np.intp), kind]
            inner = np.where(stay, _OF[labels.INSIDE][kind], _OF[labels.BEGIN][kind])
            before = _CLOSED[choices[t, rows, _FRESH_NUMBER[current]]]
            current = np.where(within, np.where(going_on, inner, before), current)
    return path


@dataclass(frozen=True)
class Lattice:
    """Forward and backward weights of a batch, scaled to sum to 1 at each position (time, batch, tags)."""

    forward: Floats
    backward: Floats
    emitted: Floats
    scale: Floats

    def span_probability(self, row: int, start: int, end: int, kind: int, chain: Chain) -> float:
        """Return the probability that exactly ``start:end`` of a sequence is a span of class ``kind``."""
        if end - start == 1:
            path = [labels.tag(labels.SINGLE, kind)]
        else:
            inner = [labels.tag(labels.INSIDE, kind)] * (end - start - 2)
            path = [labels.tag(labels.BEGIN, kind), *inner, labels.tag(labels.END, kind)]
        return self.path_probability(row, path, chain, start=start)

    def path_probability(
        self, row: int, path: Sequence[int] | Ints, chain: Chain, *, start: int = 0
    ) -> float:
        """Return the probability that a sequence has exactly these tags from ``start`` on."""
        steps = np.arange(start + 1, start + len(path))
        logs = np.log(self.forward[start, row, path[0]] + _TINY)
        logs += np.log(self.backward[start + len(path) - 1, row, path[-1]] + _TINY)
        if len(steps):
            logs += (
                np.log(chain.weights[path[:-1], path[1:]] + _TINY)
                + np.log(self.emitted[steps, row, path[1:]] + _TINY)
                - np.log(self.scale[steps, row])
            ).sum()
        return float(min(1.0, np.exp(logs)))


def lattice(emissions: Floats, lengths: Ints, chain: Chain) -> Lattice:
    """Run the forward and backward recursions.

    Args:
        emissions: scores (time, batch, tags).
        lengths: the number of positions of each sequence, at least 1.
        chain: transition scores.
    """
    steps, _, _ = emissions.shape
    starts, ends = labels.allowed_ends()
    emitted = np.exp(emissions - emissions.max(axis=2, keepdims=True))
    forward, backward = np.empty_like(emitted), np.empty_like(emitted)
    scale = np.empty(emitted.shape[:2], dtype=np.float32)
    alpha = emitted[0] * starts
    for t in range(steps):
        if t:
            alpha = (forward[t - 1] @ chain.weights) * emitted[t]
        scale[t] = alpha.sum(axis=1) + _TINY
        forward[t] = alpha / scale[t][:, None]
    # backward[t] holds the weight of all continuations over the total weight after t
    beta = np.ones_like(emitted[0])
    final = _final(forward, lengths, ends)
    for t in range(steps - 1, -1, -1):
        at_end = (lengths == t + 1)[:, None]
        if t + 1 < steps:
            beta = ((backward[t + 1] * emitted[t + 1]) @ chain.weights.T) / scale[t + 1][:, None]
        beta = np.where(at_end, ends / final[:, None], beta)
        backward[t] = beta
    return Lattice(forward, backward, emitted, scale)


def _final(forward: Floats, lengths: Ints, ends: npt.NDArray[np.bool_]) -> Floats:
    rows = np.arange(forward.shape[1])
    total: Floats = (forward[lengths - 1, rows] * ends).sum(axis=1) + _TINY
    return total
