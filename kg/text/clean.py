"""A document to its cleaned text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kg.model import Article, Block, BlockRole, Credit, Document, Dropped, Text
from kg.text.articles import divide
from kg.text.characters import normalise
from kg.text.credits import Named, find_credits
from kg.text.furniture import mark_furniture, split_jumps
from kg.text.inline import deletions
from kg.text.joining import join_lines, line_style
from kg.text.lines import Line, split_lines
from kg.text.mapped import MappedText, Offsets
from kg.text.repeats import mark_repeats
from kg.text.roles import assign_roles
from kg.text.script import is_traditional, to_simplified

_HTML = "text/html"
_SPACE = re.compile(" +")


def clean(document: Document) -> Text:
    """Return the cleaned Simplified text of ``document`` with its structure.

    Within a block, the source range of a span never crosses a dropped paragraph, menu or notice: only line
    breaks, page numbers, marks, footnote numbers, jump notes and clauses repeated on the spot may lie in
    it. A span that crosses blocks may cover anything, so callers clip spans to blocks.

    Punctuation stays as written, full width or half width; full-width letters and digits become half width.

    Args:
        document: a decoded document; ``metadata.language`` decides the script of very short texts.
    """
    base = _visible(document)
    flat = normalise(base.text)
    if is_traditional(flat, language=document.metadata.language):
        flat = to_simplified(flat)
    lines = split_lines(flat, base.text)
    mark_furniture(lines)
    lines = split_jumps(lines)
    lines, named = find_credits(lines)
    style = line_style(lines)
    mark_repeats(lines)
    assign_roles(lines, style)
    groups = join_lines(lines, style)
    return _assemble(base, flat, lines, groups, named)


def _visible(document: Document) -> MappedText:
    if document.media_type == _HTML:
        from kg.text.html import visible

        return visible(document.source)
    return MappedText.of(document.source)


@dataclass(slots=True)
class _Writer:
    """Collects pieces of the flat text; ``index`` says which flat character each character is."""

    flat: str
    parts: list[str] = field(default_factory=list)
    index: list[NDArray[np.int32]] = field(default_factory=list)
    inserted: list[int] = field(default_factory=list)
    size: int = 0

    def add_without(self, start: int, end: int, cuts: list[tuple[int, int, str]]) -> None:
        """Add ``flat[start:end]`` without the ranges of ``cuts``, which are sorted and may overlap."""
        for begin, stop, _ in cuts:
            self._add(start, begin)
            start = max(start, stop)
        self._add(start, end)

    def _add(self, start: int, end: int) -> None:
        if start < end:
            self.parts.append(self.flat[start:end])
            self.index.append(np.arange(start, end, dtype=np.int32))
            self.size += end - start

    def insert(self, char: str) -> None:
        """Add a character that stands nowhere in the source."""
        self.inserted.append(self.size)
        self.parts.append(char)
        self.index.append(self.index[-1][-1:] + np.int32(1))
        self.size += 1

    def begin_block(self) -> int:
        """Separate a new block from the one before, and return its offset."""
        if self.size:
            self.insert("\n")
        return self.size

    def end_block(self, start: int) -> bool:
        """Tell whether the block at ``start`` holds anything; if not, take its separator back."""
        if self.size > start:
            return True
        if self.inserted and self.inserted[-1] == start - 1:
            self.parts.pop()
            self.index.pop()
            self.inserted.pop()
            self.size -= 1
        return False

    def mapped(self, base: MappedText) -> tuple[MappedText, Offsets]:
        index = np.concatenate(self.index) if self.index else np.zeros(0, dtype=np.int32)
        where = np.minimum(index, max(0, len(base) - 1))
        starts, ends = base.starts[where], base.ends[where]
        if self.inserted:
            # an inserted character stands where the one before it ends, and is empty there
            inserted = np.array(self.inserted)
            starts[inserted] = ends[inserted] = ends[inserted - 1]
        return MappedText("".join(self.parts), starts, ends), index


def _assemble(
    base: MappedText, flat: str, lines: list[Line], groups: list[list[Line]], named: list[Named]
) -> Text:
    writer = _Writer(flat)
    dropped = [(line.start, line.end, line.drop) for line in lines if line.drop]
    spaces = [
        (m.start(), m.end(), "") for n in named for m in _SPACE.finditer(flat, n.start, n.end) if n.spaced
    ]
    spans: list[tuple[int, int, BlockRole]] = []
    kept: list[list[Line]] = []
    for group in groups:
        start = writer.begin_block()
        role = group[0].role or BlockRole.PARAGRAPH
        for i, line in enumerate(group):
            if i and _needs_space(group[i - 1].text[-1], line.text[0]):
                writer.insert(" ")
            cuts = [
                (line.start + begin, line.start + end, reason)
                for begin, end, reason in deletions(
                    line.text, spaced=line.spaced, paragraph=line.role is None
                )
            ]
            while spaces and spaces[0][0] < line.end:
                cuts.append(spaces.pop(0))
            dropped.extend(cut for cut in cuts if cut[2])
            writer.add_without(line.start, line.end, sorted(cuts))
        if writer.end_block(start):
            spans.append((start, writer.size, role))
            kept.append(group)
    mapped, index = writer.mapped(base)
    blocks: list[Block] = []
    articles: list[Article] = []
    runs = divide(kept) if kept else []
    for number, run in enumerate(runs):
        stop = runs[number + 1].first if number + 1 < len(runs) else len(spans)
        blocks.extend(Block(start, end, role, number) for start, end, role in spans[run.first : stop])
        articles.append(Article(spans[run.first][0], spans[stop - 1][1], run.title))
    return Text(
        mapped, tuple(blocks), tuple(articles), _credits(mapped, index, named), _dropped(base, dropped)
    )


def _needs_space(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()


def _credits(mapped: MappedText, index: Offsets, named: list[Named]) -> tuple[Credit, ...]:
    found: list[Credit] = []
    for item in named:
        start, end = (int(i) for i in np.searchsorted(index, (item.start, item.end)))
        if mapped.text[start:end] == item.name:
            found.append(Credit(start, end, item.name, item.role))
    return tuple(found)


def _dropped(base: MappedText, ranges: list[tuple[int, int, str]]) -> tuple[Dropped, ...]:
    merged: list[tuple[int, int, str]] = []
    for start, end, reason in sorted(ranges):
        if merged and merged[-1][2] == reason and not base.text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), reason)
        else:
            merged.append((start, end, reason))
    return tuple(Dropped(*base.source_span(start, end), reason) for start, end, reason in merged)
