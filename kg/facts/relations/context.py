"""What all relation rules read of an annotated text, indexed once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.frames.analysis import ClauseReading, Group, continue_list, read_clause
from kg.frames.syntax import PAUSE, syntax
from kg.model import (
    Annotated,
    Clause,
    Entity,
    EntityClass,
    Evidence,
    Fact,
    Mention,
    Modality,
    Predicate,
)

_QUOTES = frozenset("“”《 ")
Qualifiers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause with what was read of it."""

    clause: Clause
    reading: ClauseReading[Mention]
    article: int

    @property
    def groups(self) -> tuple[Group[Mention], ...]:
        return self.reading.groups


@dataclass
class Context:
    """An annotated text, its entities by key, its clauses as read (text offsets throughout)."""

    annotated: Annotated
    _facts: list[Fact] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.annotated.text.text

    @property
    def place(self) -> str:
        return self.annotated.place

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {entity.key: entity for entity in self.annotated.entities}

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(sorted(self.annotated.mentions, key=lambda m: (m.start, -m.end, m.kind, m.entity)))

    @cached_property
    def outer(self) -> tuple[Mention, ...]:
        """The mentions that lie in no longer one; several may share a span (a list head of two items)."""
        found: list[Mention] = []
        reach = 0
        for mention in self.mentions:
            if mention.end <= reach and not (
                found and (found[-1].start, found[-1].end) == (mention.start, mention.end)
            ):
                continue
            found.append(mention)
            reach = max(reach, mention.end)
        return tuple(found)

    @cached_property
    def by_entity(self) -> dict[str, list[Mention]]:
        index: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            index.setdefault(mention.entity, []).append(mention)
        return index

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        starts = [clause.start for clause in self.annotated.clauses]
        inside: list[list[Mention]] = [[] for _ in starts]
        for mention in self.outer:
            at = bisect_right(starts, mention.start) - 1
            if at >= 0 and mention.start < self.annotated.clauses[at].end:
                inside[at].append(mention)
        blocks = self.annotated.text.blocks
        found: list[Reading] = []
        for clause, items in zip(self.annotated.clauses, inside, strict=True):
            reading = read_clause(self.text, clause.start, clause.end, items)
            if found and found[-1].clause.sentence == clause.sentence:
                reading = continue_list(self.text, found[-1].reading, reading)
            article = blocks[clause.block].article if clause.block < len(blocks) else 0
            found.append(Reading(clause, reading, article))
        return tuple(found)

    @cached_property
    def _by_end(self) -> dict[int, list[Mention]]:
        index: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            index.setdefault(mention.end, []).append(mention)
        return index

    def mentions_before(self, offset: int) -> list[Mention]:
        """The mentions that end at a text offset."""
        return self._by_end.get(offset, [])

    def neighbour(self, mention: Mention, kind: EntityClass) -> Mention | None:
        """The mention of a class that stands directly in front of another, but for quotation marks."""
        at = mention.start
        while at > 0 and self.text[at - 1] in _QUOTES:
            at -= 1
        return next(
            (m for m in self.mentions_before(at) if m.kind is kind and m.entity != mention.entity), None
        )

    def clause_at(self, offset: int) -> Clause | None:
        clauses = self.annotated.clauses
        at = bisect_right(self._clause_starts, offset) - 1
        return clauses[at] if at >= 0 and offset < clauses[at].end else None

    def reading_at(self, offset: int) -> Reading | None:
        at = bisect_right(self._clause_starts, offset) - 1
        return self.readings[at] if at >= 0 and offset < self.readings[at].clause.end else None

    def scene_of(self, reading: Reading) -> Mention | None:
        """The place that an earlier clause of the sentence sets (在某社区,…)."""
        return self._scenes.get(reading.clause.start)

    @cached_property
    def _scenes(self) -> dict[int, Mention]:
        scenes: dict[int, Mention] = {}
        sentence, scene = -1, None
        for reading in self.readings:
            clause = reading.clause
            if clause.sentence != sentence:
                sentence, scene = clause.sentence, None
            if scene is not None:
                scenes[clause.start] = scene
            first = reading.groups[0].start if reading.groups else clause.start
            if syntax("at_head").fullmatch(self.text, clause.start, first):
                last = [m for g in reading.groups for m in g.items][-1]
                if last.kind in (EntityClass.DISTRICT, EntityClass.SITE) and not self.text[
                    last.end : clause.end
                ].strip(PAUSE):
                    scene = last
        return scenes

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.start for clause in self.annotated.clauses]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.annotated.text.blocks]

    def article_at(self, offset: int) -> int:
        blocks = self.annotated.text.blocks
        at = bisect_right(self._block_starts, offset) - 1
        return blocks[at].article if at >= 0 else 0

    # --- entities -------------------------------------------------------------------------------

    def of_kind(self, *kinds: EntityClass) -> Iterator[Entity]:
        """The entities of some classes; one may be known only from a longer name (甲县物流园区)."""
        for entity in self.annotated.entities:
            if entity.kind in kinds and (entity.key in self.by_entity or entity.evidence):
                yield entity

    def mentions_of(self, key: str) -> list[Mention]:
        return self.by_entity.get(key, [])

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Every surface form of every entity, the longest first."""
        return {
            entity.key: tuple(
                sorted(
                    {entity.label, *(alias for alias, _ in entity.aliases)} - {""}, key=lambda s: (-len(s), s)
                )
            )
            for entity in self.annotated.entities
        }

    # --- facts ----------------------------------------------------------------------------------

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """Quote a run of the text (text offsets), without the white space at its ends."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        source_start, source_end = self.annotated.text.mapped.source_span(start, end)
        document = self.annotated.document
        return Evidence(document.id, source_start, source_end, document.source[source_start:source_end], rule)

    def quote(self, mention: Mention, rule: str, *, through: Mention | None = None) -> Evidence:
        """Quote the clause of a mention, or all from it through another mention's clause."""
        one = self.clause_at(mention.start)
        start, end = (one.start, one.end) if one else (mention.start, mention.end)
        if through is not None:
            two = self.clause_at(through.start)
            other = (two.start, two.end) if two else (through.start, through.end)
            start, end = min(start, other[0]), max(end, other[1])
        return self.evidence(min(start, mention.start), max(end, mention.end), rule)

    def quote_of(self, entity: Entity, rule: str) -> Evidence:
        """Quote the clause of an entity's first mention, or what the linker quotes if it has none."""
        mentions = self.mentions_of(entity.key)
        return self.quote(mentions[0], rule) if mentions else replace(min(entity.evidence), rule=rule)

    def state(
        self,
        subject: str,
        predicate: Predicate,
        object_: str,
        evidence: Evidence,
        *,
        modality: Modality = Modality.ACTUAL,
        qualifiers: Qualifiers | None = None,
    ) -> None:
        """Record a fact; a thing holds no relation to itself."""
        if not subject or not object_ or subject == object_:
            return
        pairs = tuple(sorted((k, v) for k, v in (qualifiers or {}).items() if v))
        self._facts.append(Fact(subject, predicate, object_, modality, pairs, frozenset({evidence})))

    def facts(self) -> tuple[Fact, ...]:
        """All recorded facts, equal ones merged, in a fixed order."""
        merged: dict[tuple[object, ...], Fact] = {}
        for fact in self._facts:
            key = (fact.subject, fact.predicate, fact.object, fact.modality, fact.qualifiers)
            known = merged.get(key)
            merged[key] = fact if known is None else Fact(*key, known.evidence | fact.evidence)
        return tuple(merged[key] for key in sorted(merged, key=lambda k: tuple(map(str, k))))
