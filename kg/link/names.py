"""Normal forms of names: what two surfaces must share to be one thing within a document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.lexicon.divisions import Division, Divisions
from kg.lexicon.gazetteer import Gazetteer
from kg.link.contextwords import unit_of
from kg.link.rules import Rules
from kg.model import EntityClass

_NOISE = re.compile(r"[\s“”\"‘’'「」『』《》〈〉·‧、,,()()（）\[\]【】—–\-]")
#: characters from which a name is long
_LONG = 8
#: the shortest name (characters) that means the same without its place
_BARE = 4
_OUTER = "“”\"‘’'「」『』《》〈〉、，。；,. "


@dataclass(frozen=True, slots=True)
class Core:
    """A name without what may be left out.

    ``place`` is the division that it belongs to, or ``""``; ``local`` is whether the name itself says so
    (市委, 衢州市…).
    """

    place: str
    name: str
    local: bool = False


def plain(name: str) -> str:
    """Return a name without white space, quotation marks and punctuation, in lower case.

    >>> plain("“放管服”改革"), plain("LNG 项目（二期）")
    ('放管服改革', 'lng项目二期')
    """
    return _NOISE.sub("", name).lower()


def label_of(surface: str) -> str:
    """Return a surface as a label: no quotation marks, no outer punctuation, no line breaks.

    >>> label_of("“放管服”改革"), label_of("《优化营商环境条例》")
    ('放管服改革', '优化营商环境条例')
    """
    return re.sub(r"[“”\"「」『』《》\s]", "", surface).strip(_OUTER) or surface


class Namer:
    """Normal forms by the rules, within a document of one place."""

    def __init__(self, place: str, *, lexicon: Gazetteer, rules: Rules) -> None:
        self.place = place
        self._lexicon = lexicon
        self._divisions = lexicon.divisions
        self._rules = rules
        self._near, self._short = self._near_names()

    def _near_names(self) -> tuple[dict[str, Division], dict[str, Division]]:
        """Full and short names of the place, of those above it and of those directly below it."""
        full: dict[str, Division] = {}
        short: dict[str, Division] = {}
        if self.place:
            own = self._divisions.get(self.place)
            above = [d for d in self._divisions.ancestors(self.place) if d.level != "country"]
            for division in (*((own,) if own else ()), *self._divisions.children(self.place), *above):
                full.setdefault(division.name, division)
                for name in division.aliases:
                    short.setdefault(name, division)
        return full, short

    def canonical(self, kind: EntityClass, surface: str) -> str:
        """The name that the lexicon gives to this surface, or ``""``."""
        for name in (surface, label_of(surface)):
            for hit in self._lexicon.lookup(name):
                if hit.kind is kind and not hit.codes:
                    return hit.name
        return ""

    def core(self, kind: EntityClass, surface: str) -> Core:
        """Return the normal form of a surface of a class other than District."""
        canonical = self.canonical(kind, surface)
        name = plain(canonical or surface)
        if canonical or kind not in self._rules.names.placed:
            return Core("", self._same(name))
        if name.startswith(tuple(self._rules.names.national)) and kind is not EntityClass.SITE:
            return Core("", self._same(name))
        numbered = self._rules.numbered.get(kind)
        found = numbered.match(name) if numbered else None
        if found:
            return Core(self.place, found.group(1), True)
        code, rest = self._strip_place(name)
        local = bool(code)
        unit = self._rules.unit_prefix.match(rest)
        if unit and kind is not EntityClass.COMPANY:
            written = unit.group(1)
            bare = rest[unit.end(1) :]
            if not code:
                endings = self._rules.context.units.get(written, ())
                code = unit_of(self.place, endings, divisions=self._divisions)
            local = True
            if len(bare) >= 2:
                rest = bare
        return Core(code or self.place, self._same(rest), local)

    def bare(self, surface: str) -> str:
        """Return a surface's plain form without names of divisions in front (柳州市滨江公园 → 滨江公园)."""
        name = plain(surface)
        rest = self._strip_place(name)[1]
        return rest if len(rest) >= _BARE else name

    def _strip_place(self, name: str) -> tuple[str, str]:
        """Take names of divisions off the front, as long as a name remains."""
        code = ""
        while True:
            division, length = self._leading_place(name)
            if division is None:
                return code, name
            rest = name[length:]
            if len(rest) < 2:
                return code, name
            code, name = division.code, rest

    def _leading_place(self, name: str) -> tuple[Division | None, int]:
        for length in range(min(12, len(name) - 1), 1, -1):
            head = name[:length]
            found = self._near.get(head)
            if found is None:
                full = [d for d in self._divisions.named(head) if d.level != "country" and not d.past]
                found = full[0] if len(full) == 1 else None
            if found:
                # 衢州市委: the 市 belongs to the body
                bare = name[length:]
                if head == found.name and (len(bare) < 2 or bare.startswith(self._rules.names.not_first)):
                    length -= 1
                return found, length
        return None, 0

    def without_prefix(self, kind: EntityClass, name: str) -> str:
        """Return a plain name without what may stand in front (全国…示范市 → …示范市), or ``""``."""
        for prefix in self._rules.names.prefixes.get(kind, ()):
            if name.startswith(prefix) and len(name) - len(prefix) >= 5:
                return name[len(prefix) :]
        return ""

    def _same(self, name: str) -> str:
        if len(name) >= _LONG:
            for silent in self._rules.names.silent:
                name = name.replace(silent, "")
        for written, same in self._rules.names.same.items():
            if written in name:
                return name.replace(written, same)
        return name

    def without_short_place(self, name: str) -> str:
        """Return a plain name without a near short name in front (衢州书画院 → 书画院), or ``""``."""
        for length in range(min(6, len(name) - 2), 1, -1):
            if name[:length] in self._short:
                return name[length:]
        return ""

    def without_head(self, kind: EntityClass, name: str) -> str:
        """Return a plain name without its head noun (三清零行动 → 三清零), or ``""`` if it has none."""
        for head in self._rules.names.heads.get(kind, ()):
            if name.endswith(head) and len(name) - len(head) >= 2:
                return name[: -len(head)]
        return ""

    def company_core(self, name: str) -> str:
        """Return a company's plain name without place and kinds (内蒙古甲乙集团有限公司 → 甲乙)."""
        while True:
            kind = next((k for k in self._rules.names.company_kinds if name.endswith(k)), "")
            if not kind or len(name) - len(kind) < 2:
                break
            name = name[: -len(kind)]
        _, name = self._strip_place(name)
        return self.without_short_place(name) or name


def scope_code(place: str, scope: str, *, divisions: Divisions) -> str:
    """Return the division within which a name is unique, for a name of ``place`` and a scope of the rules."""
    if not place or scope == "none":
        return ""
    if scope == "document":
        return place
    division = divisions.get(place)
    line = (division, *divisions.ancestors(place)) if division else ()
    return next((d.code for d in line if d and d.level == "prefecture"), place)
