"""Which office a person holds, where she lives, how old she is."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from pydantic import Field

from kg.facts.relations.context import Context
from kg.facts.relations.geography import Geography
from kg.frames.schema import Example
from kg.frames.triggers import alternation
from kg.model import EntityClass, Mention, Predicate
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

_K = EntityClass
_EMPLOYERS = (_K.ORGANIZATION, _K.COMPANY, _K.DISTRICT, _K.SITE, _K.PROJECT)


class PeopleFile(Strict):
    """``ontology/frames/people.yaml``."""

    source: str
    titles: tuple[str, ...]
    not_offices: tuple[str, ...]
    bare_titles: tuple[str, ...]
    state_titles: tuple[str, ...]
    country: tuple[str, ...]
    residents: tuple[str, ...]
    citizens: tuple[str, ...]
    lives: tuple[str, ...]
    lived: tuple[str, ...]
    anaphors: tuple[str, ...]
    examples: tuple[Example, ...] = Field(min_length=2)


@dataclass(frozen=True, slots=True)
class _Patterns:
    title: re.Pattern[str]
    resident: re.Pattern[str]
    citizen: re.Pattern[str]
    lives: re.Pattern[str]
    lived: re.Pattern[str]
    anaphor: re.Pattern[str]
    not_offices: frozenset[str]


@cache
def load_people() -> PeopleFile:
    """Read ``ontology/frames/people.yaml``.

    Raises:
        DataError: the file is missing or breaks the schema; ``where`` is ``FILE:LINE``.
    """
    return load_yaml(ontology_dir() / "frames" / "people.yaml", PeopleFile)


@cache
def _patterns() -> _Patterns:
    people = load_people()
    return _Patterns(
        title=re.compile(f"(?P<title>{alternation(people.titles)})[:: ]?$"),
        resident=re.compile(f"的?(?:{alternation(people.residents)})$"),
        citizen=re.compile(f"(?:{alternation(people.citizens)})$"),
        lives=re.compile(f"(?:{alternation(people.lives)})$"),
        lived=re.compile(f"[^,,。]{{0,4}}(?:{alternation(people.lived)})"),
        anaphor=re.compile(f"(?:{alternation(people.anaphors)})"),
        not_offices=frozenset(people.not_offices),
    )


_AGE_BEFORE = re.compile(r"(\d{1,3})岁的?(?:[^,,。、]{0,8})$")
_AGE_BEHIND = re.compile(r"[,,((]?(?:今年)?(\d{1,3})岁")


def relate(context: Context, geography: Geography) -> None:
    """State the offices, homes and ages of the persons of a text."""
    holders = [m for m in context.outer if m.kind in _EMPLOYERS]
    ends = [m.end for m in holders]
    for person in context.outer:
        if person.kind is not _K.PERSON:
            continue
        near = holders[max(0, bisect_left(ends, person.start - 80)) : bisect_left(ends, person.start + 1)]
        _position(context, geography, person, near)
        _residence(context, geography, person, near)
        _age(context, person)


def _lead(context: Context, person: Mention) -> tuple[int, str]:
    """The text of the sentence in front of a person."""
    clause = context.clause_at(person.start)
    start = max(person.start - 40, 0)
    if clause is not None:
        start = max(start, context.annotated.sentences[clause.sentence][0])
    return start, context.text[start : person.start].replace("\n", " ")


def _position(context: Context, geography: Geography, person: Mention, near: list[Mention]) -> None:
    start, lead = _lead(context, person)
    # a title begins behind the body that it belongs to: 市委|书记
    floor = max((m.end for m in near if m.end <= person.start and m.end > start), default=start)
    match = _patterns().title.search(lead, floor - start)
    if match is None or match.group("title") in _patterns().not_offices:
        return
    title, at = match.group("title"), start + match.start()
    holder = _holder(context, near, title, at, start)
    if holder:
        context.state(
            person.entity,
            Predicate.HOLDS_POSITION,
            holder[0],
            context.quote(person, f"holdsPosition.{holder[1]}"),
            qualifiers={"title": title},
        )


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
        if mention.start >= start and len(gap) <= 14 and not re.search(r"[,,。;;、\n]", gap):
            return mention.entity, "title"
        if title not in people.bare_titles or mention.kind not in (_K.COMPANY, _K.ORGANIZATION, _K.SITE):
            continue
        last = re.split(r"[,,。;;\n]", gap)[-1].removeprefix("据").removeprefix("该")
        if not last or _patterns().anaphor.fullmatch(last):
            return mention.entity, "before"
    return None


def _residence(context: Context, geography: Geography, person: Mention, near: list[Mention]) -> None:
    text, patterns = context.text, _patterns()
    for mention in reversed(near):
        if mention.kind not in (_K.DISTRICT, _K.SITE) or mention.end > person.start:
            continue
        gap = text[mention.end : person.start]
        lead = text[max(0, mention.start - 4) : mention.start]
        if patterns.resident.fullmatch(gap) or (
            patterns.lives.search(lead) and re.fullmatch(r"的[^,,。]{0,8}", gap)
        ):
            context.state(
                person.entity,
                Predicate.RESIDENT_OF,
                mention.entity,
                context.quote(person, "residentOf.resident"),
            )
            return
    behind = next((m for m in context.outer if m.start > person.end and m.start - person.end <= 3), None)
    if behind is not None and behind.kind in (_K.DISTRICT, _K.SITE):
        if text[person.end : behind.start].strip() == "在" and patterns.lived.match(text, behind.end):
            context.state(
                person.entity, Predicate.RESIDENT_OF, behind.entity, context.quote(person, "residentOf.lived")
            )
            return
    _, lead = _lead(context, person)
    if patterns.citizen.search(lead) and geography.own_at(person.start):
        context.state(
            person.entity, Predicate.RESIDENT_OF, context.place, context.quote(person, "residentOf.citizen")
        )


def _age(context: Context, person: Mention) -> None:
    _, lead = _lead(context, person)
    match = _AGE_BEFORE.search(lead) or _AGE_BEHIND.match(context.text, person.end, person.end + 10)
    if match:
        context.state(
            person.entity, Predicate.AGE, str(int(match.group(1))), context.quote(person, "age.years")
        )
