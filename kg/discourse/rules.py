"""The schema of ``ontology/discourse.yaml`` and the compiled rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.yamlfile import Strict, load_yaml
from kg.model import Modality
from kg.resources import ontology_dir


class SectionRule(Strict):
    """A kind of heading and the modality of what stands under it."""

    name: str
    modality: Modality
    pattern: str
    unless: str = ""
    positive: list[str]
    negative: list[str]


class MarkerRule(Strict):
    """Words that tell a promise from a report; ``weight`` is in log odds of a promise."""

    name: str
    weight: float
    scope: Literal["clause", "onward", "sentence"]
    pattern: str
    unless: str = ""
    positive: list[str]
    negative: list[str]


class EstimateRule(Strict):
    """Words that mark an estimate, and clause openings that go on about the same measure."""

    pattern: str
    continuation: str
    positive: list[str]
    negative: list[str]


class PeriodRules(Strict):
    """Words that place a clause in time."""

    relative: dict[str, int]
    compared_before: str
    compared_after: str
    lookback: str
    now: list[str]


class DiscourseFile(Strict):
    """The whole of ``ontology/discourse.yaml``."""

    source: str
    sections: list[SectionRule]
    markers: list[MarkerRule]
    estimates: EstimateRule
    periods: PeriodRules


@dataclass(frozen=True, slots=True)
class Matcher:
    """A pattern with its veto."""

    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match, or nothing where the veto fits too."""
        found = self.pattern.search(text)
        if found and self.unless and self.unless.search(text):
            return None
        return found


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything of the file, compiled."""

    sections: tuple[tuple[SectionRule, Matcher], ...]
    markers: tuple[tuple[MarkerRule, Matcher], ...]
    estimate: Matcher
    continuation: re.Pattern[str]
    periods: PeriodRules


def _matcher(pattern: str, unless: str = "") -> Matcher:
    return Matcher(re.compile(pattern), re.compile(unless) if unless else None)


@cache
def read_rules() -> DiscourseFile:
    """Return the file as it is written.

    Raises:
        DataError: it is missing or breaks its schema.
    """
    return load_yaml(ontology_dir() / "discourse.yaml", DiscourseFile)


@cache
def rules() -> Rules:
    """Return the compiled rules of ``ontology/discourse.yaml``."""
    file = read_rules()
    return Rules(
        sections=tuple((rule, _matcher(rule.pattern, rule.unless)) for rule in file.sections),
        markers=tuple((rule, _matcher(rule.pattern, rule.unless)) for rule in file.markers),
        estimate=_matcher(file.estimates.pattern),
        continuation=re.compile(file.estimates.continuation),
        periods=file.periods,
    )
