"""Candidates that the lexicon and the words add, and what their names say about the class of a candidate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.lexicon.gazetteer import Gazetteer, Hit
from kg.link.borders import Borders
from kg.link.rules import Rules
from kg.model import Candidate, EntityClass, Word

DISTRICT, SITE = EntityClass.DISTRICT, EntityClass.SITE
#: a name so long (characters) may be two bodies and what one does with the other
_TWO_BODIES = 8
#: the shortest name (characters) that may remain behind a verb
_REST = 6
#: the numbers in front of the name of a chemical (1,4-丁二醇), within so many characters
_LOCANTS, _FRONT = re.compile(r"(?<![0-9])(?:[0-9],){0,3}[0-9]-\Z"), 10
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"))
#: the shortest name of a village or town with its unit (character counts)
_SHORTEST = 3


def known_names(hits: Sequence[Hit], *, borders: Borders, kin: frozenset[str]) -> list[Candidate]:
    """The hits of the lexicon that are mentions by themselves; full official names weigh more."""
    return [
        Candidate(h.start, h.end, h.kind, "division.full" if h.codes and not h.short else h.source)
        for h in hits
        if borders.supports(h, kin=kin)
    ]


def local_names(
    text: str, words: Sequence[Word], *, place: str, lexicon: Gazetteer, rules: Rules
) -> list[Candidate]:
    """Words that are towns of the place by the table, or villages by their look and company."""
    out: list[Candidate] = []
    last = -1
    for w in words:
        name = text[w.start : w.end]
        if w.tag != "LOC":
            continue
        division = bool(lexicon.divisions.named(name)) or (place and lexicon.divisions.towns(name, place))
        if division or (
            is_local(name, rules=rules) and (last == w.start or name.endswith(rules.context.sure_endings))
        ):
            last = w.end  # what stands directly behind a division and looks like one is one
            if is_local(name, rules=rules):
                out.append(Candidate(w.start, w.end, DISTRICT, "word"))
    return out


def is_local(name: str, *, rules: Rules) -> bool:
    """Whether a name ends like a division below the county (甲社区, but not 阳光小区)."""
    return (
        len(name) >= _SHORTEST
        and name.endswith(rules.context.division_endings)
        and not name.endswith(rules.context.not_division_endings)
    )


def divisions_by_name(
    text: str, candidates: Iterable[Candidate], *, place: str, lexicon: Gazetteer, rules: Rules
) -> list[Candidate]:
    """Make sites that are divisions by name divisions, and take paths apart (甲街道乙社区: two mentions)."""
    out: list[Candidate] = []
    for each in candidates:
        c = _settled(text, each, lexicon=lexicon, rules=rules)
        if c is None:
            continue
        name = text[c.start : c.end]
        if c.kind not in (DISTRICT, SITE) or not is_local(name, rules=rules):
            out.append(c)
            continue
        start = c.start
        while True:
            cut = _leading_division(text[start : c.end], place=place, lexicon=lexicon, rules=rules)
            if not cut:
                break
            out.append(replace(c, start=start, end=start + cut, kind=DISTRICT))
            start += cut
        out.append(replace(c, start=start, kind=DISTRICT))
    return out


def _settled(text: str, c: Candidate, *, lexicon: Gazetteer, rules: Rules) -> Candidate | None:
    """Take a District that no table knows for what its name says it is, or for nothing."""
    name = text[c.start : c.end]
    if c.kind is not DISTRICT or lexicon.divisions.called(name):
        return c
    if len(name.strip()) < 2 or name in rules.context.not_divisions:
        return None
    if name.endswith(rules.context.listed_endings):
        return None  # the table has them all
    known = [h.kind for h in lexicon.lookup(name) if not h.codes]
    if known:
        return replace(c, kind=known[0])
    if name.endswith(rules.context.not_division_endings):
        return replace(c, kind=SITE) if name.endswith(rules.context.site_endings) else None
    return replace(c, kind=SITE) if name.endswith(rules.context.site_endings) else c


def tidy(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Mend spans that cut a pair of marks apart, and leave the marks around a whole name out."""
    out = []
    for c in candidates:
        start, end = c.start, c.end
        locants = _LOCANTS.search(text[max(0, start - _FRONT) : start])
        if locants and text[start : start + 1] not in "，。；、":
            start -= len(locants.group())
        for left, right in _PAIRS:
            inner = text[start:end]
            opened, closed = inner.count(left), inner.count(right)
            if opened == closed + 1 and text[end : end + 1] == right:
                end += 1
            elif closed == opened + 1 and start and text[start - 1] == left:
                start -= 1
        for left, right in _PAIRS[:2]:
            inner = text[start:end]
            if len(inner) > 2 and inner[0] == left and inner[-1] == right and inner.count(left) == 1:
                start, end = start + 1, end - 1
        out.append(c if (start, end) == (c.start, c.end) else replace(c, start=start, end=end))
    return out


