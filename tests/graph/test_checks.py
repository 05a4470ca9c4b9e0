"""The contract: a good graph passes, and each fault is named with its document and quote."""

# ruff: noqa: E501 - a table of faults reads better in one line each

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV, SKOS, XSD

from kg.errors import UsageError
from kg.graph import open_graph, open_store, to_turtle, validate, validate_build
from kg.graph.shapes import shapes
from kg.graph.store import VOCABULARY_GRAPH
from kg.model import EntityClass, Predicate
from kg.resources import ontology_dir
from tests.graph.small import CITY, FIRM, MAYOR, PLANT, news, report

KG = Namespace("https://w3id.org/civic-kg/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
SH = Namespace("http://www.w3.org/ns/shacl#")
ID = "https://w3id.org/civic-kg/id/"
CITY_IRI, FIRM_IRI, PLANT_IRI, MAYOR_IRI = (URIRef(ID + key) for key in (CITY, FIRM, PLANT, MAYOR))


def test_a_good_graph_passes(graph):
    assert validate(graph) == []


def test_a_good_build_passes(build):
    assert validate_build(build) == []


def a_fact(graph: Graph, predicate: URIRef) -> URIRef:
    return min(graph.subjects(RDF.predicate, predicate))


def evidence_of(graph: Graph, exact: str) -> URIRef:
    return next(iter(graph.subjects(OA.exact, Literal(exact))))


def replace(graph: Graph, subject, predicate, value) -> None:
    graph.remove((subject, predicate, None))
    graph.add((subject, predicate, value))


SPOILED = {
    "no name": (lambda g: g.remove((CITY_IRI, SKOS.prefLabel, None)), "exactly one name"),
    "two names": (lambda g: g.add((CITY_IRI, SKOS.prefLabel, Literal("云台", lang="zh-Hans"))), "exactly one name"),
    "a name in English": (lambda g: replace(g, CITY_IRI, SKOS.prefLabel, Literal("Yuntai", lang="en")), "one name"),
    "two classes": (lambda g: g.add((CITY_IRI, RDF.type, KG.Site)), "exactly one class"),
    "an untagged alias": (lambda g: g.add((CITY_IRI, SKOS.altLabel, Literal("云台"))), "language tag"),
    "a code of letters": (lambda g: replace(g, CITY_IRI, KG.adminCode, Literal("abc")), "administrative code"),
    "no mention": (lambda g: g.remove((CITY_IRI, KG.mentionedIn, None)), "mentioned in"),
    "a fact without evidence": (
        lambda g: g.remove((a_fact(g, KG.issued), PROV.wasDerivedFrom, None)), "at least one quote"),
    "an observation without evidence": (
        lambda g: g.remove((next(g.subjects(KG.bound, KG.AtLeast)), PROV.wasDerivedFrom, None)), "one quote"),
    "a modality of one's own": (lambda g: replace(g, a_fact(g, KG.issued), KG.modality, KG.Maybe), "modality"),
    "a predicate of one's own": (lambda g: replace(g, a_fact(g, KG.age), RDF.predicate, KG.likes), "predicate"),
    "a fact whose relation is gone": (lambda g: g.remove((FIRM_IRI, KG.undertakes, None)), "no direct triple"),
    "a relation whose fact is gone": (
        lambda g: g.remove((a_fact(g, KG.undertakes), RDF.object, None)), "no fact node"),
    "a date that is none": (
        lambda g: replace(g, next(g.subjects(KG.date, Literal("2024-05", datatype=XSD.gYearMonth))), KG.date,
                          Literal("去年")), "date of a fact"),
    "a status of one's own": (
        lambda g: replace(g, a_fact(g, KG.awarded), KG.status, Literal("hoped for")), "status"),
    "the end before the start": (
        lambda g: replace(g, evidence_of(g, "王五"), OA.end, Literal(0)), "before the end"),
    "a quote of the wrong length": (
        lambda g: replace(g, evidence_of(g, "王五"), OA.exact, Literal("王五六")), "length of the quote"),
    "evidence from nowhere": (lambda g: g.remove((evidence_of(g, "王五"), OA.hasSource, None)), "one source document"),
    "a bound of one's own": (lambda g: replace(g, next(g.subjects(KG.bound, KG.About)), KG.bound, KG.Roughly), "bound"),
    "a kind of one's own": (lambda g: replace(g, next(g.subjects(KG.bound, KG.About)), KG.kind, KG.Roughly), "kind"),
    "a value of text": (
        lambda g: replace(g, next(g.subjects(KG.bound, KG.About)), KG.value, Literal("三万")), "a decimal"),
    "a number about nothing": (
        lambda g: g.remove((next(g.subjects(KG.bound, KG.About)), KG.about, None)), "exactly one thing"),
    "a number about a document": (
        lambda g: replace(g, next(g.subjects(KG.bound, KG.About)), KG.about, URIRef(f"{ID}document/{news.id}")),
        "must be a thing"),
    "a digest that is none": (
        lambda g: replace(g, URIRef(f"{ID}document/{news.id}"), KG.sha256, Literal("x")), "SHA-256"),
    "a confidence beyond 1": (
        lambda g: replace(g, a_fact(g, KG.issued), KG.confidence, Literal("1.5", datatype=XSD.decimal)), "between 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_graph_fails(graph, name):
    spoil, says = SPOILED[name]
    spoil(graph)
    found = validate(graph)
    assert any(says in violation.message for violation in found), found
    assert len(found) <= 6, "one fault must not bury the reader"


def test_any_shacl_processor_can_check_the_contract(graph):
    """pySHACL alone, with the file as it stands, says the same."""
    import pyshacl

    data = Graph().parse(data=to_turtle(graph), format="turtle")
    rules = Graph().parse(ontology_dir() / "shapes.ttl")
    assert pyshacl.validate(data, shacl_graph=rules)[0] is True
    for name in (
        "no name",
        "a fact whose relation is gone",
        "a relation whose fact is gone",
        "a bound of one's own",
    ):
        spoiled = Graph() + data
        spoil, says = SPOILED[name]
        spoil(spoiled)
        conforms, _, text = pyshacl.validate(spoiled, shacl_graph=rules)
        assert not conforms and says in text


def test_a_fault_names_node_value_document_and_quote(graph):
    graph.add((MAYOR_IRI, KG.stage, KG.Planned))
    replace(graph, a_fact(graph, KG.issued), KG.modality, KG.Maybe)
    found = {violation.message: violation for violation in validate(graph)}
    modality = next(v for message, v in found.items() if "modality" in message)
    assert modality.what == "云台市人民政府 issued 云台市招商办法"
    assert modality.document == "云台市政府工作报告"
    assert modality.quote == "出台《云台市招商办法》"
    wrong = found["the subject of “stage” is of the wrong class"]
    assert (wrong.what, wrong.value) == ("李青", "李青")
    loose = found["a relation has no fact node with its evidence"]
    assert (loose.what, loose.value) == ("李青", "stage planned")


def test_messages_are_bilingual(graph):
    graph.remove((CITY_IRI, SKOS.prefLabel, None))
    (found,) = validate(graph, language="zh-Hans")
    assert found.message == "事物必须恰好有一个简体名称"
    core = Graph().parse(ontology_dir() / "shapes.ttl")
    for node in set(core.subjects(SH.message)):
        assert {message.language for message in core.objects(node, SH.message)} == {"zh-Hans", "en"}


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "role"),
    [
        (PLANT_IRI, KG.holdsPosition, CITY_IRI, "subject"),
        (MAYOR_IRI, KG.locatedIn, CITY_IRI, "subject"),
        (FIRM_IRI, KG.locatedIn, MAYOR_IRI, "object"),
        (FIRM_IRI, KG.undertakes, CITY_IRI, "object"),
        (CITY_IRI, KG.awarded, FIRM_IRI, "object"),
        (PLANT_IRI, KG.stage, KG.Actual, "object"),
        (MAYOR_IRI, KG.age, Literal("forty"), "object"),
    ],
)
def test_relations_join_the_classes_they_are_for(graph, subject, predicate, value, role):
    graph.add((subject, predicate, value))
    assert any(v.message.startswith(f"the {role} of") for v in validate(graph))


def test_domain_and_range_are_the_same_in_vocabulary_and_shapes():
    vocabulary = Graph().parse(ontology_dir() / "kg.ttl")
    core = Graph().parse(ontology_dir() / "shapes.ttl")
    owl, rdfs = (
        Namespace("http://www.w3.org/2002/07/owl#"),
        Namespace("http://www.w3.org/2000/01/rdf-schema#"),
    )

    def members(graph: Graph, node) -> set:
        return set(graph.items(node))

    for predicate in Predicate:
        for side, target in ((rdfs.domain, SH.targetSubjectsOf), (rdfs.range, SH.targetObjectsOf)):
            if target == SH.targetObjectsOf and predicate in (Predicate.STAGE, Predicate.AGE):
                continue
            declared = vocabulary.value(KG[predicate], side)
            union = vocabulary.value(declared, owl.unionOf)
            wanted = members(vocabulary, union) if union else {declared}
            shape = core.value(None, target, KG[predicate])
            either = core.value(shape, SH["or"])
            alternatives = members(core, either) if either else {shape}
            assert {core.value(one, SH["class"]) for one in alternatives} == wanted, (predicate, target)


def test_shapes_list_the_classes_of_the_model():
    assert {iri.rpartition("#")[2] for c in shapes().sparql() for iri in c.classes} == {
        *EntityClass,
        "Fact",
        "Evidence",
    }


def test_a_forged_source_is_found(build, tmp_path):
    forged = tmp_path / "build"
    shutil.copytree(build, forged)
    path = forged / "sources" / f"{report.id}.txt"
    path.write_bytes(path.read_bytes().replace("强链行动".encode(), "弱链行动".encode()))
    found = validate_build(forged)
    assert {violation.quote for violation in found} == {"强链行动", "实施强链行动"}
    assert {violation.document for violation in found} == {"云台市政府工作报告"}
    assert {violation.value for violation in found} == {"弱链行动", "实施弱链行动"}


def test_a_lost_source_is_found(build, tmp_path):
    lost = tmp_path / "build"
    shutil.copytree(build, lost)
    (lost / "sources" / f"{news.id}.txt").unlink()
    assert {violation.message for violation in validate_build(lost)} == {"the source text is missing"}


def test_a_document_name_cannot_lead_out_of_the_folder(tmp_path, graph):
    from kg.graph.checks import check_quotes
    from kg.graph.store import inner_store

    (tmp_path / "sources").mkdir()
    (tmp_path / "secret.txt").write_text(news.source, encoding="utf-8")
    store = ox.Store()
    for quad in inner_store(graph):
        store.add(quad)
    parts = {"exact": ox.Literal("雲"), "start": ox.Literal(0), "end": ox.Literal(1)}
    parts["hasSource"] = ox.NamedNode(ID + "document%2F..%2Fsecret")
    node = ox.NamedNode(ID + "evidence/x")
    store.add(ox.Quad(node, ox.NamedNode(RDF.type), ox.NamedNode(KG.Evidence)))
    for name, value in parts.items():
        store.add(ox.Quad(node, ox.NamedNode(OA[name]), value))
    assert {v.message for v in check_quotes(store, tmp_path / "sources")} == {"the source text is missing"}


def test_no_build_is_said_plainly(tmp_path: Path):
    with pytest.raises(UsageError, match="kg build"):
        validate_build(tmp_path)


def test_the_store_holds_graph_and_vocabulary_and_is_read_only(build, graph):
    store = open_store(build / "store")
    assert set(store.quads_for_pattern(None, None, None, ox.DefaultGraph())) == set(
        ox.parse(path=build / "graph.ttl")
    )
    assert any(store.quads_for_pattern(ox.NamedNode(KG.District), None, None, ox.NamedNode(VOCABULARY_GRAPH)))
    with pytest.raises(RuntimeError, match="read-write"):
        store.add(ox.Quad(ox.NamedNode(ID), ox.NamedNode(ID), ox.NamedNode(ID)))
    opened = open_graph(build / "store")
    assert set(opened) == set(graph)
    assert (CITY_IRI, RDF.type, KG.District) in opened
