"""`kg query`, `kg validate`, `kg stats` and the help pages."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from rdflib import Graph

COMMANDS = ("build", "query", "validate", "stats", "evaluate", "train")
SELECT = "SELECT ?name { ?x a kg:District ; skos:prefLabel ?name } ORDER BY ?name"


def test_a_query_prints_a_table(kg, small_build: Path) -> None:
    done = kg("query", small_build, SELECT)
    assert done.returncode == 0, done.stderr
    assert "衢州市" in done.stdout and "柯城区" in done.stdout


def test_formats_agree(kg, small_build: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("query", small_build, SELECT, "--format", "csv").stdout)))
    data = json.loads(kg("query", small_build, SELECT, "--format", "json").stdout)
    assert [r["name"] for r in rows] == [b["name"]["value"] for b in data["results"]["bindings"]]
    construct = "CONSTRUCT { ?x skos:prefLabel ?n } { ?x a kg:District ; skos:prefLabel ?n }"
    turtle = kg("query", small_build, construct, "--format", "ttl").stdout
    assert {str(o) for o in Graph().parse(data=turtle).objects()} == {r["name"] for r in rows}


def test_a_query_from_a_file(kg, small_build: Path, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text(SELECT, encoding="utf-8")
    assert kg("query", small_build, "--file", path).stdout == kg("query", small_build, SELECT).stdout


def test_the_library_is_listed_and_each_query_runs(kg, small_build: Path, root: Path) -> None:
    listed = kg("query", small_build, "--list").stdout
    names = sorted(p.stem for p in (root / "ontology" / "queries").glob("*.rq"))
    assert len(names) >= 10
    for name in names:
        assert name in listed


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("SELECT ?x {",), ""),
        (("DELETE WHERE { ?s ?p ?o }",), ""),
        (("--name", "no-such-query"), "no-such-query"),
        ((), "one query"),
        (("ASK {}", "--param", "a=b"), "--name"),
        (("--file", "no-such-file.rq"), "no-such-file.rq"),
    ],
)
def test_wrong_queries_exit_2(kg, small_build: Path, args: tuple[str, ...], says: str) -> None:
    done = kg("query", small_build, *args)
    assert done.returncode == 2
    assert done.stderr.startswith("error:") and says in done.stderr
    assert "Traceback" not in done.stderr


def test_validate_passes_a_build_and_fails_a_forged_quote(kg, small_build: Path, tmp_path: Path) -> None:
    assert kg("validate", small_build).returncode == 0
    forged = tmp_path / "build"
    shutil.copytree(small_build, forged)
    source = next(p for p in (forged / "sources").iterdir() if "柯城区".encode() in p.read_bytes())
    source.write_bytes(source.read_bytes().replace("柯城区".encode(), "龙游县".encode()))
    done = kg("validate", forged)
    assert done.returncode == 1
    assert "柯城区" in done.stdout


def test_stats_counts_what_the_graph_holds(kg, small_build: Path) -> None:
    done = kg("stats", small_build)
    assert done.returncode == 0
    counted = json.loads(
        kg("query", small_build, "SELECT (COUNT(*) AS ?n) { ?x a kg:Project }", "--format", "json").stdout
    )["results"]["bindings"][0]["n"]["value"]
    assert re.search(rf"Project\W.*\b{counted}\b", done.stdout)
    assert "slowest" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(kg, command: str) -> None:
    done = kg(command, "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout


def test_version(kg) -> None:
    from kg import __version__

    assert kg("--version").stdout.strip() == f"kg {__version__}"
