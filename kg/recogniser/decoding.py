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
    steps, size, tags = emissions.shape
    rows = np.arange(size)
    begin, inside, end = _OF[labels.BEGIN], _OF[labels.INSIDE], _OF[labels.END]
    starts, ends = labels.allowed_ends()
    pointers = np.empty((steps, size, tags), dtype=np.uint8)
    best = np.where(starts, emissions[0], -np.inf).astype(np.float32)
    last = best.copy()
    for t in range(1, steps):
        reached = np.empty_like(best)
        table = best[:, None, _CLOSED] + chain.fresh
        choice = table.argmax(axis=2)
        reached[:, _FRESH] = np.take_along_axis(table, choice[:, :, None], axis=2)[:, :, 0]
        pointers[t][:, _FRESH] = _CLOSED[choice]
        opened, held = best[:, begin], best[:, inside]
        for to, target in enumerate((inside, end)):
            from_begin, from_inside = opened + chain.going_on[0, to], held + chain.going_on[1, to]
            reached[:, target] = np.maximum(from_begin, from_inside)
            pointers[t][:, target] = np.where(from_begin >= from_inside, begin, inside)
        best = reached + emissions[t]
        done = lengths == t + 1
        last[done] = best[done]
    path = np.zeros((steps, size), dtype=np.int64)
    current = np.where(ends, last, -np.inf).argmax(axis=1)
    for t in range(steps - 1, -1, -1):
        within = t < lengths
        path[t, within] = current[within]
        if t:
            current = np.where(within, pointers[t, rows, current], current)
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
