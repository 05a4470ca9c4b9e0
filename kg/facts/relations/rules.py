"""The word lists of ``ontology/frames/relations.yaml``."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from kg.frames.schema import Example
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml


class Rules(Strict):
    """Names and words that relation rules look at."""

    source: str
    local_divisions: tuple[str, ...]
    regions: tuple[str, ...]
    region_endings: tuple[str, ...]
    levels: tuple[str, ...]
    upper_bodies: tuple[str, ...]
    local_bodies: tuple[str, ...]
    own_organisations: tuple[str, ...]
    phases: tuple[str, ...]
    not_own_programmes: tuple[str, ...]
    counted: tuple[str, ...]
    beside: tuple[str, ...]
    capital: tuple[str, ...]
    happens: tuple[str, ...]
    waters: tuple[str, ...]
    deictic: tuple[str, ...]
    project_heads: tuple[str, ...]
    examples: tuple[Example, ...] = Field(min_length=2)


@cache
def load_rules() -> Rules:
    """Read ``ontology/frames/relations.yaml``.

    Raises:
        DataError: the file is missing or breaks the schema; ``where`` is ``FILE:LINE``.
    """
    return load_yaml(ontology_dir() / "frames" / "relations.yaml", Rules)
