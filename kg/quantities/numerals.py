"""Chinese and Arabic numerals as exact decimals."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {char: i for i, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
MAGNITUDES = {
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}


def parse_hanzi(word: str) -> Decimal | None:
    """Return the value of a Chinese numeral, or nothing where ``word`` is none.

    >>> [str(parse_hanzi(w)) for w in ("三十五", "一百二十", "两", "一万零五", "二〇二三", "三点五")]
    ['35', '120', '2', '10005', '2023', '3.5']
    >>> parse_hanzi("十百") is None and parse_hanzi("大") is None
    True
    """
    if "点" in word:
        whole, _, part = word.partition("点")
        head = parse_hanzi(whole)
        if head is None or not part or any(char not in _DIGITS for char in part):
            return None
        return head + Decimal("0." + "".join(str(_DIGITS[char]) for char in part))
    if not word or any(char not in _DIGITS and char not in _SMALL and char not in _LARGE for char in word):
        return None
    if all(char in _DIGITS for char in word):
        # a lone digit, or a year written digit by digit; 二三 (two or three) is no number
        if len(word) == 1 or len(word) >= 4 or _DIGITS[word[0]] == 0 or "〇" in word:
            return Decimal("".join(str(_DIGITS[char]) for char in word))
        return None
    return _additive(word)


def _additive(word: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    last = 10**9  # units must fall within a section
    top = 10**17
    for char in word:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
        elif char in _SMALL:
            unit = _SMALL[char]
            if unit >= last or (digit is None and unit != 10) or (digit == 0 and unit != 10):
                return None
            section += (digit or 1) * unit
            digit, last = None, unit
        else:
            unit = _LARGE[char]
            section += digit or 0
            if unit >= top or not section:
                return None
            total += section * unit
            section, digit, last, top = 0, None, 10**9, unit
    return Decimal(total + section + (digit or 0))


def to_hanzi(value: int) -> str:
    """Return the usual Chinese numeral of a whole number below 10**12 (the inverse of :func:`parse_hanzi`).

    >>> to_hanzi(10005), to_hanzi(35), to_hanzi(120)
    ('一万零五', '三十五', '一百二十')

    Raises:
        ValueError: the number is negative or too large.
    """
    if not 0 <= value < 10**12:
        raise ValueError(value)
    if value == 0:
        return "零"
    parts: list[str] = []
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = value // unit % 10**4
        if not section:
            if parts and parts[-1] != "零" and value % unit:
                parts.append("零")
            continue
        if parts and section < 1000 and parts[-1] != "零":
            parts.append("零")
        parts.append(_section(section) + name)
    word = "".join(parts)
    return word[1:] if word.startswith("一十") else word


def _section(value: int) -> str:
    names = "零一二三四五六七八九"
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            out += ("零" if gap and out else "") + names[digit] + name
            gap = False
        else:
            gap = True
    return out


def parse_arabic(word: str) -> Decimal:
    """Return the value of digits with thousands separators: ``1,234.5``."""
    return Decimal(word.replace(",", "").replace("，", ""))


def written(value: Decimal) -> str:
    """Return plain digits, without exponent: ``Decimal("1E+2")`` is ``100``."""
    return format(value, "f")
