"""Run the examples of frame files: a marked text in, its facts out, compared with what the file says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.relations import relate
from kg.frames.schema import FAMILIES, Example, load_family, load_markers, load_people, load_rules
from kg.frames.syntax import STOP
from kg.model import (
    Annotated,
    Article,
    Block,
    BlockRole,
    Clause,
    Document,
    Entity,
    EntityClass,
    Fact,
    Mention,
    Metadata,
    Modality,
    Predicate,
    Text,
)
from kg.text.mapped import MappedText

_MARK = re.compile(r"\[([^\[\]:]+):([A-Za-z]+)\]")
_CLAUSE = re.compile(f"[^{STOP}]+[{STOP}]?")
_END = re.compile(r"[。;\uff1b!\uff01?\uff1f]$")
_PLACE = "district/own"


def annotate(text: str, *, modality: Modality = Modality.ACTUAL, place: bool = True) -> Annotated:
    """Make an annotated text from one with marked mentions (``建成[城北水厂:Project]。``).

    Args:
        text: the marked text.
        modality: of all its clauses.
        place: whether the text is a document of a division.
    """
    plain, mentions, entities = "", [], {}
    at = 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        label, kind = match.group(1), EntityClass(match.group(2))
        key = f"{kind.lower()}/{label}"
        mentions.append(Mention(len(plain), len(plain) + len(label), kind, key, "example"))
        entities[key] = Entity(key, kind, label)
        plain += label
        at = match.end()
    plain += text[at:]
    if place:
        own = load_rules().deictic[0]
        entities[_PLACE] = Entity(_PLACE, EntityClass.DISTRICT, own)
        found = {m.start for m in mentions}
        mentions += [
            Mention(match.start(), match.end(), EntityClass.DISTRICT, _PLACE, "context")
            for match in re.finditer(own, plain)
            if match.start() not in found
        ]
    clauses: list[Clause] = []
    sentences: list[tuple[int, int]] = []
    start = 0
    for match in _CLAUSE.finditer(plain):
        clauses.append(Clause(match.start(), match.end(), len(sentences), 0, modality, ""))
        if _END.search(match.group()) or match.end() == len(plain):
            sentences.append((start, match.end()))
            start = match.end()
    block = Block(0, len(plain), BlockRole.PARAGRAPH, 0)
    return Annotated(
        document=Document("0" * 16, "example", "0" * 64, "text/plain", plain, Metadata()),
        text=Text(MappedText.of(plain), (block,), (Article(0, len(plain)),)),
        words=(),
        sentences=tuple(sentences),
        clauses=tuple(clauses),
        mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end))),
        entities=tuple(entities.values()),
        place=_PLACE if place else "",
    )


def written(fact: Fact, entities: dict[str, Entity]) -> str:
    """Write a fact as the examples do: ``stage(城北水厂, Planned, Target)``.

    The modality is left out where ``status`` implies it or it is Actual; dates are left out.
    """

    def name(key: str) -> str:
        return entities[key].label if key in entities else key

    parts = [name(fact.subject), name(fact.object)]
    implied = any(key == "status" for key, _ in fact.qualifiers)
    if fact.modality is not Modality.ACTUAL and not implied:
        parts.append(fact.modality.value)
    parts += [value for key, value in fact.qualifiers if key in ("status", "title", "role")]
    return f"{fact.predicate.value}({', '.join(parts)})"


def facts_of(example: Example) -> tuple[str, ...]:
    """Return what an example gives, as the examples write it."""
    annotated = annotate(example.text, modality=example.modality)
    entities = {entity.key: entity for entity in annotated.entities}
    return tuple(sorted(written(fact, entities) for fact in relate(annotated)))


def all_examples() -> Iterator[tuple[str, str, Example]]:
    """Yield every example of ``ontology/frames`` with its file and frame."""
    for family in FAMILIES:
        for frame in load_family(family).frames:
            for example in frame.examples:
                yield f"{family}.yaml", frame.id, example
    for name, load in (("markers", load_markers), ("relations", load_rules), ("people", load_people)):
        for example in load().examples:
            yield f"{name}.yaml", name, example


def known_predicate(fact: str) -> bool:
    """Whether a written fact begins with the name of a relation."""
    return fact.split("(", 1)[0] in set(Predicate)
