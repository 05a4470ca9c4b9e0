import pytest

from kg.frames.syntax import load_syntax, syntax

PATTERNS = load_syntax().patterns


@pytest.mark.parametrize(("name", "text"), [(p.id, t) for p in PATTERNS for t in p.positive])
def test_a_pattern_matches_its_positive_examples(name: str, text: str) -> None:
    assert syntax(name).fullmatch(text) or syntax(name).match(text + "。")


@pytest.mark.parametrize(("name", "text"), [(p.id, t) for p in PATTERNS for t in p.negative])
def test_a_pattern_does_not_match_its_negative_examples(name: str, text: str) -> None:
    assert not syntax(name).fullmatch(text)


def test_pauses_of_both_widths_end_a_clause() -> None:
    for mark in "\uff0c,。\uff1b;":
        assert syntax("closed").match(mark)
