"""A linear model that tells clauses of plans from clauses of reports by their characters.

Chinese marks neither tense nor mood on the verb, yet 加快建设X (a plan) and X加快建设 (a report) differ in
word order, and work reports say with their headings which is which. The weights of
``ontology/discourse/tense.csv`` are those of a logistic regression on character 2- to 4-grams, fitted on
the headed sections of public work reports of other years and cities (see ``kg.discourse.fit``).
"""

from __future__ import annotations

import csv
import re
from functools import cache

from kg.resources import ontology_dir

_YEAR = re.compile(r"20\d\d(?=[^\d])")
_NUMBER = re.compile(r"[0-9.]+")
_STOPS = "。！？!?；"
SIZES = (2, 3, 4)


def ngrams(clause: str) -> set[str]:
    """Return the features of a clause; ``^`` and ``$`` are its ends, ``0`` any number, ``Y`` a year.

    >>> sorted(ngrams("增长6%"))[:4]
    ['%$', '0%', '0%$', '^增']
    """
    clause = clause.rstrip(_STOPS)
    clause = f"^{_NUMBER.sub('0', _YEAR.sub('Y', clause))}$"
    return {clause[i : i + n] for n in SIZES for i in range(len(clause) - n + 1)}


@cache
def weights() -> dict[str, float]:
    """Return feature weights in log odds of a plan; the empty feature holds the intercept."""
    path = ontology_dir() / "discourse" / "tense.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["ngram"]: float(row["weight"]) for row in csv.DictReader(file)}


def plan_score(clause: str) -> float:
    """Return the log odds that a clause belongs to a plan rather than to a report.

    >>> plan_score("力争新增幼儿园8所") > 0 > plan_score("成功获批国家级高新区")
    True
    """
    table = weights()
    return table[""] + sum(table.get(gram, 0.0) for gram in ngrams(clause))
