"""Whose document it is: the division that 我市 and 全区 denote."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from kg.lexicon.divisions import CHINA, Division, Divisions
from kg.lexicon.gazetteer import Gazetteer, Hit
from kg.link.rules import Rules
from kg.model import Metadata

#: enough of a document to tell whose it is
_ENOUGH = 60_000


def document_place(metadata: Metadata, text: str, *, lexicon: Gazetteer, rules: Rules) -> str:
    """Return the code of the division whose document it is, or ``""`` if that stays open.

    Args:
        metadata: its place decides where it is given; title and publisher count.
        text: the cleaned text.
        lexicon: the gazetteer.
        rules: weights and issuing phrases.
    """
    divisions = lexicon.divisions
    points, stated = _points(metadata, text[:_ENOUGH], lexicon, rules)
    if metadata.place:
        known = divisions.called(metadata.place.strip())
        if known:
            # of homonyms, the one whose neighbours the text names: parents and sisters
            def context(division: Division) -> float:
                kin = (*divisions.children(division.parent), *divisions.ancestors(division.code))
                return sum(points.get(d.code, 0.0) for d in kin)

            return max(known, key=lambda d: (not d.past, context(d), -len(d.code.rstrip("0")))).code
    if not points:
        return ""
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    best, score = ranked[0]
    for code, other in ranked[1:]:
        # a city names its province often, a province each of its cities seldom
        if divisions.within(code, best) and other >= rules.place.below * score:
            best, score = code, other
    # a document that never says 我市 or 全区 may have no place of its own, as national news has none
    own = bool(_units(text[:_ENOUGH], rules))
    if not own and best not in stated:
        return ""
    sure = 1.0 if own else rules.place.unsure
    if score < rules.place.minimum * sure:
        return ""
    for code, other in ranked[1:]:
        kin = divisions.within(code, best) or divisions.within(best, code)
        if not kin and other * rules.place.margin * sure > score:
            return ""
    return best


def _points(
    metadata: Metadata, text: str, lexicon: Gazetteer, rules: Rules
) -> tuple[dict[str, float], set[str]]:
    """Return points by code, and the codes that title, publisher or an issuing body name."""
    divisions, weights = lexicon.divisions, rules.place.weights
    counts: Counter[str] = Counter()
    extra: dict[str, float] = defaultdict(float)
    stated: set[str] = set()
    issuing = re.compile("|".join(rules.place.issuing))
    districts = lexicon.match_divisions(text)
    sure = {code for h in districts if h.alone for code in h.codes}
    for hit in districts:
        for division in _meant(hit, divisions):
            if not hit.alone and division.code not in sure and division.level == "county":
                continue
            counts[division.code] += 1
            if hit.start < rules.place.head:
                extra[division.code] += weights["head"]
            if issuing.match(text, hit.end):
                extra[division.code] += weights["issuing"]
                stated.add(division.code)
    for field in ("title", "publisher"):
        for hit in lexicon.match(getattr(metadata, field)):
            for division in _meant(hit, divisions) if hit.codes and hit.alone else ():
                extra[division.code] += weights[field]
                stated.add(division.code)
    points: dict[str, float] = defaultdict(float)
    for code in {*counts, *extra}:
        below = sum(counts[child.code] for child in divisions.children(code))
        own = weights["mention"] * counts[code] + weights["child"] * min(below, 3 * counts[code])
        points[code] = own + extra[code]
    endings = tuple(e for unit in _units(text, rules) for e in rules.context.units[unit])
    for code in points:
        if endings and not divisions.by_code[code].name.endswith(endings):
            points[code] *= weights["misfit"]
    return points, stated


def _meant(hit: Hit, divisions: Divisions) -> list[Division]:
    """The divisions that a hit may count for: inside the nation, today's, and not by an unsure short name."""
    out = [divisions.by_code[c] for c in hit.codes if c in divisions.by_code]
    return [d for d in out if d.level != "country" and d.code != CHINA]


def _units(text: str, rules: Rules) -> tuple[str, ...]:
    """The units that the document speaks of as its own: 市 where 我市 and 全市 abound."""
    counts: Counter[str] = Counter()
    for word, regex in rules.words:
        if word.refers == "place" and word.name in rules.place.units:
            for found in regex.finditer(text):
                counts[found.group("unit")] += rules.place.units[word.name]
    # a city also says 全省 of what is above it; a province has no reason to say 全市
    if sum(n for unit, n in counts.items() if unit not in rules.place.above):
        for unit in rules.place.above:
            del counts[unit]
    total = sum(counts.values())
    return tuple(sorted(unit for unit, n in counts.items() if n >= rules.place.share * total))
