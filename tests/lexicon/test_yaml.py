"""The YAML loader: what it gives, and that every fault names its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field

from kg.errors import DataError
from kg.yamlfile import Strict, load_yaml, parse_yaml


class Rule(Strict):
    name: str
    words: tuple[str, ...] = ()
    weight: int | float = 1


class Rules(Strict):
    source: str
    rules: list[Rule]
    groups: dict[str, Rule] = Field(default_factory=dict)


GOOD = "source: 公报\nrules:\n  - name: 一\n    words: [建成, 投产]\n  - name: 二\n"


def test_good_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(GOOD, encoding="utf-8")
    rules = load_yaml(path, Rules)
    assert [r.name for r in rules.rules] == ["一", "二"]
    assert rules.rules[0].words == ("建成", "投产")


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (GOOD + "colour: red\n", 6, "colour"),
        (GOOD + "    wrods: [x]\n", 6, "wrods"),
        (GOOD + "    words:\n      - 好\n      - 3\n", 8, "words.1"),
        ("source: x\nrules:\n  - name: 一\n  -\n    words: []\n", 5, "name"),
        (GOOD + "groups:\n  a: {name: 一}\n  b:\n    name: [1]\n", 9, "groups.b.name"),
        ("source: x\nrules: []\nsource: y\n", 3, "twice"),
        ("source: x\nrules: [\n", 3, "YAML"),
        ("rules: []\n", 1, "source"),
        (GOOD + "    weight: much\n", 6, "weight"),
        ("- 1\n", 1, "valid"),
    ],
)
def test_faults_name_their_line(text: str, line: int, word: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_yaml(text, Rules, where="rules.yaml")
    assert caught.value.where == f"rules.yaml:{line}", caught.value
    assert word in str(caught.value)


def test_empty_missing_and_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="empty"):
        parse_yaml("# nothing\n", Rules)
    with pytest.raises(DataError, match="cannot be read"):
        load_yaml(tmp_path / "none.yaml", Rules)
    bad = tmp_path / "bad.yaml"
    bad.write_bytes("source: 中文".encode("gb18030"))
    with pytest.raises(DataError, match="UTF-8"):
        load_yaml(bad, Rules)


def test_no_python_objects() -> None:
    with pytest.raises(DataError):
        parse_yaml("source: !!python/object/apply:os.system [ls]\nrules: []\n", Rules)


def test_models_cannot_be_changed() -> None:
    rules = parse_yaml(GOOD, Rules)
    with pytest.raises(ValueError, match="frozen"):
        rules.source = "x"
