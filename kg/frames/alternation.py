"""Many words as one regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression for any of ``words``, the longest first, that reads each character once.

    >>> alternation(["建设", "建成", "建"])
    '建(?:成|设)?'
    """
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = {}
    return _branches(tree)


def _branches(node: dict[str, dict[str, object]]) -> str:
    options = [re.escape(c) + _branches(n) for c, n in sorted(node.items()) if c]  # type: ignore[arg-type]
    if not options:
        return ""
    if len(options) == 1 and "" not in node:
        return options[0]
    return f"(?:{'|'.join(options)})" + ("?" if "" in node else "")
