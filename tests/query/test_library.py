"""Every query of the library, on the small town, row by row."""

# ruff: noqa: E501 - rows as they are printed

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.errors import DataError, UsageError
from kg.graph import to_graph
from kg.graph.store import inner_store, load_vocabulary
from kg.model import Knowledge
from kg.query import find_query, load_library, parse_query, run
from kg.resolve import merge
from tests.graph.small import SMALL, quote, report

EXPECTED = {
    "commitments": (
        ("body", "about", "promise", "due", "verdict", "quote", "document", "foundQuote", "foundDocument"),
        [
            (
                "云台市",
                "云台市",
                "地区生产总值",
                "2024",
                "超额兑现",
                "2024年地区生产总值增长6%以上",
                "云台市政府工作报告",
                "地区生产总值增长7%",
                "雲台日報",
            ),
            ("云台市", "云台市", "文明城市", "", "未见依据", "争创文明城市", "云台市政府工作报告", "", ""),
        ],
    ),
    "authors": (
        ("person", "role", "document", "issued"),
        [
            ("李青", "author", "云台市政府工作报告", "2024-01-15"),
            ("王五", "photographer", "雲台日報", "2024-06"),
        ],
    ),
    "awards": (
        ("holder", "award", "state", "date", "quote", "document"),
        [
            ("云台市", "国家卫生城市", "received", "", "我市获评国家卫生城市", "云台市政府工作报告"),
            ("云台市", "文明城市", "sought", "", "争创文明城市", "云台市政府工作报告"),
        ],
    ),
    "companies-by-district": (
        ("district", "company", "project", "stage"),
        [
            ("东山县", "星河科技", "锂电池项目", "开工"),
            ("东山县", "星河科技", "锂电池项目", "投用"),
        ],
    ),
    "documents": (
        ("document", "issued", "publisher", "things", "statements"),
        [
            ("云台市政府工作报告", "2024-01-15", "云台市人民政府", "12", "13"),
            ("雲台日報", "2024-06", "", "6", "8"),
        ],
    ),
    "events": (
        ("host", "event", "status", "date", "where", "document"),
        [
            ("云台市", "云台茶文化节", "held", "2024/2025", "", "云台市政府工作报告"),
        ],
    ),
    "industries-by-place": (
        ("developer", "industry", "quote", "document"),
        [
            ("云台市", "锂电池产业", "发展锂电池产业", "云台市政府工作报告"),
        ],
    ),
    "largest-numbers": (
        ("value", "written", "subject", "measure", "modality", "quote", "document"),
        [
            ("1250000000", "12.5亿元", "锂电池项目", "年产值", "实际", "年产值达12.5亿元", "雲台日報"),
            ("30000", "3万元/人", "云台市", "人均收入", "实际", "地区生产总值增长7%", "雲台日報"),
            ("7", "7%", "云台市", "地区生产总值", "实际", "地区生产总值增长7%", "雲台日報"),
            (
                "6",
                "6%",
                "云台市",
                "地区生产总值",
                "目标",
                "2024年地区生产总值增长6%以上",
                "云台市政府工作报告",
            ),
        ],
    ),
    "observations-of-measure": (
        ("subject", "name", "period", "modality", "bound", "value", "unit", "quote", "document"),
        [
            ("云台市", "人均收入", "", "实际", "约", "3", "万元/人", "地区生产总值增长7%", "雲台日報"),
            ("云台市", "地区生产总值", "2024", "实际", "等于", "7", "%", "地区生产总值增长7%", "雲台日報"),
            (
                "云台市",
                "地区生产总值",
                "2024",
                "目标",
                "不低于",
                "6",
                "%",
                "2024年地区生产总值增长6%以上",
                "云台市政府工作报告",
            ),
            (
                "锂电池项目",
                "年产值",
                "2024/2025",
                "实际",
                "等于",
                "12.5",
                "亿元",
                "年产值达12.5亿元",
                "雲台日報",
            ),
        ],
    ),
    "policy-documents-issued": (
        ("issuer", "policy", "date", "quote", "document"),
        [
            ("云台市人民政府", "云台市招商办法", "", "出台《云台市招商办法》", "云台市政府工作报告"),
        ],
    ),
    "positions": (
        ("name", "title", "holder", "date", "quote", "document"),
        [
            ("李青", "市长", "云台市人民政府", "", "市长李青", "云台市政府工作报告"),
        ],
    ),
    "programmes-of-district": (
        ("district", "programme", "quote", "document"),
        [
            ("云台市", "强链行动", "实施强链行动", "云台市政府工作报告"),
        ],
    ),
    "projects-by-stage": (
        ("reached", "project", "date", "district", "undertaker", "document"),
        [
            ("开工", "锂电池项目", "", "", "星河科技", "云台市政府工作报告"),
            ("投用", "锂电池项目", "2024-05", "", "星河科技", "雲台日報"),
        ],
    ),
    "single-source-facts": (
        ("subject", "relation", "other", "document", "confidence"),
        [
            ("东山县", "位于", "云台市", "云台市政府工作报告", "0.8"),
            ("云台市", "举办", "云台茶文化节", "云台市政府工作报告", "0.8"),
            ("云台市", "发展", "锂电池产业", "云台市政府工作报告", "0.8"),
            ("云台市", "实施", "强链行动", "云台市政府工作报告", "0.8"),
            ("云台市", "获得或争取", "国家卫生城市", "云台市政府工作报告", "0.8"),
            ("云台市", "获得或争取", "文明城市", "云台市政府工作报告", "0.8"),
            ("云台市人民政府", "发布", "云台市招商办法", "云台市政府工作报告", "0.8"),
            ("张三", "居住于", "云台市", "雲台日報", "0.8"),
            ("张三", "年龄", "45", "雲台日報", "0.8"),
            ("星河科技", "位于", "东山县", "云台市政府工作报告", "0.8"),
            ("李青", "任职于", "云台市人民政府", "云台市政府工作报告", "0.8"),
            ("锂电池项目", "所处阶段", "开工", "云台市政府工作报告", "0.8"),
            ("锂电池项目", "所处阶段", "投用", "雲台日報", "0.8"),
        ],
    ),
    "targets-of-year": (
        ("subject", "measure", "bound", "value", "unit", "from", "to", "quote", "document"),
        [
            (
                "云台市",
                "地区生产总值",
                "不低于",
                "6",
                "%",
                "2024",
                "2024",
                "2024年地区生产总值增长6%以上",
                "云台市政府工作报告",
            ),
        ],
    ),
    "timeline": (
        ("when", "subject", "relation", "other", "modality", "document"),
        [
            ("2024", "云台市", "举办", "云台茶文化节", "实际", "云台市政府工作报告"),
            ("2024-05", "锂电池项目", "所处阶段", "投用", "实际", "雲台日報"),
        ],
    ),
}


