"""The Oxigraph store of a build: written once, opened for reading, seen as rdflib graphs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import InputError, UsageError
from kg.graph.namespaces import PREFIXES
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from rdflib import Graph

#: the named graph of a store that holds ``ontology/kg.ttl``
VOCABULARY_GRAPH: Final = "https://w3id.org/civic-kg/ontology"


def as_graph(store: ox.Store, *, prefixes: Mapping[str, str] = PREFIXES) -> Graph:
    """Return the default graph of an Oxigraph store as an rdflib graph; nothing is copied."""
    from oxrdflib import OxigraphStore
    from rdflib import Graph, URIRef
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    graph = Graph(
        store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none"
    )
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, URIRef(namespace), override=True)
    return graph


def inner_store(graph: Graph) -> ox.Store:
    """Return the Oxigraph store under a graph of :func:`as_graph`; other graphs are copied into one."""
    from oxrdflib import OxigraphStore

    if isinstance(graph.store, OxigraphStore):
        return graph.store._inner
    store = ox.Store()
    as_graph(store).__iadd__(graph)
    return store


def write_store(graph: Graph, path: Path) -> None:
    """Write a graph, and the vocabulary in a named graph beside it, as a store on disk.

    Args:
        graph: the data.
        path: a folder that does not exist yet or is empty.
    """
    store = ox.Store(path)
    store.bulk_extend(inner_store(graph).quads_for_pattern(None, None, None, ox.DefaultGraph()))
    load_vocabulary(store)
    store.optimize()
    store.flush()


def load_vocabulary(store: ox.Store) -> None:
    """Put ``ontology/kg.ttl`` into the named graph where queries find the labels of terms."""
    path = ontology_dir() / "kg.ttl"
    store.bulk_load(path=path, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(VOCABULARY_GRAPH))


def open_store(path: Path) -> ox.Store:
    """Open the store of a build for reading.

    Raises:
        UsageError: there is none.
        InputError: it is damaged.
    """
    if not (path / "CURRENT").is_file():
        raise UsageError(
            "not a build folder", where=str(path.parent), hint="make one with: kg build INPUT -o FOLDER"
        )
    try:
        return ox.Store.read_only(str(path))
    except OSError as error:
        raise InputError(
            f"the store cannot be read: {error}", where=str(path), hint="build it again"
        ) from error


def open_graph(path: Path) -> Graph:
    """Open the store of a build as an rdflib graph.

    For parsing or serialising through it, name rdflib's ``ox-turtle`` or ``ox-ntriples`` format: the plain
    names go around Oxigraph and are fifteen times slower.
    """
    return as_graph(open_store(path))
