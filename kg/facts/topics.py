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

_SITE, _PROJECT = EntityClass.SITE, EntityClass.PROJECT
_COMPANY, _ORGANIZATION = EntityClass.COMPANY, EntityClass.ORGANIZATION
_PERSON, _DISTRICT, _INDUSTRY = EntityClass.PERSON, EntityClass.DISTRICT, EntityClass.INDUSTRY
_TOPICS = frozenset({_SITE, _COMPANY, _ORGANIZATION, _PROJECT, _PERSON, _DISTRICT, _INDUSTRY})
#: these stay the subject of a sentence that they open
_LASTING = frozenset({_SITE, _COMPANY, _ORGANIZATION, _PERSON, _DISTRICT})
#: in this order a number without a subject falls to what was spoken of last
_ANCHORS = (_COMPANY, _DISTRICT, _ORGANIZATION, _SITE, _PROJECT)
_FURNISHED = frozenset({_SITE, _PROJECT, _ORGANIZATION})


class TopicFile(Strict):
    """The whole of ``ontology/topics.yaml``."""

    source: str
    bodies: str
    industries: str
    industry_measures: str
    lead_in: str
    causing: str
    not_topic_after: str
    continues: str
    spent: str
    objects: str
    money_verbs: str
    entering: str
    anaphora: dict[EntityClass, str]
    list_marks: str
    genitive: str
    count_after: str
    bound_after: str


@dataclass(frozen=True, slots=True)
class _Rules:
    bodies: re.Pattern[str]
    industries: re.Pattern[str]
    industry_measures: re.Pattern[str]
    lead_in: re.Pattern[str]
    causing: re.Pattern[str]
    not_after: re.Pattern[str]
    continues: re.Pattern[str]
    spent: re.Pattern[str]
    objects: re.Pattern[str]
    money: re.Pattern[str]
    entering: re.Pattern[str]
    anaphora: tuple[tuple[EntityClass, re.Pattern[str]], ...]
    list_marks: frozenset[str]
    bound: re.Pattern[str]


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
        re.compile(file.industries),
        re.compile(file.industry_measures),
        re.compile(file.lead_in),
        re.compile(f"(?:{file.causing})"),
        re.compile(file.not_topic_after),
        re.compile(file.continues),
        re.compile(file.spent),
        re.compile(file.objects),
        re.compile(file.money_verbs),
        re.compile(file.entering),
        tuple((kind, re.compile(pattern)) for kind, pattern in file.anaphora.items()),
        frozenset(file.list_marks),
        re.compile(file.bound_after),
    )