def ask(store, name: str, /, **values: str):
    query = find_query(name)
    return run(store, query.text, bindings=query.bind(values)).rows()


@pytest.mark.parametrize("name", EXPECTED)
def test_without_parameters_it_gives_everything(store, name):
    assert ask(store, name) == EXPECTED[name]


PARAMETERS = [
    (
        "companies-by-district",
        {"place": "东山"},
        [("东山县", "星河科技", "锂电池项目", "开工"), ("东山县", "星河科技", "锂电池项目", "投用")],
    ),
    ("companies-by-district", {"place": "西山"}, []),
    (
        "companies-by-district",
        {"place": "云台"},
        [("云台市", "星河科技", "锂电池项目", "开工"), ("云台市", "星河科技", "锂电池项目", "投用")],
    ),
    (
        "programmes-of-district",
        {"place": "云台"},
        [("云台市", "强链行动", "实施强链行动", "云台市政府工作报告")],
    ),
    ("programmes-of-district", {"place": "东山"}, []),
    (
        "positions",
        {"person": "李"},
        [("李青", "市长", "云台市人民政府", "", "市长李青", "云台市政府工作报告")],
    ),
    ("positions", {"person": "王"}, []),
    ("targets-of-year", {"year": "2025"}, []),
    ("projects-by-stage", {"stage": "投用"}, [("投用", "锂电池项目", "2024-05", "", "星河科技", "雲台日報")]),
    (
        "awards",
        {"status": "sought"},
        [("云台市", "文明城市", "sought", "", "争创文明城市", "云台市政府工作报告")],
    ),
    (
        "industries-by-place",
        {"place": "云台"},
        [("云台市", "锂电池产业", "发展锂电池产业", "云台市政府工作报告")],
    ),
    ("industries-by-place", {"place": "东山"}, []),
    (
        "largest-numbers",
        {"unit": "亿"},
        [("1250000000", "12.5亿元", "锂电池项目", "年产值", "实际", "年产值达12.5亿元", "雲台日報")],
    ),
    (
        "observations-of-measure",
        {"measure": "产值"},
        [
            (
                "锂电池项目",
                "年产值",
                "2024/2025",
                "实际",
                "等于",
                "12.5",
                "亿元",
                "年产值达12.5亿元",
                "雲台日報",
            )
        ],
    ),
    ("timeline", {"year": "2024"}, EXPECTED["timeline"][1]),
    ("timeline", {"year": "2023"}, []),
    ("commitments", {"place": "东山"}, []),
    (
        "what-documents-say",
        {"name": "星河"},
        [
            ("星河科技", "位于", "东山县", "东山县引进星河科技", "云台市政府工作报告", "21"),
            ("星河科技", "承担", "锂电池项目", "星河科技投资建设锂电池项目", "云台市政府工作报告", "31"),
            ("星河科技", "承担", "锂电池项目", "星河科技锂电池项目2024年5月投产", "雲台日報", "5"),
        ],
    ),
    (
        "what-documents-say",
        {"name": "国家卫生"},
        [("国家卫生城市", "← 获得或争取", "云台市", "我市获评国家卫生城市", "云台市政府工作报告", "67")],
    ),
]


