"""From overlapping candidates of several sources to flat ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from kg.link.rules import Rules, load_rules
from kg.model import Candidate


def select(candidates: Iterable[Candidate], *, rules: Rules | None = None) -> tuple[Candidate, ...]:
    """Return the flat set of candidates with the greatest weight, in text order (text offsets).

    A candidate weighs the weight of its source times its score times its length, so that a long name beats
    the sum of the shorter ones inside it unless it is unsure. Ties go to the earlier, then the longer, then
    the first class by name.

    >>> from kg.model import EntityClass as C
    >>> long, inside = Candidate(0, 9, C.SITE, "recogniser", 0.9), Candidate(0, 3, C.DISTRICT, "division")
    >>> [c.end for c in select([long, inside, Candidate(9, 11, C.AWARD, "name")])]
    [9, 11]
    """
    rules = rules or load_rules()
    best: dict[tuple[int, int], Candidate] = {}
    ranks: dict[tuple[int, int], tuple[bool, float]] = {}
    weights: dict[tuple[int, int], float] = {}
    for c in sorted(candidates, key=lambda c: (c.start, c.end, c.kind, c.source, -c.score)):
        weight = source_weight(c.source, rules) * c.score
        if c.end <= c.start or (c.source == "recogniser" and c.score < _threshold(c, rules)):
            continue
        span, rank = (c.start, c.end), (c.source in rules.select.sure, weight)
        weights[span] = max(weight, weights.get(span, 0.0))
        if rank > ranks.get(span, (False, 0.0)):
            ranks[span], best[span] = rank, c
    spans = sorted(best, key=lambda s: (s[1], s[0]))
    ends = [end for _, end in spans]
    # weighted interval scheduling: value[i] is the best of the first i spans
    value = [0.0]
    take: list[bool] = []
    before = [bisect_right(ends, start) for start, _ in spans]
    for i, span in enumerate(spans):
        with_it = value[before[i]] + weights[span] * (span[1] - span[0])
        take.append(with_it > value[i])
        value.append(max(with_it, value[i]))
    out: list[Candidate] = []
    i = len(spans)
    while i:
        if take[i - 1]:
            out.append(best[spans[i - 1]])
            i = before[i - 1]
        else:
            i -= 1
    return tuple(reversed(out))


def _threshold(candidate: Candidate, rules: Rules) -> float:
    return rules.select.thresholds.get(candidate.kind, rules.select.threshold)


def source_weight(source: str, rules: Rules) -> float:
    """The weight of a source; ``pattern.document`` may have its own, and takes that of ``pattern`` else."""
    head, _, name = source.partition(".")
    return rules.select.patterns.get(name, rules.select.weights.get(head, 0.5))
