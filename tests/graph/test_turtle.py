"""Turtle: the same bytes for the same knowledge, and nothing lost in hostile names."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from kg.graph import to_graph, to_turtle
from kg.graph.dataset import triples
from kg.graph.iris import Iris, encode_name
from kg.model import (
    Bound,
    Document,
    Entity,
    EntityClass,
    Evidence,
    Fact,
    Knowledge,
    Metadata,
    Modality,
    Observation,
    Predicate,
    QuantityKind,
)

hostile = st.text(max_size=12) | st.text(
    alphabet="\"'\\<>{}|^`\n\r\t\u202e\u200b%@#.;,:/~ 市a0\x00\x1b", max_size=12
)
HOSTILE = [
    '"""',
    "\\",
    "a\\",
    '"@zh-hans',
    '\\"@zh-Hant .\n<x> <y> "',
    " .\n\n",
    "\u2028\u202e\ufeff",
    "..",
    ".",
    "",
    "市" * 10_000,
]


def as_ox(data: bytes) -> set:
    return {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)}


def as_rdflib(data: bytes) -> set:
    # both sides spelled the way Oxigraph spells them: string datatypes implicit, tags in lower case
    return {
        tuple(
            (str(t), (getattr(t, "language", None) or "").lower(), str(getattr(t, "datatype", None) or ""))
            for t in triple
        )
        for triple in Graph().parse(data=data, format="turtle")
    }


def spelled(found: set) -> set:
    def one(term):
        if isinstance(term, ox.Literal):
            datatype = "" if term.language or term.datatype.value.endswith("#string") else term.datatype.value
            return term.value, term.language or "", datatype
        return term.value, "", ""

    return {tuple(map(one, (t.subject, t.predicate, t.object))) for t in found}


def knowledge_of(name: str, other: str) -> Knowledge:
    document = Document("0" * 16, other, "0" * 64, "text/plain", name, Metadata(title=name, publisher=other))
    evidence = frozenset([Evidence(document.id, 0, len(name), name, other)])
    thing = Entity(f"site/{name}", EntityClass.SITE, name, frozenset({(other, "zh-Hant")}), evidence=evidence)
    firm = Entity(f"company/{other}", EntityClass.COMPANY, other, evidence=evidence)
    fact = Fact(
        firm.key,
        Predicate.LOCATED_IN,
        thing.key,
        qualifiers=(("date", other), ("title", name)),
        evidence=evidence,
    )
    number = Observation(
        thing.key,
        other,
        name,
        other,
        Decimal("1E+3"),
        name,
        Bound.EXACT,
        QuantityKind.COUNT,
        Modality.ACTUAL,
        name,
        evidence,
    )
    return Knowledge((document,), (thing, firm), (fact,), (number,))


@settings(max_examples=150, deadline=None)
@given(hostile, hostile)
@example(HOSTILE[0], HOSTILE[1])
@example(HOSTILE[3], HOSTILE[4])
@example(HOSTILE[5], HOSTILE[6])
@example(HOSTILE[7], HOSTILE[8])
@example(HOSTILE[10], "\ud800半")
def test_hostile_names_survive_both_readers(name, other):
    knowledge = knowledge_of(name, other)
    data = to_turtle(to_graph(knowledge))
    written = set(triples(knowledge))
    assert as_ox(data) == written
    assert as_rdflib(data) == spelled(written)


@settings(max_examples=300, deadline=None)
@given(hostile, hostile)
def test_two_names_never_share_an_iri(one, two):
    assert (encode_name(one) == encode_name(two)) == (one == two)


@given(hostile)
def test_an_encoded_name_is_one_clean_segment(name):
    encoded = encode_name(name)
    assert 0 < len(encoded) <= 120
    assert not set(encoded) & set("/\"'<>{}|^`\\?#. \n\u202e")
    assert ox.NamedNode("https://example.org/" + encoded)


def test_long_names_are_shortened_and_stay_apart():
    one, two = encode_name("市" * 10_000), encode_name("市" * 10_001)
    assert one != two and one.startswith("市" * 40) and len(one) < 80


def test_names_stay_readable():
    assert Iris().entity("organization/一中@330800").endswith("/organization/一中@330800")
    assert Iris().entity("district/150300").endswith("/id/district/150300")


def test_statements_are_named_by_what_they_say():
    fact = Fact("a/b", Predicate.PART_OF, "c/d", qualifiers=(("date", "2023"), ("role", "author")))
    swapped = Fact("a/b", Predicate.PART_OF, "c/d", qualifiers=(("role", "author"), ("date", "2023")))
    other = Fact("a/b", Predicate.PART_OF, "c/d", Modality.TARGET, fact.qualifiers)
    quoted = Fact(
        "a/b",
        Predicate.PART_OF,
        "c/d",
        qualifiers=fact.qualifiers,
        evidence=frozenset([Evidence("d", 0, 1, "x", "r")]),
    )
    iris = Iris()
    assert iris.fact(fact) == iris.fact(swapped) == iris.fact(quoted) != iris.fact(other)


def test_order_of_the_knowledge_makes_no_difference(small):
    backwards = Knowledge(
        small.documents[::-1], small.entities[::-1], small.facts[::-1], small.observations[::-1]
    )
    assert to_turtle(to_graph(small)) == to_turtle(to_graph(backwards))


def test_another_process_writes_the_same_bytes(small):
    code = (
        "import sys; from tests.graph.small import SMALL; from kg.resolve import merge;"
        "from kg.graph import to_graph, to_turtle;"
        "sys.stdout.buffer.write(to_turtle(to_graph(merge([SMALL]))))"
    )
    expected = to_turtle(to_graph(small))
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        )
        assert done.stdout == expected


def test_a_file_for_people(small):
    text = to_turtle(to_graph(small)).decode()
    head, _, body = text.partition("\n\n")
    assert head.splitlines() == sorted(head.splitlines())
    assert "@prefix company: <https://w3id.org/civic-kg/id/company/> ." in head
    assert '    skos:prefLabel "星河科技"@zh-Hans ;' in body
    kinds = list(dict.fromkeys(block.split()[2] for block in body.split("\n\n")))
    things = [f"kg:{kind}" for kind in EntityClass]
    statements = ["kg:Measure", "kg:Unit", "kg:Fact", "kg:Observation", "kg:Commitment", "kg:Evidence"]
    assert kinds == ["kg:SourceDocument", *things, *statements, "time:Instant", "time:ProperInterval"]
    assert text.endswith(" .\n") and "\t" not in text


@pytest.mark.parametrize("name", HOSTILE)
def test_any_graph_is_written(name):
    """Graphs of rdflib's own memory too."""
    graph = Graph()
    graph += Graph().parse(data=to_turtle(to_graph(knowledge_of(name, "x"))), format="turtle")
    assert as_ox(to_turtle(graph)) == set(triples(knowledge_of(name, "x")))
