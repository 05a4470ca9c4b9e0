"""The shipped recogniser: its file, offsets, independence of batches, and a floor under its quality."""

from __future__ import annotations

import itertools
import random
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DataError
from kg.model import EntityClass
from kg.recogniser import Recogniser
from kg.recogniser.model import _WEIGHTS

#: invented sentences in the styles of reports and newspapers: [mention:class]
SAMPLE = """
加快推进[临江新区:Site]建设，[临江至云溪高速公路:Project]建成通车，[云溪抽水蓄能电站:Project]开工建设。
成功创建[国家卫生城市:Award]、[全国双拥模范城:Award]，获评[中国最具幸福感城市:Award]。
深入实施[乡村振兴战略:Programme]，扎实开展[农村人居环境整治三年行动:Programme]。
培育壮大[新能源汽车:Industry]、[生物医药:Industry]、[电子信息:Industry]等产业集群。
[华腾科技:Company]、[中远重工:Company]等龙头企业落户[临江经济技术开发区:Site]。
出台《[临江市优化营商环境条例:PolicyDocument]》，印发《[关于促进民营经济发展的若干措施:PolicyDocument]》。
成功举办[第五届临江国际马拉松赛:Event]和[首届云溪文化旅游节:Event]。
记者从[市教育局:Organization]获悉，[张建国:Person]同志任[临江市第一中学:Organization]校长。
今年6月，[李晓梅:Person]从[广东省:District][深圳市:District]回到家乡[河西村:District]创业。
[红石湖国家湿地公园:Site]位于[青河县:District]北部。
"""
_MARKED = re.compile(r"\[([^:\]]+):(\w+)\]")


def sample() -> list[tuple[str, set[tuple[int, int, EntityClass]]]]:
    rows = []
    for line in SAMPLE.strip().splitlines():
        spans, text, at = set(), "", 0
        for found in _MARKED.finditer(line):
            text += line[at : found.start()]
            spans.add((len(text), len(text) + len(found[1]), EntityClass(found[2])))
            text, at = text + found[1], found.end()
        rows.append((text + line[at:], spans))
    return rows


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.load()


def test_finds_most_of_an_invented_sample(recogniser: Recogniser) -> None:
    rows = sample()
    found = recogniser.recognise([text for text, _ in rows])
    right = predicted = 0
    for (_, spans), candidates in zip(rows, found, strict=True):
        got = {(c.start, c.end, c.kind) for c in candidates}
        right, predicted = right + len(got & spans), predicted + len(got)
    gold = sum(len(spans) for _, spans in rows)
    assert 2 * right / (gold + predicted) >= 0.7


def test_spans_are_flat_and_scored(recogniser: Recogniser) -> None:
    for (text, _), candidates in zip(sample(), recogniser.recognise([t for t, _ in sample()]), strict=True):
        assert all(0 <= c.start < c.end <= len(text) and 0 < c.score <= 1 for c in candidates)
        assert all(a.end <= b.start for a, b in itertools.pairwise(candidates))
        assert {c.source for c in candidates} <= {"recogniser"}


def test_result_does_not_depend_on_the_batch(recogniser: Recogniser) -> None:
    texts = [text for text, _ in sample()] + ["", "好", "推进" * 200]
    alone = {text: recogniser.recognise([text])[0] for text in texts}
    rng = random.Random(3)
    for _ in range(4):
        mixed = [rng.choice(texts) for _ in range(rng.randint(2, 90))]
        for text, candidates in zip(mixed, recogniser.recognise(mixed), strict=True):
            assert [(c.start, c.end, c.kind) for c in candidates] == [
                (c.start, c.end, c.kind) for c in alone[text]
            ]
            for one, other in zip(candidates, alone[text], strict=True):
                assert one.score == pytest.approx(other.score, abs=2e-3)


def test_half_width_punctuation_changes_nothing(recogniser: Recogniser) -> None:
    full = "成功创建国家卫生城市，推进云溪抽水蓄能电站（一期）建设；举办首届云溪文化旅游节。"
    half = full.translate(str.maketrans("，（）；", ",();"))
    assert recogniser.recognise([full]) == recogniser.recognise([half])


def test_given_words_are_used(recogniser: Recogniser) -> None:
    texts = [text for text, _ in sample()]
    assert recogniser.recognise(texts, words=recogniser.words.tag(texts)) == recogniser.recognise(texts)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="市项目建设、，。“”《》（A1 \n\U00020000", max_size=20), max_size=4))
def test_any_text_is_taken(sentences: list[str]) -> None:
    recogniser = _SHARED.setdefault("recogniser", None) or Recogniser.load()
    _SHARED["recogniser"] = recogniser
    found = recogniser.recognise(sentences)
    assert len(found) == len(sentences)
    assert all(c.end <= len(s) for s, row in zip(sentences, found, strict=True) for c in row)


_SHARED: dict[str, Recogniser | None] = {}


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "recogniser.onnx"
    with pytest.raises(DataError, match="missing"):
        Recogniser.load(path)
    shutil.copy(_WEIGHTS, path)
    shutil.copy(_WEIGHTS.with_suffix(".sha256"), path.with_suffix(".sha256"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(DataError, match="SHA-256"):
        Recogniser.load(path)
