"""Programmes run, policy documents issued, events held, industries developed, awards received and sought."""

from __future__ import annotations

import re

from kg.facts.relations.context import Context, Reading
from kg.facts.relations.geography import Geography
from kg.facts.relations.rules import load_rules
from kg.facts.relations.subjects import AGENTS, Subjects
from kg.frames.analysis import Group
from kg.frames.schema import Frame
from kg.frames.triggers import Trigger
from kg.model import EntityClass, Mention, Modality, Predicate

_K = EntityClass
AWARDEES = AGENTS | {_K.SITE, _K.PROJECT, _K.PROGRAMME, _K.PERSON}


def relate(context: Context, geography: Geography, subjects: Subjects) -> None:
    """State what bodies run, issue, hold and develop, and their honours."""
    for reading in context.readings:
        for group in reading.groups:
            for item in group.items:
                if item.kind is _K.PROGRAMME:
                    _implement(context, reading, group, item, subjects)
                elif item.kind is _K.INDUSTRY:
                    _develop(context, reading, group, item, subjects)
                elif item.kind is _K.POLICY_DOCUMENT:
                    _issue(context, reading, group, item, subjects)
                elif item.kind is _K.EVENT:
                    _hold(context, reading, group, item, subjects)
                elif item.kind is _K.AWARD:
                    _award(context, reading, group, item, subjects, geography)


def _frame(group: Group[Mention], family: str) -> tuple[Frame, Trigger] | None:
    """The frame of a family in which a verb governs the list, from in front or from behind."""
    if group.before and not group.before.negated and family in group.before.before:
        return group.before.before[family], group.before
    if group.after and not group.after.negated and family in group.after.after:
        return group.after.after[family], group.after
    return None


def _negated(group: Group[Mention]) -> bool:
    return bool((group.before and group.before.negated) or (group.after and group.after.negated))


def _implement(
    context: Context, reading: Reading, group: Group[Mention], item: Mention, subjects: Subjects
) -> None:
    if _negated(group) or context.entities[item.entity].label in load_rules().not_own_programmes:
        return
    found = _frame(group, "programmes")
    at = found[1].start if found and found[1].end <= group.start else group.start
    keys, how = subjects.of(reading, at)
    rule = f"implements.{found[0].id}" if found else "implements.topic"
    for key in keys:
        context.state(key, Predicate.IMPLEMENTS, item.entity, context.quote(item, f"{rule}.{how}"))


def _develop(
    context: Context, reading: Reading, group: Group[Mention], item: Mention, subjects: Subjects
) -> None:
    if _negated(group):
        return
    found = _frame(group, "industries")
    at = found[1].start if found and found[1].end <= group.start else group.start
    keys, how = subjects.of(reading, at, kinds=frozenset({_K.DISTRICT, _K.COMPANY, _K.SITE}))
    rule = f"develops.{found[0].id}" if found else "develops.topic"
    for key in keys:
        context.state(key, Predicate.DEVELOPS, item.entity, context.quote(item, f"{rule}.{how}"))


def _issue(
    context: Context, reading: Reading, group: Group[Mention], item: Mention, subjects: Subjects
) -> None:
    found = _frame(group, "documents")
    if found is None or _negated(group):
        return
    at = found[1].start if found[1].end <= group.start else group.start
    keys, how = subjects.of(reading, at)
    for key in keys:
        context.state(key, Predicate.ISSUED, item.entity, context.quote(item, f"issued.{found[0].id}.{how}"))


def _hold(
    context: Context, reading: Reading, group: Group[Mention], item: Mention, subjects: Subjects
) -> None:
    found = _frame(group, "events")
    if found is None or _negated(group):
        return
    at = found[1].start if found[1].end <= group.start else group.start
    keys, how = subjects.of(reading, at)
    target = reading.clause.modality is Modality.TARGET
    for key in keys:
        quote = context.quote(item, f"holdsEvent.{found[0].id}.{how}")
        context.state(
            key,
            Predicate.HOLDS_EVENT,
            item.entity,
            quote,
            modality=Modality.TARGET if target else Modality.ACTUAL,
            qualifiers={"status": "planned" if target else "held", "date": reading.clause.period},
        )
        if context.entities[key].kind is _K.DISTRICT:
            context.state(item.entity, Predicate.LOCATED_IN, key, quote)


def _award(
    context: Context,
    reading: Reading,
    group: Group[Mention],
    item: Mention,
    subjects: Subjects,
    geography: Geography,
) -> None:
    if _negated(group):
        return
    found = _frame(group, "awards")
    target = reading.clause.modality is Modality.TARGET
    at = found[1].start if found and found[1].end <= group.start else group.start
    keys, how = subjects.of(reading, at, kinds=frozenset(AWARDEES))
    if found:
        status, rule = found[0].status, found[0].id
        after = group.after.after.get("awards") if group.after and not group.after.negated else None
        if after is not None and after.status == "sought" and found[1] is group.before:
            status = "sought" if status == "sought" or target else status
        if status == "received" and target:
            status = "sought"
    elif how == "written":
        status, rule = ("sought" if target else "received"), "award.apposition"
    else:
        status, rule = ("sought" if target else "received"), "award.topic"
    for key in keys:
        if context.entities[key].kind is _K.DISTRICT and geography.is_above(key):
            key = context.place
        context.state(
            key,
            Predicate.AWARDED,
            item.entity,
            context.quote(item, f"awarded.{rule}.{how}"),
            modality=Modality.TARGET if status == "sought" else Modality.ACTUAL,
            qualifiers={"status": status, "date": reading.clause.period},
        )
