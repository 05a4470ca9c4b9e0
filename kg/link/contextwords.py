"""我市, 全区, 自治区, 该区, 全国: words that denote a division by the place of the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.lexicon.divisions import CHINA, Division, Divisions
from kg.link.rules import Rules


@dataclass(frozen=True, slots=True)
class Denoted:
    """A word and the division it denotes (text offsets)."""

    start: int
    end: int
    code: str


def context_words(
    text: str, place: str, named: Sequence[tuple[int, str]], *, divisions: Divisions, rules: Rules
) -> tuple[Denoted, ...]:
    """Find context words and what they denote; words that stay open are left out.

    Args:
        text: the cleaned text.
        place: code of the document's division, or ``""``.
        named: where divisions are named before: sorted pairs of text offset and code.
        divisions: the tables.
        rules: the words.
    """
    out: list[Denoted] = []
    starts = [at for at, _ in named]
    for word, regex in rules.words:
        for found in regex.finditer(text):
            if word.refers == "country":
                out.append(Denoted(found.start(), found.end(), CHINA))
                continue
            endings = rules.context.units[found.group("unit")]
            code = ""
            if word.refers == "place":
                code = unit_of(place, endings, divisions=divisions)
            if not code:
                before = [c for _, c in named[: bisect_left(starts, found.start())]]
                code = _nearest(before, endings, divisions) if word.refers == "nearest" or not place else ""
                if not code and word.refers == "nearest":
                    code = unit_of(place, endings, divisions=divisions)
            if code:
                out.append(Denoted(found.start(), found.end(), code))
    return tuple(sorted(out, key=lambda d: (d.start, -d.end)))


def unit_of(place: str, endings: Sequence[str], *, divisions: Divisions) -> str:
    """Return the division at or above ``place`` whose name has the first ending that any of them has.

    >>> from kg.lexicon.divisions import Divisions
    >>> tables = Divisions.load()
    >>> [unit_of(place, ("区", "自治区"), divisions=tables) for place in ("150300", "150303")]
    ['150000', '150303']
    """
    division = divisions.get(place) if place else None
    if division is None:
        return ""
    line = (division, *divisions.ancestors(place))
    for ending in endings:
        for candidate in line:
            if _fits(candidate, ending, endings):
                return candidate.code
    return ""


def _fits(division: Division, ending: str, endings: Sequence[str]) -> bool:
    if division.level == "country" or not division.name.endswith(ending):
        return False
    # 自治区 ends with 区 as well, but means the region only where no district is meant
    longer = [e for e in endings if e != ending and e.endswith(ending) and division.name.endswith(e)]
    return not longer


def _nearest(before: Sequence[str], endings: Sequence[str], divisions: Divisions) -> str:
    for code in reversed(before):
        division = divisions.get(code)
        if division and division.level != "country" and division.name.endswith(tuple(endings)):
            return code
    return ""
