"""The cues of ``ontology/text.yaml``: checked, with placeholders filled in and patterns compiled."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Literal

from pydantic import Field

from kg.errors import DataError
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

Roles = Literal["author", "photographer", "editor", "chief_editor", "author+photographer", ""]


class LineRule(Strict):
    """A pattern over a whole line and what such a line is."""

    id: str
    #: ``furniture``, ``jump`` (dropped for that reason) or ``meta`` (read for credits first)
    is_: Literal["furniture", "jump", "meta"] = Field(alias="is")
    pattern: str
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


class MenuRule(Strict):
    """What makes a line a site menu."""

    bars: str
    items: int
    longest: int


class NoticeRule(Strict):
    """What makes the end of a document a legal notice."""

    begins: str
    words: tuple[str, ...]
    cues: int
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


class CreditRule(Strict):
    """A pattern with names in it and where it may stand."""

    id: str
    at: Literal["line", "end"]
    role: Literal["byline", "caption"]
    pattern: str
    #: the position alone says that a name follows
    sure: bool = False
    #: only before a heading or the end of an article
    last: bool = False
    #: only among the first lines of a document
    head: bool = False
    #: only directly under a title
    under: bool = False
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


class HeadingRule(Strict):
    """What headings look like."""

    numbered: str
    chapter: str
    inside: str
    longest: int
    longest_numbered: int
    address: str
    date: str
    section: str
    subtitle: str
    notes: str


class ArticleRule(Strict):
    """What opens an article."""

    dateline: str
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


class CaptionRule(Strict):
    """What opens a caption."""

    pattern: str
    longest: int


class JoinRule(Strict):
    """Words at which a sentence cannot end, or begin."""

    always: tuple[str, ...]
    open_ends: tuple[str, ...]
    open_starts: tuple[str, ...]


class Cues(Strict):
    """The whole of ``ontology/text.yaml``."""

    source: str
    placeholders: dict[str, str]
    #: a number, in figures or in words
    number: str
    #: every jump note names it
    jump_word: str
    longest: int = 200
    lines: tuple[LineRule, ...]
    menu: MenuRule
    inline: tuple[LineRule, ...]
    notice: NoticeRule
    labels: dict[str, Roles]
    credits: tuple[CreditRule, ...]
    not_names: frozenset[str]
    not_name_ends: tuple[str, ...]
    headings: HeadingRule
    articles: ArticleRule
    captions: CaptionRule
    joins: JoinRule


@cache
def cues() -> Cues:
    """Load and check ``ontology/text.yaml``.

    Raises:
        DataError: it breaks its schema.
    """
    return load_yaml(ontology_dir() / "text.yaml", Cues)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Fill the placeholders of ``pattern`` and compile it.

    Raises:
        DataError: it is no regular expression.
    """
    for name, value in cues().placeholders.items():
        pattern = pattern.replace(name, value)
    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataError(f"not a regular expression: {pattern}", where="text.yaml", hint=str(error)) from error


@cache
def surnames() -> frozenset[str]:
    """Load ``ontology/lexicons/surnames.csv``: surnames of one and of two characters."""
    path = ontology_dir() / "lexicons" / "surnames.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["surname"] for row in csv.DictReader(file))
