"""The library as analysts use it: build or load a graph, then ask it.

>>> graph = build_graph(["seeds"])                                    # doctest: +SKIP
>>> graph.entities(kind="Company")                                    # doctest: +SKIP
"""

from __future__ import annotations

import difflib
import html
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import EntityClass, Predicate

if TYPE_CHECKING:
    import networkx
    import pandas
    import pyoxigraph
    import rdflib

_ENTITIES = """
SELECT ?entity ?label ?kind ?code WHERE {{
  ?entity a ?type ; skos:prefLabel ?label . OPTIONAL {{ ?entity kg:adminCode ?code }}
  VALUES ?type {{ {types} }} BIND(STRAFTER(STR(?type), "#") AS ?kind)
}} ORDER BY ?kind ?label ?entity"""

_FACTS = """
SELECT ?subject ?predicate ?object ?modality ?date ?title ?status ?confidence ?fact WHERE {
  ?fact a kg:Fact ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:modality ?m .
  FILTER(?p != kg:mentionedIn)
  ?s skos:prefLabel ?subject .
  OPTIONAL { ?o skos:prefLabel|dcterms:title ?named }
  OPTIONAL { ?fact kg:date ?date } OPTIONAL { ?fact kg:title ?title } OPTIONAL { ?fact kg:status ?status }
  OPTIONAL { ?fact kg:confidence ?confidence }
  BIND(STRAFTER(STR(?p), "#") AS ?predicate) BIND(STRAFTER(STR(?m), "#") AS ?modality)
  BIND(COALESCE(?named, IF(isIRI(?o), STRAFTER(STR(?o), "#"), STR(?o))) AS ?object)
} ORDER BY ?subject ?predicate ?object ?fact"""

_OBSERVATIONS = """
SELECT ?about ?measure ?value ?unit ?bound ?kind ?modality ?period ?normalised ?observation WHERE {
  ?observation a kg:Observation ; kg:about ?a ; kg:measure ?m ; kg:writtenValue ?value ;
    kg:bound ?b ; kg:kind ?k ; kg:modality ?d .
  ?a skos:prefLabel ?about . ?m skos:prefLabel ?measure .
  OPTIONAL { ?observation kg:writtenUnit ?unit } OPTIONAL { ?observation kg:value ?normalised }
  OPTIONAL { ?observation kg:period ?period }
  BIND(STRAFTER(STR(?b), "#") AS ?bound) BIND(STRAFTER(STR(?k), "#") AS ?kind)
  BIND(STRAFTER(STR(?d), "#") AS ?modality)
} ORDER BY ?about ?measure ?period ?value ?observation"""

_EVIDENCE = """
SELECT ?quote ?document ?start ?end ?rule WHERE {{
  <{statement}> prov:wasDerivedFrom ?e . ?e oa:exact ?quote ; oa:start ?start ; oa:end ?end ;
    oa:hasSource ?d ; kg:rule ?rule . ?d dcterms:title ?document
}} ORDER BY ?document ?start ?rule"""

_EDGES = """
SELECT ?s ?p ?o ?fact ?modality ?date ?quote WHERE {
  ?fact a kg:Fact ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:modality ?m .
  ?s skos:prefLabel ?sl . ?o skos:prefLabel ?ol .
  OPTIONAL { ?fact kg:date ?date }
  { SELECT ?fact (MIN(?text) AS ?quote) { ?fact prov:wasDerivedFrom/oa:exact ?text } GROUP BY ?fact }
  BIND(STRAFTER(STR(?m), "#") AS ?modality)
} ORDER BY ?s ?p ?o ?fact"""


