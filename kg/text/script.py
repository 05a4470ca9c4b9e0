"""Traditional to Simplified, by OpenCC, character for character."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kg.ingest.script import weigh_scripts

#: the OpenCC configuration: variants and characters (著 for 着 too), never the wording, and never a length
CONFIG = "tw2s"
_ENOUGH = 10
_TAGS = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_LONGEST = 500
_PIECE = re.compile(rf"[^\n]{{1,{_LONGEST}}}|\n+")
_MARKS = str.maketrans("\u300c\u300d\u300e\u300f", "\u201c\u201d\u2018\u2019")


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC(CONFIG)


def is_traditional(text: str, *, language: str = "") -> bool:
    """Tell whether ``text`` is written in Traditional characters.

    Args:
        text: any text; its beginning decides.
        language: a BCP 47 tag that decides where the text is too short to tell.

    >>> is_traditional("東關區開會討論種樹"), is_traditional("开会讨论种树")
    (True, False)
    """
    traditional, simplified = weigh_scripts(text)
    if traditional + simplified < _ENOUGH and language:
        return language.lower().startswith(_TAGS)
    return traditional > simplified


def to_simplified(text: str) -> str:
    """Return ``text`` in Simplified characters, as long as before; 「」 become “”.

    >>> to_simplified("鄉村振興「示範區」")
    '乡村振兴“示范区”'
    """
    convert = _converter().convert
    pieces: list[str] = []
    for match in _PIECE.finditer(text):
        piece = match[0]
        simple = convert(piece)
        # the pinned configuration keeps lengths; if a later dictionary does not, go character by character
        pieces.append(simple if len(simple) == len(piece) else "".join(_one(c, convert) for c in piece))
    return "".join(pieces).translate(_MARKS)


def _one(char: str, convert: Any) -> str:
    simple: str = convert(char)
    return simple if len(simple) == 1 else char
