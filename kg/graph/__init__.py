"""Knowledge as an RDF graph: terms, Turtle, store and checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph.dataset import to_graph
    from kg.graph.store import open_graph, open_store, write_store
    from kg.graph.turtle import to_turtle, write_turtle

__all__ = ["open_graph", "open_store", "to_graph", "to_turtle", "write_store", "write_turtle"]

_HOMES = {
    "open_graph": "store",
    "open_store": "store",
    "to_graph": "dataset",
    "to_turtle": "turtle",
    "write_store": "store",
    "write_turtle": "turtle",
}


def __getattr__(name: str) -> Any:
    # rdflib takes a quarter of a second to import, which a caller of one part should not pay for another
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"kg.graph.{_HOMES[name]}"), name)
