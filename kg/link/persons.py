"""Persons that the word model sees and a word beside them confirms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic import Field

from kg.frames.schema import load_people
from kg.model import Candidate, EntityClass, Word
from kg.resources import ontology_dir
from kg.text.names import is_name
from kg.yamlfile import Strict, load_yaml

#: the word model's tag; alone it is right in hardly half of the cases
_PERSON = "PER"


class PersonExamples(Strict):
    """Texts with persons in ``[]``, and texts without."""

    positive: tuple[str, ...] = Field(min_length=1)
    negative: tuple[str, ...] = Field(min_length=1)


class PersonFile(Strict):
    """``ontology/link/persons.yaml``."""

    source: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    examples: PersonExamples


@cache
def load_persons() -> PersonFile:
    """Read ``ontology/link/persons.yaml``.

    Raises:
        DataError: the file is missing or breaks the schema; ``where`` is ``FILE:LINE``.
    """
    return load_yaml(ontology_dir() / "link" / "persons.yaml", PersonFile)


@cache
def _cues() -> tuple[tuple[str, ...], tuple[str, ...]]:
    rules = load_persons()
    return tuple(dict.fromkeys((*load_people().titles, *rules.before))), rules.after


def persons(text: str, words: Sequence[Word]) -> tuple[Candidate, ...]:
    """Return the words that are persons by tag, by look and by the word beside them (text offsets).

    Args:
        text: the cleaned text.
        words: its words with the tags of the word model.
    """
    before, after = _cues()
    return tuple(
        Candidate(w.start, w.end, EntityClass.PERSON, "credit")
        for w in words
        if w.tag == _PERSON
        and is_name(text[w.start : w.end])
        and (text.endswith(before, max(0, w.start - 8), w.start) or text.startswith(after, w.end))
    )
