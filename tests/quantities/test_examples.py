"""The examples of ontology/units.yaml and ontology/quantities.yaml hold."""

from __future__ import annotations

import pytest

from kg.quantities import find_quantities
from kg.quantities.context import vetoed
from kg.quantities.find import number_pattern
from kg.quantities.rules import read_quantities, read_units, unit_by_key

UNITS = read_units().units
VETOES = read_quantities().vetoes


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.key)
def test_units(unit):
    for example in unit.positive:
        keys = {quantity.unit for quantity in find_quantities(example)}
        assert keys & {unit.key, unit.normal, "RANK" if unit.rank else unit.key}, example
    for example in unit.negative:
        assert unit.key not in {quantity.unit for quantity in find_quantities(example)}, example


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.key)
def test_normal_units(unit):
    if unit.normal:
        normal = unit_by_key()[unit.normal]
        assert not normal.normal
        assert unit.factor > 0
    else:
        assert unit.factor == 1


@pytest.mark.parametrize("veto", VETOES, ids=lambda veto: veto.name)
def test_vetoes(veto):
    for example in veto.positive:
        assert not find_quantities(example), example
        assert (
            any(vetoed(example, *m.span()) for m in number_pattern().finditer(example))
            or veto.name == "ordinal"
        ), example
    for example in veto.negative:
        assert find_quantities(example), example


@pytest.mark.parametrize("name", ["ranks", "round", "durations"])
def test_rules(name):
    rules = getattr(read_quantities(), name)
    for example in rules.positive:
        found = find_quantities(example)
        assert found, example
        assert name != "ranks" or any(one.rank for one in found), example
    for example in rules.negative:
        found = find_quantities(example)
        assert not [one for one in found if one.rank or name != "ranks"], example
