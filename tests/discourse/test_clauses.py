"""Modality and period of clauses come from headings, markers, dates and the tense model."""

from __future__ import annotations

import pytest

from kg.discourse import clauses, sentences
from kg.model import Metadata, Modality
from tests.discourse.test_segment import text_of

A, E, T = Modality.ACTUAL, Modality.ESTIMATED, Modality.TARGET
REPORT = Metadata(title="政府工作报告", date="2024-01-10")


def read(*lines: str, metadata: Metadata = REPORT) -> dict[str, tuple[Modality, str]]:
    text = text_of(*lines)
    found = clauses(text, sentences(text), metadata=metadata)
    return {text.text[c.start : c.end].rstrip("。"): (c.modality, c.period) for c in found}


def test_headings_decide():
    found = read(
        "一、2023年工作回顾",
        "（一）项目建设",
        "建成高标准农田16万亩。",
        "二、2024年工作安排",
        "（一）项目建设",
        "建成高标准农田20万亩。",
    )
    assert found["建成高标准农田16万亩"] == (A, "2023")
    assert found["建成高标准农田20万亩"] == (T, "2024")


def test_markers_overrule_headings():
    found = read(
        "一、2023年工作回顾", "力争明年开工30个项目。", "二、2024年工作安排", "去年已建成标准厂房9万平方米。"
    )
    assert found["力争明年开工30个项目"] == (T, "2025")
    assert found["去年已建成标准厂房9万平方米"] == (A, "2023")


def test_passages_without_headings_are_told_by_their_words():
    plan = read("加快推进临港片区建设，支持企业技改扩能，力争新增规上企业30家，推动12个项目落地。")
    assert {modality for modality, _ in plan.values()} == {T}
    review = read("过去五年，成功创建国家卫生城市，荣获全国文明城市，建成学校20所，群众满意度位居全省前列。")
    assert {modality for modality, _ in review.values()} == {A}
    assert review["建成学校20所"][1] == "2019/2023"


def test_estimates_reach_as_far_as_the_measure():
    found = read(
        "一、2023年工作回顾", "累计修建公路72公里，预计到位资金90亿元，同比增长15%，新建厂房20万平方米。"
    )
    assert found["累计修建公路72公里"][0] is A
    assert found["预计到位资金90亿元"][0] is E
    assert found["同比增长15%"][0] is E
    assert found["新建厂房20万平方米"][0] is A


def test_an_estimate_at_the_head_governs_the_sentence():
    found = read("一、2023年工作回顾", "预计地区生产总值增长5%；工业增加值增长6%。")
    assert {modality for modality, _ in found.values() if _ != ""} >= {E}
    assert found["工业增加值增长6%"][0] is E


@pytest.mark.parametrize(
    ("clause", "modality"),
    [
        ("到2030年建成专线18条", T),
        ("截至2021年底全市有医院35家", A),
        ("将全县划分为120个片区", A),
        ("我市将全力抓好20件实事", T),
    ],
)
def test_news(clause, modality):
    found = read("记者从会上获悉。", f"{clause}。", metadata=Metadata(date="2024-05-02"))
    assert found[clause][0] is modality


def test_without_any_date_periods_are_those_the_text_states():
    found = read("2023年6月开园。", "公园有驿站3个。", metadata=Metadata())
    assert found["2023年6月开园"][1] == "2023-06"
    assert found["公园有驿站3个"][1] == ""


def test_empty():
    assert read() == {}
