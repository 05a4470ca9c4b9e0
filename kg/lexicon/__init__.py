"""Lexicons and rule files of ``ontology/``: checked loading, and matching names in text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.lexicon.divisions import Division, Divisions
    from kg.lexicon.gazetteer import Gazetteer, Hit

__all__ = ["Division", "Divisions", "Gazetteer", "Hit"]


def __getattr__(name: str) -> Any:
    """Import the tables only when they are asked for: rule files alone need none of them."""
    if name in ("Division", "Divisions"):
        from kg.lexicon import divisions

        return getattr(divisions, name)
    if name in ("Gazetteer", "Hit"):
        from kg.lexicon import gazetteer

        return getattr(gazetteer, name)
    raise AttributeError(name)