@pytest.mark.parametrize(("name", "values", "rows"), PARAMETERS)
def test_parameters_narrow_the_rows(store, name, values, rows):
    assert ask(store, name, **values)[1] == rows


def test_names_in_traditional_characters_are_found(store):
    _, rows = ask(store, "what-documents-say", name="雲台")
    assert {row[0] for row in rows} == {"云台市"}


def test_a_span_holds_its_years():
    target = next(o for o in SMALL.observations if o.modality == "Target")
    store = fresh(replace(SMALL, observations=(replace(target, period="2023-06/2025"),)))
    for year, count in (("2022", 0), ("2023", 1), ("2024", 1), ("2025", 1), ("2026", 0)):
        assert len(ask(store, "targets-of-year", year=year)[1]) == count, year


def test_conflicts_need_the_same_unit_modality_and_period(store):
    assert ask(store, "conflicting-numbers")[1] == []
    actual = next(o for o in SMALL.observations if o.modality == "Actual" and o.written_unit == "%")
    other = replace(actual, written_value="6", value=Decimal(6), evidence=quote(report, "增长6%"))
    spoiled = fresh(replace(SMALL, observations=(*SMALL.observations, other)))
    assert ask(spoiled, "conflicting-numbers")[1] == [
        ("云台市", "地区生产总值", "2024", "6", "云台市政府工作报告", "7", "雲台日報")
    ]
    apart = fresh(replace(SMALL, observations=(*SMALL.observations, replace(other, unit="TENTH"))))
    assert ask(apart, "conflicting-numbers")[1] == []


def test_the_most_connected_come_first(store):
    columns, rows = ask(store, "most-connected")
    assert columns == ("thing", "class", "relations")
    assert rows[:2] == [("云台市", "行政区划", "7"), ("锂电池项目", "项目", "3")]
    assert "东湖公园" not in {row[0] for row in rows}, "a mention alone is no connection"


def fresh(knowledge: Knowledge):
    store = inner_store(to_graph(merge([knowledge])))
    load_vocabulary(store)
    return store


def test_every_query_has_been_tested_here():
    tested = {*EXPECTED, *(name for name, _, _ in PARAMETERS), "conflicting-numbers", "most-connected"}
    assert {query.name for query in load_library()} == tested
    assert len(tested) >= 12


def test_headers_speak_both_languages():
    for query in load_library():
        assert query.title_zh and query.title_en and query.description_zh and query.description_en
        for param in query.params:
            assert param.description_zh != param.description_en
            assert f"?{param.name}" in query.text


def test_library_queries_declare_their_prefixes():
    """So that they also run in another SPARQL tool."""
    import pyoxigraph as ox

    for query in load_library():
        ox.Store().query(query.text)


HOSTILE = ['" || true) } #', "\\u0022 ) }", "'\n\"", "?x", "</a>", "} UNION { ?a ?b ?c", "%s {0}", "\x00"]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_parameter_cannot_change_the_query(store, value):
    assert ask(store, "positions", person=value)[1] == []


def test_wrong_names_and_values_are_refused():
    query = find_query("targets-of-year")
    with pytest.raises(UsageError, match="no year"):
        query.bind({"year": "last year"})
    with pytest.raises(UsageError, match="its parameters: year"):
        query.bind({"yaer": "2024"})
    with pytest.raises(UsageError, match="did you mean"):
        find_query("targets-of-yaer")


@pytest.mark.parametrize(
    "header",
    ["# title.zh: 甲", "# title.zh: 甲\n# title.en: a\n# param: x", "# title.zh: 甲\n# title.en: a\n# param: x colour red",
     '# title.zh: 甲\n# title.en: a\n# param: x string "red'],
)  # fmt: skip
def test_a_malformed_header_is_refused(header):
    with pytest.raises(DataError):
        parse_query("q", header + "\nSELECT * WHERE { ?s ?p ?o }")
