"""Events held, and awards received and sought."""

from __future__ import annotations

from kg.facts.relations.context import Context, Reading
from kg.facts.relations.geography import Geography
from kg.facts.relations.schemes import governing, negated, verb_start
from kg.facts.relations.subjects import AGENTS, Subjects
from kg.frames.analysis import Group
from kg.frames.schema import load_rules
from kg.frames.syntax import syntax
from kg.model import EntityClass, Mention, Modality, Predicate

_K = EntityClass
_PLACES = frozenset({_K.DISTRICT})
AWARDEES = AGENTS | {_K.SITE, _K.PROJECT, _K.PROGRAMME, _K.PERSON}


def relate(context: Context, geography: Geography, subjects: Subjects) -> None:
    """State the events of a text and their holders, and the awards and theirs."""
    held: set[str] = set()
    for reading in context.readings:
        for group in reading.groups:
            for item in group.items:
                if item.kind is _K.EVENT:
                    if _hold(context, reading, group, item, subjects):
                        held.add(item.entity)
                elif item.kind is _K.AWARD:
                    _award(context, reading, group, item, subjects, geography)
    _hold_by_name(context, geography, held)


def _hold(
    context: Context, reading: Reading, group: Group[Mention], item: Mention, subjects: Subjects
) -> bool:
    if negated(group):
        return False
    target = reading.clause.modality is Modality.TARGET
    scene = _scene(context, reading, group)
    if scene is not None:
        context.state(
            item.entity,
            Predicate.LOCATED_IN,
            scene.entity,
            context.quote(item, "locatedIn.scene", through=scene),
        )
        return False
    found = governing(group, "events")
    if found is None:
        return False
    keys, how = subjects.of(reading, verb_start(group, found), carry=_PLACES)
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
    return bool(keys)


def _scene(context: Context, reading: Reading, group: Group[Mention]) -> Mention | None:
    """The place of an event that stands between it and its verb (论坛在法国首都巴黎举行)."""
    if not syntax("scene").match(context.text, group.end):
        return None
    verb = next((t for t in reading.reading.triggers if t.start > group.end and "events" in t.after), None)
    if verb is None:
        return None
    between = [
        item
        for other in reading.groups
        for item in other.items
        if other.start > group.end and other.end <= verb.start and item.kind in (_K.DISTRICT, _K.SITE)
    ]
    last = between[-1] if between else None
    if last is None or len(context.text[last.end : verb.start]) > 4 or last.entity == context.place:
        return None
    return last


def _hold_by_name(context: Context, geography: Geography, held: set[str]) -> None:
    """An event that bears its holder's name: a body's in front (市委全会), or the place's anywhere."""
    bodies = sorted(
        (
            (name, entity.key)
            for entity in context.of_kind(_K.ORGANIZATION)
            for name in context.names[entity.key]
            if len(name) >= 2
        ),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
    place = context.names.get(context.place, ())
    for event in context.of_kind(_K.EVENT):
        holder = next((key for name, key in bodies if event.label.startswith(name)), "")
        local = any(
            len(name) >= 2 and name in event.label for name in place if name not in load_rules().deictic
        )
        if not holder and (event.key in held or not local):
            continue
        quote = context.quote_of(event, "holdsEvent.name")
        mentions = context.mentions_of(event.key)
        clause = context.clause_at(mentions[0].start) if mentions else None
        target = clause is not None and clause.modality is Modality.TARGET
        context.state(
            holder or context.place,
            Predicate.HOLDS_EVENT,
            event.key,
            quote,
            qualifiers={"status": "planned" if target else "held", "date": clause.period if clause else ""},
            modality=Modality.TARGET if target else Modality.ACTUAL,
        )
        if not holder:
            context.state(event.key, Predicate.LOCATED_IN, context.place, quote)


def _award(
    context: Context,
    reading: Reading,
    group: Group[Mention],
    item: Mention,
    subjects: Subjects,
    geography: Geography,
) -> None:
    text = context.text
    if negated(group) or syntax("counted_behind").match(text, item.end, item.end + 12):
        return
    found = governing(group, "awards")
    target = reading.clause.modality is Modality.TARGET
    at = verb_start(group, found)
    owner = _owner(context, item)
    keys: tuple[str, ...]
    if owner is not None:
        keys, how = (owner.entity,), "owner"
    else:
        if syntax("counted_before").fullmatch(text, max(reading.clause.start, at - 16), at):
            return
        keys, how = subjects.of(reading, at, kinds=frozenset(AWARDEES))
        if found is None and how == "elided" and _brings_in(group):
            return
    status = found[0].status if found else ("sought" if target else "received")
    rule = found[0].id if found else "award.topic"
    if status == "received" and target:
        status = "sought"
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


def _brings_in(group: Group[Mention]) -> bool:
    """Whether the verb brings holders of a title in (引进一批百强企业): the title is theirs."""
    frame = group.before.before.get("projects") if group.before else None
    return frame is not None and frame.id == "sign"


def _owner(context: Context, item: Mention) -> Mention | None:
    """Whose title it is when the name stands directly in front (城东小学文明校园)."""
    for mention in context.mentions_before(item.start):
        if mention.kind in (_K.ORGANIZATION, _K.SITE, _K.COMPANY, _K.DISTRICT):
            return mention
    return None
