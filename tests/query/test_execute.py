"""Running queries: results in every format, and what is refused."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.query import Result as RdflibResult

from kg.errors import InputError, UsageError
from kg.query import Result, open_build, run

DISTRICTS = "SELECT ?name WHERE { ?x a kg:District ; skos:prefLabel ?name } ORDER BY ?name"
XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(value: str, kind: str = "string") -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + kind))


def test_select_in_every_format(store):
    result = run(store, DISTRICTS)
    assert result.rows() == (("name",), [("东山县",), ("云台市",)])
    assert result.to_text("table") == "name\n东山县\n云台市\n"
    assert list(csv.reader(io.StringIO(result.to_text("csv")))) == [["name"], ["东山县"], ["云台市"]]
    # rdflib reads the SPARQL results format independently
    read = RdflibResult.parse(io.BytesIO(result.to_text("json").encode()), format="json")
    assert [str(row["name"]) for row in read] == ["东山县", "云台市"]
    with pytest.raises(UsageError, match="CONSTRUCT"):
        result.to_text("ttl")
    with pytest.raises(UsageError, match="csv"):
        result.to_text("xlsx")


def test_unbound_cells_are_empty(store):
    result = run(store, "SELECT ?x ?y WHERE { BIND(1 AS ?x) }")
    assert result.rows()[1] == [("1", "")]
    assert json.loads(result.to_text("json"))["results"]["bindings"] == [
        {"x": {"type": "literal", "value": "1", "datatype": XSD + "integer"}}
    ]


@pytest.mark.parametrize(("pattern", "answer"), [("?x a kg:District", True), ("?x a kg:Dragon", False)])
def test_ask(store, pattern, answer):
    result = run(store, f"ASK {{ {pattern} }}")
    assert result.answer is answer
    assert json.loads(result.to_text("json")) == {"head": {}, "boolean": answer}
    assert result.to_text("csv").split() == ["answer", str(answer).lower()]


def test_construct_and_describe_give_turtle(store):
    made = run(store, "CONSTRUCT { ?x skos:prefLabel ?n } WHERE { ?x a kg:District ; skos:prefLabel ?n }")
    graph = Graph().parse(data=made.to_text("ttl"), format="turtle")
    assert sorted(str(name) for name in graph.objects()) == ["东山县", "云台市"]
    assert len(made.rows()[1]) == 2
    described = run(store, "DESCRIBE <https://w3id.org/civic-kg/id/district/999901>")
    assert "东山县" in described.to_text("ttl")


def test_shortened_iris_for_people(store):
    rows = run(store, "SELECT ?s WHERE { ?x kg:stage ?s } ORDER BY ?s").rows()[1]
    assert rows == [("kg:InOperation",), ("kg:Started",)]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_spreadsheet_meets_no_formula(formula):
    text = Result(("x",), ((ox.Literal(formula),),)).to_text("csv")
    ((cell,),) = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert cell == "'" + formula


def test_negative_numbers_stay_numbers():
    text = Result(("x",), ((literal("-1.5", "decimal"),), (literal("-1"),))).to_text("csv")
    assert text.split() == ["x", "-1.5", "'-1"]


@given(st.text(max_size=20))
def test_no_text_moves_the_cursor(value):
    result = Result(("x",), ((ox.Literal(value.encode("utf-8", "replace").decode()),),))
    ((shown,),) = result.rows()[1]
    assert shown.isprintable() or all(
        char == "\u3000" or char.isspace() for char in shown if not char.isprintable()
    )
    assert not set(shown) & set("\x1b\n\r\u202e\u2066\u200f")


@given(st.text(max_size=20))
def test_csv_keeps_what_it_need_not_guard(value):
    clean = value.encode("utf-8", "replace").decode()
    text = Result(("x",), ((ox.Literal(clean),),)).to_text("csv")
    ((cell,),) = [row or [""] for row in csv.reader(io.StringIO(text, newline=""))][1:]
    assert cell.removeprefix("'") == clean.removeprefix("'")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT ?x {", "no SPARQL query"),
        ("", "no SPARQL query"),
        ("DELETE WHERE { ?s ?p ?o }", "read-only"),
        ("INSERT DATA { kg:a kg:b kg:c }", "read-only"),
        ("DROP ALL", "read-only"),
        ("LOAD <http://127.0.0.1:9/>", "read-only"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "another server"),
        ("SELECT * WHERE { service silent ?x { ?s ?p ?o } }", "another server"),
        ("SELECT*{FILTER(1<2)SERVICE?x{?s?p?o}FILTER(3>2)}", "another server"),
        ("SELECT * WHERE { ?s ?p '''#''' . SERVICE <http://a#> { ?s ?p ?o } }", "another server"),
    ],
)
def test_what_is_no_query_is_refused(store, text, says):
    before = len(store)
    with pytest.raises(UsageError, match=says):
        run(store, text)
    assert len(store) == before


@pytest.mark.parametrize(
    "word", ["?service", "'SERVICE'", '"""a "SERVICE" b"""', "<urn:SERVICE>", "kg:service"]
)
def test_the_word_service_may_be_written(store, word):
    run(store, f"SELECT * WHERE {{ ?s ?p {word} }} # SERVICE <x> {{ }}")


def test_a_query_that_takes_too_long_is_given_up():
    store = ox.Store()
    node = ox.NamedNode("urn:p")
    store.bulk_extend(ox.Quad(ox.NamedNode(f"urn:{i}"), node, ox.Literal(str(i))) for i in range(1500))
    product = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(?c, ?f, ?i)) > 99)"
    slow = f"SELECT (COUNT(*) AS ?n) WHERE {{ {product} }}"
    with pytest.raises(UsageError, match=r"0\.2 seconds"):
        run(store, slow, timeout=0.2)
    assert run(store, "ASK { ?s ?p ?o }", timeout=60).answer is True
    with pytest.raises(UsageError, match="no SPARQL"):
        run(store, "ASK", timeout=60)


@pytest.mark.parametrize("value", ["东山县", 'x" } #', "\\u0022", "a\nb"])
def test_bindings_are_terms(store, value):
    result = run(store, "SELECT ?v WHERE { BIND(?given AS ?v) }", bindings={"given": ox.Literal(value)})
    assert result.solutions == ((ox.Literal(value),),)


def test_bindings_need_a_where(store):
    with pytest.raises(UsageError, match="WHERE"):
        run(store, "SELECT ?x { ?x ?p ?o }", bindings={"p": ox.Literal("")})
    with pytest.raises(UsageError, match="variable"):
        run(store, "SELECT ?x WHERE { ?x ?p ?o }", bindings={"p> } #": ox.Literal("")})


def test_a_turtle_file_is_a_build_too(build):
    assert run(open_build(build / "graph.ttl"), DISTRICTS).rows()[1] == [("东山县",), ("云台市",)]


def test_what_is_no_build_is_said_plainly(tmp_path):
    with pytest.raises(UsageError, match="kg build"):
        open_build(tmp_path)
    (tmp_path / "x.ttl").write_text("no turtle", encoding="utf-8")
    with pytest.raises(InputError, match="no Turtle"):
        open_build(tmp_path / "x.ttl")
