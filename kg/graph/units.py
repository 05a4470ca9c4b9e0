"""Names of the units of ``ontology/units.yaml`` in the graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.graph.namespaces import UNIT
from kg.resources import ontology_dir


@dataclass(frozen=True, slots=True)
class UnitTerm:
    """A unit: its QUDT IRI, or nothing, and its first written form."""

    qudt: str
    label: str


@cache
def unit_terms() -> dict[str, UnitTerm]:
    """Return the terms of every unit by its key."""
    from kg.yamlfile import load_yaml

    # kg.quantities, which a reader of graphs need not load, holds the schema of this file
    units: list[dict[str, Any]] = load_yaml(ontology_dir() / "units.yaml", dict)["units"]
    return {unit["key"]: UnitTerm(_iri(unit.get("qudt", "")), _label(unit)) for unit in units}


def _label(unit: dict[str, Any]) -> str:
    forms: list[str] = unit.get("forms", [])
    return forms[0] if forms else str(unit["key"])


def _iri(name: str) -> str:
    return name if not name or "://" in name else UNIT + name
