"""The loader of YAML files, under the name that lexicon users know."""

from __future__ import annotations

from kg.yamlfile import Strict, load_yaml, parse_yaml

__all__ = ["Strict", "load_yaml", "parse_yaml"]
