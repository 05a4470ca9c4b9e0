"""Which office a person holds, where she lives, how old she is."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.facts.relations.context import Context
from kg.facts.relations.geography import Geography
from kg.frames.schema import load_people
from kg.frames.syntax import STOP, syntax
from kg.model import EntityClass, Mention, Predicate

_K = EntityClass
_AND = "、"
_EMPLOYERS = (_K.ORGANIZATION, _K.COMPANY, _K.DISTRICT, _K.SITE, _K.PROJECT)


def relate(context: Context, geography: Geography) -> None:
    """State the offices, homes and ages of the persons of a text."""
    holders = [m for m in context.outer if m.kind in _EMPLOYERS]
    starts = [m.start for m in holders]
    for person in context.outer:
        if person.kind is not _K.PERSON:
            continue
        at = bisect_left(starts, person.start)
        near = [m for m in holders[max(0, at - 8) : at] if person.start - 80 <= m.end <= person.start]
        behind = holders[at] if at < len(holders) and holders[at].start - person.end <= 3 else None
        _position(context, person, near)
        _residence(context, geography, person, near, behind)
        _age(context, person)


def _lead(context: Context, person: Mention) -> tuple[int, str]:
    """The text of the sentence in front of a person."""
    clause = context.clause_at(person.start)
    start = max(person.start - 40, 0)
    if clause is not None:
        start = max(start, context.annotated.sentences[clause.sentence][0])
    return start, context.text[start : person.start].replace("\n", " ")


def _position(context: Context, person: Mention, near: list[Mention]) -> None:
    """State the offices in front of a name, the nearest first (省委常委、副省长某某)."""
    start, lead = _lead(context, person)
    end = len(lead)
    while True:
        # a title begins behind the body that it belongs to: 市委|书记
        floor = max((m.end - start for m in near if start < m.end <= start + end), default=0)
        match = _title(lead, floor, end)
        if match is None:
            return
        title, at = match.group("title"), start + match.start()
        holder = None if title in load_people().not_offices else _holder(context, near, title, at, start)
        if holder:
            context.state(
                person.entity,
                Predicate.HOLDS_POSITION,
                holder[0],
                context.quote(person, f"holdsPosition.{holder[1]}"),
                qualifiers={"title": title},
            )
        body = next((m for m in reversed(near) if m.end <= at and not lead[m.end - start : at - start]), None)
        end = (body.start if body else at) - start
        if end < 1 or lead[end - 1] != _AND:
            return
        end -= 1


def _title(lead: str, floor: int, end: int) -> re.Match[str] | None:
    """The longest title that ends at ``end`` and begins at ``floor`` or behind."""
    pattern = syntax("title")
    for at in range(max(floor, end - 12), end):
        match = pattern.fullmatch(lead, at, end)
        if match:
            return match
    return None


def _last_clause(text: str) -> str:
    return text[max((text.rfind(mark) for mark in STOP), default=-1) + 1 :]


def _holder(context: Context, near: list[Mention], title: str, at: int, start: int) -> tuple[str, str] | None:
    """Whose office a title at a text offset is: what stands in front of it, or a body named before."""
    text, people = context.text, load_people()
    if title in people.state_titles:
        country = (e.key for e in context.of_kind(_K.DISTRICT) if e.label in people.country)
        return next(((key, "state") for key in country), None)
    for mention in reversed(near):
        if mention.end > at:
            continue
        gap = text[mention.end : at]
        if mention.start >= start and syntax("close_to").fullmatch(gap):
            return mention.entity, "title"
        if title not in people.bare_titles or mention.kind not in (_K.COMPANY, _K.ORGANIZATION, _K.SITE):
            continue
        if syntax("anaphor").fullmatch(_last_clause(gap)):
            return mention.entity, "before"
    return None


def _residence(
    context: Context, geography: Geography, person: Mention, near: list[Mention], behind: Mention | None
) -> None:
    text = context.text
    for mention in reversed(near):
        if mention.kind not in (_K.DISTRICT, _K.SITE) or mention.end > person.start:
            continue
        gap = text[mention.end : person.start]
        lead = text[max(0, mention.start - 4) : mention.start]
        if syntax("resident").fullmatch(gap) or (
            syntax("lives").fullmatch(lead) and syntax("of_person").fullmatch(gap)
        ):
            context.state(
                person.entity,
                Predicate.RESIDENT_OF,
                mention.entity,
                context.quote(person, "residentOf.resident"),
            )
            return
    if (
        behind is not None
        and behind.kind in (_K.DISTRICT, _K.SITE)
        and syntax("stay").fullmatch(text, person.end, behind.start)
        and syntax("lived").match(text, behind.end)
    ):
        quote = context.quote(person, "residentOf.lived")
        context.state(person.entity, Predicate.RESIDENT_OF, behind.entity, quote)
        return
    _, lead = _lead(context, person)
    if syntax("citizen").fullmatch(lead) and geography.own_at(person.start):
        context.state(
            person.entity, Predicate.RESIDENT_OF, context.place, context.quote(person, "residentOf.citizen")
        )


def _age(context: Context, person: Mention) -> None:
    _, lead = _lead(context, person)
    match = syntax("age_before").fullmatch(lead) or syntax("age_behind").match(
        context.text, person.end, person.end + 10
    )
    if match:
        context.state(
            person.entity, Predicate.AGE, str(int(match.group("age"))), context.quote(person, "age.years")
        )
