"""Where on a page one article ends and the next begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import BlockRole
from kg.text.cues import compiled, cues
from kg.text.lines import Line

_HEADS = frozenset({BlockRole.TITLE, BlockRole.HEADING})


@dataclass(slots=True)
class Run:
    """The blocks of one article: ``first`` is the index of the first; ``heads`` are its leading headings."""

    first: int
    heads: list[str] = field(default_factory=list)
    body: bool = False
    title: str = ""


def divide(groups: list[list[Line]]) -> list[Run]:
    """Divide blocks into articles.

    Each Markdown heading of the highest level on the page begins an article if there are several of that
    level; headings directly under each other belong to one. A dateline (本报讯, 新华社…电) in running
    text begins an article too; the last of several stacked headings is its title.

    Returns:
        The articles in order; the first begins at block 0.
    """
    level = _article_level(groups)
    dateline = compiled(cues().articles.dateline).match
    runs = [Run(0)]
    for i, group in enumerate(groups):
        line, run = group[0], runs[-1]
        head = line.role in _HEADS
        # under a byline or a jump note ends an article, whatever the level of the next heading
        closed = line.level > 0 and level > 0 and (line.barrier or groups[i - 1][0].role is BlockRole.BYLINE)
        if head and run.body and (0 < line.level <= level or closed):
            run = Run(i)
            runs.append(run)
        elif not head and run.body and line.role is None and dateline(line.text) and _is_page(runs, level):
            title = run.heads.pop() if len(run.heads) > 1 else ""
            run = Run(i, title=title)
            runs.append(run)
        if head and not run.body:
            run.heads.append(line.text)
        elif line.role is None:
            run.body = True
    for run in runs:
        run.title = run.title or next(iter(run.heads), "")
    return runs


def _article_level(groups: list[list[Line]]) -> int:
    """The level of headings that begin articles; 0 if none does."""
    levels = [group[0].level for group in groups if group[0].level]
    if not levels:
        return 0
    highest = min(levels)
    return highest if levels.count(highest) > 1 else 0


def _is_page(runs: list[Run], level: int) -> bool:
    return level > 0 or len(runs) > 1 or bool(runs[0].heads)
