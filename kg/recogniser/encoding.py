"""Characters of sentences as the numbers that the recogniser reads; the same in training and at run time.

Each character gives one row of :data:`FEATURES`: its number in the vocabulary, its shape (digit, kind of
punctuation …), whether it stands inside quotation marks, title marks or brackets, what bounds its list
item, and the tag of the word that it belongs to. Half-width and full-width forms give the same row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from kg.model import Word

#: columns of an encoded sentence, in order
FEATURES = ("char", "shape", "inside", "item", "word")

_SHAPES = (
    ",",
    "、",
    "。.;!?…",
    ":",
    "“‘「『",
    "”’」』",
    "\"'",
    "《〈<",
    "》〉>",
    "([{",
    ")]}",
    "·•",
    "-—–~",
    "%‰",
)
_FIRST_PUNCTUATION = 3
SHAPE_COUNT = _FIRST_PUNCTUATION + len(_SHAPES) + 1
_OTHER = SHAPE_COUNT - 1
_COMMA, _LIST, _STOP, _COLON, _OPEN, _CLOSE, _EITHER, _TITLE_OPEN, _TITLE_CLOSE, _LEFT, _RIGHT = range(
    _FIRST_PUNCTUATION, _FIRST_PUNCTUATION + 11
)
_PARTNER = {_OPEN: _CLOSE, _TITLE_OPEN: _TITLE_CLOSE, _LEFT: _RIGHT}
_BIT = {_CLOSE: 1, _TITLE_CLOSE: 2, _RIGHT: 4}
_IS_MARK = np.isin(np.arange(SHAPE_COUNT), [_EITHER, *_PARTNER, *_BIT])
_IS_BOUND = np.isin(np.arange(SHAPE_COUNT), (_COMMA, _LIST, _STOP, _COLON))
INSIDE_COUNT = 8
ITEM_COUNT = 4

_WORD_TAGS = (
    "a ad an c d f m n nr ns nt nw nz p q r s t u v vd vn w xc PER LOC ORG TIME O".split()  # noqa: SIM905
)
_WORD_TAG_NUMBER = {name: number for number, name in enumerate(_WORD_TAGS)}
#: two numbers a tag (first character of a word, later ones), and one for tags that are not known
WORD_COUNT = 2 * len(_WORD_TAGS) + 1


def normalise(char: str) -> str:
    """Return the half-width, lower-case form under which a character is looked up.

    >>> normalise("Ａ"), normalise("，"), normalise("、"), normalise("市")
    ('a', ',', '、', '市')
    """
    folded = unicodedata.normalize("NFKC", char).lower()
    return folded if len(folded) == 1 else char


@cache
def _shape_table() -> npt.NDArray[np.uint8]:
    table = np.zeros(0x10000, dtype=np.uint8)
    number = {c: _FIRST_PUNCTUATION + i for i, group in enumerate(_SHAPES) for c in group}
    for code in range(0x10000):
        char = normalise(chr(code))
        if char in number:
            table[code] = number[char]
        elif char.isdecimal():
            table[code] = 1
        elif char.isascii() and char.isalpha():
            table[code] = 2
        elif unicodedata.category(char)[0] in "PSZC":
            table[code] = _OTHER
    return table


@dataclass(frozen=True)
class Vocabulary:
    """The characters that the model knows; number 0 stands for all others.

    Args:
        characters: known characters in normalised form; the first has number 1.
    """

    characters: str

    @property
    def table(self) -> npt.NDArray[np.int32]:
        """Return the number of every code point of the basic plane."""
        return _vocabulary_table(self.characters)

    def __len__(self) -> int:
        return len(self.characters) + 1


@cache
def _vocabulary_table(characters: str) -> npt.NDArray[np.int32]:
    number = {char: at + 1 for at, char in enumerate(characters)}
    return np.fromiter((number.get(normalise(chr(c)), 0) for c in range(0x10000)), np.int32, 0x10000)


def encode(
    sentences: Sequence[str], words: Sequence[Sequence[Word]], vocabulary: Vocabulary
) -> list[npt.NDArray[np.int32]]:
    """Encode sentences as arrays of (characters, :data:`FEATURES`).

    Args:
        sentences: cleaned Simplified sentences.
        words: the words of each sentence, with offsets relative to it.
        vocabulary: the characters that the model knows.
    """
    return [
        _encode_one(sentence, tagged, vocabulary.table)
        for sentence, tagged in zip(sentences, words, strict=True)
    ]


def _encode_one(sentence: str, words: Sequence[Word], table: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    codes = np.frombuffer(sentence.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.where(codes < 0x10000, codes, 0)
    rows = np.empty((len(codes), len(FEATURES)), dtype=np.int32)
    shape = _shape_table()[codes]
    rows[:, 0] = table[codes]
    rows[:, 4] = _word_tags(len(codes), words)
    marks = np.flatnonzero(_IS_MARK[shape])
    if len(marks):
        kinds = _straight_quotes(shape[marks])
        shape[marks] = kinds
        _fill_between(rows[:, 2], marks.tolist(), kinds.tolist())
    else:
        rows[:, 2] = 0
    rows[:, 1] = shape
    rows[:, 3] = _list_items(shape, rows[:, 2])
    return rows


def _straight_quotes(kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Straight quotation marks open and close in turn."""
    at = np.flatnonzero(kinds == _EITHER)
    kinds[at[0::2]] = _OPEN
    kinds[at[1::2]] = _CLOSE
    return kinds


def _fill_between(inside: npt.NDArray[np.int32], marks: list[int], kinds: list[int]) -> None:
    """Set one bit for each kind of pair around a character; a mark without its partner encloses nothing."""
    inside[:] = 0
    opened: dict[int, int] = {}
    for at, kind in zip(marks, kinds, strict=True):
        if kind in _PARTNER:
            opened[_PARTNER[kind]] = at
        elif kind in opened:
            inside[opened.pop(kind) + 1 : at] |= _BIT[kind]


def _list_items(shape: npt.NDArray[np.uint8], inside: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """1 if a list comma bounds the item on its left, plus 2 if one bounds it on its right."""
    at = np.flatnonzero(_IS_BOUND[shape] & ((inside & 3) == 0))
    is_list = (shape[at] == _LIST).astype(np.int32)
    # the piece after each bound, with the bound itself at the end of the piece before it
    sizes = np.diff(np.concatenate(([-1], at, [len(shape) - 1])))
    sides = np.concatenate(([0], is_list)) + 2 * np.concatenate((is_list, [0]))
    return np.repeat(sides, sizes)


def _word_tags(length: int, words: Sequence[Word]) -> npt.NDArray[np.int32]:
    tags = np.full(length, WORD_COUNT - 1, dtype=np.int32)
    if words:
        numbers = np.fromiter((_WORD_TAG_NUMBER.get(w.tag, -1) for w in words), np.int32, len(words))
        starts = np.fromiter((w.start for w in words), np.int64, len(words))
        known = numbers >= 0
        inside = np.repeat(2 * numbers + 1, [w.end - w.start for w in words])
        tags[: len(inside)] = np.where(inside >= 0, inside, WORD_COUNT - 1)
        tags[starts[known]] = 2 * numbers[known]
    return tags
