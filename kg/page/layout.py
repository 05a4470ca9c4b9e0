"""Where each node stands, computed before anything is drawn.

Graphs of this kind are stars on stars: most nodes hang on a single other one. So leaves are taken off, what
remains is laid out by forces (Fruchterman & Reingold 1991) between discs that are as large as a node with its
leaves, and the leaves are set around their node in rings, one sector for each class. Large cores are cut into
communities (Blondel et al. 2008) that are laid out on their own and then as discs among each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Discs = NDArray[np.float64]

#: distance of neighbours on a ring, in the page's units (pixels at zoom 1)
SPACING: Final = 27.0
#: the largest core that is laid out in one piece
WHOLE: Final = 420
_ITERATIONS: Final = 100
_ROUNDS: Final = 100
_GRAVITY: Final = 1.6
_GOLDEN: Final = math.pi * (3 - math.sqrt(5))


def radius_of(degree: int) -> float:
    """Return the radius of a node's dot: its area grows with the number of its neighbours."""
    return round(5.0 + min(3.0 * math.sqrt(degree), 30.0), 1)


def lay_out(groups: Sequence[int], edges: Sequence[tuple[int, int]], *, seed: int = 7) -> list[Point]:
    """Return a position for each node, rounded to a tenth of a pixel; equal input gives equal output.

    Args:
        groups: the class of each node, as a number; nodes of one class stand together where they can.
        edges: pairs of node indices.
        seed: of the communities and of the first positions.

    >>> lay_out([0, 0, 1], [(0, 1), (0, 2)]) == lay_out([0, 0, 1], [(0, 1), (0, 2)])
    True
    >>> lay_out([], [])
    []
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(groups)))
    graph.add_edges_from(edge for edge in edges if edge[0] != edge[1])
    places = np.zeros((len(groups), 2))
    alone: list[int] = []
    islands: list[list[int]] = []
    for component in sorted(nx.connected_components(graph), key=lambda nodes: (-len(nodes), min(nodes))):
        members = sorted(component)
        if len(members) == 1:
            alone += members
            continue
        _component(graph.subgraph(members).copy(), groups, places, seed)
        islands.append(members)
    alone.sort(key=lambda node: (groups[node], node))
    _shelve(islands, alone, places)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in places]


def _component(graph: nx.Graph[int], groups: Sequence[int], places: Discs, seed: int) -> float:
    """Place a connected graph around the origin; return the radius of the disc it fills."""
    leaves: dict[int, list[int]] = {}
    for node in sorted(graph):
        if graph.degree(node) == 1:
            hub = next(iter(graph[node]))
            if graph.degree(hub) > 1 or hub < node:
                leaves.setdefault(hub, []).append(node)
    hanging = {node for nodes in leaves.values() for node in nodes}
    core = [node for node in sorted(graph) if node not in hanging]
    radii = {node: _bouquet(node, leaves.get(node, []), groups, places, graph) for node in core}
    reach = _place_core(graph.subgraph(core).copy(), radii, places, seed)
    for hub, nodes in leaves.items():
        places[nodes] += places[hub]
    return reach


def _place_core(core: nx.Graph[int], radii: dict[int, float], places: Discs, seed: int) -> float:
    """Place nodes that are discs of ``radii`` around the origin, in communities if they are many."""
    nodes = sorted(core)
    if len(nodes) <= WHOLE:
        return _forces(nodes, list(core.edges), [radii[node] for node in nodes], places, seed)
    parts = [sorted(part) for part in nx.community.louvain_communities(core, seed=seed)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    if len(parts) == 1 or len(parts[0]) == len(nodes):
        return _sunflower(nodes, places)
    home = {node: i for i, part in enumerate(parts) for node in part}
    sizes = [_place_core(core.subgraph(part).copy(), radii, places, seed) for part in parts]
    between = sorted({tuple(sorted((home[a], home[b]))) for a, b in core.edges if home[a] != home[b]})
    centres = np.zeros((len(parts), 2))
    if len(parts) <= WHOLE:
        reach = _forces(list(range(len(parts))), [(a, b) for a, b in between], sizes, centres, seed)
    else:
        reach = _sunflower(list(range(len(parts))), centres, spacing=2 * max(sizes))
    for part, centre in zip(parts, centres, strict=True):
        places[part] += centre
    return reach


def _bouquet(
    hub: int, leaves: list[int], groups: Sequence[int], places: Discs, graph: nx.Graph[int]
) -> float:
    """Set leaves on rings around the origin, one sector a class; return the radius of the whole."""
    inner = radius_of(graph.degree(hub))
    if not leaves:
        return inner
    sectors: dict[int, list[int]] = {}
    for leaf in leaves:
        sectors.setdefault(groups[leaf], []).append(leaf)
    first = max(inner + SPACING, SPACING * min(len(leaves), 12) / (2 * math.pi))
    begin, outer = -math.pi / 2, first
    for _, members in sorted(sectors.items()):
        share = 2 * math.pi * len(members) / len(leaves)
        placed, ring = 0, first
        while placed < len(members):
            room = max(1, int(share * ring / SPACING))
            row = members[placed : placed + room]
            for i, leaf in enumerate(row):
                angle = begin + share * (i + 0.5) / len(row)
                places[leaf] = (ring * math.cos(angle), ring * math.sin(angle))
            placed += len(row)
            outer = max(outer, ring)
            ring += SPACING
        begin += share
    return outer + SPACING / 2


def _forces(
    nodes: list[int], edges: list[tuple[int, int]], radii: list[float], places: Discs, seed: int
) -> float:
    """Place discs by forces: linked ones draw near, all keep apart, none overlap."""
    count = len(nodes)
    if count == 1:
        places[nodes[0]] = 0.0
        return radii[0]
    if count == 2:
        apart = radii[0] + radii[1] + SPACING
        places[nodes[0]], places[nodes[1]] = (-apart / 2, 0.0), (apart / 2, 0.0)
        return apart / 2 + max(radii)
    index = {node: i for i, node in enumerate(nodes)}
    size = np.array(radii)
    ends = np.array([(index[a], index[b]) for a, b in edges], dtype=np.intp).reshape(-1, 2)
    between = size[:, None] + size[None, :]
    length = SPACING * 1.7
    spread = math.sqrt(float((size**2).sum())) + length * math.sqrt(count)
    spots = np.random.default_rng(seed).uniform(-1, 1, (count, 2)) * spread
    heavy = int(size.argmax())
    spots[heavy] = 0.0
    iterations = min(_ITERATIONS, 20 + 2 * count)
    for step in range(iterations):
        distance = _distances(spots)
        push = length**2 / (np.maximum(distance - between, length / 8) * distance)
        np.fill_diagonal(push, 0.0)
        move = _resultant(spots, push)
        if len(ends):
            along = spots[ends[:, 1]] - spots[ends[:, 0]]
            far = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)
            pull = np.maximum(far - between[ends[:, 0], ends[:, 1]], 0.0) ** 2 / length / far
            drag = along * pull[:, None]
            np.add.at(move, ends[:, 0], drag)
            np.add.at(move, ends[:, 1], -drag)
        move -= spots * _GRAVITY
        heat = spread * 0.25 * (1 - step / iterations) ** 2 + 1.0
        norm = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        spots += move * (np.minimum(norm, heat) / norm)[:, None]
    _keep_apart(spots, between + SPACING * 0.5)
    spots -= spots[heavy] if size[heavy] > 3 * float(np.median(size)) else spots.mean(axis=0)
    places[nodes] = spots
    return float((np.hypot(spots[:, 0], spots[:, 1]) + size).max())


def _keep_apart(spots: Discs, least: Discs) -> None:
    """Push overlapping discs from each other until none overlap, or for a number of rounds."""
    # the smaller disc gives way: a hub that carries hundreds of leaves stays where it is
    weight = least.sum(axis=1)
    give = weight[None, :] / (weight[:, None] + weight[None, :])
    for _ in range(_ROUNDS):
        distance = _distances(spots)
        lack = np.maximum(least - distance, 0.0)
        np.fill_diagonal(lack, 0.0)
        if float(lack.max()) < 0.5:
            return
        spots += _resultant(spots, lack * give / distance)


def _distances(spots: Discs) -> Discs:
    """Return all distances; ones on the diagonal, and nowhere zero."""
    x, y = spots[:, 0], spots[:, 1]
    distance: Discs = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
    np.fill_diagonal(distance, 1.0)
    np.maximum(distance, 1e-6, out=distance)
    return distance


def _resultant(spots: Discs, force: Discs) -> Discs:
    """Sum for each spot the vectors from all others, each times its force (einsum: no threads, one order)."""
    total: Discs = spots * force.sum(axis=1)[:, None]
    total -= np.einsum("ij,jk->ik", force, spots)
    return total


def _sunflower(nodes: list[int], places: Discs, *, spacing: float = SPACING) -> float:
    """Set nodes on a spiral (Vogel 1979) around the origin; return its radius."""
    for i, node in enumerate(nodes):
        away = spacing * 0.62 * math.sqrt(i + 0.5)
        places[node] = (away * math.cos(i * _GOLDEN), away * math.sin(i * _GOLDEN))
    return spacing * 0.62 * math.sqrt(len(nodes)) + spacing


def _shelve(islands: list[list[int]], alone: list[int], places: Discs) -> None:
    """Set the smaller components, then the nodes without edges, in rows beneath the largest component."""
    left, bottom, width = 0.0, 0.0, SPACING * max(20.0, math.sqrt(2 * len(alone)))
    if islands:
        first = places[islands[0]]
        left, bottom = float(first[:, 0].min()), float(first[:, 1].max()) + 2 * SPACING
        width = max(width, float(np.ptp(first[:, 0])))
    x, tall = 0.0, 0.0
    for nodes in islands[1:]:
        spots = places[nodes]
        wide, high = float(np.ptp(spots[:, 0])), float(np.ptp(spots[:, 1]))
        if x and x + wide > width:
            x, bottom, tall = 0.0, bottom + tall + 1.5 * SPACING, 0.0
        places[nodes] += np.array([left + x, bottom]) - spots.min(axis=0)
        x, tall = x + wide + 2 * SPACING, max(tall, high)
    if islands[1:]:
        bottom += tall + 2 * SPACING
    columns = max(1, int(width / SPACING) + 1)
    for i, node in enumerate(alone):
        places[node] = (left + i % columns * SPACING, bottom + i // columns * SPACING)
