"""Knowledge as an RDF graph: terms, Turtle, store and checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph.checks import Violation, validate, validate_build
    from kg.graph.dataset import to_graph
    from kg.graph.store import open_graph, open_store, write_store
    from kg.graph.turtle import to_turtle, write_turtle
    from kg.graph.vocabulary import colours, labels

__all__ = [
    "Violation",
    "colours",
    "labels",
    "open_graph",
    "open_store",
    "to_graph",
    "to_turtle",
    "validate",
    "validate_build",
    "write_store",
    "write_turtle",
]

_HOMES = {
    "Violation": "checks",
    "colours": "vocabulary",
    "labels": "vocabulary",
    "open_graph": "store",
    "open_store": "store",
    "to_graph": "dataset",
    "to_turtle": "turtle",
    "validate": "checks",
    "validate_build": "checks",
    "write_store": "store",
    "write_turtle": "turtle",
}


def __getattr__(name: str) -> Any:
    # rdflib takes a quarter of a second to import, which a caller of one part should not pay for another
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"kg.graph.{_HOMES[name]}"), name)
