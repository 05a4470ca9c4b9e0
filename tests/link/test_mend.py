"""The rules that drop and reclass candidates, and how lists share a verdict."""

from __future__ import annotations

import pytest

from kg.link.mend import holds, load_mend, mend
from kg.model import Candidate, EntityClass

EXAMPLES = [
    (rule, example, positive)
    for rule in load_mend().rules
    for positive, examples in ((True, rule.positive), (False, rule.negative))
    for example in examples
]


@pytest.mark.parametrize(("rule", "example", "positive"), EXAMPLES, ids=[e for _, e, _ in EXAMPLES])
def test_examples(rule, example, positive):
    assert holds(example, rule, positive=positive)


def spans(text: str, kind: EntityClass, *names: str, source: str = "recogniser") -> list[Candidate]:
    return [Candidate(text.index(n), text.index(n) + len(n), kind, source, 0.9) for n in names]


def test_a_count_behind_a_list_is_of_all_its_items():
    text = "评出智慧农场、数字车间、绿色园区12个"
    assert mend(text, spans(text, EntityClass.AWARD, "智慧农场", "数字车间", "绿色园区")) == []


def test_a_count_behind_another_clause_is_of_no_concern():
    text = "入选国家绿色矿山，新增高新技术企业15家"
    kept = mend(text, spans(text, EntityClass.AWARD, "国家绿色矿山", "高新技术企业"))
    assert [text[c.start : c.end] for c in kept] == ["国家绿色矿山"]


def test_known_names_stay():
    text = "实现朋友圈"
    known = spans(text, EntityClass.PROGRAMME, "朋友圈", source="name")
    assert mend(text, known) == known


def test_known_grades_are_counted_too():
    text = "新增高新技术企业15家"
    assert mend(text, spans(text, EntityClass.AWARD, "高新技术企业", source="name")) == []


@pytest.mark.parametrize("name", ["三量齐升", "六连升", "朋友圈"])
def test_figures_of_speech_name_nothing(name):
    text = f"实现“{name}”。"
    assert mend(text, spans(text, EntityClass.PROGRAMME, name)) == []


def test_a_verb_in_front_is_no_part_of_a_name():
    text = "改造滨江大道，推动改革"
    kept = mend(text, spans(text, EntityClass.PROJECT, "改造滨江大道"))
    assert [text[c.start : c.end] for c in kept] == ["滨江大道"]
    # documents may begin so
    assert len(mend(text, spans(text, EntityClass.POLICY_DOCUMENT, "推动改革"))[0:1]) == 1
