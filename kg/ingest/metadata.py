"""What a text says of itself: title, publisher, date, place and language."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field

from kg.ingest.script import language_of
from kg.model import Metadata
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

_LINE_LONGEST = 120
_HEAD, _TAIL = 24, 16
_EDGE = 8_000
_TITLE_LENGTHS = range(6, 71)
_PUBLISHER_LONGEST = 30
_DASHES = ("\u2014", "\u2013", "\u2015", "--")
_ENDS = "\u3002\uff01\uff1f!?\uff1b;\uff0c,\u3001"


class DateRule(Strict):
    """A pattern with a date in it, and whether it is read in the first or the last lines."""

    where: Literal["head", "tail"]
    pattern: str
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


class YearRule(Strict):
    """A pattern whose only group is a year."""

    where: Literal["title", "text"]
    pattern: str
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


class PlaceRule(Strict):
    """A pattern with the name of a division in it."""

    pattern: str
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


class NationRule(PlaceRule):
    """A pattern that says that a document is the nation's."""

    name: str


class Labels(Strict):
    """Words before a colon."""

    publisher: tuple[str, ...]
    date: tuple[str, ...]
    other: tuple[str, ...]


class MetadataRules(Strict):
    """The whole of ``ontology/metadata.yaml``."""

    source: str
    placeholders: dict[str, str]
    digits: dict[str, int]
    ten: str
    #: between two names of divisions in a chain
    chain: str
    #: before a subtitle in the same line
    subtitle: str
    #: what a wrapped subtitle ends with
    subtitle_end: str
    labels: Labels
    no_publisher: frozenset[str]
    dates: tuple[DateRule, ...]
    years: tuple[YearRule, ...]
    places: tuple[PlaceRule, ...]
    nation: NationRule
    not_titles: str
    text_begins: str


