"""The loader of YAML files, under the name that lexicon users know (packages below import the module itself)."""

from __future__ import annotations

from kg.yamlfile import Strict, load_yaml, parse_yaml

__all__ = ["Strict", "load_yaml", "parse_yaml"]
