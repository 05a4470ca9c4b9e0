"""Knowledge as RDF, term by term as ``ontology/kg.ttl`` defines it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.confidence import confidence
from kg.graph.iris import Iris
from kg.graph.namespaces import DCTERMS, KG, KGR, OA, PREFIXES, PROV, QUDT, RDF, RDFS, SKOS, check_base_iri
from kg.graph.terms import TYPE, date_literal, decimal, integer, iri, period, tagged, text, written_number
from kg.graph.units import UnitTerm, unit_terms
from kg.model import Document, Entity, Evidence, Fact, Knowledge, Modality, Observation, Predicate
from kg.resolve.commitments import Commitment, commitments

if TYPE_CHECKING:
    from rdflib import Graph

PREF_LABEL = iri(SKOS + "prefLabel")
ALT_LABEL = iri(SKOS + "altLabel")
DERIVED = iri(PROV + "wasDerivedFrom")
CREATOR = iri(DCTERMS + "creator")
MENTIONED_IN = iri(KG + "mentionedIn")
FACT = iri(KG + "Fact")
MODALITY = iri(KG + "modality")
CONFIDENCE = iri(KG + "confidence")
REIFICATION = tuple(iri(RDF + name) for name in ("subject", "predicate", "object"))


def to_graph(knowledge: Knowledge, *, base_iri: str = KGR) -> Graph:
    """Return knowledge as an rdflib graph over an Oxigraph store in memory.

    Args:
        knowledge: merged knowledge; the order of its parts makes no difference.
        base_iri: namespace of the things, ending in ``/`` or ``#``.

    Raises:
        UsageError: the base IRI is not absolute.
    """
    from kg.graph.store import as_graph

    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in triples(knowledge, base_iri=base_iri))
    return as_graph(store, prefixes=prefixes(knowledge, base_iri=base_iri))


def prefixes(knowledge: Knowledge, *, base_iri: str = KGR) -> dict[str, str]:
    """Return the prefixes of a graph: the fixed ones and one for each kind of thing it holds."""
    kinds = {entity.key.partition("/")[0] for entity in knowledge.entities}
    kinds |= {"commitment", "document", "evidence", "fact", "instant", "interval", "measure", "observation"}
    found = {**PREFIXES, "kgr": base_iri}
    for kind in sorted(kinds):
        if kind.isascii() and kind.isalpha() and kind not in found:
            found[kind] = f"{base_iri}{kind}/"
    return found


def triples(knowledge: Knowledge, *, base_iri: str = KGR) -> Iterator[ox.Triple]:
    """Yield the triples of knowledge; a triple that follows from two statements comes twice.

    Args:
        knowledge: merged knowledge.
        base_iri: namespace of the things.
    """
    writer = _Writer(Iris(check_base_iri(base_iri)))
    for document in knowledge.documents:
        yield from writer.document(document)
    for entity in knowledge.entities:
        yield from writer.entity(entity)
    for fact in knowledge.facts:
        yield from writer.fact(fact)
    for observation in knowledge.observations:
        yield from writer.observation(observation)
    for commitment in commitments(knowledge):
        yield from writer.commitment(commitment)


class _Writer:
    """One pass over knowledge; shared nodes (quotes, measures, units) are described once."""

    def __init__(self, iris: Iris) -> None:
        from kg.version import __version__

        self._iris = iris
        self._version = text(__version__)
        self._evidence: dict[Evidence, ox.NamedNode] = {}
        self._labelled: set[str] = set()

    def document(self, document: Document) -> Iterator[ox.Triple]:
        node = iri(self._iris.document(document.id))
        data = document.metadata
        language = data.language or "zh-Hans"
        yield ox.Triple(node, TYPE, iri(KG + "SourceDocument"))
        title = data.title or document.path.rpartition("/")[2]
        yield ox.Triple(node, iri(DCTERMS + "title"), tagged(title, language))
        yield ox.Triple(node, iri(DCTERMS + "language"), text(language))
        yield ox.Triple(node, iri(DCTERMS + "format"), text(document.media_type))
        if data.date:
            yield ox.Triple(node, iri(DCTERMS + "issued"), date_literal(data.date))
        if data.publisher:
            yield ox.Triple(node, iri(DCTERMS + "publisher"), tagged(data.publisher, language))
        yield ox.Triple(node, iri(KG + "sha256"), text(document.sha256))
        yield ox.Triple(node, iri(KG + "path"), text(document.path))

    def entity(self, entity: Entity) -> Iterator[ox.Triple]:
        node = iri(self._iris.entity(entity.key))
        yield ox.Triple(node, TYPE, iri(KG + entity.kind))
        yield ox.Triple(node, PREF_LABEL, tagged(entity.label))
        for alias, language in sorted(entity.aliases):
            if (alias, language) != (entity.label, "zh-Hans"):
                yield ox.Triple(node, ALT_LABEL, tagged(alias, language))
        if entity.admin_code:
            yield ox.Triple(node, iri(KG + "adminCode"), text(entity.admin_code))
        quotes: dict[str, list[Evidence]] = {}
        for item in sorted(entity.evidence):
            quotes.setdefault(item.document, []).append(item)
        for document, items in quotes.items():
            statement = iri(self._iris.mention(entity.key, document))
            target = iri(self._iris.document(document))
            yield ox.Triple(node, MENTIONED_IN, target)
            yield from _statement(statement, node, MENTIONED_IN, target, Modality.ACTUAL)
            yield from self._quotes(statement, items)

    def fact(self, fact: Fact) -> Iterator[ox.Triple]:
        node = iri(self._iris.fact(fact))
        subject, predicate = iri(self._iris.entity(fact.subject)), iri(KG + fact.predicate)
        value = self._object(fact)
        yield ox.Triple(subject, predicate, value)
        if fact.predicate is Predicate.AUTHORED and ("role", "author") in fact.qualifiers:
            yield ox.Triple(iri(self._iris.document(fact.object)), CREATOR, subject)
        yield from _statement(node, subject, predicate, value, fact.modality)
        for name, qualifier in fact.qualifiers:
            if name == "date":
                term, description = period(qualifier, self._iris)
                yield from description
            else:
                term = tagged(qualifier) if name == "title" else text(qualifier)
            yield ox.Triple(node, iri(KG + name), term)
        yield ox.Triple(node, CONFIDENCE, decimal(confidence(fact.evidence)))
        yield from self._quotes(node, fact.evidence)

    def _object(self, fact: Fact) -> ox.NamedNode | ox.Literal:
        if fact.predicate is Predicate.STAGE:
            return iri(KG + fact.object)
        if fact.predicate is Predicate.AUTHORED:
            return iri(self._iris.document(fact.object))
        if fact.predicate is Predicate.AGE:
            return written_number(fact.object)
        return iri(self._iris.entity(fact.object))

    def observation(self, observation: Observation) -> Iterator[ox.Triple]:
        node = iri(self._iris.observation(observation))
        yield ox.Triple(node, TYPE, iri(KG + "Observation"))
        yield ox.Triple(node, iri(KG + "about"), iri(self._iris.entity(observation.about)))
        measure = self._iris.measure(observation.measure)
        yield ox.Triple(node, iri(KG + "measure"), iri(measure))
        yield from self._label(measure, "Measure", tagged(observation.measure))
        yield ox.Triple(node, iri(KG + "writtenValue"), written_number(observation.written_value))
        if observation.written_unit:
            yield ox.Triple(node, iri(KG + "writtenUnit"), text(observation.written_unit))
        if observation.value.is_finite():
            yield ox.Triple(node, iri(KG + "value"), decimal(observation.value))
        if observation.unit:
            known = unit_terms().get(observation.unit, UnitTerm("", observation.unit))
            unit = known.qudt or self._iris.unit(observation.unit)
            yield ox.Triple(node, iri(QUDT + "unit"), iri(unit))
            if not known.qudt:
                yield from self._label(unit, "Unit", tagged(known.label))
        yield ox.Triple(node, iri(KG + "bound"), iri(KG + observation.bound))
        yield ox.Triple(node, iri(KG + "kind"), iri(KG + observation.kind))
        yield ox.Triple(node, MODALITY, iri(KG + observation.modality))
        if observation.period:
            term, description = period(observation.period, self._iris)
            yield ox.Triple(node, iri(KG + "period"), term)
            yield from description
        yield ox.Triple(node, CONFIDENCE, decimal(confidence(observation.evidence)))
        yield from self._quotes(node, observation.evidence)

    def commitment(self, commitment: Commitment) -> Iterator[ox.Triple]:
        statement = self._statement_iri(commitment.statement)
        node = iri(self._iris.commitment(statement))
        yield ox.Triple(node, TYPE, iri(KG + "Commitment"))
        yield ox.Triple(node, iri(KG + "commits"), iri(statement))
        if commitment.by:
            yield ox.Triple(node, iri(KG + "committedBy"), iri(self._iris.entity(commitment.by)))
        if commitment.due:
            yield ox.Triple(node, iri(KG + "due"), date_literal(commitment.due))
        if commitment.outcome is not None:
            yield ox.Triple(node, iri(KG + "outcome"), iri(self._statement_iri(commitment.outcome)))
        yield ox.Triple(node, iri(KG + "verdict"), iri(KG + commitment.verdict))

    def _statement_iri(self, statement: Fact | Observation) -> str:
        if isinstance(statement, Fact):
            return self._iris.fact(statement)
        return self._iris.observation(statement)

    def _label(self, value: str, kind: str, label: ox.Literal) -> Iterator[ox.Triple]:
        if value not in self._labelled:
            self._labelled.add(value)
            yield ox.Triple(iri(value), TYPE, iri(KG + kind))
            yield ox.Triple(iri(value), PREF_LABEL if kind == "Measure" else iri(RDFS + "label"), label)

    def _quotes(self, statement: ox.NamedNode, evidence: Iterable[Evidence]) -> Iterator[ox.Triple]:
        for item in evidence:
            node = self._evidence.get(item)
            if node is None:
                node = self._evidence[item] = ox.NamedNode(self._iris.evidence(item))
                yield from self._quote(node, item)
            yield ox.Triple(statement, DERIVED, node)

    def _quote(self, node: ox.NamedNode, item: Evidence) -> Iterator[ox.Triple]:
        yield ox.Triple(node, TYPE, iri(KG + "Evidence"))
        yield ox.Triple(node, iri(OA + "hasSource"), iri(self._iris.document(item.document)))
        yield ox.Triple(node, iri(OA + "exact"), text(item.exact))
        yield ox.Triple(node, iri(OA + "start"), integer(item.start))
        yield ox.Triple(node, iri(OA + "end"), integer(item.end))
        yield ox.Triple(node, iri(KG + "rule"), text(item.rule))
        yield ox.Triple(node, iri(KG + "ruleVersion"), self._version)


def _statement(
    node: ox.NamedNode,
    subject: ox.NamedNode,
    predicate: ox.NamedNode,
    value: ox.NamedNode | ox.Literal,
    modality: Modality,
) -> Iterator[ox.Triple]:
    yield ox.Triple(node, TYPE, FACT)
    for part, term in zip(REIFICATION, (subject, predicate, value), strict=True):
        yield ox.Triple(node, part, term)
    yield ox.Triple(node, MODALITY, iri(KG + modality))
