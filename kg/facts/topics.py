"""What a number is about: a thing that its clause names, one carried on, or the body's own division."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.model import Annotated, Clause, EntityClass, Mention
from kg.quantities import Quantity, unit_by_key
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

_TOPICS = frozenset(
    {
        EntityClass.SITE,
        EntityClass.COMPANY,
        EntityClass.ORGANIZATION,
        EntityClass.PROJECT,
        EntityClass.PERSON,
        EntityClass.DISTRICT,
        EntityClass.INDUSTRY,
        EntityClass.PROGRAMME,
    }
)
_CARRIED = _TOPICS - {EntityClass.INDUSTRY, EntityClass.PROGRAMME}
_FURNISHED = frozenset({EntityClass.SITE, EntityClass.PROJECT, EntityClass.ORGANIZATION})


class TopicFile(Strict):
    """The whole of ``ontology/topics.yaml``."""

    source: str
    bodies: str
    not_topic_after: str
    not_topic_before: str
    continues: str
    objects: str
    money_verbs: str


@dataclass(frozen=True, slots=True)
class _Rules:
    bodies: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    continues: re.Pattern[str]
    objects: re.Pattern[str]
    money: re.Pattern[str]


@cache
def read_topics() -> TopicFile:
    """Return ``ontology/topics.yaml``.

    Raises:
        DataError: it is missing or breaks its schema.
    """
    return load_yaml(ontology_dir() / "topics.yaml", TopicFile)


@cache
def _rules() -> _Rules:
    file = read_topics()
    return _Rules(
        re.compile(file.bodies),
        re.compile(file.not_topic_after),
        re.compile(f"(?:{file.not_topic_before})$"),
        re.compile(f"(?:{file.continues})"),
        re.compile(f"(?:{file.objects})"),
        re.compile(file.money_verbs),
    )


@dataclass
class Topics:
    """Walks the clauses of a document in order and remembers what is spoken of."""

    annotated: Annotated
    _starts: list[int] = field(init=False)
    _mentions: tuple[Mention, ...] = field(init=False)
    #: entity that the sentence is about, and the object of the clause before
    topic: str = ""
    object: str = ""
    _sentence: int = -1
    _block: int = -1

    def __post_init__(self) -> None:
        self._mentions = tuple(sorted(self.annotated.mentions, key=lambda m: (m.start, -m.end)))
        self._starts = [mention.start for mention in self._mentions]

    def inside(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that begin in ``text[start:end]``."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def enter(self, clause: Clause) -> None:
        """Take note of the next clause; call it for every clause in order."""
        text = self.annotated.text.text
        if clause.block != self._block:
            self.topic = self.object = ""
            self._block = clause.block
        if clause.sentence != self._sentence:
            if not _rules().continues.match(text, clause.start):
                self.topic = ""
            self.object = ""
            self._sentence = clause.sentence
        leader = self._leader(clause)
        if leader is not None:
            self.topic = leader.entity if leader.kind in _CARRIED else self.topic
            if leader.kind is EntityClass.DISTRICT:
                self.object = ""

    def leave(self, clause: Clause) -> None:
        """Remember the object of the clause that has been read."""
        text = self.annotated.text.text
        for mention in self.inside(clause.start, clause.end):
            verb = _rules().objects.search(text, clause.start, mention.start)
            single = not re.match("[、等和]", text[mention.end : mention.end + 1])
            if mention.kind in _FURNISHED and verb and single:
                self.object = mention.entity
                return

    def _leader(self, clause: Clause) -> Mention | None:
        """Return the mention that opens a clause as what it is about."""
        text = self.annotated.text.text
        for mention in self.inside(clause.start, clause.end):
            gap = text[clause.start : mention.start]
            if mention.kind not in _TOPICS or len(gap) > 6 or _rules().not_before.search(gap):
                return None
            if _rules().not_after.match(text, mention.end):
                return None
            if mention.kind is EntityClass.ORGANIZATION and _rules().bodies.search(
                text[mention.start : mention.end]
            ):
                return None
            return mention
        return None

    def about(self, clause: Clause, quantity: Quantity) -> str:
        """Return the entity key that a number of this clause is about, or empty."""
        text = self.annotated.text.text
        described = self._described(clause, quantity)
        if described:
            return described
        leader = self._leader(clause)
        if leader is not None and leader.end <= quantity.start:
            return leader.entity
        nearest = self._modifier(clause, quantity)
        if nearest:
            return nearest
        if self.object and _rules().continues.match(text, clause.start):
            return self.object
        return self.topic or self.annotated.place

    def _described(self, clause: Clause, quantity: Quantity) -> str:
        """总投资284亿元的X项目 and 投入3.67亿元完善X are about X."""
        text = self.annotated.text.text
        unit = unit_by_key()[quantity.unit]
        if unit.dimension in ("count", "ratio", "rank"):
            return ""
        after = text[quantity.end : quantity.end + 1] == "的"
        money = unit.dimension == "money" and _rules().money.search(text, clause.start, quantity.start)
        for mention in self.inside(quantity.end, clause.end):
            if mention.kind not in _FURNISHED:
                continue
            follow = text[mention.end : mention.end + 1]
            if after and follow not in "、等":
                return mention.entity
            if money and mention.start - quantity.end <= 4 and follow not in "、等":
                return mention.entity
            break
        return ""

    def _modifier(self, clause: Clause, quantity: Quantity) -> str:
        """X24项攻关: a thing right before the number owns what is counted."""
        mentions = self.inside(clause.start, quantity.start)
        if not mentions:
            return ""
        last = mentions[-1]
        if last.kind in _FURNISHED and last.end == quantity.start:
            return last.entity
        return ""
