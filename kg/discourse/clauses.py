"""Give every clause its modality and its period.

Three sources add up in log odds of a promise against a report: the section heading, or where there is none a
two-state Viterbi path over the sentences scored by :mod:`kg.discourse.tense`; and the marker words of
``ontology/discourse.yaml``. Estimates are reports with a marker of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.discourse.periods import Clock, period_of, years_named
from kg.discourse.rules import rules, shapes
from kg.discourse.sections import Section, sections
from kg.discourse.segment import COMMA, clause_spans
from kg.discourse.tense import plan_score
from kg.model import Clause, Metadata, Modality, Text

#: log odds that a heading gives to what stands under it, and that a run of like sentences gives to each
_HEADING, _CONTEXT = 5.0, 4.0
#: the tense model is sure of itself beyond its skill, so its vote for one sentence is capped
_CAP = 3.0
#: what it costs to change between report and plan inside a paragraph and between paragraphs
_SWITCH, _SWITCH_BLOCK = 5.0, 3.0
#: news reports what has happened, so outside work reports the vote leans to Actual
_NEWS = -1.5
_YEAR_WEIGHT = 8.0
_ESTIMATE_AT_HEAD = 6


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    block: int
    spans: tuple[tuple[int, int], ...]


def clauses(text: Text, sentences: Sequence[tuple[int, int]], *, metadata: Metadata) -> tuple[Clause, ...]:
    """Return the clauses of all sentences in order, each with modality and period.

    Args:
        text: the cleaned text.
        sentences: what :func:`kg.discourse.segment.sentences` gave for it (text offsets).
        metadata: title and date of the document; without a date the years that the text states decide.
    """
    units = _units(text, sentences)
    heads = sections(text)
    is_report = bool(shapes().title.search(metadata.title)) or any(head.modality for head in heads)
    context = _context(text, units, heads, is_report=is_report)
    found: list[Clause] = []
    clock, article, lead, block = Clock(), -1, "", -1
    for number, unit in enumerate(units):
        head = heads[unit.block] if heads else Section()
        if text.blocks[unit.block].article != article:
            article = text.blocks[unit.block].article
            clock = _clock(text, heads, article, metadata, is_report=is_report)
        if unit.block != block:
            block, lead = unit.block, ""
        reviewing = head.modality is Modality.ACTUAL and bool(head.year)
        spoken = replace(clock, review=head.year, reviewing=True) if reviewing else clock
        made = _read(text.text, unit, number, context[number], spoken, head, lead)
        lead = _lead(text.text, unit, spoken) or lead
        found += made
    return tuple(found)


def _units(text: Text, sentences: Sequence[tuple[int, int]]) -> list[_Sentence]:
    units: list[_Sentence] = []
    block = 0
    for start, end in sentences:
        while block + 1 < len(text.blocks) and text.blocks[block].end <= start:
            block += 1
        units.append(_Sentence(start, end, block, clause_spans(text.text, start, end)))
    return units


def _context(
    text: Text, units: Sequence[_Sentence], heads: Sequence[Section], *, is_report: bool
) -> list[float]:
    """Return the log odds of a promise that its surroundings give to each sentence (Viterbi, two states)."""
    votes: list[float] = []
    for unit in units:
        head = heads[unit.block]
        if head.modality is not None:
            votes.append(8 * _CAP if head.modality is Modality.TARGET else -8 * _CAP)
            continue
        score = sum(plan_score(text.text[a:b]) for a, b in unit.spans) + _marker_vote(text.text, unit)
        votes.append(max(-_CAP, min(_CAP, score)) + (0.0 if is_report else _NEWS))
    # best[s] is the best score of a path that ends in state s (0 report, 1 plan)
    best = (0.0, 0.0)
    back: list[tuple[int, int]] = []
    for i, vote in enumerate(votes):
        switch = _SWITCH
        if i and units[i].block != units[i - 1].block:
            switch = _SWITCH_BLOCK
            if text.blocks[units[i].block].article != text.blocks[units[i - 1].block].article:
                switch = 0.0
        from_report = (best[0], best[1] - switch)
        from_plan = (best[1], best[0] - switch)
        back.append((0 if from_report[0] >= from_report[1] else 1, 1 if from_plan[0] >= from_plan[1] else 0))
        best = (max(from_report) - vote / 2, max(from_plan) + vote / 2)
    state = 0 if best[0] >= best[1] else 1
    path: list[float] = []
    for i in range(len(votes) - 1, -1, -1):
        weight = _HEADING if heads[units[i].block].modality is not None else _CONTEXT
        path.append(weight if state else -weight)
        state = back[i][state]
    return path[::-1]


def _marker_vote(text: str, unit: _Sentence) -> float:
    """Return half of what the markers of a sentence say, for the vote on its neighbours."""
    total = 0.0
    for a, b in unit.spans:
        clause = text[a:b]
        total += sum(rule.weight for rule, matcher in rules().markers if matcher.search(clause))
    return total / 2


def _read(
    text: str, unit: _Sentence, number: int, context: float, clock: Clock, head: Section, lead: str
) -> list[Clause]:
    sentence = text[unit.start : unit.end]
    whole = sum(
        rule.weight for rule, found in rules().markers if rule.scope == "sentence" and found.search(sentence)
    )
    estimate_all = _opens_with_estimate(sentence)
    onward, named, estimated = 0.0, "", False
    made: list[Clause] = []
    for start, end in unit.spans:
        clause = text[start:end]
        own = 0.0
        for rule, matcher in rules().markers:
            if rule.scope != "sentence" and matcher.search(clause):
                if rule.scope == "onward":
                    onward = max(onward, rule.weight)
                else:
                    own += rule.weight
        own += _year_vote(clause, clock)
        score = context + whole + onward + own
        marked = bool(rules().estimate.search(clause))
        estimated = marked or (estimated and bool(rules().continuation.match(clause)))
        modality = Modality.TARGET if score > 0 else Modality.ACTUAL
        if modality is Modality.ACTUAL and (estimated or estimate_all):
            modality = Modality.ESTIMATED
        named = period_of(clause, clock) or named
        period = named or lead
        # the year before a plan may stand in its sentence, but no promise is for the past
        if not period or (modality is Modality.TARGET and clock.plan and _last_year(period) < clock.plan):
            period = _default_period(modality, clock, head) or period
        made.append(Clause(start, end, number, unit.block, modality, period))
    return made


def _opens_with_estimate(sentence: str) -> bool:
    found = rules().estimate.search(sentence)
    return bool(found and found.start() <= _ESTIMATE_AT_HEAD and COMMA not in sentence[: found.start()])


def _year_vote(clause: str, clock: Clock) -> float:
    """A clause about a later year promises, about an earlier one reports."""
    if not clock.now:
        return 0.0
    years = years_named(clause)
    if not years:
        return 0.0
    if max(years) > clock.now:
        return _YEAR_WEIGHT
    return -_YEAR_WEIGHT if max(years) < clock.now else 0.0


def _lead(text: str, unit: _Sentence, clock: Clock) -> str:
    """Return the period that a sentence sets for those after it in its paragraph: its opening clause's."""
    if not unit.spans:
        return ""
    start, end = unit.spans[0]
    return period_of(text[start:end], clock) if end - start <= 12 else ""


