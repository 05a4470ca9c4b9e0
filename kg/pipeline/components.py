"""spaCy factories; each reads and writes ``doc._`` layers and mirrors its spans in ``doc.spans``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from kg.model import Candidate, EntityClass

DISCOURSE, WORDS, GAZETTEER = "kg_discourse", "kg_words", "kg_gazetteer"
RECOGNISER, FRAMES, LINKER = "kg_recogniser", "kg_frames", "kg_linker"

#: what the pipeline's caller sets before it runs
INPUTS = ("document", "text")
LAYERS = ("sentences", "clauses", "tagged", "words", "hits", "recognised", "framed", "linked")
for _name in (*INPUTS, *LAYERS):
    Doc.set_extension(_name, default=None, force=True)


class _HasSpan(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class CharacterTokenizer:
    """Make a Doc with one token a character.

    >>> [token.text for token in CharacterTokenizer(Vocab())("5 万吨")]
    ['5', ' ', '万', '吨']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> CharacterTokenizer:
        return self

    def to_disk(self, _: Any, **__: Any) -> None:
        return None

    def from_disk(self, _: Any, **__: Any) -> CharacterTokenizer:
        return self


def _mirror(doc: Doc, key: str, items: Iterable[_HasSpan], label: str) -> None:
    doc.spans[key] = [Span(doc, item.start, item.end, label=str(getattr(item, label))) for item in items]


@Language.component(DISCOURSE, assigns=["doc._.sentences", "doc._.clauses"])
def _discourse(doc: Doc) -> Doc:
    from kg.discourse import clauses, sentences

    doc._.sentences = sentences(doc._.text)
    doc._.clauses = clauses(doc._.text, doc._.sentences, metadata=doc._.document.metadata)
    doc.spans["sentences"] = [doc[start:end] for start, end in doc._.sentences]
    _mirror(doc, "clauses", doc._.clauses, "modality")
    return doc


class _Words:
    def __init__(self) -> None:
        from kg.words import WordModel

        self._model = WordModel.load()

    def __call__(self, doc: Doc) -> Doc:
        from dataclasses import replace

        text = doc.text
        doc._.tagged = tagged = self._model.tag([text[start:end] for start, end in doc._.sentences])
        doc._.words = tuple(
            replace(word, start=word.start + start, end=word.end + start)
            for (start, _), words in zip(doc._.sentences, tagged, strict=True)
            for word in words
        )
        _mirror(doc, "words", doc._.words, "tag")
        return doc


@Language.factory(WORDS, requires=["doc._.sentences"], assigns=["doc._.tagged", "doc._.words"])
def _create_words(nlp: Language, name: str) -> _Words:
    return _Words()


class _Gazetteer:
    def __init__(self) -> None:
        from kg.lexicon import Gazetteer

        self._gazetteer = Gazetteer.load()

    def __call__(self, doc: Doc) -> Doc:
        doc._.hits = self._gazetteer.match(doc.text)
        _mirror(doc, "hits", doc._.hits, "kind")
        return doc


@Language.factory(GAZETTEER, assigns=["doc._.hits"])
def _create_gazetteer(nlp: Language, name: str) -> _Gazetteer:
    return _Gazetteer()


class _Recogniser:
    def __init__(self) -> None:
        from kg.recogniser import Recogniser

        self._recogniser = Recogniser.load()

    def __call__(self, doc: Doc) -> Doc:
        from dataclasses import replace

        text = doc.text
        sentences = [text[start:end] for start, end in doc._.sentences]
        found = self._recogniser.recognise(sentences, words=doc._.tagged)
        doc._.recognised = tuple(
            replace(candidate, start=candidate.start + start, end=candidate.end + start)
            for (start, _), candidates in zip(doc._.sentences, found, strict=True)
            for candidate in candidates
        )
        _mirror(doc, "recognised", doc._.recognised, "kind")
        return doc


@Language.factory(RECOGNISER, requires=["doc._.sentences", "doc._.tagged"], assigns=["doc._.recognised"])
def _create_recogniser(nlp: Language, name: str) -> _Recogniser:
    return _Recogniser()


@Language.component(
    FRAMES,
    requires=["doc._.words", "doc._.clauses", "doc._.recognised"],
    assigns=["doc._.framed"],
)
def _frames(doc: Doc) -> Doc:
    from kg.frames import candidates

    doc._.framed = candidates(doc._.text, doc._.words, doc._.clauses, recognised=doc._.recognised)
    _mirror(doc, "framed", doc._.framed, "kind")
    return doc


@Language.component(
    LINKER,
    requires=["doc._.hits", "doc._.recognised", "doc._.framed"],
    assigns=["doc._.linked", "doc.ents"],
)
def _linker(doc: Doc) -> Doc:
    from kg.link import link
    from kg.link.persons import persons

    text = doc._.text
    credited = tuple(Candidate(c.start, c.end, EntityClass.PERSON, "credit") for c in text.credits)
    doc._.linked = link(
        doc._.document,
        text,
        (*credited, *persons(text.text, doc._.words), *doc._.recognised, *doc._.framed),
        words=doc._.words,
        clauses=doc._.clauses,
        hits=doc._.hits,
    )
    _mirror(doc, "mentions", doc._.linked.mentions, "kind")
    doc.ents = filter_spans(doc.spans["mentions"])
    return doc
