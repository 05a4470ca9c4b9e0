"""Where things are: by the name in front, by 在X, by the division whose document it is."""

from __future__ import annotations

from kg.facts.relations.context import Context
from kg.facts.relations.geography import COUNTRY, Geography, code_of
from kg.frames.schema import load_rules
from kg.frames.syntax import syntax
from kg.model import Entity, EntityClass, Mention, Predicate

_K = EntityClass
_Holders = dict[str, list[tuple[str, Entity]]]


def relate(context: Context, geography: Geography) -> None:
    """State where the things of a text are."""
    _divisions(context, geography)
    holders = _holders(context, geography)
    for event in context.of_kind(_K.EVENT):
        _event(context, geography, event, holders)
    for entity in context.of_kind(_K.PROJECT, _K.SITE, _K.ORGANIZATION, _K.COMPANY):
        _locate(context, geography, entity, holders)


def _event(context: Context, geography: Geography, event: Entity, holders: _Holders) -> None:
    """An event whose name begins with another division's than the body's own line (上海…展会)."""
    for name, holder in _named_in(event.label, holders):
        if event.label.startswith(name) and holder.kind is _K.DISTRICT:
            if (
                holder.key != context.place
                and not geography.is_above(holder.key)
                and code_of(holder) != COUNTRY
            ):
                quote = context.quote_of(event, "locatedIn.name")
                context.state(event.key, Predicate.LOCATED_IN, holder.key, quote)
            return


def _divisions(context: Context, geography: Geography) -> None:
    for entity in context.of_kind(_K.DISTRICT):
        parent = geography.parent(entity) if code_of(entity) else ""
        if parent and (
            code_of(context.entities[parent]) != COUNTRY or _of_interest(context, geography, entity)
        ):
            context.state(
                entity.key, Predicate.LOCATED_IN, parent, context.quote_of(entity, "locatedIn.division")
            )
            continue
        capital = _capital_of(context, entity)
        if capital is not None:
            context.state(
                entity.key, Predicate.LOCATED_IN, capital.entity, context.quote(capital, "locatedIn.capital")
            )
            continue
        if code_of(entity) or entity.key == context.place:
            continue
        front = _in_front(context, entity, (_K.DISTRICT,)) or _within_form(context, entity)
        if front is not None:
            context.state(
                entity.key, Predicate.LOCATED_IN, front[1], context.quote(front[0], "locatedIn.adjacent")
            )
        elif geography.is_local_name(entity.label) and any(
            geography.own_at(m.start) for m in context.mentions_of(entity.key)
        ):
            context.state(
                entity.key, Predicate.LOCATED_IN, context.place, context.quote_of(entity, "locatedIn.place")
            )


def _of_interest(context: Context, geography: Geography, entity: Entity) -> bool:
    """Whether it is worth saying that a division lies in the country."""
    return not context.place or entity.key == context.place or geography.is_above(entity.key)


def _within_form(context: Context, entity: Entity) -> tuple[Mention, str] | None:
    """A division in whose name another stands first (甲街道乙社区)."""
    if not context.mentions_of(entity.key):
        return None
    for other in context.of_kind(_K.DISTRICT):
        for name in context.names[other.key]:
            if other.key != entity.key and any(
                form.startswith(name)
                and len(form) >= len(name) + 2
                and name.endswith(load_rules().local_divisions)
                for form in context.names[entity.key]
            ):
                return context.mentions_of(entity.key)[0], other.key
    return None


def _capital_of(context: Context, entity: Entity) -> Mention | None:
    """The division whose capital another is said to be (法国首都巴黎)."""
    for mention in context.mentions_of(entity.key):
        for word in load_rules().capital:
            at = mention.start - len(word)
            if context.text.startswith(word, max(at, 0)):
                for other in context.mentions_before(at):
                    if other.kind is _K.DISTRICT and other.entity != entity.key:
                        return other
    return None


def _in_front(context: Context, entity: Entity, kinds: tuple[EntityClass, ...]) -> tuple[Mention, str] | None:
    """A thing of some class written directly in front of a mention (东港区海棠小区)."""
    for mention in context.mentions_of(entity.key):
        for other in context.mentions_before(mention.start):
            if other.kind in kinds and other.entity != entity.key:
                return mention, other.entity
    return None


def _by_phrase(context: Context, entity: Entity) -> tuple[Mention, Mention] | None:
    """在X西侧的Y, Y在X揭牌, 在X,…Y: the mention of Y and the site or division X."""
    text = context.text
    for mention in context.mentions_of(entity.key):
        reading = context.reading_at(mention.start)
        if reading is None:
            continue
        scene = context.scene_of(reading)
        places = [m for g in reading.groups for m in g.items if m.kind in (_K.SITE, _K.DISTRICT)]
        for other in places:
            if other.entity == entity.key:
                continue
            if (
                other.end <= mention.start
                and syntax("at").fullmatch(text, max(0, other.start - 4), other.start)
                and syntax("beside").fullmatch(text, other.end, mention.start)
            ):
                return mention, other
            if syntax("scene").fullmatch(text, mention.end, other.start) and syntax("happens").match(
                text, other.end
            ):
                return mention, other
        if scene is not None and scene.entity != entity.key and entity.kind is not _K.COMPANY:
            return mention, scene
    return None


