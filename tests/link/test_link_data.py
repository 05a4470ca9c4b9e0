"""Linking, case by case: the sentences stand in YAML files beside this one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.ingest import make_document
from kg.link import Linked, link
from kg.link.rules import load_rules
from kg.model import Candidate, EntityClass, Metadata
from kg.text import clean
from kg.words import WordModel
from kg.yamlfile import Strict, load_yaml

HERE = Path(__file__).parent


class ContextCase(Strict):
    place: str
    text: str


class DistrictCase(Strict):
    place: str
    text: str
    names: dict[str, str]


class AliasCase(Strict):
    text: str
    kind: EntityClass
    same: tuple[tuple[str, ...], ...]
    place: str = ""


class ContextCases(Strict):
    source: str
    cases: tuple[ContextCase, ...]


class DistrictCases(Strict):
    source: str
    cases: tuple[DistrictCase, ...]


class AliasCases(Strict):
    source: str
    cases: tuple[AliasCase, ...]


CONTEXT = load_yaml(HERE / "context_words.yaml", ContextCases).cases
DISTRICTS = load_yaml(HERE / "districts.yaml", DistrictCases).cases
ALIASES = load_yaml(HERE / "aliases.yaml", AliasCases).cases


@pytest.fixture(scope="module")
def words() -> WordModel:
    return WordModel.load()


def linked(text: str, place: str, model: WordModel, surfaces: dict[str, EntityClass] | None = None) -> Linked:
    document = make_document(text.encode(), path="case.txt", metadata=Metadata(place=place))
    cleaned = clean(document)
    assert cleaned.text.strip() == text, "the cleaned text must be the sentence itself"
    offset = cleaned.text.index(text[0])
    assert offset == 0
    candidates = [
        Candidate(m.start(), m.end(), kind, "recogniser", 0.99)
        for surface, kind in (surfaces or {}).items()
        for m in re.finditer(re.escape(surface), text)
    ]
    return link(document, cleaned, candidates, words=model.tag([text])[0])


def test_there_are_enough_cases() -> None:
    marked = sum(len(re.findall(r"\[[^\]]*\]", c.text)) for c in CONTEXT)
    assert len(CONTEXT) >= 40 and marked >= 60
    assert len(DISTRICTS) + len(ALIASES) >= 60


@pytest.mark.parametrize("case", CONTEXT, ids=lambda c: f"{c.place}-{c.text[:16]}")
def test_context_words(case: ContextCase, words: WordModel) -> None:
    marks = [(m.group(1), m.group(2)) for m in re.finditer(r"\[([^|\]]*)\|([^\]]*)\]", case.text)]
    plain = re.sub(r"\[([^|\]]*)\|[^\]]*\]", r"\1", case.text)
    result = linked(plain, case.place, words)
    at = 0
    for word, code in marks:
        start = plain.index(word, at)
        at = start + len(word)
        found = [m.entity for m in result.mentions if m.start < at and m.end > start]
        assert found == ([f"district/{code}"] if code else []), (word, plain)


@pytest.mark.parametrize("case", DISTRICTS, ids=lambda c: f"{c.place}-{c.text[:16]}")
def test_divisions_by_context(case: DistrictCase, words: WordModel) -> None:
    result = linked(case.text, case.place, words)
    for name, code in case.names.items():
        found = {m.entity for m in result.mentions if case.text[m.start : m.end] == name}
        official = {e for e in found if re.fullmatch(r"district/(\d+|[A-Z]{2})", e)}
        assert official == ({f"district/{code}"} if code else set()), (name, result.mentions)


@pytest.mark.parametrize("case", ALIASES, ids=lambda c: c.text[:16])
def test_aliases(case: AliasCase, words: WordModel) -> None:
    surfaces = {s: case.kind for group in case.same for s in group}
    result = linked(case.text, case.place, words, surfaces)
    keys = []
    for group in case.same:
        found = {
            s: {m.entity for m in result.mentions if case.text[m.start : m.end] == s and m.kind is case.kind}
            for s in group
        }
        assert all(found.values()), found
        together = set().union(*found.values())
        assert len(together) == 1, found
        keys += together
    assert len(keys) == len(set(keys)), keys


@pytest.mark.parametrize("word", load_rules().context.words, ids=lambda w: w.name)
def test_examples_of_context_words(word: object) -> None:
    compiled = next(r for w, r in load_rules().words if w is word)
    for example in word.positive:  # type: ignore[attr-defined]
        want = re.findall(r"\[([^\]]*)\]", example)
        assert [m.group() for m in compiled.finditer(re.sub(r"[\[\]]", "", example))] == want, example
    for example in word.negative:  # type: ignore[attr-defined]
        assert not compiled.search(example), example


@pytest.mark.parametrize("alias", load_rules().names.aliases, ids=lambda a: a.name)
def test_examples_of_alias_patterns(alias: object) -> None:
    compiled = next(r for a, r in load_rules().aliases if a is alias)
    for example in alias.positive:  # type: ignore[attr-defined]
        full, short = re.findall(r"\[([^\]]*)\]", example)
        found = compiled.search(re.sub(r"[\[\]]", "", example))
        assert found and found.group("full").endswith(full) and found.group("short") == short, example
    for example in alias.negative:  # type: ignore[attr-defined]
        assert not compiled.search(example), example


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("市二医院传染病院区", "市二医院"),
        ("三中滨江校区", "三中"),
        ("市第二中心医院迁建", "市第二中心医院"),
        ("城南小学", ""),
        ("医院扩建工程", ""),
        ("集中供热工程", ""),
    ],
)
def test_a_body_at_the_front_of_what_is_built_for_it(name, body):
    found = load_rules().front_body.match(name)
    assert (found["body"] if found else "") == body
