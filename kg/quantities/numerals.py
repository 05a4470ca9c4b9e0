"""Chinese and Arabic numerals as exact decimals."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml


class NumeralExamples(Strict):
    """Numerals with their values, and strings that are none."""

    positive: dict[str, Decimal]
    negative: list[str]


class NumeralFile(Strict):
    """The whole of ``ontology/numerals.yaml``."""

    source: str
    digits: dict[str, int]
    small: dict[str, int]
    large: dict[str, int]
    point: str
    magnitudes: dict[str, int]
    round: dict[str, int]
    round_large: str
    loose: list[str]
    ordinal: str
    top: str
    rank_unit: str
    year: str
    year_digits: str
    examples: NumeralExamples


@cache
def numerals() -> NumeralFile:
    """Return ``ontology/numerals.yaml``.

    Raises:
        DataError: it is missing or breaks its schema.
    """
    return load_yaml(ontology_dir() / "numerals.yaml", NumeralFile)


def parse_hanzi(word: str) -> Decimal | None:
    """Return the value of a Chinese numeral, or nothing where ``word`` is none.

    >>> [str(parse_hanzi(w)) for w in ("三十五", "一百二十", "两", "一万零五", "二〇二三", "三点五")]
    ['35', '120', '2', '10005', '2023', '3.5']
    >>> parse_hanzi("十百") is None and parse_hanzi("大") is None
    True
    """
    table = numerals()
    digits = table.digits
    if table.point in word:
        whole, _, part = word.partition(table.point)
        head = parse_hanzi(whole)
        if head is None or not part or any(char not in digits for char in part):
            return None
        return head + Decimal("0." + "".join(str(digits[char]) for char in part))
    if not word or any(char not in digits | table.small | table.large for char in word):
        return None
    if all(char in digits for char in word):
        # a lone digit, or a year written digit by digit; 二三 (two or three) is no number
        if len(word) == 1 or len(word) >= 4:
            return Decimal("".join(str(digits[char]) for char in word))
        return None
    return _additive(word, table)


def _additive(word: str, table: NumeralFile) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    last = 10**9  # units fall within a section of four digits, and sections fall within the number
    top = 10**17
    for char in word:
        if char in table.digits:
            if digit not in (None, 0):
                return None
            digit = table.digits[char]
        elif char in table.small:
            unit = table.small[char]
            if unit >= last or (not digit and unit != 10):
                return None
            section += (digit or 1) * unit
            digit, last = None, unit
        else:
            unit = table.large[char]
            section += digit or 0
            if unit >= top or not section:
                return None
            total += section * unit
            section, digit, last, top = 0, None, 10**9, unit
    return Decimal(total + section + (digit or 0))


def parse_arabic(word: str) -> Decimal:
    """Return the value of digits with thousands separators.

    >>> parse_arabic("1,234.5")
    Decimal('1234.5')
    """
    return Decimal(word.replace(",", ""))


def written(value: Decimal) -> str:
    """Return plain digits, without exponent: ``Decimal("1E+2")`` is ``100``."""
    return format(value, "f")
