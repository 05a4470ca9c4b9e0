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
    import yaml

    path = ontology_dir() / "units.yaml"
    # kg.quantities, which a reader of graphs need not load, checks the schema of this file
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return {unit["key"]: UnitTerm(_iri(unit.get("qudt", "")), unit["forms"][0]) for unit in raw["units"]}


def _iri(name: str) -> str:
    return name if not name or "://" in name else UNIT + name
