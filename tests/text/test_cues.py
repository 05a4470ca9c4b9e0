"""The examples of ``ontology/text.yaml`` hold, and no pattern takes long on what it was not made for."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.text.cues import CreditRule, Cues, LineRule, compiled, cues, surnames
from kg.text.names import is_name, split_names
from kg.yamlfile import parse_yaml

WHOLE = [(rule.id, rule.pattern, rule.hits, rule.misses) for rule in cues().lines]
PARTS = [(rule.id, rule.pattern, rule.hits, rule.misses) for rule in cues().inline]
CREDITS = {rule.id: rule for rule in cues().credits}


@pytest.mark.parametrize(("name", "pattern", "hits", "misses"), WHOLE, ids=[case[0] for case in WHOLE])
def test_line_rules(name: str, pattern: str, hits: tuple[str, ...], misses: tuple[str, ...]) -> None:
    match = compiled(pattern).fullmatch
    assert [text for text in hits if not match(text)] == []
    assert [text for text in misses if match(text)] == []


@pytest.mark.parametrize(("name", "pattern", "hits", "misses"), PARTS, ids=[case[0] for case in PARTS])
def test_inline_rules(name: str, pattern: str, hits: tuple[str, ...], misses: tuple[str, ...]) -> None:
    search = compiled(pattern).search
    assert [text for text in hits if not search(text)] == []
    assert [text for text in misses if search(text)] == []


def _names(rule: CreditRule, text: str) -> list[str]:
    pattern = compiled(rule.pattern)
    if rule.at == "line":
        match = pattern.fullmatch(text)
    else:
        match = next((m for m in pattern.finditer(text) if m.end() == len(text)), None)
    groups = match.groupdict() if match else {}
    values = [split_names(value, 0, sure=rule.sure) for value in groups.values() if value]
    return [name for found in values if all(values) for _, _, name in found]


@pytest.mark.parametrize("name", CREDITS)
def test_credit_rules(name: str) -> None:
    rule = CREDITS[name]
    if name == "picture-source":  # names nobody
        assert all(compiled(rule.pattern).search(text) for text in rule.hits)
        return
    assert [text for text in rule.hits if not _names(rule, text)] == []
    assert [text for text in rule.misses if _names(rule, text)] == []


def test_notice_and_dateline() -> None:
    notice, articles = cues().notice, cues().articles
    assert all(compiled(notice.begins).fullmatch(text) for text in notice.hits)
    assert not any(compiled(notice.begins).fullmatch(text) for text in notice.misses)
    assert all(compiled(articles.dateline).match(text) for text in articles.hits)
    assert not any(compiled(articles.dateline).match(text) for text in articles.misses)


def test_ids_are_unique() -> None:
    for rules in (cues().lines, cues().inline, cues().credits):
        ids = [rule.id for rule in rules]
        assert len(ids) == len(set(ids))


def test_unknown_keys_are_refused() -> None:
    path = Path(__file__).parents[2] / "ontology" / "text.yaml"
    text = path.read_text(encoding="utf-8") + "\nsurprise: 1\n"
    with pytest.raises(DataError, match="surprise"):
        parse_yaml(text, Cues, where="text.yaml")


def test_broken_patterns_are_named() -> None:
    with pytest.raises(DataError, match="regular expression"):
        compiled("(")


WORST = [
    "（" * 200,
    "张三 " * 60,
    "张·" * 100,
    "1" * 200,
    "-" * 200,
    "：" * 200,
    "2023年" * 60,
    " " * 200,
    "中" * 200,
    "来源：" * 60,
    "(" + "甲、乙" * 60,
    "|甲" * 100,
    "a" * 200,
    "http://" + "x" * 190 + "。",
]


def _patterns() -> list[str]:
    rule = cues()
    found = [item.pattern for item in (*rule.lines, *rule.inline, *rule.credits)]
    return [
        *found,
        rule.notice.begins,
        rule.articles.dateline,
        *(v for v in vars(rule.headings).values() if isinstance(v, str)),
    ]


def test_no_pattern_is_slow_on_lines_of_the_longest_kind() -> None:
    for pattern in _patterns():
        search: re.Pattern[str] = compiled(pattern)
        for text in WORST:
            started = time.perf_counter()
            for _ in search.finditer(text):
                pass
            search.fullmatch(text)
            # exponential patterns need minutes; the bound is far above what a loaded machine needs
            assert time.perf_counter() - started < 2, (pattern, text[:20])


def test_line_rule_needs_examples() -> None:
    with pytest.raises(DataError, match="misses"):
        parse_yaml("{id: x, is: jump, pattern: a, hits: [a]}", LineRule)


def test_surnames_are_known_and_names_need_one() -> None:
    assert {"王", "欧阳", "赵"} <= surnames()
    assert is_name("赵晖")
    assert not is_name("园区")
    assert not is_name("资料图片", sure=True)
    assert split_names("王小明、李芳", 3) == [(3, 6, "王小明"), (7, 9, "李芳")]
    assert split_names("王小明 报道组", 0) == []
