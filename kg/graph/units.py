"""Which QUDT unit each unit of ``ontology/units.yaml`` is."""

from __future__ import annotations

from functools import cache
from typing import Any

from kg.resources import ontology_dir


@cache
def qudt_units() -> dict[str, str]:
    """Return the QUDT IRI of each unit key that has one."""
    import yaml

    path = ontology_dir() / "units.yaml"
    if not path.exists():
        return {}
    raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    units = raw.get("units", raw)
    rows = units.items() if isinstance(units, dict) else ((unit["key"], unit) for unit in units)
    return {str(key): str(unit["qudt"]) for key, unit in rows if isinstance(unit, dict) and unit.get("qudt")}
