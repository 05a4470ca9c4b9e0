"""Name what the numbers of a clause measure, and tell of which kind each number is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.model import QuantityKind, Word
from kg.quantities import Quantity, is_range, unit_by_key
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

_LONGEST = 26
#: names shorter than this say too little alone (整改率, 总量)
_SHORT = 4
_QUOTES = str.maketrans("", "", "“”‘’")
#: LAC tags of what a name of a measure is made of, and of what only leads to one
_NOMINAL = frozenset({"n", "nz", "nw", "vn", "an", "f", "s", "a", "ORG", "LOC", "PER", "b", "m", "t", "TIME"})
_LEADING = frozenset({"c", "d", "p", "r", "u", "t", "TIME", "w", "xc"})
_BRACKETS = (("（", "）"), ("(", ")"))
_BREAK = frozenset("，,；;：:。！？!?")
_OUTER = "、，, （）()\n"
_NOUN_BREAK = frozenset("，,；;：:。！？!?、（）()")


class MeasureFile(Strict):
    """The whole of ``ontology/measures.yaml``."""

    source: str
    links: list[str]
    openers: list[str]
    growth: dict[str, str]
    growth_tail: str
    growth_to: str
    compared: str
    count_suffix: str
    rank_suffix: str
    rank_areas: str
    rank_verbs: str
    default: str
    totals: list[str]
    share_suffix: str
    duration_suffix: str
    inner_links: str
    duration_links: list[str]
    keep: str
    pairs: dict[str, tuple[str, str]]
    share: str
    each: str
    apart: str
    coordination: str
    run_together: str
    genitive: str
    task_after: str
    threshold_after: str
    bound_after: str


@dataclass(frozen=True, slots=True)
class Named:
    """A number, the names of what it measures (several where they share it), and its kind."""

    quantity: Quantity
    names: tuple[str, ...]
    kind: QuantityKind


@cache
def rules() -> MeasureFile:
    """Return ``ontology/measures.yaml``.

    Raises:
        DataError: it is missing or breaks its schema.
    """
    return load_yaml(ontology_dir() / "measures.yaml", MeasureFile)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


@cache
def _growth() -> re.Pattern[str]:
    verbs = "|".join(sorted(rules().growth, key=len, reverse=True))
    return re.compile(rf"(?P<compared>(?:{rules().compared})?)(?P<verb>{verbs}){rules().growth_tail}")


@cache
def _links() -> frozenset[str]:
    return frozenset(rules().links)


@cache
def _tail() -> str:
    words = "|".join(sorted(rules().links, key=len, reverse=True))
    # possessive: links are made of links, and hostile text must not try every way to cut them
    return f"(?:{words})*+"


@cache
def _openers() -> frozenset[str]:
    return frozenset(rules().openers)


def name_measures(
    text: str,
    quantities: Sequence[Quantity],
    *,
    start: int,
    end: int,
    words: Sequence[Word],
    before: str = "",
) -> tuple[tuple[Named, ...], str]:
    """Name what the numbers of one clause measure.

    Args:
        text: the cleaned text.
        quantities: the numbers of the clause, in order (text offsets).
        start: where the clause starts.
        end: where it ends.
        words: the words of the clause, in order; without them names are cut by characters alone.
        before: the measure that the sentence spoke of last, for 同比增长6% and 居第2位.

    Returns:
        The named numbers, and the measure that later clauses of the sentence may go on about.
    """
    found: list[Named] = []
    begin = start
    heads = _apart(text, quantities, start, words)
    low: Quantity | None = None
    open_end = True  # nothing was named after the last number
    for number, one in enumerate(quantities):
        stop = quantities[number + 1].start if number + 1 < len(quantities) else end
        if number + 1 < len(quantities) and is_range(text, one.end, stop):
            low = one
            continue
        first = low or one
        left = text[begin : first.start]
        if found and open_end and _shares(text, found[-1], one, left, stop, words):
            kind, names, used = found[-1].kind, found[-1].names, _past_bound(text, one.end)
        else:
            kind = kind_of(one, left)
            name, head, used = _name(text, one, (begin, first.start), stop, words, before, kind)
            before = head if len(head) >= _SHORT or not before else before
            names = _each(text, one, begin, words, kind) if stop == end else ()
            names = names or (name,)
        open_end = used == _past_bound(text, one.end)
        if heads and len(heads) == len(quantities):
            suffix = _suffix(kind, text[start : quantities[0].start])
            names = (f"{heads[number]}{suffix}",)
        if low:
            found.append(Named(low, names, kind))
        found.append(Named(one, names, kind))
        begin, low = used, None
    return tuple(found), before


def kind_of(quantity: Quantity, left: str) -> QuantityKind:
    """Return the kind of a number from its unit and the clause left of it."""
    if quantity.rank:
        return QuantityKind.RANK
    unit = unit_by_key()[quantity.unit]
    if unit.dimension != "ratio" and not unit.rank:
        return unit.kind
    grown = _growth().search(left)
    if grown and not _pattern(rules().growth_to).search(left):
        return QuantityKind.GROWTH
    return unit.kind


def is_task(text: str, quantity: Quantity) -> bool:
    """Is the number what was set as a task (60公顷任务)?"""
    return bool(_pattern(rules().task_after).match(text, quantity.end))


def is_threshold(text: str, quantity: Quantity, start: int) -> bool:
    """Does the number at the head of a clause only say which things are meant (500万元以上企业)?"""
    if not _pattern(rules().threshold_after).match(text, quantity.end):
        return False
    return text[start : quantity.start].strip(_OUTER) in _openers() | {""}


def _shares(text: str, last: Named, one: Quantity, left: str, stop: int, words: Sequence[Word]) -> bool:
    """Does a number go on with the name of the one before it (增长4%和5%)?"""
    if not _pattern(rules().share).fullmatch(left) or not _alike(last.quantity, one):
        return False
    counts = unit_by_key()[one.unit].dimension == "count"
    return not (counts and _following(text, one.end, stop, words)[0])


def _past_bound(text: str, at: int) -> int:
    bound = _pattern(rules().bound_after).match(text, at)
    return bound.end() if bound else at


def _alike(one: Quantity, other: Quantity) -> bool:
    units = unit_by_key()
    return units[one.unit].dimension == units[other.unit].dimension and one.rank == other.rank


def _suffix(kind: QuantityKind, left: str) -> str:
    table = rules()
    if kind is QuantityKind.GROWTH:
        grown = _growth().search(left)
        return table.growth[grown["verb"]] if grown else ""
    return table.rank_suffix if kind is QuantityKind.RANK else ""


def _apart(text: str, quantities: Sequence[Quantity], start: int, words: Sequence[Word]) -> tuple[str, ...]:
    """Return the heads of X、Y分别达到1亿元、2亿元, or nothing."""
    if len(quantities) < 2:
        return ()
    left = text[start : quantities[0].start]
    found = _pattern(rf"(?:{rules().apart})").search(left)
    if not found:
        return ()
    joined = _trim(text, start, start + found.start(), words)
    parts = [part.strip(_OUTER) for part in _pattern(rules().coordination).split(joined)]
    return _expand(tuple(part for part in parts if part))


def _expand(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Complete 城镇、农村居民收入 to 城镇居民收入、农村居民收入, and split 城乡居民收入 in two."""
    if len(parts) == 1:
        for word, (one, two) in rules().pairs.items():
            if word in parts[0]:
                return parts[0].replace(word, one, 1), parts[0].replace(word, two, 1)
        return parts
    last = parts[-1] if parts else ""
    if len(parts) == 2 and len(parts[0]) <= 3 and len(last) > 2 * len(parts[0]) + 1:
        return parts[0] + last[len(parts[0]) :], last
    return parts


