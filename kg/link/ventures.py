"""Projects that a list names by their companies alone: 甲、乙等项目 speaks of 甲项目 and 乙项目."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.model import Candidate, EntityClass
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

COMPANY, PROJECT = EntityClass.COMPANY, EntityClass.PROJECT


class VentureExample(Strict):
    """A text with companies in ``[]``, and the projects of the list."""

    text: str
    gives: tuple[str, ...]


class VenturesFile(Strict):
    """``ventures.yaml``."""

    source: str
    joints: frozenset[str]
    general: str
    counted: str
    project_endings: tuple[str, ...]
    longest: int
    examples: tuple[VentureExample, ...]


@cache
def load_ventures() -> VenturesFile:
    """Read ``ontology/link/ventures.yaml``.

    Raises:
        DataError: the file is missing or breaks the schema; ``where`` is ``FILE:LINE``.
    """
    return load_yaml(ontology_dir() / "link" / "ventures.yaml", VenturesFile)


@cache
def _tails() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = load_ventures()
    return re.compile(rules.general), re.compile(rules.counted)


def ventures(text: str, flat: Sequence[Candidate]) -> dict[Candidate, str]:
    """Return companies of lists of projects, each with the name of its project.

    Args:
        text: the cleaned text.
        flat: mentions that do not overlap, in text order. Short names among them that a recogniser took for
            the project itself count as companies where at least half of the list are companies.
    """
    general, counted = _tails()
    found: dict[Candidate, str] = {}
    for items in _lists(text, flat):
        end = items[-1].end
        loose, strict = general.match(text, end), counted.match(text, end)
        if loose:
            tail = loose["head"]
        elif strict and len(items) > 1:
            tail = strict["what"] + strict["head"]
        else:
            continue
        found.update({item: text[item.start : item.end].strip("“”") + tail for item in items})
    return found


def _lists(text: str, flat: Sequence[Candidate]) -> list[tuple[Candidate, ...]]:
    """Runs of companies, one beside the other but for joints."""
    rules = load_ventures()
    out: list[tuple[Candidate, ...]] = []
    run: list[Candidate] = []
    for c in (*flat, None):
        fits = c is not None and (c.kind is COMPANY or _may_be_company(text, c, rules))
        if run and (c is None or not fits or text[run[-1].end : c.start] not in rules.joints):
            if 2 * sum(r.kind is COMPANY for r in run) >= len(run):
                out.append(tuple(run))
            run = []
        if c is not None and fits:
            run.append(c)
    return out


def _may_be_company(text: str, c: Candidate, rules: VenturesFile) -> bool:
    name = text[c.start : c.end]
    return c.kind is PROJECT and len(name) <= rules.longest and not name.endswith(rules.project_endings)
