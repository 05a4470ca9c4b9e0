"""The small town as knowledge, graph and build folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import to_graph, write_store, write_turtle
from kg.model import Knowledge
from kg.resolve import merge
from tests.graph.small import SMALL


@pytest.fixture(scope="session")
def small() -> Knowledge:
    return merge([SMALL])


@pytest.fixture()
def graph(small):
    """A fresh graph, which a test may spoil."""
    return to_graph(small)


@pytest.fixture(scope="session")
def build(small, tmp_path_factory) -> Path:
    """A build folder, but for its page."""
    folder = tmp_path_factory.mktemp("build")
    graph = to_graph(small)
    write_turtle(graph, folder / "graph.ttl")
    write_store(graph, folder / "store")
    (folder / "sources").mkdir()
    for document in small.documents:
        (folder / "sources" / f"{document.id}.txt").write_bytes(document.source.encode())
    return folder
