"""Which surfaces of a document are one thing, and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.link.names import Core, Namer, plain
from kg.link.rules import Rules
from kg.model import Candidate, EntityClass

_CLOSING = "”’》」"
_QUOTED = re.compile(r"“([^“”]+)”")
#: a quoted part so short (characters) may be a part of many names
_QUOTED_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Merge:
    """Two surfaces of one thing; ``reason`` names the rule (``same``, ``declared``, ``company`` …)."""

    kind: EntityClass
    first: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """The surfaces of one thing: the fullest first, then by text order of first appearance."""

    kind: EntityClass
    surfaces: tuple[str, ...]
    core: Core
    canonical: str = ""


def settle_classes(text: str, candidates: Sequence[Candidate], *, namer: Namer) -> tuple[Candidate, ...]:
    """Give every name one class, the one with the greatest sum of scores over the document.

    A name is one thing in one document nearly always, with its place in front or without; a recogniser
    decides mention by mention and wavers.
    """
    votes: dict[str, dict[EntityClass, float]] = defaultdict(lambda: defaultdict(float))
    names = [namer.bare(text[c.start : c.end]) for c in candidates]
    for c, name in zip(candidates, names, strict=True):
        votes[name][c.kind] += c.score
    out = []
    for c, name in zip(candidates, names, strict=True):
        vote = votes[name]
        kind = min(vote, key=lambda k: (-vote[k], k))
        out.append(c if c.kind is kind else Candidate(c.start, c.end, kind, c.source, c.score))
    return tuple(out)


def declared_aliases(text: str, surfaces: Iterable[str], *, rules: Rules) -> tuple[tuple[str, str], ...]:
    """Return pairs of a surface and the short name that the text declares for it (以下简称…)."""
    known = sorted({s for s in surfaces if len(s) >= 2}, key=lambda s: (-len(s), s))
    out = []
    for line in text.split("\n"):
        for pattern, regex in rules.aliases:
            if not any(trigger in line for trigger in pattern.triggers):
                continue
            for found in regex.finditer(line):
                full, short = found.group("full").rstrip(_CLOSING), found.group("short")
                owner = next((s for s in known if full.endswith(s.rstrip(_CLOSING))), "")
                if owner and plain(owner) != plain(short):
                    out.append((owner, short))
    return tuple(dict.fromkeys(out))


class Clusters:
    """Union-find over the surfaces of one class."""

    def __init__(self, kind: EntityClass, surfaces: Sequence[str], *, namer: Namer, rules: Rules) -> None:
        self.kind = kind
        self._counts = Counter(surfaces)
        self.surfaces = tuple(dict.fromkeys(surfaces))
        self.merges: list[Merge] = []
        self._namer = namer
        self._rules = rules
        self._parent = {s: s for s in self.surfaces}
        self._core = {s: namer.core(kind, s) for s in self.surfaces}

    def _find(self, surface: str) -> str:
        while self._parent[surface] != surface:
            surface = self._parent[surface]
        return surface

    def join(self, first: str, second: str, reason: str) -> None:
        """Make two surfaces one thing."""
        a, b = self._find(first), self._find(second)
        if a != b:
            self._parent[b] = a
            self.merges.append(Merge(self.kind, first, second, reason))

    def run(self, declared: Sequence[tuple[str, str]]) -> tuple[Cluster, ...]:
        """Apply every rule and return the clusters in order of first appearance."""
        self._same_core()
        for full, short in declared:
            if full in self._parent and short in self._parent:
                self.join(full, short, "declared")
        if self.kind is EntityClass.COMPANY:
            self._companies()
        self._heads()
        self._prefixes()
        self._quoted()
        self._short_places()
        self._misread()
        members: dict[str, list[str]] = {}
        for surface in self.surfaces:
            members.setdefault(self._find(surface), []).append(surface)
        return tuple(self._cluster(group) for group in members.values())

    def _cluster(self, group: list[str]) -> Cluster:
        fullest = max(group, key=lambda s: (len(plain(s)), -self.surfaces.index(s)))
        canonical = next((c for c in (self._namer.canonical(self.kind, s) for s in group) if c), "")
        core = next(
            (self._core[s] for s in group if self._namer.canonical(self.kind, s)), self._core[fullest]
        )
        return Cluster(self.kind, (fullest, *(s for s in group if s != fullest)), core, canonical)

    def _same_core(self) -> None:
        first: dict[tuple[str, str], str] = {}
        for surface in self.surfaces:
            core = self._core[surface]
            if (core.place, core.name) in first:
                self.join(first[core.place, core.name], surface, "same")
            else:
                first[core.place, core.name] = surface
        # a body without its unit is the document's own: 公安局 beside 市公安局
        if self.kind in (EntityClass.SITE, EntityClass.PROJECT):
            by_name: dict[str, list[str]] = defaultdict(list)
            for (_, name), surface in first.items():
                by_name[name].append(surface)
            for group in by_name.values():
                places = {self._core[s].place for s in group} - {self._namer.place}
                if len(group) > 1 and len(places) <= 1:
                    for other in group[1:]:
                        self.join(group[0], other, "place")

    def _companies(self) -> None:
        """甲乙, 甲乙集团 and 某省甲乙集团有限公司; a short name that fits two companies stays alone."""
        cores: dict[str, list[str]] = defaultdict(list)
        for surface in self.surfaces:
            cores[self._namer.company_core(self._core[surface].name)].append(surface)
        for group in cores.values():
            for other in group[1:]:
                self.join(group[0], other, "company")
        endings = tuple(self._rules.names.company_endings)
        for core, group in cores.items():
            if len(core) < 2 or any(self._namer.canonical(self.kind, s) for s in group):
                continue
            longer = {
                self._find(other[0]): other[0]
                for name, other in cores.items()
                if name != core and name.startswith(core) and any(plain(s).endswith(endings) for s in other)
            }
            if len(longer) == 1:
                self.join(next(iter(longer.values())), group[0], "company")

    def _heads(self) -> None:
        """三个清零 and 三个清零行动; 船舶, 船舶产业 and 船舶全产业链."""
        by_name = self._by_name()
        stems: dict[str, list[str]] = defaultdict(list)
        for name, surface in by_name.items():
            stem = self._namer.without_head(self.kind, name)
            if stem:
                stems[stem].append(surface)
        for stem, group in stems.items():
            if stem in by_name:
                for surface in group:
                    self.join(surface, by_name[stem], "head")
            elif self.kind is EntityClass.INDUSTRY:
                for surface in group[1:]:
                    self.join(group[0], surface, "head")

    def _prefixes(self) -> None:
        """全国双拥模范城 and 双拥模范城; 现代纺织业 and 纺织业."""
        by_name = self._by_name()
        for name, surface in by_name.items():
            rest = self._namer.without_prefix(self.kind, name)
            if rest in by_name:
                self.join(surface, by_name[rest], "prefix")

    def _quoted(self) -> None:
        """农村“清水计划”, “清水计划”实施 and 清水计划: the one quoted part is the name."""
        if self.kind is not EntityClass.PROGRAMME:
            return
        by_name = self._by_name()
        for surface in self.surfaces:
            parts = _QUOTED.findall(surface)
            if len(parts) == 1 and len(plain(parts[0])) >= _QUOTED_LENGTH:
                owner = by_name.get(plain(parts[0]))
                if owner and owner != surface:
                    self.join(surface, owner, "quoted")

    def _misread(self) -> None:
        """Two long names that differ in one character, where one of them stands only once."""
        limits = self._rules.names.misread
        groups: dict[str, list[str]] = defaultdict(list)
        for name, surface in self._by_name().items():
            if len(name) >= limits.shortest:
                for i, character in enumerate(name):
                    if character not in limits.telling:
                        groups[f"{name[:i]}\0{name[i + 1 :]}"].append(surface)
        for group in groups.values():
            seldom = [s for s in group if self._counts[s] == 1]
            if len(group) == 2 and seldom:
                first = next(s for s in group if s != seldom[-1])
                self.join(first, seldom[-1], "misread")

    def _by_name(self) -> dict[str, str]:
        """The first surface of each normal form."""
        by_name: dict[str, str] = {}
        for surface in self.surfaces:
            by_name.setdefault(self._core[surface].name, surface)
        return by_name

    def _short_places(self) -> None:
        """衢州滨江公园 and 滨江公园, where both stand in the document."""
        if self.kind not in self._rules.names.placed:
            return
        by_name = self._by_name()
        for name, surface in by_name.items():
            rest = self._namer.without_short_place(name)
            if rest and rest in by_name:
                self.join(surface, by_name[rest], "place")
