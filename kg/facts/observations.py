"""Numbers of a document as observations: value, measure, subject, period, modality and a quote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.facts.measures import Named, is_task, is_threshold, name_measures
from kg.facts.topics import Topics, read_topics
from kg.model import Annotated, Clause, EntityClass, Evidence, Mention, Modality, Observation
from kg.quantities import Quantity, find_quantities, unit_by_key

RULE = "observation"
#: a longer name tells what is measured without its sentence
_TELLING = 4
#: numbers inside names of these kinds are parts of the name
_NAMES = frozenset(EntityClass) - {EntityClass.DISTRICT, EntityClass.PERSON}


def observe(annotated: Annotated) -> tuple[Observation, ...]:
    """Return every observation that a document states, in a fixed order.

    Equal statements (same subject, measure, value, unit, kind and modality) are one observation with the
    evidence of all of them; where the name of the measure says little (办结率), only in equal sentences.
    """
    merged: dict[tuple[object, ...], Observation] = {}
    for one, sentence in _observations(annotated):
        place = "" if len(one.measure) > _TELLING else sentence
        key = (one.about, one.measure, one.written_value, one.written_unit, one.modality, one.kind, place)
        known = merged.get(key)
        merged[key] = replace(known, evidence=known.evidence | one.evidence) if known else one
    return tuple(merged.values())


def _observations(annotated: Annotated) -> Iterator[tuple[Observation, str]]:
    """Yield each observation with the sentence that states it."""
    text = annotated.text.text
    topics = Topics(annotated)
    word_starts = [word.start for word in annotated.words]
    by_sentence = _quantities(annotated)
    measure, sentence = "", -1
    for clause in annotated.clauses:
        topics.enter(clause)
        if clause.sentence != sentence:
            sentence, measure = clause.sentence, ""
        inside = [
            one
            for one in by_sentence[clause.sentence]
            if clause.start <= one.start < clause.end and not is_threshold(text, one, clause.start)
        ]
        if inside:
            words = annotated.words[
                bisect_left(word_starts, clause.start) : bisect_left(word_starts, clause.end)
            ]
            named, measure = name_measures(
                text, inside, start=clause.start, end=clause.end, words=words, before=measure
            )
            evidence = frozenset({_evidence(annotated, clause)})
            for one in named:
                for name in one.names:
                    about = topics.about(clause, one.quantity)
                    if about:
                        begin, end = annotated.sentences[clause.sentence]
                        yield _observation(text, clause, one, name, about, evidence), text[begin:end]
        topics.leave(clause)


def _observation(
    text: str, clause: Clause, named: Named, name: str, about: str, evidence: frozenset[Evidence]
) -> Observation:
    one = named.quantity
    return Observation(
        about=about,
        measure=name,
        written_value=one.written_value,
        written_unit=one.written_unit,
        value=one.value,
        unit=one.unit,
        bound=one.bound,
        kind=named.kind,
        modality=Modality.TARGET if is_task(text, one) else clause.modality,
        period=clause.period,
        evidence=evidence,
    )


def _quantities(annotated: Annotated) -> list[list[Quantity]]:
    """Return the quantities of each sentence that are not part of a name."""
    text = annotated.text.text
    names = _names(annotated.mentions)
    starts = [name.start for name in names]
    found: list[list[Quantity]] = []
    for start, end in annotated.sentences:
        keep: list[Quantity] = []
        for one in find_quantities(text, start=start, end=end):
            at = bisect_right(starts, one.start) - 1
            if at < 0 or one.start >= names[at].end or _counts_in_name(text, names[at], one):
                keep.append(one)
        found.append(keep)
    return found


def _names(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the outermost mentions of kinds whose names hold numbers, disjoint and in order."""
    found: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.kind in _NAMES and not (found and mention.start < found[-1].end):
            found.append(mention)
    return found


def _counts_in_name(text: str, name: Mention, one: Quantity) -> bool:
    """3个物流园, X等8项行动 and 日供水20万吨的项目 state numbers though a mention took them in."""
    if one.rank:
        return True
    if unit_by_key()[one.unit].dimension == "count":
        return one.start == name.start or text[one.start - 1 : one.start] in frozenset(
            read_topics().count_after
        )
    return text[one.end : one.end + 1] == read_topics().genitive


def _evidence(annotated: Annotated, clause: Clause) -> Evidence:
    start, end = annotated.text.mapped.source_span(clause.start, clause.end)
    document = annotated.document
    return Evidence(document.id, start, end, document.source[start:end], RULE)