class KnowledgeGraph:
    """A graph to ask. Make one with :func:`build_graph` or :func:`load_graph`.

    Args:
        store: the Oxigraph store that holds the triples.
    """

    def __init__(self, store: pyoxigraph.Store) -> None:
        self._store = store

    @cached_property
    def graph(self) -> rdflib.Graph:
        """The triples as an rdflib graph over the store; nothing is copied."""
        from kg.graph.store import as_graph

        return as_graph(self._store)

    def query(self, sparql: str) -> pandas.DataFrame:
        """Return the rows of a SELECT query; the usual prefixes are declared.

        Raises:
            UsageError: the query is wrong.
        """
        import pandas

        from kg.query import run

        columns, rows = run(self._store, sparql).rows()
        return pandas.DataFrame(rows, columns=list(columns))

    def entities(self, kind: str | None = None) -> pandas.DataFrame:
        """Return things with label, class and official code, of one class or of all.

        Raises:
            UsageError: there is no such class.
        """
        kinds = (
            [_known(kind, [k.value for k in EntityClass], "class")]
            if kind
            else [k.value for k in EntityClass]
        )
        return self.query(_ENTITIES.format(types=" ".join(f"kg:{k}" for k in kinds)))

    def facts(self, *, subject: str | None = None, predicate: str | None = None) -> pandas.DataFrame:
        """Return relations with their qualifiers, of one subject (by label) or predicate or of all.

        Raises:
            UsageError: there is no such predicate or subject.
        """
        rows = self.query(_FACTS)
        if predicate is not None:
            rows = rows[rows.predicate == _known(predicate, [p.value for p in Predicate], "predicate")]
        if subject is not None:
            rows = rows[rows.subject == _known(subject, sorted(set(self.entities().label)), "subject")]
        return rows.reset_index(drop=True)

    def observations(self, *, about: str | None = None, measure: str | None = None) -> pandas.DataFrame:
        """Return numbers, about one thing (by label) or of one measure or all.

        Raises:
            UsageError: nothing has that label, or no number that measure.
        """
        rows = self.query(_OBSERVATIONS)
        if about is not None:
            rows = rows[rows.about == _known(about, sorted(set(rows.about)), "subject of a number")]
        if measure is not None:
            rows = rows[rows.measure == _known(measure, sorted(set(rows.measure)), "measure")]
        return rows.reset_index(drop=True)

    def evidence(self, statement: str) -> pandas.DataFrame:
        """Return the quotes of a fact or an observation, with document and place in it.

        Args:
            statement: its IRI, from the last column of :meth:`facts` or :meth:`observations`.
        """
        from pyoxigraph import NamedNode

        return self.query(_EVIDENCE.format(statement=NamedNode(statement).value))

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Return things and relations as a networkx graph with labels, classes, dates and quotes."""
        import networkx

        from kg.query import run

        found = networkx.MultiDiGraph()
        types = " ".join(f"kg:{k.value}" for k in EntityClass)
        _, things = run(self._store, _ENTITIES.format(types=types)).rows()
        for iri, label, kind, _ in things:
            found.add_node(iri, label=label, kind=kind)
        _, edges = run(self._store, _EDGES).rows()
        for s, p, o, fact, modality, date, quote in edges:
            if s in found and o in found:
                predicate = str(p).rpartition("#")[2]
                found.add_edge(
                    s, o, key=fact, predicate=predicate, modality=modality, date=date or "", quote=quote
                )
        return found

    def counts(self) -> dict[str, int]:
        """Return the number of things of each class."""
        from kg.query import run

        types = " ".join(f"kg:{k.value}" for k in EntityClass)
        _, rows = run(
            self._store,
            f"SELECT ?t (COUNT(?x) AS ?n) {{ VALUES ?t {{ {types} }} ?x a ?t }} GROUP BY ?t ORDER BY ?t",
        ).rows()
        return {str(t).rpartition("#")[2]: int(n) for t, n in rows}

    def __repr__(self) -> str:
        counts = self.counts()
        return f"<KnowledgeGraph: {sum(counts.values())} things, {len(self._store)} triples>"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{html.escape(k)}</td><td>{n}</td></tr>" for k, n in self.counts().items())
        return f"<table><tr><th>class</th><th>things</th></tr>{rows}</table>"


def _known(name: str, names: Sequence[str], what: str) -> str:
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, n=5, cutoff=0.4)
    raise UsageError(f"no {what} {name!r}", hint=f"did you mean {', '.join(near)}?" if near else "")


def build_graph(
    paths: Sequence[str | Path], *, jobs: int = 0, manifest: str | Path | None = None
) -> KnowledgeGraph:
    """Build the graph of files and folders in memory.

    Args:
        paths: files and folders.
        jobs: worker processes; 0 chooses.
        manifest: a manifest.csv for all of them.

    Raises:
        UsageError: a path does not exist.
    """
    from kg.builder import build
    from kg.graph import to_graph
    from kg.graph.store import inner_store

    result = build([Path(p) for p in paths], jobs=jobs, manifest=Path(manifest) if manifest else None)
    return KnowledgeGraph(inner_store(to_graph(result.knowledge)))


def load_graph(folder: str | Path) -> KnowledgeGraph:
    """Open the graph of a build folder for reading.

    Raises:
        UsageError: it is not one.
    """
    from kg.query import open_build

    return KnowledgeGraph(open_build(Path(folder)))


__all__ = ["KnowledgeGraph", "build_graph", "load_graph"]
