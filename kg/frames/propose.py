"""Candidates that verbs announce: objects of strong verbs, and the class that a verb demands of a span."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import Field

from kg.frames.alternation import alternation
from kg.frames.analysis import read_clause
from kg.frames.syntax import STOP
from kg.frames.triggers import Trigger, find_triggers
from kg.model import Candidate, Clause, EntityClass, Modality, Text, Word
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

SOURCE = "frame"


class Typing(Strict):
    """Verbs that say of what class their objects are."""

    class_: EntityClass = Field(alias="class")
    verbs: tuple[str, ...]
    score: float
    unless: tuple[EntityClass, ...] = ()


class ObjectRule(Strict):
    """Verbs and the heads of their objects."""

    id: str
    class_: EntityClass = Field(alias="class")
    verbs: tuple[str, ...]
    heads: tuple[str, ...]
    score: float


class ListRule(Strict):
    """Words behind 等 that say what all items of a list are."""

    class_: EntityClass = Field(alias="class")
    heads: tuple[str, ...]
    unless: tuple[EntityClass, ...] = ()
    score: float


class SpanExample(Strict):
    """A text, with known spans in brackets, and the spans found in it (``河道清理行动:Programme``)."""

    text: str
    gives: tuple[str, ...]


class ObjectFile(Strict):
    """``ontology/frames/objects.yaml``."""

    source: str
    typing: tuple[Typing, ...]
    objects: tuple[ObjectRule, ...]
    lists: tuple[ListRule, ...]
    list_words: tuple[str, ...]
    closers: tuple[str, ...]
    strip_leads: tuple[str, ...]
    separators: tuple[str, ...]
    title_endings: tuple[str, ...]
    examples: tuple[SpanExample, ...] = Field(min_length=2)


@cache
def load_objects() -> ObjectFile:
    """Read ``ontology/frames/objects.yaml``.

    Raises:
        DataError: the file is missing or breaks the schema; ``where`` is ``FILE:LINE``.
    """
    return load_yaml(ontology_dir() / "frames" / "objects.yaml", ObjectFile)


@dataclass(frozen=True, slots=True)
class _Compiled:
    typing: dict[str, Typing]
    objects: dict[str, list[tuple[ObjectRule, re.Pattern[str]]]]
    lead: re.Pattern[str]
    title: re.Pattern[str]
    tail: re.Pattern[str]
    lists: dict[str, ListRule]


@cache
def _compiled() -> _Compiled:
    rules = load_objects()
    closer = alternation(rules.closers)
    objects: dict[str, list[tuple[ObjectRule, re.Pattern[str]]]] = {}
    for rule in rules.objects:
        head = alternation(rule.heads)
        pattern = re.compile(
            rf"(?P<item>[^\s{STOP}、“”《》]{{1,24}}?(?:{head}))[”]?(?=$|{closer}|[{STOP}、(\uff08])"
        )
        for verb in rule.verbs:
            objects.setdefault(verb, []).append((rule, pattern))
    return _Compiled(
        typing={verb: typing for typing in rules.typing for verb in typing.verbs},
        objects=objects,
        lead=re.compile(f"(?:{alternation(rules.strip_leads)})*"),
        title=re.compile(r"《([^《》\n]{2,60})》"),
        tail=re.compile(
            rf"{rules.list_words[0]}(?P<gap>[^{STOP}、“”《》{rules.list_words[0]}]{{0,14}}?)"
            rf"(?P<head>{alternation(h for r in rules.lists for h in r.heads)})"
        ),
        lists={head: rule for rule in rules.lists for head in rule.heads},
    )


def candidates(
    text: Text | str,
    words: Sequence[Word],
    clauses: Sequence[Clause],
    *,
    recognised: Iterable[Candidate] = (),
) -> tuple[Candidate, ...]:
    """Return what the verbs of a text announce, in order.

    Args:
        text: the cleaned text.
        words: its words, whose borders the spans keep.
        clauses: its clauses.
        recognised: candidates found before; a verb may demand another class of them.

    Returns:
        Candidates with ``source="frame"``, in text offsets; they may overlap those found before.
    """
    body = text if isinstance(text, str) else text.text
    found = {(c.start, c.end, c.kind): c for c in _titled(body)}
    known = sorted(recognised, key=lambda c: (c.start, -c.end))
    starts = [c.start for c in known]
    borders = {word.end for word in words}
    for candidate in _listed(body, known, starts):
        found.setdefault((candidate.start, candidate.end, candidate.kind), candidate)
    for clause in clauses:
        inside = [
            c
            for c in known[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)]
            if c.end <= clause.end
        ]
        for candidate in _typed(body, clause, inside):
            found.setdefault((candidate.start, candidate.end, candidate.kind), candidate)
        for candidate in _objects(body, clause, borders):
            found.setdefault((candidate.start, candidate.end, candidate.kind), candidate)
    return tuple(found[key] for key in sorted(found))


_KNOWN = re.compile(r"\[([^\[\]:]+):([A-Za-z]+)\]")


def spans_of(example: SpanExample) -> tuple[str, ...]:
    """Return the spans found in an example's text, as the examples write them.

    >>> spans_of(SpanExample(text="举办民歌大会。", gives=()))
    ('民歌大会:Event',)
    """
    known: list[Candidate] = []
    text, at = "", 0
    for match in _KNOWN.finditer(example.text):
        text += example.text[at : match.start()]
        kind = EntityClass(match.group(2))
        known.append(Candidate(len(text), len(text) + len(match.group(1)), kind, "example"))
        text += match.group(1)
        at = match.end()
    text += example.text[at:]
    clauses = [
        Clause(m.start(), m.end(), 0, 0, Modality.ACTUAL, "")
        for m in re.finditer(f"[^{STOP}]+[{STOP}]?", text)
    ]
    found = candidates(text, (), clauses, recognised=known)
    return tuple(f"{text[c.start : c.end]}:{c.kind.value}" for c in found)


def _titled(body: str) -> Iterable[Candidate]:
    for match in _compiled().title.finditer(body):
        if match.group(1).endswith(load_objects().title_endings):
            yield Candidate(match.start(1), match.end(1), EntityClass.POLICY_DOCUMENT, SOURCE, 0.95)


def _typed(body: str, clause: Clause, inside: Sequence[Candidate]) -> Iterable[Candidate]:
    flat: list[Candidate] = []
    for candidate in inside:
        if not flat or candidate.start >= flat[-1].end:
            flat.append(candidate)
    if not flat:
        return
    for group in read_clause(body, clause.start, clause.end, flat).groups:
        if group.before is None or group.before.negated:
            continue
        typing = _compiled().typing.get(group.before.word)
        if typing is None or len(body[group.before.end : group.start].strip("“《")) > 4:
            continue
        for item in group.items:
            if item.kind not in (typing.class_, EntityClass.DISTRICT, EntityClass.PERSON, *typing.unless):
                yield Candidate(item.start, item.end, typing.class_, SOURCE, typing.score)


def _listed(body: str, known: Sequence[Candidate], starts: Sequence[int]) -> Iterable[Candidate]:
    """The other items of a list of which one is known (A、[B]、C等项目)."""
    compiled = _compiled()
    separator = load_objects().separators[0]
    ends = {candidate.end for candidate in known}
    for match in compiled.tail.finditer(body):
        rule = compiled.lists[match.group("head")]
        items: list[tuple[int, int]] = []
        end = match.start()
        while True:
            start = _item_start(body, end, separator)
            items.append((start, end))
            if start == 0 or body[start - 1] != separator or len(items) > _LONGEST_LIST:
                break
            end = start - 1
        if len(items) < 2:
            continue
        inside = known[bisect_left(starts, items[-1][0]) : bisect_left(starts, match.start())]
        kinds = {(c.start, c.end): c.kind for c in inside}
        item_ends = {item[1] for item in items}
        # the first item may have a verb in front of it
        right = sum(kind is rule.class_ and c_end in item_ends for (_, c_end), kind in kinds.items())
        if right * 2 < len(items):
            continue
        for start, end in items[:-1]:
            kind = kinds.get((start, end))
            if kind in (rule.class_, *rule.unless) or not 2 <= end - start <= _LONGEST_ITEM:
                continue
            if kind is None and end in ends:
                continue  # a known name ends here: what stands before it is no part of a name
            yield Candidate(start, end, rule.class_, SOURCE, rule.score)


_LONGEST_LIST, _LONGEST_ITEM = 24, 24


def _item_start(body: str, end: int, separator: str) -> int:
    """Where the list item that ends at ``end`` begins."""
    at = end
    while at > 0 and end - at <= _LONGEST_ITEM and body[at - 1] != separator and body[at - 1] not in _BREAKS:
        at -= 1
    return at


_BREAKS = frozenset(STOP + "“”《》 ")


def _objects(body: str, clause: Clause, borders: set[int]) -> Iterable[Candidate]:
    compiled = _compiled()
    for trigger in find_triggers(body, clause.start, clause.end):
        if trigger.negated:
            continue
        for rule, pattern in compiled.objects.get(trigger.word, ()):
            yield from _items(body, clause, trigger, rule, pattern, borders)


def _items(
    body: str,
    clause: Clause,
    trigger: Trigger,
    rule: ObjectRule,
    pattern: re.Pattern[str],
    borders: set[int],
) -> Iterable[Candidate]:
    at = trigger.end
    while True:
        lead = _compiled().lead.match(body, at, clause.end)
        start = lead.end() if lead else at
        quoted = body.startswith("“", start)
        match = pattern.match(body, start + quoted, clause.end)
        if match is None:
            return
        end = match.end("item")
        item = match.group("item")
        if not item[0].isdigit() and (not borders or end in borders) and len(item) >= 4:
            yield Candidate(start + quoted, end, rule.class_, SOURCE, rule.score)
        at = match.end()
        if body[at : at + 1] not in load_objects().separators or at >= clause.end:
            return
        at += 1
