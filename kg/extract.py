"""One document in, what it states out: a pure function of the document and the installed knowledge."""

from __future__ import annotations

import time
from dataclasses import dataclass

from kg.model import Document, Knowledge


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document states, and the seconds that each step took."""

    knowledge: Knowledge
    seconds: tuple[tuple[str, float], ...]


def extract(document: Document) -> Extraction:
    """Read every statement out of one document.

    Args:
        document: a decoded document.
    """
    from kg.facts.derive import derive
    from kg.pipeline import create_pipeline, run
    from kg.text import clean

    clock = [("", time.perf_counter())]

    def lap(step: str) -> None:
        clock.append((step, time.perf_counter()))

    text = clean(document)
    lap("text")
    nlp = create_pipeline()
    lap("load")
    annotated = run(nlp, document, text)
    lap("annotate")
    knowledge = derive(annotated)
    lap("facts")
    seconds = tuple((name, at - clock[i][1]) for i, (name, at) in enumerate(clock[1:]))
    return Extraction(knowledge, seconds)
