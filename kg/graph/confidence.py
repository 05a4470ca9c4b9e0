"""How much the documents support a statement.

Each independent document that states it is a witness that errs with probability ``1 - PRIOR``, so with *n* of
them the confidence is ``1 - (1 - PRIOR) ** n`` (the noisy-or of INDRA's belief model, with one error rate). A
document counts as independent if it brings a quote that no other has: a reprint repeats, it does not confirm.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from kg.model import Evidence

#: share of single statements that are right, before measurement says otherwise
PRIOR: Final = Decimal("0.8")
_STEP: Final = Decimal("0.0001")
#: more witnesses than this change nothing that is written
_MOST: Final = 5


def confidence(evidence: Iterable[Evidence], *, prior: Decimal = PRIOR) -> Decimal:
    """Return the confidence of a statement in 0..1, with at most four decimals.

    >>> first = Evidence("d1", 0, 2, "甲乙", "r")
    >>> confidence([first]), confidence([first, Evidence("d2", 5, 7, "甲乙", "r")])
    (Decimal('0.8000'), Decimal('0.8000'))
    >>> confidence([first, Evidence("d2", 5, 7, "甲丙", "r")])
    Decimal('0.9600')
    """
    return (1 - (1 - prior) ** min(independent(evidence), _MOST)).quantize(_STEP)


def independent(evidence: Iterable[Evidence]) -> int:
    """Return the number of documents that bring a quote of their own."""
    quotes: dict[str, set[str]] = {}
    for item in evidence:
        quotes.setdefault(item.document, set()).add("".join(item.exact.split()))
    seen: set[str] = set()
    count = 0
    for document in sorted(quotes):
        if not quotes[document] <= seen:
            count += 1
            seen |= quotes[document]
    return count
