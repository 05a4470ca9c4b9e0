"""Find the names that are known in advance: divisions, public names of every class, and name patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ahocorasick
from pydantic import Field

from kg.errors import DataError
from kg.lexicon.divisions import Division, Divisions, read_rows
from kg.model import EntityClass
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

_COLUMNS = ("name", "aliases", "alone", "source")
#: a district name of one character says nothing
_MIN_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a text (text offsets).

    ``name`` is the canonical name; ``codes`` are the divisions that the words may denote, the largest first.
    ``alone`` is whether the name is a mention wherever it stands; otherwise it is only a feature, or needs
    support from the context (a county's short name, 新能源). ``source`` is ``division``, ``name`` or
    ``pattern.<name of the pattern>``.
    """

    start: int
    end: int
    kind: EntityClass
    name: str
    source: str
    alone: bool = True
    short: bool = False
    codes: tuple[str, ...] = ()


class Pattern(Strict):
    """A shape of names, with sentences that prove it: mentions stand in ``[]``."""

    name: str
    kind: EntityClass
    regex: str
    alone: bool = True
    #: take the division named directly in front into the mention
    extend: bool = False
    positive: tuple[str, ...] = Field(min_length=1)
    negative: tuple[str, ...] = Field(min_length=1)


class PatternFile(Strict):
    """``ontology/lexicons/patterns.yaml``."""

    source: str
    #: words that may be used as ``{word}`` in a regex
    parts: dict[str, str]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: EntityClass
    name: str
    alone: bool
    short: bool
    divisions: tuple[Division, ...] = ()


class Gazetteer:
    """Names of ``ontology/lexicons``, matched in one pass over the text."""

    def __init__(self, folder: Path, divisions: Divisions) -> None:
        self.divisions = divisions
        self._automaton = ahocorasick.Automaton()
        self._entries: dict[str, list[_Entry]] = {}
        ambiguous = {row["name"] for row in read_rows(folder / "ambiguous.csv", ("name", "source"))}
        for name, _ in divisions.names():
            if len(name) >= _MIN_LENGTH:
                self._add_division(name, ambiguous)
        for path in sorted((folder / "names").glob("*.csv")):
            self._add_names(path)
        for surface, entries in self._entries.items():
            self._automaton.add_word(surface, (len(surface), tuple(entries)))
        self._automaton.make_automaton()
        file = load_yaml(folder / "patterns.yaml", PatternFile)
        self.patterns = file.patterns
        self._compiled = [(p, re.compile(_expand(p.regex, file.parts))) for p in file.patterns]

    def _add_division(self, name: str, ambiguous: set[str]) -> None:
        meant = self.divisions.called(name)
        top = meant[0]
        short = top.name != name
        # a county's short name is also a word, a surname, or a name elsewhere, unless it is long
        # (a county-level city directly below its province counts as a city: 天门, 潜江)
        county = top.level == "county" and top.code[2:4] != "90" and short and len(name) < 3
        self._entries.setdefault(name, []).append(
            _Entry(EntityClass.DISTRICT, top.name, not county and name not in ambiguous, short, meant)
        )

    def _add_names(self, path: Path) -> None:
        try:
            kind = EntityClass(path.stem)
        except ValueError:
            raise DataError("is not named after a class", where=str(path)) from None
        for row in read_rows(path, _COLUMNS):
            alone = row["alone"] != "no"
            own = () if any(e.kind is kind for e in self._entries.get(row["name"], ())) else (row["name"],)
            for surface in (*own, *filter(None, row["aliases"].split("|"))):
                self._entries.setdefault(surface, []).append(
                    _Entry(kind, row["name"], alone, surface != row["name"])
                )

    def lookup(self, surface: str) -> tuple[Hit, ...]:
        """Return what the table says of exactly this name, without patterns."""
        return tuple(
            Hit(
                0,
                len(surface),
                e.kind,
                e.name,
                "division" if e.divisions else "name",
                e.alone,
                e.short,
                tuple(d.code for d in e.divisions),
            )
            for e in self._entries.get(surface, ())
        )

    def match(self, text: str) -> tuple[Hit, ...]:
        """Return the longest names, left to right, without overlaps (text offsets).

        Where one name has several classes, a hit for each stands at the same place. Short names that are
        only part of a longer word are found too: word borders are for the caller to check.

        >>> [(h.name, h.codes) for h in Gazetteer.load().match("在锡林郭勒盟调研")]
        [('锡林郭勒盟', ('152500',))]
        """
        return tuple(_longest(self.match_all(text)))

    def match_divisions(self, text: str) -> tuple[Hit, ...]:
        """Return the longest names of divisions only, those inside longer names too (衢州市 in 衢州市委)."""
        return tuple(_longest(h for h in self._match_names(text) if h.codes))

    def match_all(self, text: str) -> list[Hit]:
        """Return every name at every place, overlaps included, sorted by start and length."""
        hits = self._match_names(text)
        # where a division's name begins, by where it ends: the longest
        before = {h.end: h.start for h in sorted(hits, key=lambda h: -h.start) if h.codes}
        for pattern, regex in self._compiled:
            for found in regex.finditer(text):
                start, end = found.span("name") if "name" in regex.groupindex else found.span()
                if start < end:
                    if pattern.extend:  # 衢州|市委, or 衢州市 that shares its last character with 市委
                        start = min(before.get(start, start), before.get(start + 1, start))
                        start = min(start, before.get(start, start))
                    name, source = text[start:end], f"pattern.{pattern.name}"
                    hits.append(Hit(start, end, pattern.kind, name, source, pattern.alone))
        hits.sort(key=_order)
        return hits

    def _match_names(self, text: str) -> list[Hit]:
        hits: list[Hit] = []
        for last, (length, entries) in self._automaton.iter(text):
            start, end = last - length + 1, last + 1
            for e in entries:
                codes = tuple(d.code for d in e.divisions)
                source = "division" if e.divisions else "name"
                hits.append(Hit(start, end, e.kind, e.name, source, e.alone, e.short, codes))
        hits.sort(key=_order)
        return hits

    @staticmethod
    @cache
    def load() -> Gazetteer:
        """Return the gazetteer of ``ontology/lexicons`` (built once a process).

        Raises:
            DataError: a table or pattern breaks its schema.
        """
        return Gazetteer(ontology_dir() / "lexicons", Divisions.load())


def _order(hit: Hit) -> tuple[int, int, str, str]:
    return hit.start, -hit.end, hit.kind, hit.source


def _expand(regex: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        regex = regex.replace("{" + name + "}", f"(?:{part})")
    return regex


def _longest(hits: Iterable[Hit]) -> Iterable[Hit]:
    """Leftmost-longest; hits on the very same span all stay."""
    last: Hit | None = None
    for hit in hits:
        if last is None or hit.start >= last.end or (hit.start, hit.end) == (last.start, last.end):
            yield hit
            last = hit
