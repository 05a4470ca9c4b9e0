"""Numbers of a text become observations with measure, subject, kind, modality, period and quote."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.discourse import clauses, sentences
from kg.facts.observations import observe
from kg.ingest.reader import make_document
from kg.model import (
    Annotated,
    Bound,
    Entity,
    EntityClass,
    Mention,
    Metadata,
    Modality,
    Observation,
    QuantityKind,
)
from kg.text.clean import clean
from kg.words import WordModel

CITY = "district/460200"
KINDS = {
    "三亚市": EntityClass.DISTRICT,
    "海口市": EntityClass.DISTRICT,
    "中央商务区": EntityClass.SITE,
    "创新园": EntityClass.SITE,
    "南山科技公司": EntityClass.COMPANY,
    "深海实验室": EntityClass.ORGANIZATION,
    "市商务局": EntityClass.ORGANIZATION,
    "跨海大桥项目": EntityClass.PROJECT,
    "300万吨炼化项目": EntityClass.PROJECT,
    "王小明": EntityClass.PERSON,
}


@pytest.fixture(scope="module")
def model() -> WordModel:
    return WordModel.load()


@pytest.fixture
def read(model):
    def annotate(source: str, *, title: str = "政府工作报告", date: str = "2024-01-10") -> list[Observation]:
        document = make_document(
            source.encode(), path="a.txt", metadata=Metadata(title=title, date=date, place="三亚市")
        )
        text = clean(document)
        spans = sentences(text)
        words = tuple(
            type(word)(word.start + start, word.end + start, word.tag)
            for (start, _), found in zip(spans, model.tag([text.text[a:b] for a, b in spans]), strict=True)
            for word in found
        )
        mentions = tuple(
            Mention(at, at + len(name), kind, CITY if name == "三亚市" else name, "test")
            for name, kind in KINDS.items()
            for at in _all(text.text, name)
        )
        annotated = Annotated(
            document,
            text,
            words,
            spans,
            clauses(text, spans, metadata=document.metadata),
            mentions,
            tuple(Entity(name, kind, name) for name, kind in KINDS.items()),
            CITY,
        )
        found = list(observe(annotated))
        for one in found:
            for quote in one.evidence:
                assert document.source[quote.start : quote.end] == quote.exact
                assert quote.exact
        return found

    return annotate


def _all(text: str, name: str) -> list[int]:
    return [i for i in range(len(text)) if text.startswith(name, i)]


def by_value(found: list[Observation]) -> dict[str, Observation]:
    return {one.written_value: one for one in found}


def test_everything_about_one_number(read):
    (one,) = read("一、2023年工作回顾\n固定资产投资突破300亿元。")
    assert one.about == CITY
    assert one.measure == "固定资产投资"
    assert (one.written_value, one.written_unit) == ("300", "亿元")
    assert (one.value, one.unit) == (Decimal(30_000_000_000), "CNY")
    assert (one.bound, one.kind) == (Bound.AT_LEAST, QuantityKind.LEVEL)
    assert (one.modality, one.period) == (Modality.ACTUAL, "2023")
    assert {quote.exact for quote in one.evidence} == {"固定资产投资突破300亿元。"}


@pytest.mark.parametrize(
    ("clause", "measures"),
    [
        ("地区生产总值增长6%", {"6": "地区生产总值增长率"}),
        ("签约项目52个", {"52": "签约项目数"}),
        ("73个重点项目开工建设", {"73": "重点项目数"}),
        (
            "城镇和农村居民人均收入分别增长5%、7%",
            {"5": "城镇居民人均收入增长率", "7": "农村居民人均收入增长率"},
        ),
        ("交易额、网络零售额分别达到61亿元、93亿元", {"61": "交易额", "93": "网络零售额"}),
        ("创建1-2个省级湿地公园", {"1": "创建省级湿地公园数", "2": "创建省级湿地公园数"}),
        ("进出口总额16亿美元，增长21%", {"16": "进出口总额", "21": "进出口总额增长率"}),
        ("税收收入80亿元、居全省第2位", {"80": "税收收入", "2": "税收收入全省排名"}),
        ("经济总量由120亿元增加到210亿元", {"120": "经济总量", "210": "经济总量"}),
    ],
)
def test_measures(read, clause, measures):
    assert {one.written_value: one.measure for one in read(f"{clause}。")} == measures


def test_one_number_for_two_measures(read):
    found = read("问题解决率、办理满意率均达到90%以上。")
    assert sorted(one.measure for one in found) == ["办理满意率", "问题解决率"]


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("累计签约项目52个。", CITY),
        ("中央商务区累计入驻企业64家。", "中央商务区"),
        ("中央商务区全面提速，累计入驻企业64家。", "中央商务区"),
        ("推进创新园开发，投入资金9亿元。", "创新园"),
        ("投入2亿元改造创新园道路。", "创新园"),
        ("总投资50亿元的跨海大桥项目开工。", "跨海大桥项目"),
        ("南山科技公司发展迅速。公司拥有专利35项。", "南山科技公司"),
        ("王小明在消防岗位上工作了11年。", "王小明"),
        ("推进深海实验室16项关键核心技术攻关。", "深海实验室"),
        ("市商务局带队招商17批次。", CITY),
        ("6个部门进驻创新园。", "创新园"),
        ("创新园、中央商务区等7个项目抓紧建设。", CITY),
    ],
)
def test_subjects(read, sentence, about):
    assert {one.about for one in read(sentence)} == {about}


def test_kinds(read):
    found = read("投资8亿元，增长6%，办结率96%，居全省第3位，新建学校5所。")
    assert [one.kind for one in found] == [
        QuantityKind.LEVEL,
        QuantityKind.GROWTH,
        QuantityKind.SHARE,
        QuantityKind.RANK,
        QuantityKind.COUNT,
    ]


def test_numbers_in_names_and_dates_are_none(read):
    assert read("300万吨炼化项目于2023年6月1日开工，王小明今年35岁。") == []


def test_a_task_is_a_target(read):
    found = by_value(read("一、2023年工作回顾\n完成造林60公顷任务，已完成48公顷。"))
    assert found["60"].modality is Modality.TARGET
    assert found["48"].modality is Modality.ACTUAL


def test_equal_statements_merge_and_keep_both_quotes(read):
    found = read("一、2023年工作回顾\n全市签约重点项目52个。\n全年签约重点项目52个。")
    (one,) = found
    assert len(one.evidence) == 2


def test_a_class_of_things_is_no_number_of_its_own(read):
    assert [one.written_value for one in read("200万元以上企业实现销售收入3亿元。")] == ["3"]


def test_nothing(read):
    assert read("建设美丽家园。") == []
