"""RDF terms of dates, periods, numbers and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from kg.graph.iris import Iris
from kg.graph.namespaces import RDF, RDFS, TIME, XSD

_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,30}")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,30}\.[0-9]{1,30}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DATE_TYPES: Final = ("gYear", "gYearMonth", "date")
_INSTANT_PROPERTIES: Final = ("inXSDgYear", "inXSDgYearMonth", "inXSDDate")

TYPE: Final = ox.NamedNode(RDF + "type")
_INTEGER_TYPE: Final = ox.NamedNode(XSD + "integer")
_DECIMAL_TYPE: Final = ox.NamedNode(XSD + "decimal")


@lru_cache(maxsize=65536)
def iri(value: str) -> ox.NamedNode:
    """Return a named node."""
    return ox.NamedNode(value)


def text(value: str) -> ox.Literal:
    """Return a plain string; half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD."""
    return ox.Literal(utf8(value))


def tagged(value: str, language: str = "zh-Hans") -> ox.Literal:
    """Return a string with a language tag; a malformed tag becomes ``und``."""
    return ox.Literal(utf8(value), language=language if _LANGUAGE.fullmatch(language) else "und")


def utf8(value: str) -> str:
    """Return a string that UTF-8 can hold, of the same length."""
    return value if _SURROGATE.search(value) is None else _SURROGATE.sub("\ufffd", value)


def integer(value: int) -> ox.Literal:
    """Return an ``xsd:integer``."""
    return ox.Literal(str(value), datatype=_INTEGER_TYPE)


def decimal(value: Decimal) -> ox.Literal:
    """Return a finite number as an exact ``xsd:decimal`` in plain notation.

    >>> decimal(Decimal("3E+10")).value, decimal(Decimal("12.50")).value
    ('30000000000', '12.5')
    """
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return ox.Literal("0" if plain in ("", "-0") else plain, datatype=_DECIMAL_TYPE)


def written_number(value: str) -> ox.Literal:
    """Return a number as a document writes it: fractions keep their zeros, other notations stay text.

    >>> written_number("300").datatype.value.rpartition("#")[2], written_number("2.0").value
    ('integer', '2.0')
    """
    plain = value.replace(",", "")
    if _INTEGER.fullmatch(plain) or (_DECIMAL.fullmatch(plain) and not Decimal(plain)):
        # some readers drop signs and leading zeros, and then the graph would not come back equal
        return ox.Literal(str(int(Decimal(plain))), datatype=_INTEGER_TYPE)
    if _DECIMAL.fullmatch(plain):
        return ox.Literal(format(Decimal(plain), "f"), datatype=_DECIMAL_TYPE)
    return text(value)


def _precision(value: str) -> int | None:
    """Return 0 for a year, 1 for a month, 2 for a day, None for anything else."""
    match = _DATE.fullmatch(value)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return 2 if day else 1 if month else 0


def date_literal(value: str) -> ox.Literal:
    """Return an ISO date at its precision, or a plain string if it is none.

    >>> date_literal("2023-08").datatype.value.rpartition("#")[2]
    'gYearMonth'
    """
    precision = _precision(value)
    if precision is None:
        return text(value)
    return ox.Literal(value, datatype=iri(XSD + _DATE_TYPES[precision]))


def period(value: str, iris: Iris) -> tuple[ox.NamedNode | ox.Literal, Iterator[ox.Triple]]:
    """Return the term of a period and the triples that describe it.

    Args:
        value: ``2023``, ``2023-08``, ``2023-08-03`` or an interval ``2021/2025``.
        iris: where interval nodes live.
    """
    begin, slash, end = value.partition("/")
    if not slash or _precision(begin) is None or _precision(end) is None:
        return date_literal(value), iter(())
    return iri(iris.time("interval", value)), _interval(begin, end, iris)


def _interval(begin: str, end: str, iris: Iris) -> Iterator[ox.Triple]:
    node = iri(iris.time("interval", f"{begin}/{end}"))
    yield ox.Triple(node, TYPE, iri(TIME + "ProperInterval"))
    yield ox.Triple(node, iri(RDFS + "label"), text(f"{begin}/{end}"))
    for name, value in (("hasBeginning", begin), ("hasEnd", end)):
        instant = iri(iris.time("instant", value))
        yield ox.Triple(node, iri(TIME + name), instant)
        yield ox.Triple(instant, TYPE, iri(TIME + "Instant"))
        yield ox.Triple(instant, iri(TIME + _INSTANT_PROPERTIES[_precision(value) or 0]), date_literal(value))
