"""Any sequence of operations keeps every character tied to the place it was made from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import MappedText

SOURCES = st.text(alphabet="甲乙丙丁abc\n 1２", max_size=30)


def _spans(draw: st.DrawFn, size: int) -> tuple[int, int]:
    start = draw(st.integers(0, size))
    return start, draw(st.integers(start, size))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, MappedText]:
    """A source and what random edits made of it; replaced characters are written 替, inserted ones |."""
    source = draw(SOURCES)
    text = MappedText.of(source)
    for _ in range(draw(st.integers(0, 6))):
        start, end = _spans(draw, len(text))
        match draw(st.sampled_from(["slice", "delete", "replace", "join", "rewrite"])):
            case "slice":
                text = text.slice(start, end)
            case "delete":
                text = text.delete([(start, end)])
            case "replace" if start < end:
                text = text.replace(start, end, "替" * draw(st.integers(0, 3)))
            case "join":
                left, right = text.slice(0, start), text.slice(end, len(text))
                if (
                    not (len(left) and len(right)) or left.ends[-1] <= right.starts[0]
                ):  # not within a replacement
                    text = MappedText.join([left, right], "|")
            case "rewrite":
                text = text.with_text(text.text.replace("a", "替"))
    return source, text


@given(edited())
def test_every_character_knows_its_place(case: tuple[str, MappedText]) -> None:
    source, text = case
    for i, char in enumerate(text.text):
        start, end = text.source_span(i, i + 1)
        if char == "|":
            assert start == end
        elif char != "替":
            assert source[start:end] == char
        else:
            assert 0 <= start <= end <= len(source)


@given(edited())
def test_places_never_go_back(case: tuple[str, MappedText]) -> None:
    _, text = case
    starts, ends = list(text.starts), list(text.ends)
    assert starts == sorted(starts)
    assert ends == sorted(ends)


@given(edited(), st.data())
def test_pieces_cover_the_span_without_gaps_inside(case: tuple[str, MappedText], data: st.DataObject) -> None:
    source, text = case
    start, end = _spans(data.draw, len(text))
    if start == end:
        with pytest.raises(ValueError, match="no such span"):
            text.source_spans(start, end)
        return
    first, last = text.source_span(start, end)
    pieces = text.source_spans(start, end)
    assert pieces[0][0] == first
    assert pieces[-1][1] == last
    assert all(before[1] < after[0] for before, after in pairwise(pieces))
    plain = text.text[start:end]
    if not set(plain) & {"替", "|"}:
        assert "".join(source[a:b] for a, b in pieces) == plain


def test_equal_length_replacement_maps_one_to_one() -> None:
    text = MappedText.of("高品質發展").replace(1, 3, "质量")
    assert [text.source_span(i, i + 1) for i in (1, 2)] == [(1, 2), (2, 3)]


def test_other_replacements_map_to_the_whole_range() -> None:
    text = MappedText.of("用程式碼寫").replace(1, 4, "代码")
    assert text.text == "用代码寫"
    assert {text.source_span(i, i + 1) for i in (1, 2)} == {(1, 4)}


def test_parts_out_of_order_are_refused() -> None:
    text = MappedText.of("甲乙丙")
    with pytest.raises(ValueError, match="source order"):
        MappedText.join([text.slice(2, 3), text.slice(0, 1)])


@pytest.mark.parametrize("span", [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_spans_outside_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no such span"):
        MappedText.of("甲乙丙").source_span(*span)


def test_equality_is_of_text_and_places() -> None:
    text = MappedText.of("甲乙甲")
    assert text.slice(0, 1) != text.slice(2, 3)
    assert text.slice(0, 1) == MappedText.of("甲")
