"""Whether a word looks like the name of a person."""

from __future__ import annotations

import re

from kg.text.cues import cues, surnames

_HAN = re.compile("[\u3400-\u9fff]+")
_SEPARATORS = re.compile("[\u3001\uff0c,\\s]+")
_SPACED = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])\s{1,4}([\u3400-\u9fff])(?![\u3400-\u9fff])")


def is_name(word: str, *, sure: bool = False) -> bool:
    """Tell whether ``word`` looks like a person's name.

    A Han name is a known surname (百家姓 and those frequent today) and a given name of one or two
    characters; a name with ``·`` is a transcription. Where the position itself says that a name follows
    (``sure``: “… 摄”), other words of two to five characters, such as transcribed Mongolian names, pass too.

    >>> [is_name(word) for word in ("王小明", "欧阳小明", "艾力·买买提", "巴雅尔图")]
    [True, True, True, False]
    >>> is_name("巴雅尔图", sure=True), is_name("记者"), is_name("供图单位", sure=True)
    (True, False, False)
    """
    if word in cues().not_names or word.endswith(cues().not_name_ends):
        return False
    if "\xb7" in word:
        return all(_HAN.fullmatch(part) for part in word.split("\xb7"))
    if not _HAN.fullmatch(word):
        return False
    known = surnames()
    if word[:2] in known and 3 <= len(word) <= 4:
        return True
    if word[0] in known and 2 <= len(word) <= 3:
        return True
    return sure and 2 <= len(word) <= 5


def split_names(text: str, start: int, *, sure: bool = False) -> list[tuple[int, int, str]]:
    """Return the names in ``text`` as (start, end, name), or nothing if any word of it is no name.

    A single surname and a single given name with a space between them are one name; ``name`` is without it.

    Args:
        text: words between spaces, commas or 、.
        start: where ``text`` stands; offsets are returned relative to the same origin.
        sure: see :func:`is_name`.

    >>> split_names("周 远", 10), split_names("王小明 李芳", 0)
    ([(10, 13, '周远')], [(0, 3, '王小明'), (4, 6, '李芳')])
    """
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(text):
        gap = _SEPARATORS.match(text, at)
        if gap:
            at = gap.end()
            continue
        spaced = _SPACED.match(text, at)
        if spaced:
            end, name = spaced.end(), spaced[1] + spaced[2]
        else:
            stop = _SEPARATORS.search(text, at)
            end = stop.start() if stop else len(text)
            name = text[at:end]
        if not is_name(name, sure=sure):
            return []
        found.append((start + at, start + end, name))
        at = end
    return found
