"""The tag set of the recogniser: BIES tags of the eleven classes, and which may follow which.

Tag 0 is O; class number ``c`` has B, I, E and S at ``1 + 4c`` … ``4 + 4c``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from kg.model import EntityClass

CLASSES: tuple[EntityClass, ...] = tuple(EntityClass)
OUTSIDE = 0
BEGIN, INSIDE, END, SINGLE = range(4)
TAG_COUNT = 1 + 4 * len(CLASSES)


def tag(position: int, kind: int) -> int:
    """Return the tag number of a position (BEGIN …) and a class number.

    >>> tag(BEGIN, 0), tag(SINGLE, 10)
    (1, 44)
    """
    return 1 + 4 * kind + position


def encode_spans(length: int, spans: Iterable[tuple[int, int, int]]) -> npt.NDArray[np.int64]:
    """Turn flat spans (start, end, class number) into one tag a character.

    >>> encode_spans(5, [(0, 1, 0), (2, 5, 1)]).tolist()
    [4, 0, 5, 6, 7]
    """
    tags = np.zeros(length, dtype=np.int64)
    for start, end, kind in spans:
        if end - start == 1:
            tags[start] = tag(SINGLE, kind)
        else:
            tags[start + 1 : end - 1] = tag(INSIDE, kind)
            tags[start] = tag(BEGIN, kind)
            tags[end - 1] = tag(END, kind)
    return tags


def decode_tags(tags: Sequence[int] | npt.NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Turn a valid tag sequence into spans (start, end, class number); the inverse of :func:`encode_spans`.

    >>> decode_tags([4, 0, 5, 6, 7])
    [(0, 1, 0), (2, 5, 1)]
    """
    array = np.asarray(tags, dtype=np.int64)
    position, kind = (array - 1) % 4, (array - 1) // 4
    spans = []
    start = -1
    for at in np.flatnonzero(array):
        where = position[at]
        if where == SINGLE:
            spans.append((int(at), int(at) + 1, int(kind[at])))
        elif where == BEGIN:
            start = int(at)
        elif where == END and start >= 0:
            spans.append((start, int(at) + 1, int(kind[at])))
            start = -1
    return spans


def allowed_transitions() -> npt.NDArray[np.bool_]:
    """Return which tag (row) may stand before which tag (column)."""
    allowed = np.zeros((TAG_COUNT, TAG_COUNT), dtype=np.bool_)
    for left in range(TAG_COUNT):
        for right in range(TAG_COUNT):
            left_open = left != OUTSIDE and (left - 1) % 4 in (BEGIN, INSIDE)
            right_goes_on = right != OUTSIDE and (right - 1) % 4 in (INSIDE, END)
            if left_open and right_goes_on:
                allowed[left, right] = (left - 1) // 4 == (right - 1) // 4
            else:
                allowed[left, right] = not left_open and not right_goes_on
    return allowed


def allowed_ends() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return which tags may start a sentence, and which may end one."""
    position = (np.arange(TAG_COUNT) - 1) % 4
    outside = np.arange(TAG_COUNT) == OUTSIDE
    return outside | np.isin(position, (BEGIN, SINGLE)), outside | np.isin(position, (END, SINGLE))
