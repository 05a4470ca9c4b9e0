"""The characters that the network has embeddings for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.recogniser.encoding import normalise

# rows and cells of GB 2312 that hold its 6,763 ideographs
_ROWS, _CELLS = range(0xB0, 0xF8), range(0xA1, 0xFF)


def choose_characters(texts: Iterable[str], *, least: int = 2) -> str:
    """Return the ideographs of GB 2312, printable ASCII and what else the texts use, in code order.

    Args:
        texts: texts in the style that the network will read.
        least: how often another character must occur in them.

    >>> {"市", "a", "—"} <= set(choose_characters(["——"])), "Ａ" in choose_characters(["ＡＡ"])
    (True, False)
    """
    seen = Counter(normalise(char) for text in texts for char in text)
    chosen = {char for char, count in seen.items() if count >= least and not char.isspace()}
    chosen.update(normalise(chr(code)) for code in range(0x21, 0x7F))
    # a few cells at the end of row 0xD7 are empty
    chosen.update(bytes((r, c)).decode("gb2312", "ignore") for r in _ROWS for c in _CELLS)
    return "".join(sorted(chosen - {""}))
