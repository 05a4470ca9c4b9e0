"""Put the components together and run them over one document."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Annotated, Document, Text
from kg.pipeline import components

#: in running order; each needs what the ones before it assign
COMPONENTS = (
    components.DISCOURSE,
    components.WORDS,
    components.GAZETTEER,
    components.RECOGNISER,
    components.FRAMES,
    components.LINKER,
)


@cache
def create_pipeline() -> Language:
    """Return the pipeline, loaded once a process.

    >>> nlp = create_pipeline()
    >>> nlp.pipe_names[0], nlp.pipe_names[-1]
    ('kg_discourse', 'kg_linker')
    """
    nlp = spacy.blank("xx")
    nlp.tokenizer = components.CharacterTokenizer(nlp.vocab)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def run(nlp: Language, document: Document, text: Text) -> Annotated:
    """Annotate a cleaned text.

    Args:
        nlp: a pipeline from :func:`create_pipeline`.
        document: where the text comes from; its metadata give dates and the place.
        text: the cleaned text of the document.
    """
    doc = nlp.make_doc(text.text)
    doc._.document, doc._.text = document, text
    doc = nlp(doc)
    return annotated(doc)


def annotated(doc: Doc) -> Annotated:
    """Return the layers of a processed Doc as plain values."""
    linked = doc._.linked
    return Annotated(
        document=doc._.document,
        text=doc._.text,
        words=doc._.words,
        sentences=doc._.sentences,
        clauses=doc._.clauses,
        mentions=linked.mentions,
        entities=linked.entities,
        place=linked.place,
    )
