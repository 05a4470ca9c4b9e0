"""The examples of ontology/discourse.yaml hold."""

from __future__ import annotations

import pytest

from kg.discourse.rules import read_rules, rules
from kg.discourse.sections import read_heading

SECTIONS = [rule for rule, _ in rules().sections]
MARKERS = rules().markers


@pytest.mark.parametrize("rule", SECTIONS, ids=lambda rule: rule.name)
def test_headings(rule):
    assert rule.positive and rule.negative
    for line in rule.positive:
        section = read_heading(line)
        assert section and section.modality is rule.modality, line
    for line in rule.negative:
        section = read_heading(line)
        assert section is None or section.modality is not rule.modality, line


@pytest.mark.parametrize(("rule", "matcher"), MARKERS, ids=[rule.name for rule, _ in MARKERS])
def test_markers(rule, matcher):
    assert rule.positive and rule.negative
    for clause in rule.positive:
        assert matcher.search(clause), clause
    for clause in rule.negative:
        assert not matcher.search(clause), clause


def test_estimates():
    rule = read_rules().estimates
    assert all(rules().estimate.search(clause) for clause in rule.positive)
    assert not any(rules().estimate.search(clause) for clause in rule.negative)
