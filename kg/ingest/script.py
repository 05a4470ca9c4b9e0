"""Which script a text is written in, told by what the encodings of each script can hold."""

from __future__ import annotations

from collections import Counter

_SAMPLE = 30_000
_ENOUGH = 10


def weigh_scripts(text: str) -> tuple[int, int]:
    """Count the ideographs of Traditional writing only, and of Simplified writing only.

    GB 2312 holds no Traditional and Big5 no Simplified forms, so a character that only one of them has tells
    the script; characters of both, or of neither, tell nothing.

    Args:
        text: any text; its first 30,000 characters count.

    >>> weigh_scripts("東關區開會討論種樹"), weigh_scripts("开会讨论种树")
    ((9, 0), (0, 5))
    """
    traditional = simplified = 0
    for char, count in Counter(text[:_SAMPLE]).items():
        if "\u4e00" <= char <= "\u9fff":
            in_gb, in_big5 = _holds("gb2312", char), _holds("big5", char)
            if in_big5 and not in_gb:
                traditional += count
            elif in_gb and not in_big5:
                simplified += count
    return traditional, simplified


def _holds(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def language_of(text: str) -> str:
    """Return ``zh-Hans``, ``zh-Hant``, ``en`` for Latin text, or an empty string if it cannot be told.

    >>> language_of("绿水青山就是金山银山，港口货运量增长一成"), language_of("Hello, world")
    ('zh-Hans', 'en')
    """
    sample = text[:_SAMPLE]
    han = sum(1 for c in sample if "\u4e00" <= c <= "\u9fff")
    latin = sum(1 for c in sample if c.isascii() and c.isalpha())
    if han * 10 < latin:
        return "en" if latin >= _ENOUGH else ""
    traditional, simplified = weigh_scripts(sample)
    if traditional == simplified:
        return ""
    return "zh-Hant" if traditional > simplified else "zh-Hans"
