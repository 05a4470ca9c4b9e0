"""Who undertakes a project, and what stage it has reached."""

from __future__ import annotations

from kg.facts.relations.context import Context, Reading
from kg.facts.relations.geography import Geography
from kg.facts.relations.subjects import Subjects
from kg.frames.analysis import Group
from kg.frames.schema import Frame, load_markers
from kg.frames.syntax import syntax
from kg.frames.triggers import Trigger
from kg.model import EntityClass, Mention, Modality, Predicate, Stage

_P, _S, _C, _O = EntityClass.PROJECT, EntityClass.SITE, EntityClass.COMPANY, EntityClass.ORGANIZATION
FAMILY = "projects"


def relate(context: Context, geography: Geography, subjects: Subjects) -> None:
    """State who undertakes the projects of a text and their stages."""
    named = _named_undertakers(context)
    staged: dict[str, list[tuple[Mention, Stage, Modality, str, str]]] = {}
    for reading in context.readings:
        for group in reading.groups:
            for item in group.items:
                if item.kind is _P or item.kind is _S:
                    found = _stage(context, reading, group)
                    if found is not None and (item.kind is _P or found[3]):
                        staged.setdefault(item.entity, []).append((item, *found[:3], reading.clause.period))
                if item.kind is _P:
                    _undertake(context, reading, group, item, subjects, named)
    for key, found_stages in staged.items():
        _state_stages(context, key, found_stages)


def _frame(trigger: Trigger | None, side: str) -> Frame | None:
    if trigger is None or trigger.negated:
        return None
    return (trigger.before if side == "before" else trigger.after).get(FAMILY)


def _stage(
    context: Context, reading: Reading, group: Group[Mention]
) -> tuple[Stage, Modality, str, bool] | None:
    """The stage that a clause gives a list: what stands behind it counts more than the verb in front."""
    if (group.before and group.before.negated) or (group.after and group.after.negated):
        return None
    markers = load_markers()
    after, before = _frame(group.after, "after"), _frame(group.before, "before")
    target = reading.clause.modality is Modality.TARGET
    if after is not None and group.after is not None:
        preparing = syntax("before_start").fullmatch(context.text, group.end, group.after.start)
        if after.progressive and preparing:
            return Stage.PLANNED, Modality.TARGET if target else Modality.ACTUAL, "stage.prepare", True
        between = context.text[group.end : group.after.start]
        if group.after.word in markers.completion and any(p in between for p in markers.part):
            return markers.part_stage, Modality.ACTUAL, f"stage.{after.id}.part", True
    for frame, firm in ((after, True), (before, before is not None and before.id in _FIRM)):
        if frame is None:
            continue
        if target and not frame.progressive:
            stage = frame.target or frame.stage
            if stage is not None:
                return stage, Modality.TARGET, f"stage.{frame.id}", firm and stage is not Stage.PLANNED
        elif frame.stage is not None:
            return frame.stage, Modality.ACTUAL, f"stage.{frame.id}", firm
    return None


#: frames whose verbs say something of a site too
_FIRM = frozenset({"complete", "operate", "start", "close"})


def _state_stages(context: Context, key: str, found: list[tuple[Mention, Stage, Modality, str, str]]) -> None:
    """A plan for a project that is under way already says nothing new of its stage."""
    under_way = any(m is not Modality.TARGET and s is not Stage.PLANNED for _, s, m, _, _ in found)
    for mention, stage, modality, rule, period in found:
        if stage is Stage.PLANNED and under_way:
            continue
        context.state(
            key,
            Predicate.STAGE,
            stage.value,
            context.quote(mention, rule),
            modality=modality,
            qualifiers={"date": period},
        )


def _named_undertakers(context: Context) -> dict[str, str]:
    """Projects whose name begins with a company's: that company undertakes them."""
    companies = [
        (name, entity.key)
        for entity in context.of_kind(_C)
        for name in context.names[entity.key]
        if len(name) >= 2
    ]
    companies.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    found = {}
    for project in context.of_kind(_P):
        for name, key in companies:
            if project.label.startswith(name):
                found[project.key] = key
                break
    return found


def _undertake(
    context: Context,
    reading: Reading,
    group: Group[Mention],
    item: Mention,
    subjects: Subjects,
    named: dict[str, str],
) -> None:
    neighbour = context.neighbour(item, _C)
    if neighbour is not None:
        context.state(
            neighbour.entity, Predicate.UNDERTAKES, item.entity, context.quote(item, "undertakes.company")
        )
        return
    if item.entity in named:
        context.state(
            named[item.entity], Predicate.UNDERTAKES, item.entity, context.quote(item, "undertakes.name")
        )
        return
    frame = _frame(group.before, "before")
    if frame is None or group.before is None or not frame.agentive or group.before.negated:
        return
    keys, how = subjects.of(reading, group.before.start)
    for key in keys:
        context.state(
            key,
            Predicate.UNDERTAKES,
            item.entity,
            context.quote(item, f"undertakes.{frame.id}.{how}"),
        )
