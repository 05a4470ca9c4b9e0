"""The spaCy pipeline as an engineer meets it."""

from __future__ import annotations

import pytest

from kg.ingest import make_document
from kg.pipeline import create_pipeline
from kg.text import clean

TEXT = "2023年,我市建成城北水厂,培育新能源产业。副市长王建国说,今年将办好第三届桃花节。"


@pytest.fixture(scope="module")
def doc():
    document = make_document(TEXT.encode(), path="a.txt")
    text = clean(document)
    nlp = create_pipeline()
    made = nlp.make_doc(text.text)
    made._.document, made._.text = document, text
    return nlp(made)


def test_components_have_what_they_need() -> None:
    analysis = create_pipeline().analyze_pipes(keys=["assigns", "requires"])
    assert analysis["attrs"]["doc._.linked"]["assigns"] == ["kg_linker"]
    assert not [problem for found in analysis["problems"].values() for problem in found]


def test_a_token_is_a_character(doc) -> None:
    assert doc.text == TEXT
    assert [token.idx for token in doc] == list(range(len(TEXT)))


def test_every_layer_is_a_span_group(doc) -> None:
    for name in ("sentences", "clauses", "words", "hits", "recognised", "framed", "mentions"):
        assert name in doc.spans
    assert "".join(span.text for span in doc.spans["words"]) == TEXT
    assert {span.text for span in doc.spans["mentions"]} >= {"城北水厂", "王建国"}


def test_mentions_are_the_ents_of_spacy(doc) -> None:
    kinds = {ent.text: ent.label_ for ent in doc.ents}
    assert kinds["王建国"] == "Person"
