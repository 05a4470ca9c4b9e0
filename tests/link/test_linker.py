"""What holds for every linked document, and the parts that the case files do not reach."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.discourse import clauses, sentences
from kg.ingest import make_document, read_document
from kg.lexicon import Divisions, Gazetteer
from kg.link import Linked, link
from kg.link.names import Namer, plain, scope_code
from kg.link.place import document_place
from kg.link.propose import tidy
from kg.link.rules import load_rules
from kg.link.select import select
from kg.model import Candidate, Document, EntityClass, Metadata, Text
from kg.text import clean

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
RULES = load_rules()
LEXICON = Gazetteer.load()


def linked(document: Document, candidates: tuple[Candidate, ...] = ()) -> tuple[Text, Linked]:
    text = clean(document)
    parts = clauses(text, sentences(text), metadata=document.metadata)
    return text, link(document, text, candidates, clauses=parts)


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem[:3])
def test_every_mention_has_an_entity_and_every_entity_a_quote(path: Path) -> None:
    document = read_document(path)
    text, result = linked(document)
    entities = {e.key: e for e in result.entities}
    assert len(entities) == len(result.entities) > 3
    ends = [(m.start, m.end) for m in result.mentions]
    assert ends == sorted(ends)
    assert all(b[0] >= a[1] for a, b in pairwise(ends)), "mentions are flat"
    for m in result.mentions:
        assert entities[m.entity].kind is m.kind
        names = {plain(n) for n, _ in entities[m.entity].aliases} | {plain(entities[m.entity].label)}
        surface = plain(text.text[m.start : m.end])
        # a list may name a project by its company alone
        by_company = m.kind is EntityClass.PROJECT and any(n.startswith(surface) for n in names)
        assert surface in names or by_company
    for e in result.entities:
        assert e.evidence, e.key
        assert e.key.startswith(e.kind.lower() + "/")
        for quote in e.evidence:
            assert document.source[quote.start : quote.end] == quote.exact
            assert quote.document == document.id
            assert quote.rule.startswith("mention.")


def test_linking_twice_gives_the_same() -> None:
    document = read_document(SEEDS[0])
    assert linked(document)[1] == linked(document)[1]


def test_official_codes_and_labels() -> None:
    document = make_document(
        "柳州与鹿寨县共建园区。".encode(), path="a.txt", metadata=Metadata(place="柳州市")
    )
    entities = {e.key: e for e in linked(document)[1].entities}
    assert entities["district/450223"].admin_code == "450223"
    assert entities["district/450200"].label == "柳州市"
    assert ("柳州", "zh-Hans") in entities["district/450200"].aliases


def test_traditional_names_are_kept_as_written() -> None:
    text = "廣西壯族自治區人民政府與廣東省簽署協議，內蒙古自治區參會。記者從會議獲悉，這是兩地首次簽約。"
    document = make_document(text.encode(), path="a.txt", metadata=Metadata(language="zh-Hant"))
    entities = {e.key: e for e in linked(document)[1].entities}
    assert ("內蒙古自治區", "zh-Hant") in entities["district/150000"].aliases
    assert entities["district/150000"].label == "内蒙古自治区"


def test_the_thing_named_before() -> None:
    text = "市民走进海棠花园小区参观。该小区建成二十年。"
    document = make_document(text.encode(), path="a.txt", metadata=Metadata(place="柳州市"))
    site = Candidate(text.index("海棠"), text.index("参观"), EntityClass.SITE, "recogniser", 0.9)
    result = linked(document, (site,))[1]
    found = {m.entity: m.source for m in result.mentions if text[m.start : m.end] == "该小区"}
    assert found == {"site/海棠花园小区@450200": "context"}


def test_a_name_gets_one_class() -> None:
    text = "蓝天公司开工。蓝天公司投产。蓝天公司扩建。"
    at = [i for i in range(len(text)) if text.startswith("蓝天公司", i)]
    kinds = (EntityClass.COMPANY, EntityClass.PROJECT, EntityClass.COMPANY)
    found = tuple(Candidate(i, i + 4, k, "recogniser", 0.8) for i, k in zip(at, kinds, strict=True))
    result = linked(make_document(text.encode(), path="a.txt"), found)[1]
    assert [e.kind for e in result.entities if "蓝天" in e.key] == [EntityClass.COMPANY]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "2024年1月10日在柳州市第十五届人民代表大会第四次会议上，柳州市人民政府市长作报告。全市经济稳定。",
            "450200",
        ),
        ("我区认真落实部署。海拉尔区完成投资十亿元，海拉尔区新增就业，全区干部努力。", "150702"),
        ("全省推进工作。浙江省委、浙江省政府部署，杭州、宁波先行。全省上下努力，浙江经验。", "330000"),
        ("北京、上海、广州、深圳等地的企业参加了展会。", ""),
        ("今天天气很好。", ""),
    ],
)
def test_whose_document_it_is(text: str, want: str) -> None:
    found = document_place(Metadata(), text, lexicon=LEXICON, rules=RULES)
    assert found == want


def test_the_manifest_decides_the_place() -> None:
    text = "绵阳市和成都市签约。绵阳市，绵阳市。"
    assert document_place(Metadata(place="成都"), text, lexicon=LEXICON, rules=RULES) == "510100"


def test_homonyms_in_the_manifest_follow_the_text() -> None:
    text = "鼓楼区与云龙区、泉山区共建，徐州市支持。"
    assert document_place(Metadata(place="鼓楼区"), text, lexicon=LEXICON, rules=RULES) == "320302"


@pytest.mark.parametrize(
    ("kind", "surface", "place", "name"),
    [
        (EntityClass.ORGANIZATION, "柳州市委", "450200", "市委"),
        (EntityClass.ORGANIZATION, "市委", "450200", "市委"),
        (EntityClass.ORGANIZATION, "自治区党委", "450000", "党委"),
        (EntityClass.ORGANIZATION, "柳州市公安局", "450200", "公安局"),
        (EntityClass.ORGANIZATION, "鹿寨县人民政府", "450223", "政府"),
        (EntityClass.EVENT, "市委十三届六次全会", "450200", "市委十三届六次全会"),
        (EntityClass.SITE, "市场街", "450200", "市场街"),
        (EntityClass.PROGRAMME, "“放管服”改革", "", "放管服改革"),
        (EntityClass.ORGANIZATION, "国家发展改革委", "", "国家发改委"),
    ],
)
def test_normal_forms(kind: EntityClass, surface: str, place: str, name: str) -> None:
    core = Namer("450200", lexicon=LEXICON, rules=RULES).core(kind, surface)
    assert (core.place, core.name) == (place, name)


def test_scopes() -> None:
    tables = Divisions.load()
    assert scope_code("150302", "prefecture", divisions=tables) == "150300"
    assert scope_code("150302", "document", divisions=tables) == "150302"
    assert scope_code("310115", "prefecture", divisions=tables) == "310115"
    assert scope_code("", "document", divisions=tables) == ""


def test_spans_that_cut_marks_apart_are_mended() -> None:
    text = "推进“放管服”改革和《甲办法》。"
    cut = [
        Candidate(2, 6, EntityClass.PROGRAMME, "recogniser"),
        Candidate(10, 14, EntityClass.PROGRAMME, "frame"),
    ]
    assert [text[c.start : c.end] for c in tidy(text, cut)] == ["放管服", "甲办法"]


CANDIDATES = st.lists(
    st.builds(
        lambda start, length, kind, source, score: Candidate(start, start + length, kind, source, score),
        st.integers(0, 40),
        st.integers(1, 12),
        st.sampled_from(list(EntityClass)),
        st.sampled_from(["recogniser", "name", "division", "frame", "pattern.document"]),
        st.floats(0.7, 1.0),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(CANDIDATES, st.randoms())
def test_selection_is_flat_complete_and_blind_to_order(found: list[Candidate], random: object) -> None:
    flat = select(found)
    assert all(a.end <= b.start for a, b in pairwise(flat))
    assert set(flat) <= set(found)
    for c in found:  # nothing that would still fit is left out
        assert any(c.start < f.end and f.start < c.end for f in flat)
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert select(shuffled) == flat


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="柳州市鹿寨县我全区该委政府“”（）简称、，。公司项目\n", min_size=1, max_size=80))
def test_any_text_links(text: str) -> None:
    document = make_document((text + "。").encode(), path="a.txt", metadata=Metadata(place="柳州市"))
    cleaned, result = linked(document)
    for m in result.mentions:
        assert 0 <= m.start < m.end <= len(cleaned.text)
