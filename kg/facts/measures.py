"""Name what a number measures, and tell of which kind the number is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.model import QuantityKind, Word
from kg.quantities import Quantity, unit_by_key
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

_LONGEST = 24
_CUT = re.compile(r"[，,。；;：:！？、（）()——“”]")
_NOMINAL = frozenset(
    {"n", "nz", "nw", "vn", "an", "f", "s", "a", "ORG", "LOC", "PER", "t", "nr", "ns", "nt", "b"}
)


class MeasureFile(Strict):
    """The whole of ``ontology/measures.yaml``."""

    source: str
    links: str
    openers: str
    growth: dict[str, str]
    growth_tail: str
    compared: str
    shares: str
    count_suffix: str
    rank_suffix: str
    times_suffix: str
    default: str
    each: str
    coordination: str
    task_after: str
    threshold_after: str


@cache
def rules() -> MeasureFile:
    """Return ``ontology/measures.yaml``.

    Raises:
        DataError: it is missing or breaks its schema.
    """
    return load_yaml(ontology_dir() / "measures.yaml", MeasureFile)


@cache
def _links() -> re.Pattern[str]:
    return re.compile(rf"(?:{rules().links})+$")


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"^(?:{rules().openers})+(?=.{{2}})")


@cache
def _growth() -> re.Pattern[str]:
    verbs = "|".join(sorted(rules().growth, key=len, reverse=True))
    return re.compile(rf"(?P<compared>(?:{rules().compared})?)(?P<verb>{verbs}){rules().growth_tail}")


def kind_of(quantity: Quantity, left: str) -> QuantityKind:
    """Return the kind of a number from its unit and the words left of it.

    Args:
        quantity: the number.
        left: the clause up to the number.
    """
    if quantity.rank:
        return QuantityKind.RANK
    unit = unit_by_key()[quantity.unit]
    if unit.dimension == "ratio":
        if _growth().search(left):
            return QuantityKind.GROWTH
        return QuantityKind.SHARE if unit.kind is QuantityKind.SHARE else unit.kind
    return unit.kind


def name_measure(
    text: str, quantity: Quantity, *, start: int, end: int, before: str, words: Sequence[Word]
) -> str:
    """Return a short Chinese name of what ``quantity`` counts or measures.

    Args:
        text: the cleaned text.
        quantity: a number in it (text offsets).
        start: where the part of the clause begins that belongs to this number.
        end: where the clause ends.
        before: the measure named last in the sentence, for 同比增长6% and 居第2位.
        words: the words of ``text[quantity.end:end]``, in order.
    """
    table = rules()
    left = text[start : quantity.start]
    growth = _growth().search(left)
    kind = kind_of(quantity, left)
    if kind is QuantityKind.RANK:
        return _tidy(left) + table.rank_suffix if len(_tidy(left)) > 1 else before + table.rank_suffix
    if growth and kind is QuantityKind.GROWTH:
        head = _tidy(left[: growth.start()]) or before
        return f"{head}{growth['compared']}{table.growth[growth['verb']]}"
    head = _tidy(left)
    after = _following(text, quantity.end, end, words)
    if kind is QuantityKind.COUNT:
        name = head if len(head) > 1 and not after else f"{_verbless(head)}{after}"
        name = name or before or table.default
        return name if name.endswith(table.count_suffix) else name + table.count_suffix
    if after and (not head or len(head) <= 2):
        return f"{head}{after}"
    return head or after or before or table.default


def is_task(text: str, quantity: Quantity) -> bool:
    """Is the number what was set as a task (93.33公顷任务)?"""
    return bool(re.compile(rules().task_after).match(text, quantity.end))


def is_threshold(text: str, quantity: Quantity, start: int) -> bool:
    """Does the number at the head of a clause only say which things are meant (500万元以上企业)?"""
    if not re.compile(rules().threshold_after).match(text, quantity.end):
        return False
    return not re.sub(rf"{rules().openers}", "", text[start : quantity.start]).strip()


def coordinated(text: str, quantity: Quantity, start: int) -> tuple[str, ...]:
    """Return the measures that share one number (办复率、满意率均100%), or nothing where there is one."""
    table = rules()
    left = text[start : quantity.start]
    found = re.search(rf"(?:{table.each})", left)
    heads = left[: found.start()] if found else _links().sub("", left)
    parts = [part for part in re.split(table.coordination, heads) if part]
    if len(parts) < 2:
        return ()
    if found is None and not all(part.endswith(tuple(table.shares.split("|"))) for part in parts[-2:]):
        return ()
    if found is None and not re.search(r"(?<=率)(?=[一-龥]{2,6}率)", heads):
        return ()
    return tuple(_tidy(part) for part in parts)


def _verbless(head: str) -> str:
    return head if len(head) <= 6 else ""


def _tidy(left: str) -> str:
    """Cut a stretch of text down to the name in it."""
    parts = [part for part in re.split(r"[，,；;：:。！？]", left) if part.strip()]
    name = parts[-1].strip() if parts else ""
    for _ in range(3):
        shorter = _openers().sub("", _links().sub("", name.rstrip("（(“、"))).lstrip("、，。 ”）")
        if shorter == name:
            break
        name = shorter
    return name[-_LONGEST:].strip()


def _following(text: str, at: int, end: int, words: Sequence[Word]) -> str:
    """Return the noun phrase right after a number."""
    stop = at
    for word in words:
        if word.start < stop:
            continue
        piece = text[word.start : word.end]
        if word.start != stop or _CUT.search(piece):
            break
        if (
            word.tag in _NOMINAL
            or (word.tag in {"u", "c"} and piece == "的" and word.end < end)
            or (word.tag == "v" and stop == at)
        ):
            stop = word.end
            continue
        break
    return text[at:stop].strip("的、 ")[:_LONGEST]
