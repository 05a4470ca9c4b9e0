"""The schemas of ``ontology/units.yaml`` and ``ontology/quantities.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pydantic import Field

from kg.model import Bound, QuantityKind
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml


class Unit(Strict):
    """A unit of measure or a family of classifiers.

    ``factor`` leads to the unit ``normal``; ``qudt`` is a local name in the QUDT unit vocabulary. Patterns
    named ``*_after`` are matched right after the unit, ``*_before`` right before the number.
    """

    key: str
    forms: list[str]
    write_as: str = ""
    dimension: str
    kind: QuantityKind
    normal: str = ""
    factor: Decimal = Decimal(1)
    qudt: str = ""
    physical: bool = False
    duration: bool = False
    hanzi: bool = False
    one: bool = False
    weak: bool = False
    rank: str = ""
    not_after: str = ""
    not_number: str = ""
    needs_before: str = ""
    needs_magnitude: bool = False
    positive: list[str] = Field(min_length=1)
    negative: list[str] = Field(min_length=1)


class UnitFile(Strict):
    """The whole of ``ontology/units.yaml``."""

    source: str
    units: list[Unit]


class BoundRule(Strict):
    """Words around a number that bound it."""

    bound: Bound
    before: str
    after: str
    infix: str


class Veto(Strict):
    """Contexts in which a number counts nothing; where both sides are given, both must fit."""

    name: str
    before: str = ""
    after: str = ""
    unless_before: str = ""
    positive: list[str] = Field(min_length=1)
    negative: list[str] = Field(min_length=1)


class RankRules(Strict):
    """How ranks are written."""

    context_before: str
    units_after: str
    verb_before: str
    bare_after: str
    standing_after: str
    first: str
    reject: str
    positive: list[str]
    negative: list[str]


class RoundRules(Strict):
    """When 百, 千 and 万 alone are numbers."""

    before: str
    after: str
    not_after: str
    positive: list[str]
    negative: list[str]


class DurationRules(Strict):
    """When a span of time is a quantity rather than a date."""

    before: str
    after: str
    reject_before: str
    positive: list[str]
    negative: list[str]


class QuantityFile(Strict):
    """The whole of ``ontology/quantities.yaml``."""

    source: str
    bounds: list[BoundRule]
    bound_gap: str
    range_marks: str
    list_marks: str
    list_lead: str
    vetoes: list[Veto]
    counted_nouns: str
    counted_within: int
    described: str
    described_unless: str
    ranks: RankRules
    round: RoundRules
    durations: DurationRules


@dataclass(frozen=True, slots=True)
class UnitForm:
    """One written form of a unit, with its patterns compiled."""

    form: str
    unit: Unit
    not_after: re.Pattern[str] | None
    needs_before: re.Pattern[str] | None


@cache
def read_units() -> UnitFile:
    """Return ``ontology/units.yaml``.

    Raises:
        DataError: it is missing or breaks its schema.
    """
    return load_yaml(ontology_dir() / "units.yaml", UnitFile)


@cache
def read_quantities() -> QuantityFile:
    """Return ``ontology/quantities.yaml``.

    Raises:
        DataError: it is missing or breaks its schema.
    """
    return load_yaml(ontology_dir() / "quantities.yaml", QuantityFile)


@cache
def unit_by_key() -> dict[str, Unit]:
    """Return all units by key."""
    return {unit.key: unit for unit in read_units().units}


@cache
def forms() -> tuple[UnitForm, ...]:
    """Return all written forms, the longest first; no form may belong to two units."""
    found: dict[str, UnitForm] = {}
    for unit in read_units().units:
        for form in unit.forms:
            if form in found:
                raise ValueError(f"{form!r} is written for {unit.key} and {found[form].unit.key}")
            found[form] = UnitForm(
                form,
                unit,
                re.compile(unit.not_after) if unit.not_after else None,
                re.compile(unit.needs_before) if unit.needs_before else None,
            )
    return tuple(sorted(found.values(), key=lambda one: (-len(one.form), one.form)))
