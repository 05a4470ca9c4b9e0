"""The decoders against sums and maxima over every path."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.recogniser import decoding, labels

TAGS = labels.TAG_COUNT
# two classes are enough for every path to be listed
SOME = [0, *range(1, 9)]


def chain_and_scores(seed: int, lengths: list[int]) -> tuple[decoding.Chain, np.ndarray]:
    rng = np.random.default_rng(seed)
    transitions = rng.normal(0, 1, (TAGS, TAGS)).astype(np.float32)
    emissions = np.full((max(lengths), len(lengths), TAGS), -60, dtype=np.float32)
    emissions[:, :, SOME] = rng.normal(0, 2, (max(lengths), len(lengths), len(SOME)))
    return decoding.Chain(transitions), emissions


def every_path(length: int) -> list[tuple[int, ...]]:
    allowed = labels.allowed_transitions()
    starts, ends = labels.allowed_ends()
    return [
        path
        for path in itertools.product(SOME, repeat=length)
        if starts[path[0]] and ends[path[-1]] and all(allowed[a, b] for a, b in itertools.pairwise(path))
    ]


def score(path: tuple[int, ...], emissions: np.ndarray, transitions: np.ndarray) -> float:
    moves = sum(float(transitions[a, b]) for a, b in itertools.pairwise(path))
    return moves + sum(float(row[tag]) for row, tag in zip(emissions, path, strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_against_every_path(seed: int) -> None:
    lengths = [3, 1, 4, 2]
    chain, emissions = chain_and_scores(seed, lengths)
    paths = decoding.viterbi(emissions, np.array(lengths), chain)
    lattice = decoding.lattice(emissions, np.array(lengths), chain)
    for row, length in enumerate(lengths):
        scores = {
            path: score(path, emissions[:length, row], chain.transitions) for path in every_path(length)
        }
        assert tuple(paths[:length, row]) == max(scores, key=scores.__getitem__)
        assert not paths[length:, row].any()
        total = np.logaddexp.reduce(list(scores.values()))
        for span in [(0, 1, 0), (0, length, 1), (length - 1, length, 1), (0, min(2, length), 0)]:
            wanted = sum(np.exp(s - total) for path, s in scores.items() if span in labels.decode_tags(path))
            assert lattice.span_probability(row, *span, chain) == pytest.approx(wanted, abs=1e-5)


@st.composite
def flat_spans(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, int]]]:
    cuts = sorted(draw(st.sets(st.integers(0, 30), max_size=8)))
    spans = [(a, b, draw(st.integers(0, 10))) for a, b in itertools.pairwise(cuts) if draw(st.booleans())]
    return 30, spans


@settings(max_examples=100)
@given(flat_spans())
def test_tags_hold_spans(made: tuple[int, list[tuple[int, int, int]]]) -> None:
    length, spans = made
    tags = labels.encode_spans(length, spans)
    assert labels.decode_tags(tags) == spans
    allowed = labels.allowed_transitions()
    assert all(allowed[a, b] for a, b in itertools.pairwise(tags))