@dataclass
class Topics:
    """Walks the clauses of a document in order and remembers what is spoken of."""

    annotated: Annotated
    _starts: list[int] = field(init=False)
    _mentions: tuple[Mention, ...] = field(init=False)
    _above: frozenset[str] = field(init=False)
    #: entity that the sentence is about, the object of the clause before, the last entity of each kind
    _topic: str = ""
    _lasting: bool = False
    _object: str = ""
    #: nothing but words such as 目前 has stood in the sentence so far
    _opening: bool = True
    _leader: Mention | None = None
    _last: dict[EntityClass, str] = field(default_factory=dict)
    #: the last entity of each kind that a clause was about: what 公司 and 该项目 stand for
    _led: dict[EntityClass, str] = field(default_factory=dict)
    _sentence: int = -1
    _block: int = -1

    def __post_init__(self) -> None:
        self._mentions = tuple(sorted(self.annotated.mentions, key=lambda m: (m.start, -m.end)))
        self._starts = [mention.start for mention in self._mentions]
        self._above = _superiors(self.annotated)

    @property
    def _text(self) -> str:
        return self.annotated.text.text

    def _inside(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that begin in ``text[start:end]``."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def enter(self, clause: Clause) -> None:
        """Take note of the next clause; call it for every clause in order."""
        opens = clause.sentence != self._sentence
        if clause.block != self._block:
            self._topic, self._lasting = "", False
        if opens:
            if not _rules().continues.match(self._text, clause.start):
                self._topic, self._lasting = "", False
            self._object, self._opening = "", True
        self._sentence, self._block = clause.sentence, clause.block
        self._leader = self._find_leader(clause)
        stands_for = self._stands_for(clause)
        if self._leader is not None:
            self._topic = self._led[self._leader.kind] = self._leader.entity
            caused = _rules().causing.match(self._text, clause.start, self._leader.start)
            self._lasting = self._opening and self._leader.kind in _LASTING and not caused
            self._object = ""
        elif stands_for:
            self._topic, self._lasting = stands_for, True

    def leave(self, clause: Clause) -> None:
        """Remember the object of the clause that has been read, and the things it names."""
        self._opening = self._opening and bool(
            _rules().lead_in.fullmatch(self._text, clause.start, clause.end)
        )
        for mention in self._inside(clause.start, clause.end):
            self._last[mention.kind] = mention.entity
        for mention in self._inside(clause.start, clause.end):
            single = self._text[mention.end : mention.end + 1] not in _rules().list_marks
            verb = _rules().objects.search(self._text, clause.start, mention.start)
            if mention.kind in _FURNISHED and single and verb:
                self._object = mention.entity
                return

    def about(self, clause: Clause, quantity: Quantity) -> str:
        """Return the entity key that a number of this clause is about, or empty."""
        described = self._described(clause, quantity)
        if described is not None:
            return described or self.annotated.place
        if self._leader is not None and self._leader.end <= quantity.start:
            return self._leader.entity
        owner = self._owner(clause, quantity)
        if owner:
            return owner
        if self._object and _rules().spent.match(self._text, clause.start):
            return self._object
        if self._topic and (self._lasting or _rules().continues.match(self._text, clause.start)):
            return self._topic
        return self.annotated.place or self._topic or self._nearest()

    def _nearest(self) -> str:
        """Where a document has no division of its own: what was spoken of last."""
        for known in (self._led, self._last):
            for kind in _ANCHORS:
                if kind in known:
                    return known[kind]
        return ""

    def _find_leader(self, clause: Clause) -> Mention | None:
        """Return the mention that opens a clause as what it is about."""
        text, rules = self._text, _rules()
        caused = rules.causing.match(text, clause.start, clause.end)
        begin = caused.end() if caused else clause.start
        inside = self._inside(clause.start, clause.end)
        for number, mention in enumerate(inside):
            if not rules.lead_in.fullmatch(text, begin, mention.start):
                return None
            follower = inside[number + 1] if number + 1 < len(inside) else None
            if mention.kind is _DISTRICT and follower is not None and follower.start == mention.end:
                begin = mention.end  # 乌海 only says where the hotline is
                if follower.kind in _LASTING:
                    continue
            if mention.kind not in _TOPICS or mention.entity in self._above:
                continue
            if rules.not_after.match(text, mention.end):
                return None
            name = text[mention.start : mention.end]
            if mention.kind is _ORGANIZATION and rules.bodies.search(name):
                return None
            if mention.kind is _INDUSTRY and not (
                rules.industries.search(name) and rules.industry_measures.match(text, mention.end)
            ):
                return None
            return mention
        return None

    def _stands_for(self, clause: Clause) -> str:
        for kind, pattern in _rules().anaphora:
            known = self._led.get(kind) or self._last.get(kind)
            if known:
                found = pattern.search(self._text, clause.start, clause.start + 12)
                if found and _rules().lead_in.fullmatch(self._text, clause.start, found.start()):
                    return known
        return ""

    def _described(self, clause: Clause, quantity: Quantity) -> str | None:
        """总投资50亿元的X and 投入2亿元改造X are about X; a list after 的 is about the division (empty)."""
        text, rules = self._text, _rules()
        unit = unit_by_key()[quantity.unit]
        if unit.dimension in ("ratio", "rank"):
            return None
        after = text[quantity.end : quantity.end + 1] == read_topics().genitive
        money = unit.dimension == "money" and rules.money.search(text[clause.start : quantity.start])
        for mention in self._inside(quantity.end, clause.end):
            if unit.dimension == "count":
                if mention.kind in _FURNISHED and rules.entering.search(text[quantity.end : mention.start]):
                    return mention.entity
                continue
            if mention.kind not in _FURNISHED:
                continue
            listed = text[mention.end : mention.end + 1] in _rules().list_marks
            if after:
                return "" if listed else mention.entity
            if (
                money
                and not rules.bound.match(text, quantity.end)
                and mention.start - quantity.end <= 4
                and not listed
            ):
                return mention.entity
            break
        return None

    def _owner(self, clause: Clause, quantity: Quantity) -> str:
        """X24项攻关: a thing right before the number owns what is counted."""
        mentions = self._inside(clause.start, quantity.start)
        if not mentions:
            return ""
        last = mentions[-1]
        # X建成3个 counts X; X24项攻关 counts what X does
        goes_on = self._text[quantity.end : min(quantity.end + 1, clause.end)].isalpha()
        if last.kind in _FURNISHED and last.end == quantity.start and goes_on:
            return "" if self._text[last.start - 1 : last.start] in _rules().list_marks else last.entity
        return ""


def _superiors(annotated: Annotated) -> frozenset[str]:
    """Return the divisions above the document's own one: ranks in them are no numbers of theirs."""
    codes = {entity.key: entity.admin_code for entity in annotated.entities if entity.kind is _DISTRICT}
    own = codes.get(annotated.place, "")
    return frozenset(
        key
        for key, code in codes.items()
        # a country's code is of letters
        if own and code and key != annotated.place and (code.isalpha() or own.startswith(code.rstrip("0")))
    )
