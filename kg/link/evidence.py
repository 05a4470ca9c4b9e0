"""Quotes for mentions: the clause that holds one, as a slice of the source."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from kg.model import Clause, Document, Evidence, Text

#: a longer quote (characters) says little; then the name with its surroundings is quoted
_LONGEST = 400
_AROUND = 60


class Quotes:
    """Finds the clause, else the sentence, else the block that holds a span."""

    def __init__(self, document: Document, text: Text, clauses: Sequence[Clause]) -> None:
        self._document, self._text = document, text
        self._clauses = sorted((c.start, c.end) for c in clauses)
        sentences: dict[int, tuple[int, int]] = {}
        for c in clauses:
            start, end = sentences.get(c.sentence, (c.start, c.end))
            sentences[c.sentence] = (min(start, c.start), max(end, c.end))
        self._sentences = sorted(sentences.values())
        self._blocks = [(b.start, b.end) for b in text.blocks]

    @property
    def sentences(self) -> list[tuple[int, int]]:
        """Sentences (text offsets) as the clauses make them up; blocks where there are no clauses."""
        return self._sentences or self._blocks

    def of(self, start: int, end: int, *, rule: str) -> Evidence:
        """Return evidence for the span (text offsets) in a quote of the source."""
        first, last = start, end
        for spans in (self._clauses, self._sentences, self._blocks):
            at = bisect_right(spans, (start, len(self._text.text))) - 1
            if at >= 0 and spans[at][0] <= start and end <= spans[at][1]:
                first, last = spans[at]
                break
        if last - first > _LONGEST:
            first, last = max(first, start - _AROUND), min(last, end + _AROUND)
        begin, stop = self._text.mapped.source_span(first, last)
        exact = self._document.source[begin:stop]
        return Evidence(self._document.id, begin, stop, exact, rule)

    def written(self, start: int, end: int) -> str:
        """Return the span as the source writes it, white space left out, if its characters differ in script.

        Source of method: both scripts write a name with the same number of characters.
        """
        begin, stop = self._text.mapped.source_span(start, end)
        raw = "".join(self._document.source[begin:stop].split())
        clean = "".join(self._text.text[start:end].split())
        other = any(a != b and unicodedata.category(a) == "Lo" for a, b in zip(raw, clean, strict=False))
        return raw if len(raw) == len(clean) and other else ""