def _holders(context: Context, geography: Geography) -> _Holders:
    """Names of divisions and sites by their first character, the longest first."""
    found = [
        (name, entity)
        for entity in context.of_kind(_K.DISTRICT, _K.SITE)
        for name in (*context.names[entity.key], *_short(geography, entity))
        if len(name) >= 2 and entity.label not in load_rules().regions
    ]
    holders: _Holders = {}
    for name, entity in sorted(found, key=_rank):
        holders.setdefault(name[0], []).append((name, entity))
    return holders


def _short(geography: Geography, entity: Entity) -> tuple[str, ...]:
    """The bare name of a division below the body's own (东港 of 东港区)."""
    if entity.kind is not _K.DISTRICT or not geography.is_own(entity.key):
        return ()
    return tuple(
        entity.label.removesuffix(level) for level in load_rules().levels if entity.label.endswith(level)
    )


def _rank(pair: tuple[str, Entity]) -> tuple[int, bool, str]:
    return -len(pair[0]), pair[1].kind is not _K.SITE, pair[0]


def _named_in(label: str, holders: _Holders) -> list[tuple[str, Entity]]:
    """The holders whose names stand in a label, the longest first."""
    found = [pair for c in dict.fromkeys(label) for pair in holders.get(c, ()) if pair[0] in label]
    return sorted(found, key=_rank)


def _locate(context: Context, geography: Geography, entity: Entity, holders: _Holders) -> None:
    rules = load_rules()
    front = _in_front(context, entity, (_K.DISTRICT, _K.SITE))
    if front is not None and front[1] != context.place:
        context.state(
            entity.key, Predicate.LOCATED_IN, front[1], context.quote(front[0], "locatedIn.adjacent")
        )
        return
    phrase = _by_phrase(context, entity)
    if phrase is not None and phrase[1].entity != context.place:
        context.state(
            entity.key,
            Predicate.LOCATED_IN,
            phrase[1].entity,
            context.quote(phrase[0], "locatedIn.phrase", through=phrase[1]),
        )
        return
    inner = _by_name(context, geography, entity, holders)
    if inner is not None:
        context.state(entity.key, Predicate.LOCATED_IN, inner.key, context.quote_of(entity, "locatedIn.name"))
        return
    if not geography.is_about(entity):
        return
    upper = geography.upper(entity) if entity.kind is _K.ORGANIZATION else ""
    if upper:
        context.state(entity.key, Predicate.LOCATED_IN, upper, context.quote_of(entity, "locatedIn.level"))
        return
    if entity.kind is _K.SITE and (
        entity.label in rules.regions or entity.label.endswith(rules.region_endings)
    ):
        return
    if entity.kind is _K.ORGANIZATION and not _is_own_body(context, entity):
        return
    if entity.kind is _K.COMPANY and not _bears_name(context, entity):
        return
    context.state(
        entity.key, Predicate.LOCATED_IN, context.place, context.quote_of(entity, "locatedIn.place")
    )


def _by_name(context: Context, geography: Geography, entity: Entity, holders: _Holders) -> Entity | None:
    """The division or site whose name a thing's name begins with, or holds (for projects and sites)."""
    label = entity.label
    whole = entity.kind in (_K.PROJECT, _K.SITE)
    for name, holder in _named_in(label, holders):
        if holder.key in (entity.key, context.place) or holder.label == label:
            continue
        at = label.find(name)
        if at < 0 or (at > 0 and not whole) or len(name) == len(label):
            continue
        if holder.kind is _K.SITE and name.endswith(load_rules().waters):
            continue
        if at > 0 and (holder.kind is _K.SITE or not geography.is_own(holder.key)):
            continue
        rest = label[at + len(name) :]
        road = syntax("span_of_line")
        if road.match(rest) or (at and road.match(label, at - 1)):
            continue
        above = holder.kind is _K.DISTRICT and context.place and geography.is_above(holder.key)
        body = entity.kind is _K.ORGANIZATION and syntax("party_body").match(rest)
        if above and not body:
            continue
        if code_of(holder) == COUNTRY:
            continue
        return holder
    return None


def _bears_name(context: Context, entity: Entity) -> bool:
    place = context.entities.get(context.place)
    if place is None:
        return False
    return any(entity.label.startswith(name) for name in context.names[place.key] if len(name) >= 2)


def _is_own_body(context: Context, entity: Entity) -> bool:
    rules = load_rules()
    label = entity.label
    if _bears_name(context, entity):
        return True
    if label in rules.local_bodies or label.startswith(rules.upper_bodies):
        return False
    place = context.entities[context.place].label
    level = next((level for level in rules.levels if place.endswith(level)), "")
    if level and label.startswith(level):
        return True
    if any(label.startswith(other) for other in rules.levels if other != level):
        return False
    return label.endswith(rules.own_organisations)
