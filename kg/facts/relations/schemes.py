"""Programmes run, policy documents issued and industries developed."""

from __future__ import annotations

from kg.facts.relations.context import Context, Reading
from kg.facts.relations.geography import Geography
from kg.facts.relations.subjects import Subjects
from kg.frames.analysis import Group
from kg.frames.schema import Frame, load_rules
from kg.frames.triggers import Trigger
from kg.model import EntityClass, Mention, Modality, Predicate

_K = EntityClass
#: verbs that say that somebody else's programme is followed
FOLLOW = "follow"


def relate(context: Context, geography: Geography, subjects: Subjects) -> None:
    """State what bodies run, issue and develop."""
    issued: set[str] = set()
    for reading in context.readings:
        for group in reading.groups:
            for item in group.items:
                if item.kind is _K.PROGRAMME:
                    _implement(context, reading, group, item, subjects)
                elif item.kind is _K.INDUSTRY:
                    _develop(context, reading, group, item, subjects)
                elif item.kind is _K.POLICY_DOCUMENT and _issue(context, reading, group, item, subjects):
                    issued.add(item.entity)
    _issue_by_name(context, issued)
    _nested(context, geography)
    _company_industries(context)


def governing(group: Group[Mention], family: str) -> tuple[Frame, Trigger] | None:
    """The frame of a family in which a verb governs the list, from in front or from behind."""
    if group.before and not group.before.negated and family in group.before.before:
        return group.before.before[family], group.before
    if group.after and not group.after.negated and family in group.after.after:
        return group.after.after[family], group.after
    return None


def negated(group: Group[Mention]) -> bool:
    """Whether a verb of the list is taken back."""
    return bool((group.before and group.before.negated) or (group.after and group.after.negated))


def verb_start(group: Group[Mention], found: tuple[Frame, Trigger] | None) -> int:
    """Where the subject must stand before: the verb in front of the list, or the list itself."""
    return found[1].start if found and found[1].end <= group.start else group.start


def _implement(
    context: Context, reading: Reading, group: Group[Mention], item: Mention, subjects: Subjects
) -> None:
    if negated(group) or context.entities[item.entity].label in load_rules().not_own_programmes:
        return
    found = governing(group, "programmes")
    if found and found[0].id == FOLLOW:
        return
    rule = f"implements.{found[0].id}" if found else "implements.topic"
    company = context.neighbour(item, _K.COMPANY)
    if company is not None:
        context.state(
            company.entity, Predicate.IMPLEMENTS, item.entity, context.quote(item, "implements.company")
        )
        return
    keys, how = subjects.of(reading, verb_start(group, found))
    for key in keys:
        context.state(key, Predicate.IMPLEMENTS, item.entity, context.quote(item, f"{rule}.{how}"))


def _develop(
    context: Context, reading: Reading, group: Group[Mention], item: Mention, subjects: Subjects
) -> None:
    if negated(group):
        return
    found = governing(group, "industries")
    keys, how = subjects.of(
        reading,
        verb_start(group, found),
        kinds=frozenset({_K.DISTRICT, _K.COMPANY, _K.SITE}),
        carry=None if found else frozenset({_K.DISTRICT}),
    )
    rule = f"develops.{found[0].id}" if found else "develops.topic"
    for key in keys:
        context.state(key, Predicate.DEVELOPS, item.entity, context.quote(item, f"{rule}.{how}"))


def _issue(
    context: Context, reading: Reading, group: Group[Mention], item: Mention, subjects: Subjects
) -> bool:
    found = governing(group, "documents")
    if found is None or negated(group):
        return False
    keys, how = subjects.of(reading, verb_start(group, found))
    target = reading.clause.modality is Modality.TARGET
    for key in keys:
        context.state(
            key,
            Predicate.ISSUED,
            item.entity,
            context.quote(item, f"issued.{found[0].id}.{how}"),
            modality=Modality.TARGET if target else Modality.ACTUAL,
            qualifiers={"date": reading.clause.period},
        )
    return bool(keys)


def _issue_by_name(context: Context, issued: set[str]) -> None:
    """A document that bears its issuer's name in front, and that nobody else is said to issue."""
    issuers = sorted(
        (
            (name, entity.key)
            for entity in context.of_kind(_K.DISTRICT, _K.ORGANIZATION)
            for name in context.names[entity.key]
            if len(name) >= 2
        ),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
    for document in context.of_kind(_K.POLICY_DOCUMENT):
        if document.key in issued:
            continue
        for name, key in issuers:
            if document.label.startswith(name) and len(document.label) > len(name) + 1:
                context.state(key, Predicate.ISSUED, document.key, context.quote_of(document, "issued.name"))
                break


def _nested(context: Context, geography: Geography) -> None:
    """Programmes and industries that are named only inside a longer name (…茶叶深加工基地)."""
    outer = {(m.start, m.end, m.entity) for m in context.outer}
    named = {m.entity for m in context.outer}
    for kind, predicate, rule in (
        (_K.PROGRAMME, Predicate.IMPLEMENTS, "implements.nested"),
        (_K.INDUSTRY, Predicate.DEVELOPS, "develops.nested"),
    ):
        for entity in context.of_kind(kind):
            if entity.key in named:
                continue
            for mention in context.mentions_of(entity.key):
                if (mention.start, mention.end, mention.entity) not in outer and geography.own_at(
                    mention.start
                ):
                    context.state(context.place, predicate, entity.key, context.quote(mention, rule))
                    break


def _company_industries(context: Context) -> None:
    """A company's project whose name is the company's and an industry's ([甲乙][造纸]项目)."""
    heads = load_rules().project_heads
    industries = {
        name: entity.key for entity in context.of_kind(_K.INDUSTRY) for name in context.names[entity.key]
    }
    companies = {name: e.key for e in context.of_kind(_K.COMPANY) for name in context.names[e.key]}
    for project in context.of_kind(_K.PROJECT):
        label = project.label
        front = next((n for n in sorted(companies, key=lambda n: (-len(n), n)) if label.startswith(n)), "")
        if not front:
            continue
        rest = label[len(front) :]
        rest = next((rest.removesuffix(head) for head in heads if rest.endswith(head)), rest)
        for name in sorted(industries, key=lambda n: (-len(n), n)):
            if len(name) >= 2 and rest.endswith(name):
                context.state(
                    companies[front],
                    Predicate.DEVELOPS,
                    industries[name],
                    context.quote_of(project, "develops.project"),
                )
                break
