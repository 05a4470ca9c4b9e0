"""Bytes to text: mark, strict UTF-8, then the two double-byte encodings of Chinese by what is common."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from kg.errors import InputError

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE
)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: the share of two-byte characters that must lie in the rows of common characters
_COMMON_AT_LEAST = 0.8
_SAMPLE = 1 << 20
#: how much of a file may be damaged before it is refused
_DAMAGED_AT_MOST = 0.01


def decode(data: bytes, *, where: str = "<bytes>", html: bool = False) -> tuple[str, str]:
    """Return the text of ``data`` without its byte order mark, and the name of the encoding.

    Tried in this order: byte order mark, strict UTF-8, the charset an HTML file declares, UTF-16 without a
    mark, GB18030 and Big5. The last two are told apart by which of them makes common characters of the
    bytes: both standards keep frequent characters in rows of their own. A UTF-8 file with a few damaged
    bytes is read with U+FFFD in their place.

    Args:
        data: the bytes of a file.
        where: its name, for errors.
        html: whether to believe ``<meta charset>``.

    Raises:
        InputError: empty, binary, or in an encoding that cannot be told.

    >>> decode("我市".encode("gb18030") * 9)[1], decode("烏鎮區".encode("big5") * 9)[1]
    ('gb18030', 'big5')
    """
    if not data.strip():
        raise InputError("is empty", where=where, hint="nothing to read in it")
    text, encoding = _decode(data, where=where, html=html)
    # half of a surrogate pair cannot be written anywhere again
    text = text.encode("utf-8", "replace").decode("utf-8") if re.search("[\ud800-\udfff]", text) else text
    if len(_NOT_TEXT.findall(text[:_SAMPLE])) > max(2, len(text[:_SAMPLE]) // 50):
        raise InputError("is not text", where=where, hint="save it as plain text or HTML")
    return text, encoding


def _decode(data: bytes, *, where: str, html: bool) -> tuple[str, str]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and text.count("\0") <= len(text) // 50:
        return text, "utf-8"
    declared = _META_CHARSET.search(data[:4096]) if html else None
    if declared:
        name = declared[1].decode("ascii").lower()
        name = "gb18030" if name.startswith("gb") else name
        try:
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass  # a page that lies about itself is common
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace"), wide
    scores = sorted(((_common(data, name), name) for name in ("gb18030", "big5")), reverse=True)
    if scores[0][0] >= _COMMON_AT_LEAST:
        return data.decode(scores[0][1], "replace"), scores[0][1]
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= len(damaged) * _DAMAGED_AT_MOST:
        return damaged, "utf-8"
    raise InputError("is not text in an encoding that can be told", where=where, hint="save it as UTF-8")


def _wide(data: bytes) -> str:
    """Name the UTF-16 without a mark that ``data`` is in, or return an empty string."""
    sample = data[: _SAMPLE & ~1]
    if len(data) % 2 or len(sample) < 4:
        return ""
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, "replace")
        known = sum(
            1
            for c in text
            if c in "\r\n\t" or " " <= c <= "~" or "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uff65"
        )
        if known >= 0.95 * len(text) and (
            "\n" in text or "\u3002" in text or "\u7684" in text or len(text) < 200
        ):
            return name
    return ""


def _common(data: bytes, name: str) -> float:
    """Share of the non-ASCII characters that lie in the rows of common characters."""
    text = codecs.getincrementaldecoder(name)("replace").decode(data[:_SAMPLE], final=False)
    counts = Counter(c for c in text if c > "\x7f")
    if not counts:
        return 0.0
    good = sum(n for c, n in counts.items() if _is_common(c, name))
    return good / sum(counts.values())


#: rows (first bytes) of punctuation and of the characters in everyday use
_ROWS = {"gb2312": ((0xA1, 0xA3), (0xB0, 0xD7)), "big5": ((0xA1, 0xA3), (0xA4, 0xC6))}


def _is_common(char: str, name: str) -> bool:
    # GB 18030 may hold Traditional text, whose common characters stand in the rows of Big5
    for encoding in ("big5",) if name == "big5" else ("gb2312", "big5"):
        lead = char.encode(encoding, "replace")[0]
        if any(low <= lead <= high for low, high in _ROWS[encoding]):
            return True
    return False
