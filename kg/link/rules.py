"""The rule files of ``ontology/link``, checked and compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from kg.model import EntityClass
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml


class ContextWord(Strict):
    """Words that denote a division by the place of the document; mentions in examples stand in ``[]``."""

    name: str
    refers: Literal["place", "nearest", "country"]
    regex: str
    positive: tuple[str, ...] = Field(min_length=1)
    negative: tuple[str, ...] = Field(min_length=1)


class Thing(Strict):
    """A head noun after 该, and the endings of names that it may stand for (none: any name)."""

    head: str
    kind: EntityClass
    ending: tuple[str, ...]


class ContextFile(Strict):
    """``context.yaml``."""

    source: str
    units: dict[str, tuple[str, ...]]
    city: str
    words: tuple[ContextWord, ...]
    things: tuple[Thing, ...]
    thing_regex: str
    division_endings: tuple[str, ...]
    not_division_endings: tuple[str, ...]
    sure_endings: tuple[str, ...]
    listed_endings: tuple[str, ...]
    site_endings: tuple[str, ...]
    not_divisions: frozenset[str]


class AliasPattern(Strict):
    """How a text declares a short name, with groups ``full`` and ``short``."""

    name: str
    triggers: tuple[str, ...] = Field(min_length=1)
    regex: str
    positive: tuple[str, ...] = Field(min_length=1)
    negative: tuple[str, ...] = Field(min_length=1)


class Misread(Strict):
    """When two long names that differ in one character are one."""

    shortest: int
    telling: str


class NamesFile(Strict):
    """``names.yaml``."""

    source: str
    front_body: str
    scope: dict[EntityClass, Literal["document", "prefecture", "stated", "none"]]
    every_place: tuple[str, ...]
    national: tuple[str, ...]
    placed: tuple[EntityClass, ...]
    unit_prefix: str
    not_first: tuple[str, ...]
    numbered: dict[EntityClass, str]
    same: dict[str, str]
    heads: dict[EntityClass, tuple[str, ...]]
    prefixes: dict[EntityClass, tuple[str, ...]]
    silent: tuple[str, ...]
    misread: Misread
    company_kinds: tuple[str, ...]
    company_endings: tuple[str, ...]
    aliases: tuple[AliasPattern, ...]


class SelectFile(Strict):
    """``select.yaml``."""

    source: str
    weights: dict[str, float]
    patterns: dict[str, float]
    threshold: float
    thresholds: dict[EntityClass, float]
    sure: tuple[str, ...]
    place_tags: tuple[str, ...]
    verb_tags: tuple[str, ...]


class PlaceFile(Strict):
    """``place.yaml``."""

    source: str
    head: int
    weights: dict[str, float]
    minimum: float
    margin: float
    unsure: float
    below: float
    units: dict[str, int]
    above: tuple[str, ...]
    share: float
    issuing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of linking, with their regular expressions compiled."""

    context: ContextFile
    names: NamesFile
    select: SelectFile
    place: PlaceFile
    words: tuple[tuple[ContextWord, re.Pattern[str]], ...]
    things: tuple[tuple[Thing, re.Pattern[str]], ...]
    aliases: tuple[tuple[AliasPattern, re.Pattern[str]], ...]
    unit_prefix: re.Pattern[str]
    front_body: re.Pattern[str]
    numbered: dict[EntityClass, re.Pattern[str]]


@cache
def load_rules() -> Rules:
    """Return the rules of ``ontology/link`` (read once a process).

    Raises:
        DataError: a file breaks its schema.
    """
    folder = ontology_dir() / "link"
    context = load_yaml(folder / "context.yaml", ContextFile)
    names = load_yaml(folder / "names.yaml", NamesFile)
    unit = "|".join(sorted(context.units, key=len, reverse=True))
    return Rules(
        context=context,
        names=names,
        select=load_yaml(folder / "select.yaml", SelectFile),
        place=load_yaml(folder / "place.yaml", PlaceFile),
        words=tuple((w, re.compile(w.regex.replace("{unit}", unit))) for w in context.words),
        things=tuple(
            (t, re.compile(context.thing_regex.replace("{head}", re.escape(t.head)))) for t in context.things
        ),
        aliases=tuple((a, re.compile(a.regex)) for a in names.aliases),
        unit_prefix=re.compile(names.unit_prefix),
        front_body=re.compile(names.front_body),
        numbered={kind: re.compile(regex) for kind, regex in names.numbered.items()},
    )
