"""The schema of ``ontology/discourse.yaml`` and the compiled rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.model import Modality
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml


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


class PeriodExamples(Strict):
    """Clauses of a report given in January 2023 with their periods, and clauses that name none."""

    positive: dict[str, str]
    negative: list[str]


class PeriodRules(Strict):
    """Words that place a clause in time."""

    relative: dict[str, int]
    compared_before: str
    compared_after: str
    lookback: str
    now: list[str]
    date: str
    month: str
    month_tail: str
    plan: str
    plan_zero: int
    span: str
    examples: PeriodExamples


class ReportRules(Strict):
    """The shape of work reports and of articles that look back."""

    title: str
    top_heading: str
    sub_heading: str
    telling_heading: str
    year: str
    reviewed: str


class DiscourseFile(Strict):
    """The whole of ``ontology/discourse.yaml``."""

    source: str
    sections: list[SectionRule]
    markers: list[MarkerRule]
    estimates: EstimateRule
    periods: PeriodRules
    reports: ReportRules


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
class Shapes:
    """The patterns of dates and reports, compiled."""

    date: re.Pattern[str]
    month: re.Pattern[str]
    plan: re.Pattern[str]
    span: re.Pattern[str]
    lookback: re.Pattern[str]
    relative: re.Pattern[str]
    compared_before: re.Pattern[str]
    compared_after: re.Pattern[str]
    title: re.Pattern[str]
    top_heading: re.Pattern[str]
    sub_heading: re.Pattern[str]
    telling_heading: re.Pattern[str]
    year: re.Pattern[str]
    reviewed: re.Pattern[str]


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


@cache
def shapes() -> Shapes:
    """Return the compiled patterns of dates and reports."""
    file = read_rules()
    when, what = file.periods, file.reports
    words = "|".join(sorted(when.relative, key=len, reverse=True))
    return Shapes(
        date=re.compile(when.date),
        month=re.compile(when.month),
        plan=re.compile(when.plan),
        span=re.compile(when.span),
        lookback=re.compile(when.lookback),
        relative=re.compile(f"({words}){when.month_tail}"),
        compared_before=re.compile(f"(?:{when.compared_before})$"),
        compared_after=re.compile(f"(?:{when.compared_after})"),
        title=re.compile(what.title),
        top_heading=re.compile(what.top_heading),
        sub_heading=re.compile(what.sub_heading),
        telling_heading=re.compile(what.telling_heading),
        year=re.compile(what.year),
        reviewed=re.compile(what.reviewed),
    )
