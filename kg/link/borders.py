"""Whether a known name in a text is a mention, or only part of other words (新增城市, 市和县, 财政部门)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.lexicon.gazetteer import Hit
from kg.model import Word

#: a known name of so many characters is no part of another word
_LONG = 4


class Borders:
    """The borders of words; without words every border counts.

    Args:
        words: the words of the text, in order.
        tags: the tags of words that name places and bodies.
    """

    def __init__(self, words: Sequence[Word], *, tags: Sequence[str]) -> None:
        self._none = not words
        self._edges = frozenset(at for w in words for at in (w.start, w.end))
        self._places = sorted((w.start, w.end) for w in words if w.tag in tags)
        self._exact = frozenset(self._places)

    def is_place(self, start: int, end: int) -> bool:
        """Whether one word, which names a place, is this very span (text offsets)."""
        return self._none or (start, end) in self._exact

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the span begins and ends with words."""
        return self._none or (start in self._edges and end in self._edges)

    def ends(self, end: int) -> bool:
        """Whether a word ends here."""
        return self._none or end in self._edges

    def begins(self, start: int) -> bool:
        """Whether a word begins here, or the word around is a longer name of a place or body."""
        if self._none or start in self._edges:
            return True
        at = bisect_right(self._places, (start, start)) - 1
        return at >= 0 and start < self._places[at][1]

    def supports(self, hit: Hit, *, kin: frozenset[str]) -> bool:
        """Whether a hit of the lexicon is a mention by itself.

        Args:
            hit: a name of the lexicon (text offsets).
            kin: codes of the document's own division, those above it and those below it.
        """
        length = hit.end - hit.start
        if not hit.codes:
            return hit.alone and (
                hit.source != "name" or length >= _LONG or self.is_whole(hit.start, hit.end)
            )
        near = bool(kin.intersection(hit.codes))
        if hit.short:
            if hit.alone:
                return self.is_whole(hit.start, hit.end)
            return near and self.is_whole(hit.start, hit.end) and self.is_place(hit.start, hit.end)
        if length > 2:
            return (hit.alone or near) and self.begins(hit.start)
        # the shortest full names, 中国 and 和县: countries, and counties near by
        large = any(not code.isdigit() or code.endswith("00") for code in hit.codes)
        believable = near or (large and hit.alone)
        return believable and self.is_whole(hit.start, hit.end) and self.is_place(hit.start, hit.end)