@cache
def rules() -> MetadataRules:
    """Load and check ``ontology/metadata.yaml``."""
    return load_yaml(ontology_dir() / "metadata.yaml", MetadataRules)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Fill the placeholders of ``pattern`` and compile it."""
    for name, value in rules().placeholders.items():
        pattern = pattern.replace(name, value)
    return re.compile(pattern)


def complete(known: Metadata, source: str, *, media_type: str = "text/plain") -> Metadata:
    """Fill the empty fields of ``known`` from what the text says; what it does not say stays empty.

    Args:
        known: what a manifest says.
        source: the source text.
        media_type: ``text/html`` is also read for ``<title>`` and ``<meta>``.
    """
    if media_type == "text/html":
        from kg.ingest.page import page_metadata

        said, head, tail = page_metadata(source)
    else:
        said, head, tail = Metadata(), _lines(source[:_EDGE])[:_HEAD], _lines(source[-_EDGE:])[-_TAIL:]
    head = _without_wraps(head)
    title = known.title or said.title or _title(head)
    return Metadata(
        title=title,
        publisher=known.publisher or said.publisher or _publisher(head + tail),
        date=known.date or said.date or _date(head, tail, title, source),
        place=known.place or _place([title, *head]),
        language=known.language or language_of(source if media_type != "text/html" else "".join(head + tail)),
    )


def _lines(text: str) -> list[str]:
    stripped = (line.strip() for line in re.split(r"[\r\n]+|\u3000{2,}", text))
    return [line[: _LINE_LONGEST + 1] for line in stripped if line]


def _without_wraps(head: list[str]) -> list[str]:
    """Put a subtitle that was broken in two (—— … / … 会议上) into one line."""
    joined: list[str] = []
    for line in head:
        if (
            joined
            and joined[-1].startswith(_DASHES)
            and len(joined[-1]) + len(line) < 60
            and line.endswith(rules().subtitle_end)
        ):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _title(head: list[str]) -> str:
    marked = next((line for line in head if line.startswith("# ")), "")
    if marked:
        return _tidy(marked.lstrip("# "))
    not_title = compiled(rules().not_titles).fullmatch
    for line in head[:12]:
        text = _tidy(line.lstrip("#"))
        if compiled(rules().text_begins).fullmatch(text):
            break
        if not text or text[-1] in _ENDS or len(text) > _TITLE_LENGTHS.stop:
            if _han(text) > 40 and "|" not in text:
                break  # the text has begun
            continue
        if len(text) in _TITLE_LENGTHS and not not_title(text) and not _has_label(text) and _han(text) >= 4:
            return text
    return ""


def _tidy(text: str) -> str:
    """One space for many, and none in a line spread out letter by letter."""
    text = compiled(rules().subtitle).split(text.strip())[0]
    words = text.split()
    single = sum(1 for word in words if len(word) == 1)
    return ("" if single >= 4 and single > len(words) // 2 else " ").join(words)


def _han(text: str) -> int:
    return sum(1 for c in text if "\u4e00" <= c <= "\u9fff")


@cache
def _label() -> re.Pattern[str]:
    labels = rules().labels
    kinds = {"publisher": labels.publisher, "date": labels.date, "other": labels.other}
    groups = (
        f"(?P<{kind}>" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
        for kind, words in kinds.items()
    )
    return re.compile(rf"(?:{'|'.join(groups)})\s*[:\uff1a]\s*")


def _has_label(text: str) -> bool:
    return bool(_label().search(text))


def _labelled(lines: list[str], kind: str) -> list[str]:
    """Values that stand behind labels of ``kind``, in order."""
    values: list[str] = []
    for i, line in enumerate(lines):
        if len(line) > _LINE_LONGEST:
            continue
        marks = list(_label().finditer(line))
        for j, mark in enumerate(marks):
            if mark.lastgroup != kind:
                continue
            value = line[mark.end() : marks[j + 1].start() if j + 1 < len(marks) else len(line)]
            value = re.split(r"\s{2,}|[|\uff5c]", value.strip(" \u3000()\uff08\uff09[]\u3010\u3011"))[
                0
            ].strip()
            if (
                not value
                and j + 1 == len(marks)
                and i + 1 < len(lines)
                and len(lines[i + 1]) <= _PUBLISHER_LONGEST
            ):
                value = lines[i + 1]
            if value:
                values.append(value)
    return values


def _publisher(lines: list[str]) -> str:
    for value in _labelled(lines, "publisher"):
        value = value.strip("()\uff08\uff09 ")
        known = value not in rules().no_publisher
        if (
            known
            and 2 <= len(value) <= _PUBLISHER_LONGEST
            and value[-1] not in _ENDS
            and not _has_label(value)
        ):
            return value
    return ""


def _date(head: list[str], tail: list[str], title: str, source: str) -> str:
    pattern = compiled("{date}")
    for value in _labelled(head, "date") + _labelled(tail, "date"):
        found = iso_date(pattern.match(value))
        if found:
            return found
    for rule in rules().dates:
        lines = head if rule.where == "head" else tail
        for line in lines if rule.where == "head" else reversed(lines):
            found = iso_date(compiled(rule.pattern).search(line)) if len(line) <= _LINE_LONGEST else ""
            if found:
                return found
    for year in rules().years:
        match = compiled(year.pattern).search(title if year.where == "title" else source)
        if match:
            return match[1]
    return ""


def iso_date(match: re.Match[str] | None) -> str:
    """Return the date in ``match`` in ISO 8601, or an empty string if there is no such day.

    >>> [iso_date(compiled("{date}").search(text)) for text in ("2023年2月31日", "二〇二六年一月二十七日")]
    ['', '2026-01-27']
    """
    if match is None:
        return ""
    if match["year"]:
        year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    else:
        year = int("".join(str(rules().digits[c]) for c in match["cyear"]))
        month, day = _tens(match["cmonth"]), _tens(match["cday"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _tens(text: str) -> int:
    digits = rules().digits
    head, ten, tail = text.partition(rules().ten)
    return (digits.get(head, 1) * 10 if ten else 0) + digits.get(tail if ten else head, 0)


def _place(lines: list[str]) -> str:
    for rule in rules().places:
        for line in lines:
            match = compiled(rule.pattern).search(line) if len(line) <= _LINE_LONGEST else None
            if match:
                return compiled(rules().chain).split(match["place"])[-1]
    nation = compiled(rules().nation.pattern)
    return (
        rules().nation.name
        if any(nation.search(line) for line in lines if len(line) <= _LINE_LONGEST)
        else ""
    )
