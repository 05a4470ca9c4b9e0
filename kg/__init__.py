"""Knowledge graphs from Chinese local-government documents, with a quote for every statement.

>>> import kg
>>> graph = kg.build(["seeds"])                                       # doctest: +SKIP
>>> graph.facts(predicate="undertakes")                               # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.version import __version__

__all__ = ["KnowledgeGraph", "__version__", "build", "load"]

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph
    from kg.api import build_graph as build
    from kg.api import load_graph as load


def __getattr__(name: str) -> Any:
    # the command line starts without what only the library needs
    homes = {"KnowledgeGraph": "KnowledgeGraph", "build": "build_graph", "load": "load_graph"}
    if name not in homes:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from kg import api

    return getattr(api, homes[name])
