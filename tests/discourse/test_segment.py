"""Sentences and clauses are cut where a reader would."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.discourse.segment import clause_spans, sentences
from kg.model import Article, Block, BlockRole, Text
from kg.text.mapped import MappedText


def text_of(*lines: str, role: BlockRole = BlockRole.PARAGRAPH) -> Text:
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line), role, 0))
        at += len(line) + 1
    return Text(MappedText.of("\n".join(lines)), tuple(blocks), (Article(0, max(at - 1, 0)),))


def cut(*lines: str) -> list[str]:
    text = text_of(*lines)
    return [text.text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("开工20个。建成3个！", ["开工20个。", "建成3个！"]),
        ("增长6%；下降2%。", ["增长6%；下降2%。"]),
        ("他说：“很好。”大家笑了。", ["他说：“很好。”", "大家笑了。"]),
        ("开展“放心消费，你我同行！”活动10场。", ["开展“放心消费，你我同行！”活动10场。"]),
        ("（见第二版。）下一句。", ["（见第二版。）下一句。"]),
        ("“未闭合的引号。第二句。", ["“未闭合的引号。", "第二句。"]),
        ("没有句号", ["没有句号"]),
    ],
)
def test_sentences(line, parts):
    assert cut(line) == parts


def test_no_sentence_crosses_a_block():
    assert cut("标题没有句号", "正文。") == ["标题没有句号", "正文。"]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("投资1,234万元，增长6%。", ["投资1,234万元", "增长6%。"]),
        ("凌晨5:30，他出门。", ["凌晨5:30", "他出门。"]),
        ("1,2-丙二醇基地投产,全球最大", ["1,2-丙二醇基地投产", "全球最大"]),
        ("到2025,35家企业", ["到2025", "35家企业"]),
        ("租金30—80万元的店——都是", ["租金30—80万元的店", "都是"]),
        ("建成中心（含市级、县级，共3处），投用", ["建成中心（含市级、县级，共3处）", "投用"]),
    ],
)
def test_clauses(sentence, parts):
    assert [sentence[a:b] for a, b in clause_spans(sentence, 0, len(sentence))] == parts


@given(st.lists(st.text(alphabet="甲乙1，。！？“”（）《》；\n,: —", min_size=1, max_size=40), max_size=4))
def test_sentences_cover_everything_but_space(lines):
    lines = [line.replace("\n", "") for line in lines]
    text = text_of(*lines)
    spans = sentences(text)
    assert list(spans) == sorted(spans)
    kept = "".join(text.text[a:b] for a, b in spans)
    assert [c for c in kept if c not in " —\n"] == [c for c in text.text if c not in " —\n"]
    for start, end in spans:
        inner = clause_spans(text.text, start, end)
        assert all(start <= a < b <= end for a, b in inner)
        assert all(one[1] <= two[0] for one, two in pairwise(inner))
