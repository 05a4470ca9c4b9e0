"""`kg rules check`: what a domain expert sees of a fault in a rule file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.rules.check import check_rules
from tests.cli.conftest import *  # noqa: F403 - the fixture `kg`


@pytest.fixture
def mine(root: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "ontology"
    shutil.copytree(root / "ontology", folder)
    return folder


def edit(path: Path, old: str, new: str) -> int:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_rules_hold() -> None:
    faults, counts = check_rules()
    assert not faults, [str(fault) for fault in faults]
    assert sum(count for _, count in counts) > 300


def test_an_unknown_key_is_named_with_its_line(kg, mine: Path) -> None:
    path = mine / "frames" / "events.yaml"
    line = edit(path, "    examples:", "    exampels: []\n    examples:")
    done = kg("rules", "check", mine)
    assert done.returncode == 1
    assert f"events.yaml:{line}" in done.stderr and "exampels" in done.stderr


def test_a_wrong_example_is_named_with_its_line(kg, mine: Path) -> None:
    path = mine / "discourse.yaml"
    negative = "negative: [一、2023年工作回顾"
    line = edit(path, negative, negative.replace("[", "[四、2031年重点工作, "))
    done = kg("rules", "check", mine)
    assert done.returncode == 1
    assert f"discourse.yaml:{line}" in done.stderr and "四、2031年重点工作" in done.stderr


def test_a_folder_without_rules_is_wrong_usage(kg, tmp_path: Path) -> None:
    done = kg("rules", "check", tmp_path)
    assert done.returncode == 2
    assert "not an ontology folder" in done.stderr
