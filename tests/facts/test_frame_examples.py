import pytest

from kg.facts.relations.examples import all_examples, facts_of, known_predicate
from kg.frames.schema import Example

CASES = list(all_examples())


@pytest.mark.parametrize(("file", "frame", "example"), CASES, ids=[f"{f}:{n}:{e.text}" for f, n, e in CASES])
def test_an_example_gives_what_its_file_says(file: str, frame: str, example: Example) -> None:
    assert set(facts_of(example)) == set(example.gives)
    assert all(known_predicate(fact) for fact in example.gives)


def test_a_wrong_example_is_seen() -> None:
    wrong = Example(text="建成[城北水厂:Project]。", gives=("stage(城北水厂, Planned)",))
    assert set(facts_of(wrong)) != set(wrong.gives)
