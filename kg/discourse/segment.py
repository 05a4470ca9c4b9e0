"""Cut a text into sentences and clauses by punctuation, with respect for quotes and brackets."""

from __future__ import annotations

from kg.model import Text

COMMA = "，"
_STOPS = frozenset("。！？!?")
_BREAKS = frozenset("，,；;：:—")
_OPEN = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】"}
_BRACKETS = frozenset("（(《〈")
_CLOSE = frozenset(_OPEN.values())
#: a quotation longer than this is speech, with sentences of its own; a shorter one is a name or a slogan
_LONGEST_NAME = 30
#: an unclosed bracket must not swallow its paragraph
_LONGEST_BRACKET = 150


def sentences(text: Text) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a text as text offsets, in order, none across a block.

    A sentence ends at 。！？ with the quotation marks that close there; ； separates clauses only. A stop
    inside brackets or inside a short quotation (“放心消费，你我同行！”活动) ends nothing.
    """
    found: list[tuple[int, int]] = []
    for block in text.blocks:
        found += _sentences(text.text, block.start, block.end)
    return tuple(found)


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pairs = _pairs(text, start, end)
    found: list[tuple[int, int]] = []
    begin, i = start, start
    while i < end:
        close = pairs.get(i)
        if close is not None and (text[i] in _BRACKETS or close - i <= _LONGEST_NAME):
            # “…。” as a whole sentence: the stop before the closing mark counts
            if (
                text[close - 1] in _STOPS
                and text[i] not in _BRACKETS
                and _ends(text, close, end, text[close - 1])
            ):
                i = close - 1
            else:
                i = close + 1
                continue
        if text[i] in _STOPS:
            i += 1
            while i < end and (text[i] in _STOPS or (text[i] in _CLOSE and i not in pairs)):
                i += 1
            found.append((begin, i))
            begin = i
        else:
            i += 1
    found.append((begin, end))
    return [span for span in (_strip(text, *one) for one in found) if span[0] < span[1]]


def _ends(text: str, close: int, end: int, stop: str) -> bool:
    """Does a short quotation that closes at ``close`` with ``stop`` end the sentence around it?"""
    if stop == "。" or close + 1 >= end:
        return True
    return text[close + 1] in _OPEN or text[close + 1].isspace()


def clause_spans(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Cut the sentence ``text[start:end]`` at commas, semicolons, colons and dashes.

    Separators belong to no clause. Numbers (1,234 and 5:30), brackets and short quotations stay whole.

    >>> s = "修路46公里、同比增长12%；引进1,234人（含“一老一小”，共3类）。"
    >>> [s[a:b] for a, b in clause_spans(s, 0, len(s))]
    ['修路46公里、同比增长12%', '引进1,234人（含“一老一小”，共3类）。']
    """
    pairs = _pairs(text, start, end)
    found: list[tuple[int, int]] = []
    begin, i = start, start
    while i < end:
        close = pairs.get(i)
        if close is not None and close - i <= (_LONGEST_BRACKET if text[i] in _BRACKETS else _LONGEST_NAME):
            i = close + 1
            continue
        if text[i] in _BREAKS and not _in_number(text, i):
            found.append((begin, i))
            begin = i + 1
        i += 1
    found.append((begin, end))
    return tuple(span for span in (_strip(text, *one) for one in found) if span[0] < span[1])


def _in_number(text: str, i: int) -> bool:
    before = text[i - 1 : i].isdecimal()
    if text[i] in ":：":
        return before and text[i + 1 : i + 2].isdecimal()
    if text[i] != "," or not before:
        return text[i] == "—" and before and text[i + 1 : i + 2].isdecimal()
    after = text[i + 1 : i + 5]
    # 1,234 but not 2022,2023; 1,2-丙二醇
    return (after[:3].isdecimal() and not after[3:4].isdecimal()) or (
        after[:1].isdecimal() and after[1:2] == "-"
    )


def _pairs(text: str, start: int, end: int) -> dict[int, int]:
    """Map each opening quotation mark or bracket to the one that closes it."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for i in range(start, end):
        char = text[i]
        if char in _OPEN:
            stack.append(i)
        elif char in _CLOSE:
            for depth in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
                if _OPEN[text[stack[depth]]] == char:
                    if i - stack[depth] <= _LONGEST_BRACKET or text[i] not in "）)》〉":
                        pairs[stack[depth]] = i
                    del stack[depth:]
                    break
    return pairs


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] == "—"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == "—"):
        end -= 1
    return start, end
