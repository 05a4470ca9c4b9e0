"""Knowledge as triples, term by term."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, SKOS, XSD

from kg.errors import UsageError
from kg.graph import labels, to_graph, to_turtle
from kg.graph.confidence import confidence
from kg.graph.vocabulary import colours, notations, shapes, terms
from kg.model import (
    Bound,
    EntityClass,
    Evidence,
    Knowledge,
    Modality,
    Predicate,
    QuantityKind,
    Stage,
)
from tests.graph.small import CITY, FIRM, MAYOR, PLANT, news, report

KG = Namespace("https://w3id.org/civic-kg/ontology#")
KGR = "https://w3id.org/civic-kg/id/"
OA = Namespace("http://www.w3.org/ns/oa#")
QUDT = Namespace("http://qudt.org/schema/qudt/")
TIME = Namespace("http://www.w3.org/2006/time#")


def thing(key: str) -> URIRef:
    return URIRef(KGR + key)


def document(item) -> URIRef:
    return URIRef(f"{KGR}document/{item.id}")


@pytest.fixture(scope="module")
def read(small) -> Graph:
    """The graph as a stranger reads it from its file."""
    return Graph().parse(data=to_turtle(to_graph(small)), format="turtle")


def fact(read: Graph, subject, predicate, value):
    (node,) = (
        node
        for node in read.subjects(RDF.subject, subject)
        if (node, RDF.predicate, predicate) in read and (node, RDF.object, value) in read
    )
    return node


def test_things_have_class_names_and_documents(read):
    city = thing(CITY)
    assert (city, RDF.type, KG.District) in read
    assert read.value(city, SKOS.prefLabel) == Literal("云台市", lang="zh-Hans")
    assert set(read.objects(city, SKOS.altLabel)) == {
        Literal("我市", lang="zh-Hans"),
        Literal("雲台", lang="zh-Hant"),
    }
    assert set(read.objects(city, KG.mentionedIn)) == {document(report), document(news)}
    assert str(read.value(city, KG.adminCode)) == "999900"


def test_mentions_are_facts_with_quotes(read):
    node = fact(read, thing(CITY), KG.mentionedIn, document(news))
    (evidence,) = read.objects(node, PROV.wasDerivedFrom)
    assert str(read.value(evidence, OA.exact)) == "雲台"
    start, end = (int(read.value(evidence, p)) for p in (OA.start, OA.end))
    assert news.source[start:end] == "雲台"


def test_relations_stand_directly_and_as_facts(read):
    firm, plant = thing(FIRM), thing(PLANT)
    assert (firm, KG.undertakes, plant) in read
    node = fact(read, firm, KG.undertakes, plant)
    assert read.value(node, KG.modality) == KG.Actual
    assert Decimal(str(read.value(node, KG.confidence))) == Decimal("0.96")
    sources = {read.value(e, OA.hasSource) for e in read.objects(node, PROV.wasDerivedFrom)}
    assert sources == {document(report), document(news)}


def test_objects_that_are_no_things(read):
    assert (thing(PLANT), KG.stage, KG.InOperation) in read
    assert read.value(thing("person/张三"), KG.age) == Literal(45)
    assert (thing("person/王五"), KG.authored, document(news)) in read
    assert (document(report), DCTERMS.creator, thing(MAYOR)) in read
    assert (document(news), DCTERMS.creator, None) not in read


def test_qualifiers(read):
    node = fact(read, thing(PLANT), KG.stage, KG.InOperation)
    assert read.value(node, KG.date) == Literal("2024-05", datatype=XSD.gYearMonth)
    node = fact(read, thing(MAYOR), KG.holdsPosition, thing("organization/云台市人民政府"))
    assert read.value(node, KG.title) == Literal("市长", lang="zh-Hans")
    node = fact(read, thing(CITY), KG.awarded, thing("award/文明城市"))
    assert str(read.value(node, KG.status)) == "sought"
    assert read.value(node, KG.modality) == KG.Target


def test_spans_of_time_are_intervals(read):
    node = fact(read, thing(CITY), KG.holdsEvent, thing("event/云台茶文化节"))
    interval = read.value(node, KG.date)
    assert (interval, RDF.type, TIME.ProperInterval) in read
    begin, end = (read.value(interval, p) for p in (TIME.hasBeginning, TIME.hasEnd))
    assert read.value(begin, TIME.inXSDgYear) == Literal("2024", datatype=XSD.gYear)
    assert read.value(end, TIME.inXSDgYear) == Literal("2025", datatype=XSD.gYear)


def test_observations(read):
    (node,) = read.subjects(KG.about, thing(PLANT))
    assert (node, RDF.type, KG.Observation) in read
    assert str(read.value(node, KG.writtenValue)) == "12.5"
    assert str(read.value(node, KG.writtenUnit)) == "亿元"
    assert str(read.value(node, KG.value)) == "1250000000"
    assert read.value(node, KG.value).datatype == XSD.decimal
    assert read.value(node, QUDT.unit) == URIRef("http://qudt.org/vocab/unit/CCY_CNY")
    assert read.value(read.value(node, KG.measure), SKOS.prefLabel) == Literal("年产值", lang="zh-Hans")
    assert (read.value(node, KG.bound), read.value(node, KG.kind)) == (KG.Exact, KG.Level)


def test_a_unit_without_qudt_gets_its_own_name(read):
    (node,) = read.subjects(KG.bound, KG.About)
    unit = read.value(node, QUDT.unit)
    assert unit == thing("unit/CNY_PER_PERSON")
    assert str(read.value(unit, URIRef("http://www.w3.org/2000/01/rdf-schema#label"))) == "元/人"


def test_promises_meet_their_outcome(read):
    (target,) = read.subjects(KG.bound, KG.AtLeast)
    (node,) = read.subjects(KG.commits, target)
    assert (node, RDF.type, KG.Commitment) in read
    assert read.value(node, KG.committedBy) == thing(CITY)
    assert read.value(node, KG.due) == Literal("2024", datatype=XSD.gYear)
    assert str(read.value(read.value(node, KG.outcome), KG.value)) == "7"
    assert read.value(node, KG.verdict) == KG.Exceeded


def test_documents(read):
    node = document(report)
    assert read.value(node, DCTERMS.title) == Literal("云台市政府工作报告", lang="zh-Hans")
    assert read.value(node, DCTERMS.issued) == Literal("2024-01-15", datatype=XSD.date)
    assert str(read.value(node, KG.sha256)) == report.sha256
    assert str(read.value(node, KG.path)) == "2024/report.txt"
    assert read.value(document(news), DCTERMS.title).language == "zh-Hant"


def test_a_publisher_sets_the_base_iri(small):
    graph = to_graph(small, base_iri="https://data.example.org/city/")
    assert (URIRef("https://data.example.org/city/district/999900"), RDF.type, KG.District) in graph
    assert KGR.encode() not in to_turtle(graph)


@pytest.mark.parametrize(
    "base", ["", "city/", "https://example.org", "https://exa mple.org/", "https://a/<b>/"]
)
def test_a_base_iri_that_is_none_is_refused(base):
    with pytest.raises(UsageError):
        to_graph(Knowledge(), base_iri=base)


def test_a_reprint_confirms_nothing():
    first, reprint = Evidence("a", 0, 3, "增长6%", "r"), Evidence("b", 9, 12, "增长 6%", "r")
    other = Evidence("c", 0, 4, "增长达6%", "r")
    assert confidence([first]) == confidence([first, reprint])
    assert confidence([first]) < confidence([first, other]) < 1


def test_the_vocabulary_names_every_term_of_the_model_in_both_languages():
    enumerations = (EntityClass, Predicate, Stage, Modality, Bound, QuantityKind)
    for language in ("zh-Hans", "en"):
        found = labels(language)
        for enumeration in enumerations:
            for member in enumeration:
                assert found[member] != member.value or language == "en", member
                assert member in found
    assert labels("zh-Hans")["District"] == "行政区划"
    assert set(notations("Role")) == {"author", "photographer", "editor", "chief_editor"}
    assert set(notations("Status")) == {"received", "sought", "held", "planned"}


def test_every_term_of_the_vocabulary_has_labels_and_a_comment_in_both_languages():
    for term in terms().values():
        assert set(term.labels) == {"zh-Hans", "en"}, term.name
        if term.types:  # terms of other vocabularies have none here
            assert set(term.comments) == {"zh-Hans", "en"}, term.name


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_are_legible_on_white_and_on_dark():
    assert list(colours()) == list(shapes()) == list(EntityClass)
    assert len({(colours()[name], shapes()[name]) for name in colours()}) == len(EntityClass)
    for name, colour in colours().items():
        light = 1.05 / (luminance(colour) + 0.05)
        dark = (luminance(colour) + 0.05) / (luminance("#121212") + 0.05)
        assert light >= 3 and dark >= 3, (name, light, dark)


def test_every_term_that_a_graph_uses_is_in_the_vocabulary(read):
    used = {str(p) for p in read.predicates()} | {str(o) for o in read.objects(None, RDF.type)}
    used = {iri.removeprefix(KG) for iri in used if iri.startswith(KG)}
    assert used <= set(terms())


def test_generic_tools_understand_the_classes():
    from kg.resources import ontology_dir

    text = (ontology_dir() / "kg.ttl").read_text(encoding="utf-8")
    vocabulary = Graph().parse(data=text, format="turtle")
    sub_class = URIRef("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    for kind in EntityClass:
        parents = {str(parent) for parent in vocabulary.objects(KG[kind], sub_class)}
        assert str(KG.Entity) in parents and len(parents) > 1, kind
    for prefix in ("schema", "org", "prov", "oa", "skos", "qb", "qudt", "time", "geo", "dcterms"):
        assert f" {prefix}:" in text.partition("# --- presentation")[2], prefix