def split_bodies(
    text: str, candidates: Iterable[Candidate], words: Sequence[Word], *, lexicon: Gazetteer, rules: Rules
) -> list[Candidate]:
    """Take a span apart that runs over a verb from one body to the next (市商务局联合市能源局)."""
    verbs = {w.start: w.end for w in words if w.tag in rules.select.verb_tags}
    out: list[Candidate] = []
    for c in candidates:
        name = text[c.start : c.end]
        if c.kind not in (EntityClass.ORGANIZATION, EntityClass.COMPANY) or len(name) < _TWO_BODIES:
            out.append(c)
            continue
        bodies = [h for h in lexicon.match_all(name) if h.kind is c.kind and h.end < len(name)]
        first = max((h.end for h in bodies if h.start == 0), default=0)
        ends = [h for h in lexicon.match_all(name) if h.kind is c.kind and h.end == len(name)]
        last = min((h.start for h in ends if h.start >= first), default=0)
        rest = verbs.get(c.start + first, c.end)
        if first and last:
            out += [replace(c, end=c.start + first), replace(c, start=c.start + last)]
        elif first and c.end - rest >= _REST:
            out += [replace(c, end=c.start + first), replace(c, start=rest)]
        else:
            out.append(c)
    return out


def _leading_division(name: str, *, place: str, lexicon: Gazetteer, rules: Rules) -> int:
    """The length of a division's full name in front of another name, or 0."""
    for length in range(len(name) - _SHORTEST + 1, 1, -1):
        head, rest = name[:length], name[length:]
        if not is_local(rest, rules=rules):
            continue
        if lexicon.divisions.named(head) or (place and lexicon.divisions.towns(head, place)):
            return length
    return 0


def within(
    text: str,
    flat: Sequence[Candidate],
    local: Sequence[Candidate],
    *,
    borders: Borders,
    kin: frozenset[str],
    lexicon: Gazetteer,
    rules: Rules,
) -> list[Candidate]:
    """What longer names name at their front: 甲县茶叶产业园 names 甲县, 市委三届二次全会 the 市委.

    These are things that the document speaks of, but no mentions of their own: mentions are flat.
    """
    towns = {c.start: c for c in local}
    firms = {text[c.start : c.end] for c in flat if c.kind is EntityClass.COMPANY and c.end - c.start > 1}
    out = []
    for c in flat:
        if c.kind is DISTRICT:
            continue
        name = text[c.start : c.end]
        whole = {h.kind for h in lexicon.lookup(name)}
        best: dict[EntityClass, Hit] = {}
        for h in lexicon.match_all(name):
            if h.start or h.end == len(name) or not _counts(h, c, borders, kin):
                continue
            if (h.codes or c.kind not in whole) and h.end >= (best[h.kind].end if h.kind in best else 0):
                best[h.kind] = h
        out += [Candidate(c.start, c.start + h.end, h.kind, "lexicon") for h in best.values()]
        if DISTRICT not in best and c.start in towns and towns[c.start].end < c.end:
            out.append(towns[c.start])
        body = rules.front_body.match(name) if c.kind is EntityClass.PROJECT else None
        if body and EntityClass.ORGANIZATION not in best:
            out.append(Candidate(c.start, c.start + body.end("body"), EntityClass.ORGANIZATION, "lexicon"))
        if c.kind is EntityClass.PROJECT and EntityClass.COMPANY not in best:
            firm = max((f for f in firms if name.startswith(f) and name != f), key=len, default="")
            if firm:
                out.append(Candidate(c.start, c.start + len(firm), EntityClass.COMPANY, "lexicon"))
    return out


def _counts(hit: Hit, outer: Candidate, borders: Borders, kin: frozenset[str]) -> bool:
    end = outer.start + hit.end
    if hit.codes:
        near = bool(kin.intersection(hit.codes))
        if not hit.short:
            return (hit.alone or near) and hit.end > 2
        return near and borders.ends(end) and (hit.alone or borders.is_place(outer.start, end))
    if hit.source.startswith("pattern."):
        return hit.kind is EntityClass.ORGANIZATION and outer.kind is not EntityClass.ORGANIZATION
    if hit.kind is EntityClass.COMPANY:
        return outer.kind is EntityClass.PROJECT and hit.alone and (borders.ends(end) or hit.end > 2)
    # a river's reach, a bay's shore
    return hit.alone and borders.ends(end) and hit.kind is SITE and outer.kind is SITE
