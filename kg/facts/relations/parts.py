"""What is part of what: by name (新城一期车站 of 新城一期), by 等 (A、B等惠民工程)."""

from __future__ import annotations

from kg.facts.relations.context import Context
from kg.frames.schema import load_rules
from kg.frames.syntax import syntax
from kg.model import EntityClass, Predicate

_K = EntityClass
_WHOLE = {
    _K.PROJECT: (_K.PROJECT, _K.PROGRAMME),
    _K.PROGRAMME: (_K.PROGRAMME,),
    _K.ORGANIZATION: (_K.ORGANIZATION,),
}


def relate(context: Context) -> None:
    """State the parts that a text names."""
    _by_name(context)
    _by_list(context)


def _by_name(context: Context) -> None:
    for kind in (_K.PROJECT, _K.ORGANIZATION):
        by_label = {entity.label: entity for entity in context.of_kind(kind)}
        shortest = 3 if kind is _K.ORGANIZATION else 4
        for label, entity in by_label.items():
            for length in range(len(label) - 1, shortest - 1, -1):
                whole = by_label.get(label[:length])
                # 柑橘种植基地 is no part of 柑橘种植: only the head differs
                if whole is not None and label[length:] not in load_rules().project_heads:
                    context.state(
                        entity.key, Predicate.PART_OF, whole.key, context.quote_of(entity, "partOf.name")
                    )
                    break


def _by_list(context: Context) -> None:
    """A、B等X: X is what A and B belong to, when X is a mention of its own right behind 等."""
    for reading in context.readings:
        for left, right in zip(reading.groups, reading.groups[1:], strict=False):
            gap = context.text[left.end : right.start].strip("”“")
            if not syntax("among").fullmatch(gap):
                continue
            whole = right.items[0]
            for item in left.items:
                if whole.kind in _WHOLE.get(item.kind, ()):
                    context.state(
                        item.entity,
                        Predicate.PART_OF,
                        whole.entity,
                        context.quote(item, "partOf.list", through=whole),
                    )
