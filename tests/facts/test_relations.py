"""Small texts, all that they state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.relations import relate
from kg.facts.relations.examples import annotate, facts_of
from kg.frames.schema import Example
from kg.model import Modality, Predicate


def gives(text: str, modality: Modality = Modality.ACTUAL) -> set[str]:
    return set(facts_of(Example(text=text, modality=modality, gives=())))


def without_places(facts: set[str]) -> set[str]:
    return {fact for fact in facts if not fact.startswith("locatedIn")}


def test_companies_in_front_of_their_projects_undertake_them() -> None:
    facts = gives("加快[华星:Company][显示面板项目:Project]、[中科:Company][芯片项目:Project]建设。")
    assert {"undertakes(华星, 显示面板项目)", "undertakes(中科, 芯片项目)"} <= facts
    assert not any(fact.startswith("undertakes(我市") for fact in facts)


def test_a_list_of_companies_builds_what_the_verb_says() -> None:
    facts = gives("支持[长虹:Company]、[九洲:Company]等企业建设[中试平台:Project]。", Modality.TARGET)
    assert {
        "undertakes(长虹, 中试平台)",
        "undertakes(九洲, 中试平台)",
        "stage(中试平台, Planned, Target)",
    } <= facts


def test_a_commercial_plant_without_a_builder_gets_none() -> None:
    facts = gives("[80万吨造纸项目:Project]建成,[50万吨纺织项目:Project]获批。")
    assert without_places(facts) == {"stage(80万吨造纸项目, Completed)", "stage(50万吨纺织项目, Approved)"}


def test_a_district_at_the_head_of_a_sentence_is_the_subject_of_its_clauses() -> None:
    facts = without_places(
        gives("[海城区:District]持续推进[城市更新行动:Programme],出台[惠企十条:PolicyDocument]。")
    )
    assert facts == {"implements(海城区, 城市更新行动)", "issued(海城区, 惠企十条)"}


def test_what_the_country_does_is_not_the_bodys_own() -> None:
    assert without_places(gives("主动对接国家[一带一路:Programme]建设。")) == set()


def test_districts_supported_in_what_they_seek_seek_it() -> None:
    facts = without_places(
        gives("支持[甲区:District]、[乙区:District]创建[生态文明建设示范区:Award]。", Modality.TARGET)
    )
    assert facts == {"awarded(甲区, 生态文明建设示范区, sought)", "awarded(乙区, 生态文明建设示范区, sought)"}


def test_unnamed_holders_of_a_title_are_not_the_city() -> None:
    assert without_places(gives("5家工厂入围[民营企业百强:Award]。")) == set()
    assert without_places(gives("新增[高新技术企业:Award]80家。")) == set()


def test_an_event_takes_place_where_the_text_says() -> None:
    facts = gives("[世界制造业大会:Event]在[合肥:District]举行。")
    assert "locatedIn(世界制造业大会, 合肥)" in facts
    assert not any(fact.startswith("holdsEvent(我市") for fact in facts)


def test_a_body_holds_the_conference_that_bears_its_name() -> None:
    assert without_places(gives("贯彻[市委:Organization]部署和[市委经济工作会议:Event]精神。")) == {
        "holdsEvent(市委, 市委经济工作会议, held)"
    }


def test_part_of_a_building_finished_is_building() -> None:
    assert "stage(区人民医院, UnderConstruction)" in gives("[区人民医院:Project]主体工程完工。")


def test_titles_and_homes() -> None:
    assert without_places(gives("[市委:Organization]书记[唐明:Person]说。")) == {
        "holdsPosition(唐明, 市委, 书记)"
    }
    assert without_places(gives("[张芳:Person]在[南小区:Site]住了30年。")) == {"residentOf(张芳, 南小区)"}
    assert without_places(gives("市民[张芳:Person]说。")) == {"residentOf(张芳, 我市)"}


def test_a_document_of_no_division_states_nothing_of_one() -> None:
    annotated = annotate("加快[跨海大桥:Project]建设,实施[河道清理行动:Programme]。", place=False)
    assert [fact.predicate.value for fact in relate(annotated)] == ["stage"]


def test_parts_of_a_scheme_by_its_list() -> None:
    facts = gives("实施[体育公园:Project]、[健身中心:Project]等[全民健身工程:Programme]。", Modality.TARGET)
    assert {"partOf(体育公园, 全民健身工程)", "partOf(健身中心, 全民健身工程)"} <= facts


@pytest.mark.parametrize(
    "text", ["建成[甲水厂:Project]、[乙学校:Project]。\n", "  [甲水厂:Project]开工;[乙学校:Project]获批"]
)
def test_every_quote_is_a_slice_of_the_source(text: str) -> None:
    annotated = annotate(text)
    facts = relate(annotated)
    assert facts
    for fact in facts:
        assert fact.evidence
        for evidence in fact.evidence:
            assert annotated.document.source[evidence.start : evidence.end] == evidence.exact
            assert evidence.exact.strip() == evidence.exact != ""


def test_equal_facts_are_stated_once_with_all_their_evidence() -> None:
    facts = relate(annotate("实施[河道清理行动:Programme]。深入实施[河道清理行动:Programme]。"))
    assert [len(fact.evidence) for fact in facts] == [2]


def test_every_office_of_a_person_is_stated() -> None:
    facts = without_places(gives("[国务院:Organization]副总理[丁明:Person]到会。"))
    assert facts == {"holdsPosition(丁明, 国务院, 副总理)"}
    facts = without_places(gives("[省委:Organization]常委、[省政府:Organization]副省长[凌成:Person]到会。"))
    assert facts == {"holdsPosition(凌成, 省委, 常委)", "holdsPosition(凌成, 省政府, 副省长)"}
    facts = without_places(gives("[省委:Organization]常委、常务副省长[凌成:Person]到会。"))
    assert facts == {"holdsPosition(凌成, 省委, 常委)"}


def test_what_a_higher_body_asks_for_is_followed_by_the_city() -> None:
    assert without_places(gives("严格落实[国务院:Organization]“[约法三章:Programme]”。")) == {
        "implements(我市, 约法三章)"
    }


def test_work_before_the_start_is_a_plan() -> None:
    assert "stage(跨江大桥, Planned)" in gives("[跨江大桥:Project]前期工作有序推进。")


def test_a_verb_in_front_of_a_place_makes_it_no_subject_of_what_follows() -> None:
    facts = without_places(
        gives("将结束[甲县:District]无高速公路的历史,实施[乙高速:Project]。", Modality.TARGET)
    )
    assert facts == {"undertakes(我市, 乙高速)", "stage(乙高速, Planned, Target)"}


WORDS = [
    "建成",
    "[甲水厂:Project]",
    "、",
    "[乙公司:Company]",
    "等",
    "项目",
    ",",
    "。",
    "[丙市:District]",
    "在",
    "未",
    "举办",
    "[丁节:Event]",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from(Modality))
def test_any_text_gives_well_formed_facts(parts: list[str], modality: Modality) -> None:
    annotated = annotate("".join(parts), modality=modality)
    keys = {entity.key for entity in annotated.entities}
    facts = relate(annotated)
    assert facts == relate(annotated)
    assert len(set(facts)) == len(facts)
    for fact in facts:
        assert fact.subject in keys and fact.subject != fact.object
        assert fact.object in keys or fact.predicate is Predicate.STAGE
        assert all(e.exact == annotated.document.source[e.start : e.end] for e in fact.evidence)


def test_a_part_bears_the_name_of_the_whole() -> None:
    facts = gives("加快[新城一期:Project]、[新城一期车站:Project]建设。")
    assert "partOf(新城一期车站, 新城一期)" in facts
    facts = gives("加快[柑橘种植:Project]、[柑橘种植基地:Project]建设。")
    assert not any(fact.startswith("partOf") for fact in facts)
