"""`kg build`, through the door a user comes through."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.namespace import PROV, SKOS

KG = Namespace("https://w3id.org/civic-kg/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")


@pytest.fixture(scope="module")
def graph(small_build: Path) -> Graph:
    return Graph().parse(small_build / "graph.ttl")


def relations(graph: Graph) -> set[tuple[str, str, str]]:
    def name(node: object) -> str:
        label = graph.value(node, SKOS.prefLabel)
        return str(label) if label else str(node).rpartition("#")[2] or str(node)

    return {
        (name(s), str(p).removeprefix(str(KG)), name(o))
        for fact in graph.subjects(RDF.type, KG.Fact)
        for s, p, o in [
            (graph.value(fact, RDF.subject), graph.value(fact, RDF.predicate), graph.value(fact, RDF.object))
        ]
    }


def test_writes_everything(small_build: Path) -> None:
    assert {p.name for p in small_build.iterdir()} == {
        "graph.ttl",
        "graph.html",
        "report.json",
        "store",
        "sources",
    }


def test_every_quote_stands_in_its_source(graph: Graph, small_build: Path) -> None:
    texts = {p.stem: p.read_bytes().decode("utf-8") for p in (small_build / "sources").iterdir()}
    evidence = list(graph.subjects(RDF.type, KG.Evidence))
    assert len(evidence) > 20
    for node in evidence:
        source = texts[str(graph.value(node, OA.hasSource)).rpartition("/")[2]]
        start, end = int(graph.value(node, OA.start)), int(graph.value(node, OA.end))
        assert source[start:end] == str(graph.value(node, OA.exact))


def test_every_fact_and_number_has_evidence(graph: Graph) -> None:
    for kind in (KG.Fact, KG.Observation):
        nodes = list(graph.subjects(RDF.type, kind))
        assert nodes
        assert all((node, PROV.wasDerivedFrom, None) in graph for node in nodes)


@pytest.mark.parametrize(
    "statement",
    [
        ("衢江抽水蓄能电站", "stage", "UnderConstruction"),
        ("衢江抽水蓄能电站", "locatedIn", "衢江区"),
        ("衢州市", "issued", "衢州市优化营商环境若干措施"),
        ("衢州市", "awarded", "国家森林城市"),
        ("衢州市", "awarded", "全国文明典范城市"),
        ("衢江区", "locatedIn", "衢州市"),
        ("李桂兰", "residentOf", "荷花新村"),
        ("李桂兰", "age", "67"),
    ],
)
def test_golden_facts(graph: Graph, statement: tuple[str, str, str]) -> None:
    assert statement in relations(graph)


def test_bylines_and_credits_are_facts_and_jump_lines_are_not(graph: Graph) -> None:
    authors = {s for s, p, _ in relations(graph) if p == "authored"}
    assert {"周明远", "徐航"} <= authors
    assert not any("第三版" in str(o) for o in graph.objects(None, OA.exact))


def test_captions_name_things_and_state_nothing(graph: Graph) -> None:
    stated = {(s, p) for s, p, o in relations(graph) if "幸福社区" in o}
    assert stated == set()
    assert any("幸福社区" in str(quote) for quote in graph.objects(None, OA.exact))


def test_numbers(graph: Graph) -> None:
    rows = {
        (
            str(graph.value(graph.value(n, KG.about), SKOS.prefLabel)),
            str(graph.value(n, KG.writtenValue)),
            str(graph.value(n, KG.writtenUnit)),
            str(graph.value(n, KG.modality)).rpartition("#")[2],
            str(graph.value(n, KG.bound)).rpartition("#")[2],
        )
        for n in graph.subjects(RDF.type, KG.Observation)
    }
    assert ("衢州市", "5.6", "%", "Actual", "Exact") in rows
    assert ("衢州市", "6", "%", "Target", "AtLeast") in rows
    assert ("衢州市", "260", "亿元", "Target", "AtLeast") in rows
    assert ("柯城区", "18", "个", "Actual", "Exact") in rows
    assert not any(value == "67" for _, value, *_ in rows), "an age is no observation"


def test_bytes_do_not_depend_on_workers_or_order(kg, small: Path, small_build: Path, tmp_path: Path) -> None:
    files = sorted(small.glob("*.txt"), reverse=True)
    args = ("--manifest", small / "manifest.csv", "-j", 2, "-o", tmp_path)
    done = kg("build", *files, *args)
    assert done.returncode == 0, done.stderr
    for name in ("graph.ttl", "graph.html"):
        assert (tmp_path / name).read_bytes() == (small_build / name).read_bytes(), name


def test_store_holds_what_the_turtle_says(graph: Graph, small_build: Path) -> None:
    store = pyoxigraph.Store.read_only(str(small_build / "store"))
    turtle = set(pyoxigraph.parse(path=str(small_build / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    ours = {q.triple for q in turtle}
    assert {q.triple for q in store} >= ours
    assert len(ours) == len(graph)


def test_a_broken_document_costs_itself_alone(kg, small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    shutil.copytree(small, folder)
    (folder / "broken.txt").write_bytes(b"\xff\x00\xfe\x81\x00\x01\x02" * 50)
    (folder / "picture.xyz").write_bytes(b"???")
    done = kg("build", folder, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "broken.txt" in done.stderr and "picture.xyz" in done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert len(report["documents"]) == 2
    assert [item["path"] for item in report["skipped"] if item["failed"]] == ["broken.txt"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("build", "no-such-folder"), "no-such-folder"),
        (("build",), "Missing argument"),
        (("build", "{small}", "--jobs", "many"), "--jobs"),
        (("build", "{small}", "-o", "{small}/report.txt"), "report.txt"),
        (("query", "{small}", "ASK {}"), "not a build folder"),
        (("stats", "{small}"), "not a build folder"),
        (("validate", "{small}"), "not a build folder"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_wrong_usage_is_told_and_exits_2(kg, small: Path, args: tuple[str, ...], says: str) -> None:
    done = kg(*(arg.replace("{small}", str(small)) for arg in args))
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_an_older_output_is_replaced_and_other_files_are_kept(kg, small: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    for _ in range(2):
        assert kg("build", small / "news.txt", "-o", tmp_path).returncode == 0
    assert (tmp_path / "notes.md").read_text(encoding="utf-8") == "mine"
    assert len(list((tmp_path / "sources").iterdir())) == 1
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_chinese_output_in_a_c_locale(kg, small_build: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    done = kg("stats", small_build, env=env)
    assert done.returncode == 0
    assert "企业" in done.stdout or "区划" in done.stdout
