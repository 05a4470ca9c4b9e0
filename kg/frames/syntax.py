"""The small syntactic patterns of ``ontology/frames/syntax.yaml``, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pydantic import Field

from kg.errors import DataError
from kg.frames.alternation import alternation
from kg.frames.schema import load_markers, load_people, load_rules
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

PAUSE = ",\uff0c"
STOP = PAUSE + "。;\uff1b:\uff1a!\uff01?\uff1f…\n"


class Pattern(Strict):
    """A named regular expression; ``positive`` texts it matches whole, ``negative`` ones it does not."""

    id: str
    regex: str
    positive: tuple[str, ...] = Field(min_length=1)
    negative: tuple[str, ...] = Field(min_length=1)


class SyntaxFile(Strict):
    """``ontology/frames/syntax.yaml``."""

    source: str
    patterns: tuple[Pattern, ...]


@cache
def load_syntax() -> SyntaxFile:
    """Read ``ontology/frames/syntax.yaml``.

    Raises:
        DataError: the file is missing or breaks the schema; ``where`` is ``FILE:LINE``.
    """
    return load_yaml(ontology_dir() / "frames" / "syntax.yaml", SyntaxFile)


@cache
def _compiled() -> Mapping[str, re.Pattern[str]]:
    lists = {
        name: words
        for source in (load_markers(), load_rules(), load_people())
        for name, words in source.model_dump().items()
        if isinstance(words, tuple) and words and isinstance(words[0], str)
    }

    def words(match: re.Match[str]) -> str:
        return _one_of(lists[match.group(1)])

    found = {}
    for pattern in load_syntax().patterns:
        try:
            regex = re.sub("<words:([a-z_]+)>", words, pattern.regex)
            regex = regex.replace("<pause>", PAUSE).replace("<stop>", STOP)
            found[pattern.id] = re.compile(regex, re.DOTALL)
        except (KeyError, re.error) as error:
            raise DataError(f"{pattern.id}: {error}", where="ontology/frames/syntax.yaml") from error
    return found


def _one_of(words: Sequence[str]) -> str:
    return f"(?:{alternation(words)})"


def syntax(name: str) -> re.Pattern[str]:
    """Return a pattern by its name.

    >>> bool(syntax("separator").fullmatch("、")), bool(syntax("separator").fullmatch("加快"))
    (True, False)
    """
    return _compiled()[name]
