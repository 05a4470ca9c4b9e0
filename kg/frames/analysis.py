"""What the clauses of a text say of the spans in them: coordinated lists, their verbs, their subjects."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from kg.frames.syntax import PAUSE, syntax
from kg.frames.triggers import Trigger, find_triggers
from kg.model import EntityClass


class Spanned(Protocol):
    """Something with a place in the text and a class."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> EntityClass: ...


S = TypeVar("S", bound=Spanned)

#: marks that may stand between a name and its neighbour
_OPEN, _CLOSE = "“《 ", "”》 "
_MARKS = frozenset('“”《》"‘’() \uff08\uff09')


@dataclass(frozen=True, slots=True)
class Group(Generic[S]):
    """Coordinated spans of one clause and the verbs that govern them (text offsets).

    ``before`` is the verb in front of the list, ``after`` the predicate behind it; ``tail`` is the text
    between the list and that predicate (等项目); ``count`` is the number in 等12个项目, 0 without one.
    """

    items: tuple[S, ...]
    start: int
    end: int
    before: Trigger | None
    after: Trigger | None
    tail: str
    count: int

    @property
    def kinds(self) -> frozenset[EntityClass]:
        return frozenset(item.kind for item in self.items)


@dataclass(frozen=True, slots=True)
class ClauseReading(Generic[S]):
    """The groups and verbs of one clause, in order (text offsets)."""

    start: int
    end: int
    groups: tuple[Group[S], ...]
    triggers: tuple[Trigger, ...]


def read_clause(text: str, start: int, end: int, items: Sequence[S]) -> ClauseReading[S]:
    """Read one clause.

    Args:
        text: the cleaned text.
        start: where the clause begins (text offset).
        end: where it ends.
        items: the outermost spans in it, in order.
    """
    lists = _coordinate(text, items)
    triggers: list[Trigger] = []
    at = start
    for group in lists:
        triggers += find_triggers(text, at, group[0].start)
        for left, right in pairwise(group):
            if right.start > left.end:
                triggers += find_triggers(text, left.end, right.start)
        at = group[-1].end
    triggers += find_triggers(text, at, end)
    groups: list[Group[S]] = []
    for i, group in enumerate(lists):
        first, last = group[0].start, group[-1].end
        floor = lists[i - 1][-1].end if i else start
        ceiling = lists[i + 1][0].start if i + 1 < len(lists) else end
        before = _governor(text, [t for t in triggers if floor <= t.start < first], first)
        if before is None and i and _joined(text, lists[i - 1][-1].end, first):
            before = groups[-1].before
        after = _predicate(text, [t for t in triggers if last <= t.start < ceiling], last, ceiling, end)
        tail_match = syntax("tail").match(text, last, min(ceiling, end))
        tail = text[last : after.start if after else (tail_match.end() if tail_match else last)]
        count = _count(tail_match.group("count")) if tail_match and tail_match.group("count") else 0
        groups.append(Group(tuple(group), first, last, before, after, tail, count))
    return ClauseReading(start, end, tuple(groups), tuple(triggers))


def continue_list(text: str, last: ClauseReading[S], this: ClauseReading[S]) -> ClauseReading[S]:
    """Let a list that goes on behind a comma keep its verb (举办A,B、C等活动).

    Args:
        text: the cleaned text.
        last: the clause before, of the same sentence.
        this: the clause that may begin with the rest of the list.
    """
    if not last.groups or not this.groups:
        return this
    left, right = last.groups[-1], this.groups[0]
    if (
        left.before is None
        or right.before is not None
        or right.after is not None
        or left.kinds != right.kinds
        or text[left.end : last.end].strip(PAUSE + _CLOSE)
        or text[this.start : right.start].strip(_OPEN)
        or any(trigger.after for trigger in this.triggers if trigger.start >= right.end)
    ):
        return this
    return replace(this, groups=(replace(right, before=left.before), *this.groups[1:]))


def _coordinate(text: str, items: Sequence[S]) -> list[list[S]]:
    lists: list[list[S]] = []
    for item in items:
        if lists:
            last = lists[-1][-1]
            gap = text[last.end : item.start]
            if item.start <= last.end or (
                len(gap) <= 8
                and syntax("separator").fullmatch(gap)
                and (item.kind == last.kind or not _MARKS.issuperset(gap))
            ):
                lists[-1].append(item)
                continue
        lists.append([item])
    return lists


def _joined(text: str, left: int, right: int) -> bool:
    """Whether two lists hang together (A等项目和B, or 国务院“B”): their verb is the same."""
    gap = text[left:right]
    return len(gap) <= 16 and (_MARKS.issuperset(gap) or syntax("joined").fullmatch(gap) is not None)


def _governor(text: str, triggers: Sequence[Trigger], first: int) -> Trigger | None:
    for trigger in reversed(triggers):
        if not trigger.before:
            continue
        gap = text[trigger.end : first]
        if len(gap) > 40:
            return None
        return trigger
    return None


def _predicate(text: str, triggers: Sequence[Trigger], last: int, ceiling: int, end: int) -> Trigger | None:
    """The predicate behind a list: close to it, and not the verb of the next list's objects."""
    for trigger in triggers:
        if not trigger.after:
            continue
        gap = text[last : trigger.start]
        if len(gap) > 22:
            return None
        closed = trigger.end in (end, ceiling) or syntax("closed").match(text, trigger.end, trigger.end + 2)
        if not closed:  # 停产企业, 建成投产3个: a verb inside a noun phrase, or of a part of the list only
            continue
        if ceiling < end and trigger.before and not syntax("pause").match(text, trigger.end, ceiling):
            return None  # 园区创建示范区: 创建 governs what follows
        return trigger
    return None


def _count(text: str) -> int:
    return int(text) if text.isdigit() else int(unicodedata.numeric(text, 0)) if len(text) == 1 else 0
