"""Names of divisions to divisions: official codes where there are any, homonyms by context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.lexicon.divisions import CHINA, Division, Divisions
from kg.lexicon.gazetteer import Gazetteer
from kg.link.rules import Rules


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a division: its official code, or the name it has in the text (text offsets)."""

    start: int
    end: int
    code: str
    name: str


class DistrictResolver:
    """Decides which division a name means, from the place of the document and its neighbours in the text."""

    def __init__(self, text: str, place: str, *, lexicon: Gazetteer, rules: Rules) -> None:
        self._city = rules.context.units[rules.context.city]
        self._text = text
        self._place = place
        self._lexicon = lexicon
        self._divisions = lexicon.divisions
        self._kin = kin_codes(place, divisions=self._divisions)

    def resolve(
        self, spans: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]]
    ) -> tuple[Place, ...]:
        """Resolve the spans of District mentions, given in text order.

        Args:
            spans: text offsets.
            sentences: text offsets, in order; neighbours are those of the same sentence.
        """
        meant = [self._candidates(self._text[s:e]) for s, e in spans]
        sure = {i: m[0] for i, m in enumerate(meant) if len(m) == 1}
        named: Counter[str] = Counter(d.code for d in sure.values())
        group = _groups(spans, sentences)
        out = []
        for i, (start, end) in enumerate(spans):
            name = self._text[start:end]
            near = [sure[j] for j in group[i] if j in sure]
            code = self._choose(meant[i], near, named, name) if meant[i] else ""
            out.append(Place(start, end, code, name))
        return tuple(out)

    def _candidates(self, name: str) -> tuple[Division, ...]:
        """What a surface may mean: by name, as a path (甲市乙区 → 乙区), or as a town of the place."""
        found = self._divisions.called(name)
        if found:
            return found
        for cut in range(2, len(name) - 1):
            parents, rest = self._divisions.called(name[:cut]), name[cut:]
            if not parents:
                continue
            below = [
                d
                for d in self._candidates(rest)
                if any(self._divisions.within(d.parent, p.code) for p in parents)
            ]
            below += [t for p in parents if p.level != "country" for t in self._divisions.towns(rest, p.code)]
            if below:
                return tuple(dict.fromkeys(below))
        return self._divisions.towns(name, self._place) if self._place else ()

    def _believable(
        self, division: Division, name: str, near: Sequence[Division], named: Counter[str]
    ) -> bool:
        """Whether a short name may mean this division: counties need a reason, cities and provinces none."""
        if division.level != "county" or division.name == name or division.code in self._kin:
            return True
        above = {d.code for d in self._divisions.ancestors(division.code)} - {CHINA}
        return any(named[code] for code in above) or division.name.endswith(self._city)

    def _choose(
        self, meant: Sequence[Division], near: Sequence[Division], named: Counter[str], name: str
    ) -> str:
        """Points for each meaning; the reasons are those of a reader."""

        def points(division: Division) -> tuple[float, int]:
            score = 0.0
            own = division.code in self._kin
            if own and self._place:
                score += 4 if self._divisions.within(division.code, self._place) else 3
            if division.code == self._place:
                score += 1.5
            for other in near:
                if other.code == division.code:
                    continue
                if other.parent == division.parent and other.level == division.level:
                    score += 2  # a list of equals
                if self._divisions.within(division.parent, other.code) and other.code != CHINA:
                    score += 3  # its parent stands beside it
            for above in self._divisions.ancestors(division.code):
                if above.code != CHINA and named[above.code]:
                    score += 1
            if division.name == name:
                score += 1.5
            if division.past:
                score -= 3
            return score, -_rank(division)

        # 黄龙 is a county far away only if the document speaks of where that is
        meant = [d for d in meant if self._believable(d, name, near, named)]
        if not meant:
            return ""
        ranked = sorted(meant, key=lambda d: (points(d), d.code), reverse=True)
        best = ranked[0]
        if len(ranked) > 1 and best.level in ("county", "town") and points(best)[0] <= points(ranked[1])[0]:
            return ""  # two counties of one name, and nothing that tells them apart
        return best.now or best.code


def kin_codes(place: str, *, divisions: Divisions) -> frozenset[str]:
    """Codes of the place, of those above it and of all below it down to county level."""
    if not place:
        return frozenset()
    out = {place, *(d.code for d in divisions.ancestors(place))}
    todo = [place]
    while todo:
        for child in divisions.children(todo.pop()):
            out.add(child.code)
            todo.append(child.code)
    # the sisters of a county: a district's report names the other districts of its city
    own = divisions.get(place)
    if own and own.level == "county":
        out.update(d.code for d in divisions.children(own.parent))
    return frozenset(out)


def _rank(division: Division) -> int:
    return ("country", "province", "prefecture", "county", "town").index(division.level)


def _groups(spans: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]]) -> list[list[int]]:
    """For each span, the indices of the other spans of its sentence."""
    of: list[int] = []
    at = 0
    for start, _ in spans:
        while at < len(sentences) and sentences[at][1] <= start:
            at += 1
        of.append(at)
    members: dict[int, list[int]] = {}
    for i, sentence in enumerate(of):
        members.setdefault(sentence, []).append(i)
    return [[j for j in members[of[i]] if j != i] for i in range(len(spans))]
