"""Text in which every character knows where it stands in the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class MappedText:
    """A string with the source range of each character.

    ``starts[i]`` and ``ends[i]`` bound the source code points that character ``i`` was made from. Both never
    decrease; a character that was inserted (a separator) has an empty range. Every operation returns a new
    value and keeps this.

    >>> text = MappedText.of("甲 乙\\n丙")
    >>> joined = text.delete([(1, 2), (3, 4)])
    >>> joined.text, joined.source_span(1, 3), joined.source_spans(1, 3)
    ('甲乙丙', (2, 5), ((2, 3), (4, 5)))
    """

    text: str
    starts: Offsets
    ends: Offsets

    def __post_init__(self) -> None:
        if not len(self.text) == len(self.starts) == len(self.ends):
            raise ValueError("text and offsets differ in length")

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> MappedText:
        """Return ``source[start:end]``, mapped onto itself (source offsets)."""
        stop = len(source) if end is None else end
        if not 0 <= start <= stop <= len(source):
            raise ValueError(f"no such range: {start}:{stop} of {len(source)}")
        starts = np.arange(start, stop, dtype=np.int32)
        return cls(source[start:stop], starts, starts + np.int32(1))

    @classmethod
    def join(cls, parts: Iterable[MappedText], separator: str = "") -> MappedText:
        """Join ``parts``, which must be in source order; separators get an empty source range.

        Raises:
            ValueError: a part begins before its predecessor ends.
        """
        texts: list[str] = []
        starts: list[Offsets] = []
        ends: list[Offsets] = []
        at = 0
        for part in parts:
            if separator and texts:
                texts.append(separator)
                gap = np.full(len(separator), at, dtype=np.int32)
                starts.append(gap)
                ends.append(gap)
            if len(part):
                if int(part.starts[0]) < at:
                    raise ValueError("parts are not in source order")
                at = int(part.ends[-1])
            texts.append(part.text)
            starts.append(part.starts)
            ends.append(part.ends)
        if not texts:
            return cls.of("")
        return cls("".join(texts), np.concatenate(starts), np.concatenate(ends))

    def __len__(self) -> int:
        return len(self.text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MappedText):
            return NotImplemented
        return (
            self.text == other.text
            and np.array_equal(self.starts, other.starts)
            and np.array_equal(self.ends, other.ends)
        )

    def __hash__(self) -> int:
        return hash(self.text)

    def slice(self, start: int, end: int) -> MappedText:
        """Return characters ``start:end`` (text offsets); Python's rules for slices hold."""
        return MappedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def strip(self) -> MappedText:
        """Return it without white space at either end."""
        left = len(self.text) - len(self.text.lstrip())
        return self.slice(left, max(left, len(self.text.rstrip())))

    def with_text(self, text: str) -> MappedText:
        """Return it with each character rewritten in place (``text`` is as long as before)."""
        return MappedText(text, self.starts, self.ends)

    def replace(self, start: int, end: int, new: str) -> MappedText:
        """Return it with characters ``start:end`` replaced by ``new``.

        As many characters as before map one to one; otherwise each new character maps to the whole replaced
        range.

        Raises:
            ValueError: ``start:end`` is empty or outside of the text.
        """
        first, last = self.source_span(start, end)
        if len(new) == end - start:
            return self.with_text(self.text[:start] + new + self.text[end:])
        middle = MappedText(
            new, np.full(len(new), first, dtype=np.int32), np.full(len(new), last, dtype=np.int32)
        )
        return MappedText(
            self.text[:start] + new + self.text[end:],
            np.concatenate((self.starts[:start], middle.starts, self.starts[end:])),
            np.concatenate((self.ends[:start], middle.ends, self.ends[end:])),
        )

    def delete(self, ranges: Sequence[tuple[int, int]]) -> MappedText:
        """Return it without ``ranges`` (text offsets; sorted, not overlapping)."""
        if not ranges:
            return self
        keep = np.ones(len(self.text), dtype=bool)
        pieces: list[str] = []
        at = 0
        for start, end in ranges:
            if not at <= start <= end <= len(self.text):
                raise ValueError(f"ranges must be sorted and within the text: {start}:{end}")
            keep[start:end] = False
            pieces.append(self.text[at:start])
            at = end
        pieces.append(self.text[at:])
        return MappedText("".join(pieces), self.starts[keep], self.ends[keep])

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source range from character ``start`` to character ``end - 1``.

        Whatever was dropped in between (a line break, a page number) lies within it.

        Raises:
            ValueError: the span is empty or outside of the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no such span: {start}:{end} of {len(self.text)}")
        return int(self.starts[start]), int(self.ends[end - 1])

    def source_spans(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the source ranges of the span, one for each run that is contiguous in the source.

        Raises:
            ValueError: the span is empty or outside of the text.
        """
        first, last = self.source_span(start, end)
        breaks = np.flatnonzero(self.starts[start + 1 : end] > self.ends[start : end - 1]) + start
        begins = [first, *(int(self.starts[i + 1]) for i in breaks)]
        stops = [*(int(self.ends[i]) for i in breaks), last]
        return tuple(zip(begins, stops, strict=True))
