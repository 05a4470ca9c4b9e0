from dataclasses import dataclass

import pytest

from kg.frames.analysis import ClauseReading, continue_list, read_clause
from kg.model import EntityClass


@dataclass(frozen=True)
class Item:
    start: int
    end: int
    kind: EntityClass = EntityClass.PROJECT


def read(marked: str) -> tuple[str, ClauseReading[Item]]:
    """Read a clause in which spans stand in brackets."""
    text, items = "", []
    for part in marked.replace("]", "[").split("["):
        if len(items) * 2 + 1 == marked.replace("]", "[").split("[").index(part) and part:
            items.append(Item(len(text), len(text) + len(part)))
        text += part
    return text, read_clause(text, 0, len(text), items)


def test_a_list_shares_its_verb_and_its_predicate() -> None:
    text, reading = read("加快[A水厂]、[B学校]和[C医院]等12个项目建设")
    (group,) = reading.groups
    assert [text[i.start : i.end] for i in group.items] == ["A水厂", "B学校", "C医院"]
    assert group.before is not None and group.before.word == "加快"
    assert group.count == 12


def test_a_verb_between_two_lists_governs_what_follows_it() -> None:
    _, reading = read("支持[A景区]创建[B度假区]")
    first, second = reading.groups
    assert first.after is None
    assert second.before is not None and second.before.word == "创建"


def test_a_predicate_before_a_pause_belongs_to_what_stands_before() -> None:
    _, reading = read("[A体育馆]投用、[B游泳池]开工")
    first, second = reading.groups
    assert first.after is not None and first.after.word == "投用"
    assert second.after is not None and second.after.word == "开工"


@pytest.mark.parametrize("marked", ["[A水厂]停产企业5家", "[A水厂]建成投产6个", "[A水厂]开工率100%"])
def test_a_verb_inside_a_noun_phrase_is_no_predicate(marked: str) -> None:
    _, reading = read(marked)
    assert reading.groups[0].after is None


def test_a_list_goes_on_behind_a_comma() -> None:
    text = "举办A节,B会、C赛等活动"
    items = [Item(2, 4, EntityClass.EVENT), Item(5, 7, EntityClass.EVENT), Item(8, 10, EntityClass.EVENT)]
    last = read_clause(text, 0, 5, items[:1])
    this = continue_list(text, last, read_clause(text, 5, len(text), items[1:]))
    assert this.groups[0].before is not None and this.groups[0].before.word == "举办"


def test_a_clause_with_a_verb_of_its_own_takes_none_from_before() -> None:
    text = "建成A水厂,B水厂加快建设"
    last = read_clause(text, 0, 6, [Item(2, 5)])
    this = continue_list(text, last, read_clause(text, 6, len(text), [Item(6, 9)]))
    assert this.groups[0].before is None
