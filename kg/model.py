"""The value types that every stage of the pipeline speaks.

Two coordinate systems exist, and a name says which one is meant:

* *source* offsets count Unicode code points in :attr:`Document.source`; evidence uses only these;
* *text* offsets count code points in :attr:`Text.text`, the cleaned Simplified text that annotation
  works on. :meth:`kg.text.mapped.MappedText.source_span` leads from the second to the first.

All spans are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.text.mapped import MappedText


class EntityClass(StrEnum):
    """The eleven classes of things; values are local names in the ``kg:`` namespace."""

    DISTRICT = "District"
    SITE = "Site"
    COMPANY = "Company"
    ORGANIZATION = "Organization"
    PROJECT = "Project"
    PROGRAMME = "Programme"
    POLICY_DOCUMENT = "PolicyDocument"
    EVENT = "Event"
    AWARD = "Award"
    PERSON = "Person"
    INDUSTRY = "Industry"


class Predicate(StrEnum):
    """The relations; values are local names in the ``kg:`` namespace."""

    LOCATED_IN = "locatedIn"
    PART_OF = "partOf"
    HOLDS_POSITION = "holdsPosition"
    RESIDENT_OF = "residentOf"
    UNDERTAKES = "undertakes"
    IMPLEMENTS = "implements"
    STAGE = "stage"
    AWARDED = "awarded"
    HOLDS_EVENT = "holdsEvent"
    ISSUED = "issued"
    AUTHORED = "authored"
    DEVELOPS = "develops"
    AGE = "age"


class Stage(StrEnum):
    """The stages of a project, in the order of its life."""

    PLANNED = "Planned"
    SIGNED = "Signed"
    APPROVED = "Approved"
    STARTED = "Started"
    UNDER_CONSTRUCTION = "UnderConstruction"
    COMPLETED = "Completed"
    IN_OPERATION = "InOperation"
    CLOSED = "Closed"


class Modality(StrEnum):
    """Whether a statement reports, estimates or promises."""

    ACTUAL = "Actual"
    ESTIMATED = "Estimated"
    TARGET = "Target"


class Bound(StrEnum):
    """How a written value bounds the value meant (以上, 以内, 左右)."""

    AT_LEAST = "AtLeast"
    AT_MOST = "AtMost"
    ABOUT = "About"
    EXACT = "Exact"


class QuantityKind(StrEnum):
    """What sort of number an observation holds."""

    LEVEL = "Level"
    GROWTH = "Growth"
    SHARE = "Share"
    RANK = "Rank"
    COUNT = "Count"


class BlockRole(StrEnum):
    """What a block of text is on its page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    BYLINE = "byline"


# --- documents and text -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document, from a manifest or from the text itself.

    ``date`` is ISO 8601 at the precision known (``2023``, ``2023-08``, ``2023-08-03``); ``place`` is the
    name of the division whose document it is; ``language`` is a BCP 47 tag (``zh-Hans``, ``zh-Hant``).
    """

    title: str = ""
    publisher: str = ""
    date: str = ""
    place: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One input file, decoded.

    ``id`` is the first 16 hexadecimal digits of ``sha256``; ``path`` is relative to the input folder, with
    forward slashes; ``source`` is the source text of ONTOLOGY.md, in which all evidence offsets count.
    """

    id: str
    path: str
    sha256: str
    media_type: str
    source: str
    metadata: Metadata = Metadata()


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text with one role: a heading, a paragraph, a caption (text offsets)."""

    start: int
    end: int
    role: BlockRole
    article: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page (text offsets); a work report is a single article."""

    start: int
    end: int
    title: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """A byline or a photo credit; ``start`` and ``end`` (text offsets) cover the person's name.

    ``role`` is one of ``author``, ``photographer``, ``editor``, ``chief_editor``.
    """

    start: int
    end: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A run of the source that makes no facts, and why (source offsets).

    ``reason`` is one of ``repeat``, ``furniture``, ``menu``, ``notice``, ``jump``, ``garbage``.
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Text:
    """The cleaned Simplified text of a document, with its structure.

    Blocks are in order, do not overlap, and are separated by ``"\\n"`` in ``text``.
    """

    mapped: MappedText
    blocks: tuple[Block, ...]
    articles: tuple[Article, ...]
    credits: tuple[Credit, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    @property
    def text(self) -> str:
        return self.mapped.text


# --- annotation (text offsets) ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its part of speech (the LAC tag set: n, v, PER, LOC, ORG, m, …)."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible mention. ``source`` names the component that proposed it; ``score`` is in 0..1."""

    start: int
    end: int
    kind: EntityClass
    source: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention linked to an entity of its document.

    ``entity`` is an :attr:`Entity.key`. ``source`` names what found it (``recogniser``, ``lexicon``,
    ``frame``, ``context`` for 我市 and the like).
    """

    start: int
    end: int
    kind: EntityClass
    entity: str
    source: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence and what its surroundings say of it.

    ``modality`` and ``period`` are those of a statement in this clause that has no marker of its own.
    ``period`` is ``2023``, ``2023-08``, ``2023-08-03``, an interval ``2021/2025``, or empty if unknown.
    ``sentence`` counts sentences over the document; ``block`` indexes :attr:`Text.blocks`.
    """

    start: int
    end: int
    sentence: int
    block: int
    modality: Modality
    period: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with everything that the fact rules read."""

    document: Document
    text: Text
    words: tuple[Word, ...]
    sentences: tuple[tuple[int, int], ...]
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    #: key of the division whose document this is (我市), or empty
    place: str = ""


# --- knowledge (source offsets) -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A quote: ``document.source[start:end] == exact``, always. ``rule`` names what read it."""

    document: str
    start: int
    end: int
    exact: str
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of one class.

    ``key`` identifies it: class, normalised label and, for names that are only unique within a place, the
    division (``organization/一中@330800``); a division with an official code is ``district/330800``.
    ``aliases`` holds every other surface form as (text, language tag). ``evidence`` has its mentions.
    """

    key: str
    kind: EntityClass
    label: str
    aliases: frozenset[tuple[str, str]] = frozenset()
    admin_code: str = ""
    evidence: frozenset[Evidence] = frozenset()


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between two things, or between a thing and a literal, with its evidence.

    ``object`` is an entity key, a :class:`Stage` value, a document id (``authored``) or digits (``age``).
    ``qualifiers`` are sorted pairs of a ``kg:`` local name and a value: ``date``, ``title``, ``role``,
    ``status`` (``received``, ``sought``, ``held``, ``planned``).
    """

    subject: str
    predicate: Predicate
    object: str
    modality: Modality = Modality.ACTUAL
    qualifiers: tuple[tuple[str, str], ...] = ()
    evidence: frozenset[Evidence] = frozenset()


@dataclass(frozen=True, slots=True)
class Observation:
    """A number that a document states about a subject.

    ``written_value`` and ``written_unit`` are as written, in Simplified (``300``, ``亿元``; 万 and 亿 stay
    with the unit); ``value`` and ``unit`` are normalised (``30000000000``, ``CNY``). ``unit`` is a key of
    ``ontology/units.yaml``. ``period`` is as in :class:`Clause`.
    """

    about: str
    measure: str
    written_value: str
    written_unit: str
    value: Decimal
    unit: str
    bound: Bound
    kind: QuantityKind
    modality: Modality
    period: str = ""
    evidence: frozenset[Evidence] = frozenset()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a set of documents states. Everything is sorted, so that equal knowledge is equal."""

    documents: tuple[Document, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    observations: tuple[Observation, ...] = ()
    dropped: tuple[tuple[str, Dropped], ...] = field(default=())
