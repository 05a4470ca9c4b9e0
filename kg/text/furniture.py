"""Lines that are no text: menus, buttons, page numbers, notices, OCR garbage."""

from __future__ import annotations

import itertools
import re

from kg.text.cues import compiled, cues
from kg.text.lines import Line, ends_sentence

_ARROWS = frozenset("><\u300b\u203a\xbb")
_BARE_NUMBER = re.compile(r"\d{1,3}")
_READABLE = re.compile("[\u3400-\u9fffA-Za-z0-9\\s\u3001\u3002\u201c\u201d\uff0c,.%\u300a\u300b]")
_LOST = "\ufffd"
_SHORT_ENTRY = 12


def mark_furniture(lines: list[Line]) -> None:
    """Set ``drop`` of every line that is furniture, a menu, a jump line, a notice or garbage.

    Lines that name sources and authors get ``drop = "meta"``: :mod:`kg.text.credits` reads them first.
    """
    rules = [(rule.is_, compiled(rule.pattern).fullmatch) for rule in cues().lines]
    longest = cues().longest
    bars = frozenset(cues().menu.bars)
    for line in lines:
        if len(line.text) > longest:
            continue
        if not bars.isdisjoint(line.text) and _is_menu(line.text):
            line.drop = "menu"
            continue
        line.drop = next((is_ for is_, match in rules if match(line.text)), "")
        if not line.drop and _is_garbage(line.text):
            line.drop = "garbage"
    _mark_breadcrumbs(lines)
    _mark_page_numbers(lines)
    _mark_notice(lines)


def split_jumps(lines: list[Line]) -> list[Line]:
    """Cut jump notes off the ends of lines, as dropped lines of their own.

    Where (下转第3版) is followed by (上接第1版) with nothing but a running title between, the title is
    dropped too, and the later line goes on in the earlier one.
    """
    jump = cues().jump_word
    if not any(jump in line.text for line in lines):
        return lines
    out, into = (compiled(rule.pattern) for rule in cues().inline if rule.is_ == "jump")
    parts: list[Line] = []
    left: int | None = None  # where a jump out of the page stands in `parts`
    for line in lines:
        start = into.match(line.text) if line.drop in {"", "jump"} else None
        if start:
            between = parts[left + 1 :] if left is not None else []
            bridged = left is not None and all(_is_running_title(part) for part in between)
            for part in between if bridged else ():
                part.drop = part.drop or "furniture"
            parts.append(
                Line(line.start, line.start + start.end(), start[0], drop="furniture" if bridged else "jump")
            )
            if bridged and left is not None:
                parts[left].drop = "furniture"
            if start.end() == len(line.text):
                continue
            rest = line.text[start.end() :].lstrip()
            line.start, line.text, line.indent = line.end - len(rest), rest, False
            left = None
        end = next(
            (m for m in out.finditer(line.text, max(0, len(line.text) - 30)) if m.end() == len(line.text)),
            None,
        )
        if end is None or line.drop not in {"", "jump"}:
            parts.append(line)
            continue
        note = Line(line.start + end.start(), line.end, end[0], drop="jump")
        if end.start():
            line.text = line.text[: end.start()].rstrip()
            line.end = line.start + len(line.text)
            parts.append(line)
        left = len(parts)
        parts.append(note)
    return parts


def _is_running_title(line: Line) -> bool:
    return bool(line.drop) or (len(line.text) <= cues().headings.longest and not ends_sentence(line.text))


def _is_menu(text: str) -> bool:
    rule = cues().menu
    entries = [entry.strip() for entry in re.split(f"[{re.escape(rule.bars)}]", text)]
    entries = [entry for entry in entries if entry]
    return (
        len(entries) >= rule.items
        and all(len(entry) <= rule.longest for entry in entries)
        and not any(any(c.isdigit() and len(entry) < 3 for c in entry) for entry in entries)
    )


def _is_garbage(text: str) -> bool:
    if len(text) < 6:
        return False
    good = len(_READABLE.findall(text))
    return good < 0.4 * len(text) or text.count(_LOST) > 0.2 * len(text)


def _mark_breadcrumbs(lines: list[Line]) -> None:
    for i, line in enumerate(lines):
        if line.text in _ARROWS:
            line.drop = "menu"
            for near in (i - 1, i + 1):
                if 0 <= near < len(lines) and len(lines[near].text) <= _SHORT_ENTRY:
                    lines[near].drop = "menu"


def _mark_page_numbers(lines: list[Line]) -> None:
    # a bare number is text (PM / 2.5) unless such lines count up through the document
    bare = [line for line in lines if not line.drop and _BARE_NUMBER.fullmatch(line.text)]
    numbers = [int(line.text) for line in bare]
    steps = sum(1 for a, b in itertools.pairwise(numbers) if b == a + 1)
    if len(bare) >= 3 and steps >= 0.6 * (len(bare) - 1):
        for line in bare:
            line.drop = "furniture"


def _mark_notice(lines: list[Line]) -> None:
    rule = cues().notice
    begins = compiled(rule.begins).fullmatch
    for i in range(len(lines) // 3, len(lines)):
        line = lines[i]
        if len(line.text) <= 90 and begins(line.text):
            end = next((j for j in range(i + 1, len(lines)) if lines[j].level), len(lines))
            body = [other for other in lines[i:end] if not other.drop]
            joined = "\n".join(other.text for other in body)
            cued = sum(1 for other in body if any(word in other.text for word in rule.words))
            many = sum(1 for word in rule.words if word in joined)
            if many >= rule.cues and cued * 2 >= len(body):
                for other in lines[i:end]:
                    other.drop = "notice"
                return
