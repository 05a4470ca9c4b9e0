"""Positions are finite, repeatable and do not put one dot on another."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.page.layout import SPACING, lay_out, radius_of
from kg.page.view import make_view
from tests.page.samples import large

graphs = st.integers(1, 40).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 3), min_size=n, max_size=n),
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=60),
    )
)


def closest(points: list[tuple[float, float]]) -> float:
    ordered = sorted(points)
    least = math.inf
    for i, (x, y) in enumerate(ordered):
        for other_x, other_y in ordered[i + 1 :]:
            if other_x - x > least:
                break
            least = min(least, math.hypot(other_x - x, other_y - y))
    return least


@settings(max_examples=40, deadline=None)
@given(graphs)
def test_any_graph_gets_finite_repeatable_separate_places(
    graph: tuple[list[int], list[tuple[int, int]]],
) -> None:
    groups, edges = graph
    points = lay_out(groups, edges)
    assert points == lay_out(groups, edges)
    assert len(points) == len(groups)
    assert all(math.isfinite(value) for point in points for value in point)
    assert closest(points) > 10


def test_leaves_stand_around_their_hub_and_by_class() -> None:
    groups = [0] + [1 + i // 20 for i in range(60)]
    points = lay_out(groups, [(0, i) for i in range(1, 61)])
    hub = points[0]
    distances = [math.dist(hub, point) for point in points[1:]]
    assert min(distances) > radius_of(60)
    assert max(distances) < SPACING * 8
    for group in (1, 2, 3):
        angles = [
            math.atan2(y - hub[1], x - hub[0]) for g, (x, y) in zip(groups, points, strict=True) if g == group
        ]
        mean = math.atan2(sum(map(math.sin, angles)), sum(map(math.cos, angles)))
        assert max(abs(math.remainder(angle - mean, 2 * math.pi)) for angle in angles) < math.pi / 3


def test_a_large_core_is_laid_out_in_communities() -> None:
    view = make_view(large(3000))
    points = lay_out([0] * len(view.things), view.pairs)
    assert closest(points) > 5
    # what is joined stands nearer than what is not, or the drawing says nothing
    joined = [math.dist(points[a], points[b]) for a, b in view.pairs]
    others = [math.dist(points[a], points[(b * 7 + 13) % len(points)]) for a, b in view.pairs]
    assert sum(joined) < 0.7 * sum(others)


def test_dots_grow_with_their_neighbours() -> None:
    sizes = [radius_of(degree) for degree in (0, 1, 4, 25, 100, 1000)]
    assert sizes == sorted(sizes)
    assert sizes[0] >= 5
    assert sizes[-1] <= 40
