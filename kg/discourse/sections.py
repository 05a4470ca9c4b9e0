"""Which section of a report a block stands in: the review of a year, or the plan for one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.discourse.rules import rules, shapes
from kg.model import BlockRole, Modality, Text

_LONGEST_HEADING = 45


@dataclass(frozen=True, slots=True)
class Section:
    """What the heading over a block says: its modality, if any, and its year, if stated."""

    modality: Modality | None = None
    year: int = 0


def sections(text: Text) -> tuple[Section, ...]:
    """Return one :class:`Section` for each block of ``text``; a section ends with its article."""
    found: list[Section] = []
    current, article = Section(), -1
    for block in text.blocks:
        if block.article != article:
            current, article = Section(), block.article
        line = text.text[block.start : block.end].strip()
        head = heading(line, titled=block.role in (BlockRole.HEADING, BlockRole.TITLE))
        if head is not None:
            current = read_heading(head) or current
        found.append(current)
    return tuple(found)


def heading(line: str, *, titled: bool) -> str | None:
    """Return the top-level heading that ``line`` is or opens with; sub-headings inherit, so they give none.

    >>> heading("一、2021年工作回顾", titled=False)
    '一、2021年工作回顾'
    >>> heading("（一）修好农村公路", titled=True) is None
    True
    """
    if shapes().sub_heading.match(line):
        return None
    if shapes().top_heading.match(line):
        first = re.split(r"[。\n]", line, maxsplit=1)[0]
        return first if len(first) <= _LONGEST_HEADING else None
    # a headline of an article (锚定发展目标) is no section of a report
    return (
        line if titled and len(line) <= _LONGEST_HEADING and shapes().telling_heading.search(line) else None
    )


def read_heading(line: str) -> Section | None:
    """Return what a heading says, or nothing where no rule of ``discourse.yaml`` fits it."""
    for rule, matcher in rules().sections:
        if matcher.search(line):
            years = [int(year) for year in shapes().year.findall(line)]
            return Section(rule.modality, max(years, default=0))
    return None