def _default_period(modality: Modality, clock: Clock, head: Section) -> str:
    if modality is Modality.TARGET:
        year = head.year if head.modality is Modality.TARGET and head.year else clock.plan
    else:
        year = head.year if head.modality is Modality.ACTUAL and head.year else clock.review
    return str(year) if year else ""


_ISO = re.compile(r"^(\d{4})(?:-(\d\d))?")


def _clock(
    text: Text, heads: Sequence[Section], article: int, metadata: Metadata, *, is_report: bool
) -> Clock:
    """Work out the years of an article: its own date, the document's, headings, then what the text states."""
    own = text.articles[article].date if 0 <= article < len(text.articles) else ""
    dated = _ISO.match(own) or _ISO.match(metadata.date)
    now = int(dated[1]) if dated else 0
    month = int(dated[2]) if dated and dated[2] else 0
    review = next((head.year for head in heads if head.modality is Modality.ACTUAL and head.year), 0)
    plan = next((head.year for head in heads if head.modality is Modality.TARGET and head.year), 0)
    reviewed = shapes().reviewed.search(text.text)
    if not review and reviewed:
        review = int(reviewed[1] or reviewed[2])
    if is_report:
        year = now + 1 if month >= 11 else now
        plan = plan or year or (review + 1 if review else 0)
        review = review or (plan - 1 if plan else 0)
        return Clock(now or plan, month, review, plan)
    return Clock(now or review, month, review, plan)


def _last_year(period: str) -> int:
    return int(period.rpartition("/")[2][:4])
