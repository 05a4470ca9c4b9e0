"""Who wrote, photographed and edited: bylines, photo credits and the lines that name editors."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from kg.model import BlockRole
from kg.text.cues import CreditRule, compiled, cues
from kg.text.lines import Line, ends_sentence
from kg.text.names import split_names

#: the lines at the top of a document in which the one who delivers a report is named
_HEAD = 14
_LINE_LONGEST = 80
_TAIL = 100
_CAPTION_LONGEST = 200
_VALUE_LONGEST = 24
_NUMBERED_GROUP = re.compile(r"\d+$")
_EDGES = " ()\uff08\uff09[]\u3010\u3011"


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A name found in the flat text (flat offsets) and the role it plays."""

    start: int
    end: int
    name: str
    role: str

    @property
    def spaced(self) -> bool:
        """Whether it is written with a space in it (周 远)."""
        return self.end - self.start > len(self.name)


def find_credits(lines: list[Line]) -> tuple[list[Line], list[Named]]:
    """Find all credits and give the lines that hold them their roles.

    Lines marked ``meta`` that name somebody become bylines; the others are furniture. A credit in brackets at
    the end of a paragraph is cut off as a line of its own.

    Returns:
        The lines, with those that were cut off, and the names in order.
    """
    found: set[Named] = set()
    _read_meta(lines, found)
    tails: dict[int, list[Line]] = {}
    number, before = 0, None
    for i, line in enumerate(lines):
        if line.drop:
            continue
        if line.role is None:
            under = before is not None and (
                before.level == 1 or (number <= 2 and not ends_sentence(before.text))
            )
            tails[i] = _read_line(
                line, found, head=number < _HEAD, under=under, last=partial(_ends_article, lines, i)
            )
        number, before = number + 1, line
    if any(tails.values()):
        lines = [part for i, line in enumerate(lines) for part in (line, *tails.get(i, ()))]
    return lines, sorted(found)


def _read_line(
    line: Line, found: set[Named], *, head: bool, under: bool, last: Callable[[], bool]
) -> list[Line]:
    tails: list[Line] = []
    for rule in cues().credits:
        if (rule.head and not head) or (rule.under and not under):
            continue
        names, at = _match(rule, line)
        if at < 0 or (rule.last and not last()):
            continue
        found.update(names)
        role = BlockRole(rule.role)
        if at == 0 or rule.at == "line" or (role is BlockRole.CAPTION and len(line.text) <= _CAPTION_LONGEST):
            line.role = role
            break
        raw = line.text[at:]
        tail = raw.lstrip()
        tails.insert(0, Line(line.end - len(tail), line.end, tail, role=BlockRole.BYLINE))
        line.text = line.text[:at].rstrip()
        line.end = line.start + len(line.text)
        # (文 …)(本版图片由…提供): the one before it closes the line now
        return _read_line(line, found, head=False, under=False, last=last) + tails
    return tails


def _match(rule: CreditRule, line: Line) -> tuple[list[Named], int]:
    """Names of ``rule`` in ``line`` and where its match begins (relative to the line), or -1."""
    text = line.text
    if rule.at == "line":
        match = compiled(rule.pattern).fullmatch(text) if len(text) <= _LINE_LONGEST else None
    else:
        ends = (
            m
            for m in compiled(rule.pattern).finditer(text, max(0, len(text) - _TAIL))
            if m.end() == len(text)
        )
        match = next(ends, None)
    if match is None:
        return [], -1
    found: list[Named] = []
    for group, value in match.groupdict().items():
        if value is None:
            continue
        names = split_names(value, line.start + match.start(group), sure=rule.sure)
        if not names:
            return [], -1
        kind = _NUMBERED_GROUP.sub("", group)
        for role in ("author", "photographer") if kind == "both" else (kind,):
            found.extend(Named(start, end, name, role) for start, end, name in names)
    return found, match.start()


def _ends_article(lines: list[Line], i: int) -> bool:
    """Whether nothing of the same article follows line ``i``."""
    dateline = compiled(cues().articles.dateline).match
    for line in lines[i + 1 : i + 20]:
        if line.drop in {"notice", "jump"} or line.level:
            return True
        if not line.drop and line.role is None:
            short = len(line.text) <= cues().headings.longest and not ends_sentence(line.text)
            return short or bool(dateline(line.text))
    return True


@cache
def _label() -> re.Pattern[str]:
    words = sorted(cues().labels, key=lambda word: (-len(word), word))
    spaced = "|".join(r"\s{0,2}".join(map(re.escape, word)) for word in words)
    return re.compile(rf"({spaced})\s*[:\uff1a/]\s*")


def _read_meta(lines: list[Line], found: set[Named]) -> None:
    for i, line in enumerate(lines):
        if line.drop != "meta":
            continue
        labels = list(_label().finditer(line.text))
        names: list[Named] = []
        for j, label in enumerate(labels):
            role = cues().labels[re.sub(r"\s", "", label[1])]
            end = labels[j + 1].start() if j + 1 < len(labels) else len(line.text)
            value = line.text[label.end() : end]
            follower = lines[i + 1] if i + 1 < len(lines) else None
            if not value.strip(_EDGES) and len(labels) == 1 and follower and _is_value(follower):
                # 责任编辑： and the name on the next line
                extra = _named(follower.text, follower.start, role)
                if extra:
                    follower.role = BlockRole.BYLINE
                    found.update(extra)
                elif not role:
                    follower.drop = "furniture"
            else:
                lead = len(value) - len(value.lstrip(_EDGES))
                names.extend(_named(value.strip(_EDGES), line.start + label.end() + lead, role))
        line.drop, line.role = ("", BlockRole.BYLINE) if names else ("furniture", None)
        found.update(names)


def _named(value: str, start: int, roles: str) -> list[Named]:
    if not roles:
        return []
    names = split_names(value, start)
    return [Named(begin, end, name, role) for role in roles.split("+") for begin, end, name in names]


def _is_value(line: Line) -> bool:
    return (
        not (line.drop or line.level or line.blank)
        and len(line.text) <= _VALUE_LONGEST
        and not ends_sentence(line.text)
    )
