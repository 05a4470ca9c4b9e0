"""The small town, opened for queries."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.query import open_build
from tests.graph.conftest import build, small

__all__ = ["build", "small", "store"]


@pytest.fixture(scope="session")
def store(build) -> ox.Store:
    return open_build(build)
