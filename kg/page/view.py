"""What the page shows, as plain data: things, statements, numbers and quotes, joined by indices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from kg.errors import KgError
from kg.model import Entity, Evidence, Fact, Knowledge, Observation, Predicate

#: class of the nodes that stand for source documents
DOCUMENT: Final = "SourceDocument"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """The page's data.

    ``things`` are the nodes, ``pairs`` the drawn edges as pairs of indices into ``things``, each once;
    ``facts`` and ``numbers`` point to things and to ``quotes`` by index, and ``quotes`` to ``documents``.
    All of it is JSON.
    """

    documents: list[Json] = field(default_factory=list)
    quotes: list[list[Any]] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    things: list[Json] = field(default_factory=list)
    facts: list[Json] = field(default_factory=list)
    numbers: list[Json] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)

    def degrees(self) -> list[int]:
        """Return for each thing the number of others that it is connected with."""
        degrees = [0] * len(self.things)
        for pair in self.pairs:
            for end in pair:
                degrees[end] += 1
        return degrees


class _Quotes:
    """Numbers each distinct quote once, and checks that it stands where it says."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._documents = {
            document.id: (i, document.source) for i, document in enumerate(knowledge.documents)
        }
        self._numbers: dict[tuple[int, int, int, int], int] = {}
        self._rules: dict[str, int] = {}

    def indices(self, evidence: Iterable[Evidence]) -> list[int]:
        return [self._index(item) for item in sorted(evidence)]

    def _index(self, item: Evidence) -> int:
        document, source = self._documents.get(item.document, (-1, ""))
        if document < 0 or source[item.start : item.end] != item.exact or not item.exact:
            raise KgError(
                "the quote does not stand there in the source text",
                where=f"{item.document}:{item.start}-{item.end}",
                hint=f"rule {item.rule}",
            )
        rule = self._rules.setdefault(item.rule, len(self._rules))
        return self._numbers.setdefault((document, item.start, item.end, rule), len(self._numbers))

    @property
    def rows(self) -> list[list[Any]]:
        return [list(row) for row in self._numbers]

    @property
    def rules(self) -> list[str]:
        return list(self._rules)


def make_view(knowledge: Knowledge) -> View:
    """Select and index what has a quote.

    Things without evidence of their own stay if a statement about them has some. Documents become things
    when a statement leads to one (``authored``).

    Raises:
        KgError: a quote does not stand in its document where its evidence says.
    """
    quotes = _Quotes(knowledge)
    facts = [fact for fact in knowledge.facts if fact.evidence]
    observations = [item for item in knowledge.observations if item.evidence]
    stated = {fact.subject for fact in facts} | {fact.object for fact in facts}
    stated |= {item.about for item in observations}
    entities = [item for item in knowledge.entities if item.evidence or item.key in stated]

    things = [_thing(entity, quotes) for entity in entities]
    index = {entity.key: i for i, entity in enumerate(entities)}
    numbers_of_documents = {document.id: i for i, document in enumerate(knowledge.documents)}
    authored = {fact.object for fact in facts if fact.predicate is Predicate.AUTHORED}
    for document in knowledge.documents:
        if document.id in authored:
            index[document.id] = len(things)
            things.append(
                {
                    "key": f"document/{document.id}",
                    "class": DOCUMENT,
                    "label": document.metadata.title or document.path,
                    "document": numbers_of_documents[document.id],
                }
            )

    shown = [_fact(fact, index, quotes) for fact in facts if fact.subject in index]
    pairs = {
        (min(fact["s"], fact["o"]), max(fact["s"], fact["o"]))
        for fact in shown
        if fact["o"] is not None and fact["o"] != fact["s"]
    }
    numbers = [_number(item, index, quotes) for item in observations if item.about in index]
    documents: list[Json] = [
        {
            "id": document.id,
            "title": document.metadata.title,
            "publisher": document.metadata.publisher,
            "date": document.metadata.date,
            "place": document.metadata.place,
            "language": document.metadata.language,
            "path": document.path,
            "text": document.source,
        }
        for document in knowledge.documents
    ]
    return View(
        documents=documents,
        quotes=quotes.rows,
        rules=quotes.rules,
        things=things,
        facts=shown,
        numbers=numbers,
        pairs=sorted(pairs),
    )


def _thing(entity: Entity, quotes: _Quotes) -> Json:
    thing: Json = {"key": entity.key, "class": entity.kind.value, "label": entity.label}
    if entity.aliases:
        thing["aliases"] = [list(alias) for alias in sorted(entity.aliases)]
    if entity.admin_code:
        thing["code"] = entity.admin_code
    if entity.evidence:
        thing["e"] = quotes.indices(entity.evidence)
    return thing


def _fact(fact: Fact, index: dict[str, int], quotes: _Quotes) -> Json:
    """``o`` is a thing, or None with the literal in ``v``."""
    target = index.get(fact.object)
    row: Json = {"s": index[fact.subject], "p": fact.predicate.value, "o": target, "m": fact.modality.value}
    if target is None:
        row["v"] = fact.object
    if fact.qualifiers:
        row["q"] = [list(pair) for pair in fact.qualifiers]
    row["e"] = quotes.indices(fact.evidence)
    return row


def _number(item: Observation, index: dict[str, int], quotes: _Quotes) -> Json:
    return {
        "s": index[item.about],
        "n": item.measure,
        "w": item.written_value,
        "u": item.written_unit,
        "x": f"{item.value:f}",
        "y": item.unit,
        "b": item.bound.value,
        "k": item.kind.value,
        "m": item.modality.value,
        "t": item.period,
        "e": quotes.indices(item.evidence),
    }