def _each(text: str, one: Quantity, begin: int, words: Sequence[Word], kind: QuantityKind) -> tuple[str, ...]:
    """Return the measures that share one number (报名率、到课率均100%), or nothing where there is one."""
    left = text[begin : one.start]
    found = _pattern(rf"(?:{rules().each})").search(left)
    stop = begin + found.start() if found else one.start
    joined = _trim(text, begin, stop, words)
    if not found:
        halves = _pattern(rules().run_together).split(joined)
        return tuple(halves) if len(halves) == 2 else ()
    parts = [part.strip(_OUTER) for part in _pattern(rules().coordination).split(joined)]
    parts = [part for part in parts if part]
    if len(parts) < 2 or unit_by_key()[one.unit].dimension == "count":
        return ()
    return tuple(f"{part}{_suffix(kind, left)}" for part in parts)


def _name(
    text: str,
    one: Quantity,
    before_it: tuple[int, int],
    stop: int,
    words: Sequence[Word],
    before: str,
    kind: QuantityKind,
) -> tuple[str, str, int]:
    """Return the name of a measure, its head without suffix, and where the words of this number end."""
    table = rules()
    begin, until = before_it
    left = text[begin:until]
    past = _past_bound(text, one.end)
    if kind is QuantityKind.RANK:
        return _rank(text, one, begin, words, before), "", past
    if kind is QuantityKind.GROWTH:
        grown = _growth().search(left)
        if grown:
            head = _trim(text, begin, begin + grown.start(), words)
            return f"{head or before}{grown['compared']}{table.growth[grown['verb']]}", head, past
    head = _trim(text, begin, until, words)
    if head in table.growth:  # 由120亿元增加到210亿元
        head = ""
    if head in table.totals and before and not before.endswith(head):
        return f"{before}{head}", "", past
    after, used = _following(text, one.end, stop, words)
    if unit_by_key()[one.unit].duration:
        for link in table.duration_links:
            head = head.removesuffix(link)
        return (head or before) + table.duration_suffix, "", past
    if kind is QuantityKind.COUNT:
        if after and head:
            name = f"{head}{after}" if len(head) <= 6 else f"{after}"
        else:
            name = head or after or before or table.default
        stem = name.removesuffix(table.count_suffix)
        return stem + table.count_suffix, stem, used if after else past
    if after and len(head) < _SHORT and kind is QuantityKind.LEVEL:
        return f"{head}{after}", f"{head}{after}", used
    if kind is QuantityKind.SHARE and not head and text.startswith(table.genitive, past):
        of, used = _following(text, past + len(table.genitive), stop, words)
        if of:
            return f"{of}{table.share_suffix}", "", used
    if kind is QuantityKind.SHARE and head and len(head) < _SHORT and before and head != before:
        return f"{before}{head}", "", past
    return head or before or after or table.default, head, past


