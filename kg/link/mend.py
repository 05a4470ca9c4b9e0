"""What the words in a name and around it say against a candidate: it is nothing, or of another class."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pydantic import Field

from kg.model import Candidate, EntityClass
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

#: so many characters around a candidate are looked at
_WINDOW = 20
_EXAMPLE = re.compile(r"\[(?P<name>[^|\]]+)\|(?P<kind>\w+)\]")
#: candidates of these sources are proposals; others are known
_PROPOSED = ("recogniser", "frame")
#: the score of a class that the name itself tells
_SURE = 0.6
#: the shortest name (characters) behind a verb
_SHORTEST = 2


class MendRule(Strict):
    """Classes that are believed less than what a name's ending and its neighbours say."""

    name: str
    classes: tuple[EntityClass, ...] = Field(min_length=1)
    ending: str = ""
    whole: str = Field(default="", alias="name_regex")
    unless: str = ""
    before: str = ""
    after: str = ""
    becomes: EntityClass | Literal["nothing"]
    positive: tuple[str, ...] = Field(min_length=1)
    negative: tuple[str, ...] = Field(min_length=1)


class Figures(Strict):
    """Figures of speech, which name nothing."""

    names: frozenset[str]
    regex: str
    classes: frozenset[EntityClass]


class LeadingVerbs(Strict):
    """Verbs in front of a name, which are no part of it."""

    verbs: tuple[str, ...]
    classes: frozenset[EntityClass]


class MendFile(Strict):
    """``mend.yaml``."""

    source: str
    list_joints: frozenset[str]
    figures: Figures
    leading_verbs: LeadingVerbs
    rules: tuple[MendRule, ...]


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: MendRule
    name: re.Pattern[str]
    unless: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@cache
def load_mend() -> MendFile:
    """Read ``ontology/link/mend.yaml``.

    Raises:
        DataError: the file is missing or breaks the schema; ``where`` is ``FILE:LINE``.
    """
    return load_yaml(ontology_dir() / "link" / "mend.yaml", MendFile)


@cache
def _compiled() -> tuple[_Compiled, ...]:
    return tuple(
        _Compiled(
            rule=r,
            name=re.compile(rf"(?:{r.whole or '.*?'})(?:{r.ending})\Z", re.S),
            unless=re.compile(rf"(?:{r.unless})\Z") if r.unless else None,
            before=re.compile(rf"(?:{r.before})\Z") if r.before else None,
            after=re.compile(r.after) if r.after else None,
        )
        for r in load_mend().rules
    )


def mend(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Drop and reclass proposed candidates by the rules; what holds for an end of a list holds for its items.

    Args:
        text: the cleaned text.
        candidates: in any order, in text offsets; those of the lexicon are left alone.
    """
    candidates = [_without_verb(text, c) for c in candidates if not _is_figure(text, c)]
    proposed = sorted((c for c in candidates if _is_proposal(c)), key=lambda c: (c.start, c.end))
    verdicts: dict[Candidate, EntityClass | Literal["nothing"]] = {}
    for c in proposed:
        found = _judge(text, c)
        if found:
            verdicts[c] = found.becomes
            for other in _list_of(text, c, proposed, ahead=bool(found.before), behind=bool(found.after)):
                verdicts.setdefault(other, found.becomes)
    out = []
    for c in candidates:
        verdict = verdicts.get(c)
        if verdict is None:
            out.append(c)
        elif verdict != "nothing":
            out.append(replace(c, kind=EntityClass(verdict), score=max(c.score, _SURE)))
    return out


def _is_proposal(c: Candidate) -> bool:
    """Known grades of companies are as little an honour where they are counted as unknown ones."""
    return c.source in _PROPOSED or (c.source == "name" and c.kind is EntityClass.AWARD)


def _is_figure(text: str, c: Candidate) -> bool:
    figures, name = load_mend().figures, text[c.start : c.end].strip("“”")
    return (
        c.source in _PROPOSED
        and c.kind in figures.classes
        and (name in figures.names or bool(re.fullmatch(figures.regex, name)))
    )


def _without_verb(text: str, c: Candidate) -> Candidate:
    leading, name = load_mend().leading_verbs, text[c.start : c.end]
    if c.source in _PROPOSED and c.kind in leading.classes and name.startswith(leading.verbs):
        verb = next(v for v in leading.verbs if name.startswith(v))
        if len(name) - len(verb) >= _SHORTEST:
            return replace(c, start=c.start + len(verb))
    return c


def _judge(text: str, c: Candidate) -> MendRule | None:
    return next((each.rule for each in _compiled() if _fits(text, c, each)), None)


def _fits(text: str, c: Candidate, each: _Compiled) -> bool:
    name = text[c.start : c.end]
    return bool(
        c.kind in each.rule.classes
        and each.name.match(name)
        and not (each.unless and each.unless.search(name))
        and not (each.before and not each.before.search(text[max(0, c.start - _WINDOW) : c.start]))
        and not (each.after and not each.after.match(text[c.end : c.end + _WINDOW]))
    )


def _list_of(
    text: str, c: Candidate, proposed: Sequence[Candidate], *, ahead: bool, behind: bool
) -> list[Candidate]:
    """The neighbours of its class in a list: behind a counted first item, ahead of a counted last."""
    joints = load_mend().list_joints
    out: list[Candidate] = []
    at = bisect_right(proposed, (c.start, c.end), key=lambda p: (p.start, p.end))
    if ahead:  # 一批甲、乙: what stands before the first holds for the rest
        last = c
        for other in proposed[at:]:
            if other.kind is not c.kind or text[last.end : other.start] not in joints:
                break
            out.append(other)
            last = other
    if behind:  # 甲、乙15个
        first = c
        for other in reversed(proposed[: at - 1]):
            if other.kind is not c.kind or text[other.end : first.start] not in joints:
                break
            out.append(other)
            first = other
    return out


def holds(example: str, rule: MendRule, *, positive: bool) -> bool:
    """Whether an example (``[name|Class]`` in its sentence) comes out as it says."""
    found = _EXAMPLE.search(example)
    if found is None:
        return False
    text = example[: found.start()] + found["name"] + example[found.end() :]
    c = Candidate(found.start(), found.start() + len(found["name"]), EntityClass(found["kind"]), "recogniser")
    fits = any(each.rule.name == rule.name and _fits(text, c, each) for each in _compiled())
    return fits is positive
