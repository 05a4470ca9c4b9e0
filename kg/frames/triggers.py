"""Find the verbs of all frames in text, longest first, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from kg.frames.schema import FAMILIES, Frame, load_family, load_markers


@dataclass(frozen=True, slots=True)
class Trigger:
    """A verb of some frames (text offsets).

    ``before`` and ``after`` map a family to the frame in which the verb stands in front of its object or behind
    its subject; ``negated`` verbs state nothing.
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
    negated: re.Pattern[str]


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression for any of ``words``, the longest first, that reads each character once.

    >>> alternation(["建设", "建成", "建"])
    '建(?:成|设)?'
    """
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = {}
    return _branches(tree)


def _branches(node: dict[str, dict[str, object]]) -> str:
    options = [re.escape(c) + _branches(n) for c, n in sorted(node.items()) if c]  # type: ignore[arg-type]
    if not options:
        return ""
    if len(options) == 1 and "" not in node:
        return options[0]
    return f"(?:{'|'.join(options)})" + ("?" if "" in node else "")


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
    markers = load_markers()
    negation = alternation(markers.negation)
    hypothesis = alternation(markers.hypothesis)
    return _Lexicon(
        pattern=re.compile(alternation([*before, *after])),
        before=before,
        after=after,
        negated=re.compile(f"(?:{negation}|{hypothesis}[^,,。;;]{{0,8}})$"),
    )


def find_triggers(text: str, start: int, end: int) -> list[Trigger]:
    """Return the verbs between two text offsets, in order, without overlap.

    >>> [t.word for t in find_triggers("开工建设水厂,建成学校", 0, 11)]
    ['开工建设', '建成']
    >>> [t.negated for t in find_triggers("水厂尚未开工", 0, 6)]
    [True]
    """
    lexicon = _lexicon()
    found = []
    for match in lexicon.pattern.finditer(text, start, end):
        word = match.group()
        found.append(
            Trigger(
                match.start(),
                match.end(),
                word,
                lexicon.before.get(word, {}),
                lexicon.after.get(word, {}),
                bool(lexicon.negated.search(text, max(start, match.start() - 12), match.start())),
            )
        )
    return found
