"""Find the verbs of all frames in text, longest first, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from kg.frames.alternation import alternation
from kg.frames.schema import FAMILIES, Frame, load_family, load_markers
from kg.frames.syntax import syntax


@dataclass(frozen=True, slots=True)
class Trigger:
    """A verb of some frames (text offsets).

    ``before`` and ``after`` map a family to the frame in which the verb stands in front of its object or
    behind its subject; ``negated`` verbs state nothing.
    """

    start: int
    end: int
    word: str
    before: dict[str, Frame] = field(compare=False)
    after: dict[str, Frame] = field(compare=False)
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    pattern: re.Pattern[str]
    before: dict[str, dict[str, Frame]]
    after: dict[str, dict[str, Frame]]
    #: no text without one of these takes a verb back
    takers: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    before: dict[str, dict[str, Frame]] = {}
    after: dict[str, dict[str, Frame]] = {}
    for family in FAMILIES:
        for frame in load_family(family).frames:
            for word in frame.before:
                before.setdefault(word, {}).setdefault(family, frame)
            for word in frame.after:
                after.setdefault(word, {}).setdefault(family, frame)
    return _Lexicon(
        pattern=re.compile(alternation([*before, *after])),
        before=before,
        after=after,
        takers=frozenset(word[0] for word in (*load_markers().negation, *load_markers().hypothesis)),
    )


def find_triggers(text: str, start: int, end: int) -> list[Trigger]:
    """Return the verbs between two text offsets, in order, without overlap.

    >>> [t.word for t in find_triggers("开工建设水厂,建成学校", 0, 11)]
    ['开工建设', '建成']
    >>> [t.negated for t in find_triggers("水厂尚未开工", 0, 6)]
    [True]
    """
    lexicon, taken_back = _lexicon(), syntax("negated")
    found = []
    for match in lexicon.pattern.finditer(text, start, end):
        word, at = match.group(), match.start()
        reach = max(start, at - 12)
        found.append(
            Trigger(
                at,
                match.end(),
                word,
                lexicon.before.get(word, {}),
                lexicon.after.get(word, {}),
                not lexicon.takers.isdisjoint(text[reach:at])
                and taken_back.fullmatch(text, reach, at) is not None,
            )
        )
    return found
