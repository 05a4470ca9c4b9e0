"""IRIs of things: readable where a name allows it, and never ambiguous.

A key's name keeps its letters and digits, Chinese ones too; everything that could end an IRI, reorder a line
or hide (quotes, spaces, brackets, controls, directional marks) is percent-encoded as UTF-8, so two names
never share an IRI. Statements have no name, so theirs is a hash of their content.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Final

from kg.graph.namespaces import KGR
from kg.model import Evidence, Fact, Observation

#: longest encoded name, in characters, before the rest becomes a hash
MAX_NAME: Final = 120
_KEPT: Final = 40
_SAFE: Final = frozenset("-_@")
#: scripts whose letters are seen and stay where they are: Latin, Greek, Cyrillic, kana, Han, Hangul
_READABLE: Final = (
    ("\u00c0", "\u052f"),
    ("\u3005", "\u3007"),
    ("\u3041", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uac00", "\ud7a3"),
    ("\U00020000", "\U0003ffff"),
)


def digest(*parts: object) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of a list of strings and lists.

    >>> digest("a", "bc") == digest("ab", "c")
    False
    """
    text = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def encode_name(name: str) -> str:
    """Return a name as one path segment of an IRI.

    Args:
        name: any string, the empty one and ten thousand characters included.

    >>> encode_name("一中@330800")
    '一中@330800'
    >>> encode_name('A/B "x"')
    'A%2FB%20%22x%22'
    """
    encoded = "".join(map(_encode_char, name))
    if len(encoded) <= MAX_NAME:
        return encoded or "~"  # which no other name gives
    head = ""
    for char in name:
        piece = _encode_char(char)
        if len(head) + len(piece) > _KEPT:
            break
        head += piece
    # '~' is otherwise always encoded, so a shortened name equals no full one
    return f"{head}~{digest(name)}"


@cache
def _encode_char(char: str) -> str:
    if char in _SAFE or (char.isascii() and char.isalnum()):
        return char
    if char.isalnum() and any(first <= char <= last for first, last in _READABLE):
        return char
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


class Iris:
    """The IRIs of the things of one publisher.

    Args:
        base: namespace of things, ending in ``/`` or ``#``.

    >>> Iris().entity("district/150300")
    'https://w3id.org/civic-kg/id/district/150300'
    """

    def __init__(self, base: str = KGR) -> None:
        self.base = base

    def _of(self, kind: str, name: str) -> str:
        return f"{self.base}{kind}/{name}"

    def entity(self, key: str) -> str:
        """Return the IRI of an :attr:`kg.model.Entity.key`."""
        kind, slash, name = key.partition("/")
        return (
            self._of(encode_name(kind), encode_name(name)) if slash else self._of("thing", encode_name(key))
        )

    def document(self, identifier: str) -> str:
        """Return the IRI of a source document."""
        return self._of("document", encode_name(identifier))

    def measure(self, label: str) -> str:
        """Return the IRI of what an observation measures."""
        return self._of("measure", encode_name(label))

    def unit(self, key: str) -> str:
        """Return the IRI of a unit that QUDT does not have."""
        return self._of("unit", encode_name(key))

    def time(self, kind: str, value: str) -> str:
        """Return the IRI of an instant or interval."""
        return self._of(kind, encode_name(value.replace("/", "_")))

    def fact(self, fact: Fact) -> str:
        """Return the IRI of a fact; its evidence has no part in it."""
        return self._of(
            "fact", digest(fact.subject, fact.predicate, fact.object, fact.modality, sorted(fact.qualifiers))
        )

    def mention(self, entity: str, document: str) -> str:
        """Return the IRI of the fact that a document mentions an entity."""
        return self._of("fact", digest(entity, "mentionedIn", document))

    def observation(self, observation: Observation) -> str:
        """Return the IRI of an observation; its evidence has no part in it."""
        return self._of(
            "observation",
            digest(
                observation.about,
                observation.measure,
                observation.written_value,
                observation.written_unit,
                observation.kind,
                observation.modality,
                observation.period,
                observation.bound,
            ),
        )

    def commitment(self, statement: str) -> str:
        """Return the IRI of the promise that a statement makes."""
        return self._of("commitment", statement.rpartition("/")[2])

    def evidence(self, evidence: Evidence) -> str:
        """Return the IRI of a quote."""
        return self._of("evidence", digest(evidence.document, evidence.start, evidence.end, evidence.rule))
