"""A document to its cleaned text."""

from __future__ import annotations

import re

from kg.model import Article, Block, BlockRole, Document, Text
from kg.text.characters import INVISIBLE, normalise
from kg.text.mapped import MappedText
from kg.text.script import is_traditional, to_simplified


def clean(document: Document) -> Text:
    """Return the cleaned Simplified text of ``document`` with its blocks, articles, credits and what was dropped."""
    flat = normalise(document.source)
    if is_traditional(flat, language=document.metadata.language):
        flat = to_simplified(flat)
    base = MappedText.of(document.source).with_text(flat)
    parts, blocks, at = [], [], 0
    for match in re.finditer(r"[^\n]+", flat):
        part = base.slice(match.start(), match.end())
        part = part.delete([m.span() for m in re.finditer(INVISIBLE, part.text)]).strip()
        role = BlockRole.PARAGRAPH
        marks = re.match(r"#{1,6} +|- ", part.text)
        if marks:
            part = part.slice(marks.end(), len(part))
            role = BlockRole.HEADING if marks[0][0] == "#" else role
        if len(part):
            parts.append(part)
            blocks.append(Block(at, at + len(part), role, 0))
            at += len(part) + 1
    mapped = MappedText.join(parts, "\n")
    return Text(mapped, tuple(blocks), (Article(0, len(mapped)),))
