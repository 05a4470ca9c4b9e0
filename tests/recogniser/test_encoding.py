"""What the recogniser sees of a character."""

from __future__ import annotations

import numpy as np

from kg.model import Word
from kg.recogniser import encoding

VOCABULARY = encoding.Vocabulary("市项目a1,、()")


def rows(sentence: str, words: tuple[Word, ...] = ()) -> dict[str, list[int]]:
    array = encoding.encode([sentence], [words], VOCABULARY)[0]
    assert array.shape == (len(sentence), len(encoding.FEATURES))
    return dict(zip(encoding.FEATURES, array.T.tolist(), strict=True))


def test_half_and_full_width_look_the_same() -> None:
    full = encoding.encode(["市Ａ１项目，（市）：目、项；！"], [()], VOCABULARY)[0]
    half = encoding.encode(["市a1项目,(市):目、项;!"], [()], VOCABULARY)[0]
    np.testing.assert_array_equal(full, half)


def test_list_comma_differs_from_comma() -> None:
    assert rows("，")["shape"] != rows("、")["shape"]
    assert rows("，")["char"] != rows("、")["char"]


def test_items_of_a_list() -> None:
    assert rows("甲、乙、丙，丁")["item"] == [2, 2, 3, 3, 1, 1, 0]
    assert rows("“甲、乙”丙")["item"] == [0] * 6


def test_inside_marks() -> None:
    assert rows("甲“乙”《丙》（丁）")["inside"] == [0, 0, 1, 0, 0, 2, 0, 0, 4, 0]
    assert rows('甲"乙"丙')["inside"] == [0, 0, 1, 0, 0]
    assert rows("甲“乙丙")["inside"] == [0] * 4


def test_word_tags() -> None:
    known = rows("市项目", (Word(0, 1, "n"), Word(1, 3, "LOC")))["word"]
    assert len(set(known)) == 3
    assert (
        rows("市项目", (Word(0, 1, "n"), Word(1, 3, "no such tag")))["word"][1:]
        == [encoding.WORD_COUNT - 1] * 2
    )


def test_characters_beyond_the_basic_plane() -> None:
    assert rows("市\U00020000")["char"] == [1, 0]