def _rank(text: str, one: Quantity, begin: int, words: Sequence[Word], before: str) -> str:
    table = rules()
    left = text[begin : one.start]
    area = _pattern(rf"(?:{table.rank_areas})").findall(left)
    verb = _pattern(table.rank_verbs).search(left)
    cut = verb.start() if verb else left.rfind(area[-1]) if area else len(left)
    head = _trim(text, begin, begin + cut, words)
    head = _pattern(rf"(?:{table.rank_areas})$").sub("", head)
    return f"{head or before}{area[-1] if area else ''}{table.rank_suffix}"


def _start(word: Word) -> int:
    return word.start


def _trim(text: str, start: int, end: int, words: Sequence[Word]) -> str:
    """Cut ``text[start:end]`` down to the name in it: after the last comma, without links and openers."""
    for i in range(end - 1, start - 1, -1):
        if text[i] in _BREAK:
            start = i + 1
            break
    kept = _pattern(rf"(?:{rules().keep})(?={_tail()}$)").search(text[start:end])
    end = start + kept.end() if kept else end
    first = max(0, bisect_right(words, start, key=_start) - 1)
    last = bisect_left(words, end, key=_start)
    tokens = [(max(w.start, start), min(w.end, end), w.tag) for w in words[first:last] if w.end > start]
    if not tokens:
        tokens = [(start, end, "n")]
    while (
        not kept
        and tokens
        and (
            text[tokens[-1][0] : tokens[-1][1]] in _links()
            or tokens[-1][2] in _LEADING
            or not text[tokens[-1][0] : tokens[-1][1]].strip(_OUTER)
        )
    ):
        tokens.pop()
    while tokens and (
        text[tokens[0][0] : tokens[0][1]] in _openers()
        or tokens[0][2] in _LEADING
        or not text[tokens[0][0] : tokens[0][1]].strip(_OUTER)
    ):
        tokens.pop(0)
    if not tokens:
        return ""
    name = text[tokens[0][0] : tokens[-1][1]].strip(_OUTER).translate(_QUOTES)
    return _shortened(_pattern(rules().inner_links).sub("", name))


def _shortened(name: str) -> str:
    """Close a bracket that was cut, and drop the first items of a long list."""
    for opening, closing in _BRACKETS:
        if name.count(opening) > name.count(closing):
            name += closing
    while len(name) > _LONGEST and "、" in name[: len(name) - 2]:
        name = name.partition("、")[2]
    return name[-_LONGEST:]


def _following(text: str, at: int, end: int, words: Sequence[Word]) -> tuple[str, int]:
    """Return the noun phrase right after a number and its bound mark, and where it ends."""
    at = stop = _past_bound(text, at)
    for i in range(max(0, bisect_right(words, at, key=_start) - 1), len(words)):
        word = words[i]
        if word.end <= stop:
            continue
        piece = text[max(word.start, at) : word.end]
        if word.start > stop or word.start >= end or any(char in _NOUN_BREAK for char in piece):
            break
        quoting = not piece.translate(_QUOTES)
        if (
            word.tag in _NOMINAL
            or quoting
            or (stop > at and word.tag == "u")
            or (stop == at and word.tag == "v")
        ):
            stop = word.end
            continue
        break
    stop = min(stop, end)
    return text[at:stop].strip(_OUTER).rstrip(rules().genitive).translate(_QUOTES)[:_LONGEST], stop
