"""What is a quantity, what is none, and how it is written and bounded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Bound
from kg.quantities import find_quantities, unit_by_key


def found(text: str) -> list[tuple[str, str]]:
    return [(one.written_value, one.written_unit) for one in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成投资1,234.5亿元", [("1234.5", "亿元")]),
        ("新增造林面积3万余亩", [("3", "万亩")]),
        ("污泥20余万吨、受理3000余件", [("20", "万吨"), ("3000", "件")]),
        ("少收4000多万元", [("4000", "万元")]),
        ("店铺年租金30—80万元", [("30", "万元"), ("80", "万元")]),
        ("增长5%-6%", [("5", "%"), ("6", "%")]),
        ("居民收入分别增长4%和5%", [("4", "%"), ("5", "%")]),
        ("比例稳定在六成以上", [("6", "成")]),
        ("救助标准实现“六连升”", [("6", "连升")]),
        ("增速居各州市第二位", [("2", "位")]),
        ("固定资产投资增速居全省首位", [("1", "位")]),
        ("居全省第2位和第3位", [("2", "位"), ("3", "位")]),
        ("全国百强县第23名", [("23", "名")]),
        ("作为全省第四大经济体、江南第二城", [("4", "位"), ("2", "位")]),
        ("下降0.3个百分点", [("0.3", "个百分点")]),
        ("经济总量翻一番", [("1", "番")]),
        ("产值突破千亿元大关", [("1000", "亿元")]),
        ("物流总额突破万亿元", [("1", "万亿元")]),
        ("财政收入下降到-3.5%", [("-3.5", "%")]),
        ("计划用四年时间完工", [("4", "年")]),
        ("打造3个百亿级产业集群", [("3", "个")]),
        ("9批次37人次走访工厂60余家", [("9", "批次"), ("37", "人次"), ("60", "家")]),
        ("带动就业1.5万、税收3亿元", [("1.5", "万"), ("3", "亿元")]),
        (
            "覆盖率分别提高20.9、36.2、54个百分点",
            [("20.9", "个百分点"), ("36.2", "个百分点"), ("54", "个百分点")],
        ),
        ("综合排名跃升至全国58位", [("58", "位")]),
        ("在亚运会获6金2银", [("6", "金"), ("2", "银")]),
        ("惠及76万群众", [("76", "万")]),
        ("3个案例获评全国优秀", [("3", "个")]),
        ("提升25条道路", [("25", "条")]),
        ("增长34.7％", [("34.7", "%")]),
        ("七方面帮扶事项逐步落实", [("7", "方面")]),
    ],
)
def test_quantities(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2023年6月1日下午4时30分",
        "截至2022年12月底",
        "2021—2025年",
        "今年35岁的王某",
        "拨打12345热线、119报警平台",
        "PM2.5、5G、G312、S205、4A级",
        "“十四五”规划",
        "第三次全国农业普查、第四届人民代表大会",
        "第一产业、第一书记、市第一人民医院",
        "推进八位一体、两位数增长",
        "家住10号楼3层",
        "入围民营企业500强",
        "深化七治、五个必须",
        "“24小时书店”服务",
        "15分钟生活圈",
        "一批项目、一系列举措、一年来",
        "五年来、过去五年、三年行动计划",
        "中发〔2023〕15号文件",
        "千万吨级粮食储备基地",
        "20万吨级码头",
        "1,2-丙二醇",
        "三位一体、一带一路、千方百计、十分重要",
        "",
    ],
)
def test_no_quantities(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("增长6%以上", Bound.AT_LEAST),
        ("不低于71.5%", Bound.AT_LEAST),
        ("突破3000家", Bound.AT_LEAST),
        ("850余项", Bound.AT_LEAST),
        ("控制在3%以内", Bound.AT_MOST),
        ("增长4%左右", Bound.ABOUT),
        ("近2000人", Bound.ABOUT),
        ("达到26万元", Bound.EXACT),
    ],
)
def test_bounds(text, bound):
    assert [one.bound for one in find_quantities(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("300亿元", Decimal(30000000000), "CNY"),
        ("84.5995公顷", Decimal("845995"), "SQUARE_METRE"),
        ("七成", Decimal(70), "PERCENT"),
        ("1.2万公里", Decimal(12000000), "METRE"),
        ("85亿斤", Decimal("4250000"), "TONNE"),
        ("12万人", Decimal(120000), "PERSON"),
    ],
)
def test_normalised(text, value, unit):
    (one,) = find_quantities(text)
    assert (one.value, one.unit) == (value, unit)


def test_a_range_is_two_numbers_with_spans_of_their_own():
    text = "创建1-2个示范区"
    assert [text[one.start : one.end] for one in find_quantities(text)] == ["1", "2个"]


def test_blocked_spans():
    text = "300万吨海上风电项目建成，投资3亿元"
    assert [one.written_value for one in find_quantities(text, blocked=[(0, 11)])] == ["3"]


@given(
    st.decimals(1, 99999, places=2),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["元", "吨", "平方米", "户"]),
)
def test_every_figure_with_a_unit_is_read(value, magnitude, unit):
    digits = format(value, "f")
    (one,) = find_quantities(f"共有{digits}{magnitude}{unit}。")
    assert (one.written_value, one.written_unit) == (digits, magnitude + unit)
    factor = next(u.factor for u in unit_by_key().values() if unit in u.forms)
    assert one.value == value * {"": 1, "万": 10**4, "亿": 10**8}[magnitude] * factor


@given(st.text(alphabet="0123456789.,%万亿元个第余多以上年月至-—“”三两十百增长居位", max_size=30))
def test_spans_are_ordered_and_quote_the_text(text):
    last = 0
    for one in sorted(find_quantities(text), key=lambda q: q.start):
        assert 0 <= one.start < one.end <= len(text)
        assert one.start >= last
        last = one.end
