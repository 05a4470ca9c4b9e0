"""Characters that mean the same, written in one way; the length never changes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

#: stands for every character that is dropped (marks of width zero, controls)
INVISIBLE = "\u200b"

_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2022\u2027-\u202f"
    "\u205f-\u206f\u2219\u22c5\u2e80-\u2fdf\u3000\u30fb\u3164\ue000-\uf8ff\uf900-\ufaff\ufe00-\ufe6f"
    "\ufeff\uff01-\ufffc\t\U0002f800-\U0002fa1f\U000e0100-\U000e01ef]"
)
# ，；：！？（） stay as written: they are the punctuation of Chinese, and what reads text knows both widths
_KEPT_WIDE = frozenset("\uff0c\uff1b\uff1a\uff01\uff1f\uff08\uff09")
_DOTS = "\u2022\u2027\u2219\u22c5\u30fb"


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (
        *range(0x2E80, 0x2FE0),
        *range(0xF900, 0xFB00),
        *range(0xFE10, 0xFE70),
        *range(0x2F800, 0x2FA20),
        *range(0xFF01, 0xFF5F),
    ):
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        if len(plain) == 1 and plain != char and char not in _KEPT_WIDE:
            table[code] = plain
    table.update(dict.fromkeys(map(ord, _DOTS), "\xb7"))
    spaces = (0x09, 0x1F, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x3164)
    table.update(dict.fromkeys(spaces, " "))
    breaks = (0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029)
    table.update(dict.fromkeys(breaks, "\n"))
    unseen = [
        code
        for code in (
            *range(0x20),
            *range(0x7F, 0xA0),
            0xAD,
            *range(0x2000, 0x2070),
            *range(0xFE00, 0xFE10),
            0xFEFF,
            0x034F,
            0x061C,
            *range(0x180B, 0x1810),
            *range(0xE000, 0xF900),
            *range(0xFFF0, 0xFFFC),
            *range(0xE0100, 0xE01F0),
        )
        if code not in table
        and code != 0x0A
        and unicodedata.category(chr(code)) in {"Cc", "Cf", "Co", "Cn", "Mn"}
    ]
    table.update(dict.fromkeys(unseen, INVISIBLE))
    return table


def normalise(text: str) -> str:
    """Return ``text``, as long as before, with variants of characters written in one way.

    Full-width letters, digits and signs become half width; ，；：！？（） and 。、“” stay. Every kind of
    space becomes ``" "`` and every kind of line break ``"\\n"`` (of CR LF, the CR becomes a space).
    Compatibility forms (U+F9xx, Kangxi radicals) become the ideograph meant, dots in names become ``·``.
    What cannot be seen becomes :data:`INVISIBLE`.

    >>> normalise("２０２３年，ＧＤＰ增长７．３％")
    '2023年，GDP增长7.3%'
    """
    if not _ODD.search(text):
        return text
    if "\r" in text:
        text = text.replace("\r\n", " \n")
    return text.translate(_table())
