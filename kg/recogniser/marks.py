"""Spans whose quotation marks and brackets come in pairs, as the annotation guidelines ask."""

from __future__ import annotations

_PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("（", "）"), ("(", ")"), ("《", "》"))


def balance(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in a partner that stands right beside the span, and leave out marks around the whole name.

    >>> text = "落实“四重”清单，实施“双百行动”，办好(二期)工程"
    >>> [text[slice(*balance(text, *span))] for span in [(3, 5), (2, 5), (3, 8), (12, 17), (2, 8)]]
    ['四重', '四重', '“四重”清单', '双百行动', '“四重”清单']

    Args:
        text: the sentence.
        start: where the span starts.
        end: where it ends.
    """
    for left, right in _PAIRS:
        inside = text[start:end]
        opened, closed = inside.count(left), inside.count(right)
        if opened > closed and text[end : end + 1] == right:
            end += 1
        elif closed > opened and start and text[start - 1] == left:
            start -= 1
        inside = text[start:end]
        if end - start > 2 and inside.startswith(left) and inside.endswith(right) and inside.count(left) == 1:
            start, end = start + 1, end - 1
    return start, end
