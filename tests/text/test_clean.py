"""Pages become text: samples made after real ones, with places and people that do not exist."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingest import make_document
from kg.model import BlockRole, Document, Metadata, Text
from kg.text import clean

OTHER = "派出科技特派员下乡服务农户210户,举办田间课堂95场次,推广新品种18个,节约成本640.5万元。"
THIRD = "实施大气环境整治项目22个,空气质量达标天数318天,河湖水质持续向好,公众满意度稳步提升。"
LONG = "全市新建改建农村公路120公里,完成投资3.5亿元,惠及群众12万人,城乡面貌持续改善,群众出行更加便利。"


MANY = (
    "".join(
        f"第{word}件实事全面完成，惠及群众{n}万人。"
        for n, word in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳", 3)
    )
    + LONG
)


def document(source: str, *, media_type: str = "text/plain", language: str = "") -> Document:
    return make_document(
        source.encode(), path="a.txt", media_type=media_type, metadata=Metadata(language=language)
    )


def cleaned(source: str, **options: str) -> Text:
    return clean(document(source, **options))


def blocks(text: Text) -> list[tuple[str, str]]:
    return [(block.role.value, text.text[block.start : block.end]) for block in text.blocks]


def paragraphs(text: Text) -> list[str]:
    return [body for role, body in blocks(text) if role == "paragraph"]


def reasons(source: str, text: Text) -> list[tuple[str, str]]:
    return [(item.reason, source[item.start : item.end]) for item in text.dropped]


def credits(text: Text) -> set[tuple[str, str]]:
    for credit in text.credits:
        assert text.text[credit.start : credit.end] == credit.name
    return {(credit.name, credit.role) for credit in text.credits}


# --- lines --------------------------------------------------------------------------------------


def test_a_column_break_inside_a_sentence_is_repaired() -> None:
    first = "他们起得很早。天还没亮,渔民王小明就端起了热腾腾的早\n\n\n\n饭,准备出海打鱼。"
    source = f"{first}\n\n下一段说的是别的事。\n"
    text = cleaned(source)
    assert paragraphs(text) == [
        "他们起得很早。天还没亮,渔民王小明就端起了热腾腾的早饭,准备出海打鱼。",
        "下一段说的是别的事。",
    ]
    at = text.text.index("早饭")
    start, end = text.mapped.source_span(at, at + 2)
    assert source[start:end] == "早\n\n\n\n饭"
    assert [source[a:b] for a, b in text.mapped.source_spans(at, at + 2)] == ["早", "饭"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("建起第一座船坞。逐步形成", "面向远洋的修造船能力是下一个目标。"),
        ("“我们会守住这片海湾,把", "捕捞与养殖安排得更合理。”船长说。"),
        ("今年结余的经费(不含", "上级补助),全部拿来修缮校舍。"),
        ("全年新增就业5万人,培训技能人才、", "脱贫人口3万人次。"),
        ("今年经济社会发展的", "主要预期目标是：增长5%。"),
        ("空气质量明显改善。全市PM", "2.5"),
    ],
)
def test_broken_sentences_are_joined(first: str, second: str) -> None:
    assert paragraphs(cleaned(f"{first}\n\n{second}\n")) == [first + second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、2023年工作回顾", LONG),
        ("（八）致力提高城市韧性，更好统筹发展与安全", LONG),
        ("（一）全力推进协同发展，在取得更多成果上展现新作为", LONG),
        ("一年来，我们纵观大势、从容应对，全市经济在攻坚克难中创新、在应对风险中趋好", LONG),
        ("设立专项资金500万元。（责任单位：市财政局、市科技局）", "推动企业上云上平台，建设工业互联网。"),
        ("某某市人民政府办公室", "2022年11月21日"),
        ("主要任务如下：", LONG),
        ("各位代表：", LONG),
    ],
)
def test_what_stands_for_itself_is_not_joined(first: str, second: str) -> None:
    assert [body for _, body in blocks(cleaned(f"{first}\n{second}\n{OTHER}\n"))][:2] == [first, second]


def test_hard_wrapped_text_becomes_paragraphs() -> None:
    body = "经济社会发展取得新的成绩，重点项目建设加快推进，城乡居民收入稳步增长，生态环境质量持续改善，"
    whole = "过去一年，" + body * 4 + "各项事业全面进步。"
    again = (
        "今年，"
        + "全面推进乡村振兴战略实施，加大财政投入力度，补齐公共服务短板，优化营商环境，" * 4
        + "奋力开创新局面。"
    )
    lines = [whole[i : i + 28] for i in range(0, len(whole), 28)]
    more = [again[i : i + 28] for i in range(0, len(again), 28)]
    source = "各位代表：\n" + "\n".join([*lines[:4], "— 1 —", *lines[4:], "二、2024年工作安排", *more])
    text = cleaned(source)
    assert [body for _, body in blocks(text)] == ["各位代表：", whole, "二、2024年工作安排", again]
    assert ("furniture", "— 1 —") in reasons(source, text)


def test_paragraphs_pasted_into_one_line_are_split() -> None:
    source = (
        "各位代表：　　现在，我报告工作。　　一、过去五年工作回顾　　"
        + MANY
        + "　　二、今年安排　　"
        + LONG[:40]
    )
    assert [body for _, body in blocks(cleaned(source))] == [
        "各位代表：",
        "现在，我报告工作。",
        "一、过去五年工作回顾",
        MANY,
        "二、今年安排",
        LONG[:40],
    ]


# --- roles --------------------------------------------------------------------------------------


def test_roles_of_a_report() -> None:
    source = (
        "政 府 工 作 报 告\n——2024年1月9日在某某市第五届人民代表大会第三次会议上\n\n"
        "某某市人民政府市长 王 进\n\n"
        f"各位代表：\n一、2023年工作回顾\n{LONG}\n（一）修好农村公路，让山里的货出得去。{OTHER}\n"
    )
    text = cleaned(source)
    assert blocks(text) == [
        ("title", "政府工作报告"),
        ("heading", "——2024年1月9日在某某市第五届人民代表大会第三次会议上"),
        ("byline", "某某市人民政府市长 王进"),
        ("paragraph", "各位代表："),
        ("heading", "一、2023年工作回顾"),
        ("paragraph", LONG),
        ("paragraph", f"（一）修好农村公路，让山里的货出得去。{OTHER}"),
    ]
    assert credits(text) == {("王进", "author")}


def test_markdown_marks_give_roles_and_go() -> None:
    text = cleaned(f"# 大标题里的话\n\n- {LONG}\n- **{OTHER}**。\n\n## 小标题\n\n{THIRD}\n")
    assert [role for role, _ in blocks(text)] == ["title", "paragraph", "paragraph", "heading", "paragraph"]
    assert "*" not in text.text
    assert "#" not in text.text


def test_the_same_line_under_every_picture_is_a_caption() -> None:
    text = cleaned(f"插秧机作业现场\n{LONG}\n插秧机作业现场\n{OTHER}\n插秧机作业现场\n{THIRD}\n")
    assert [role for role, _ in blocks(text)].count("caption") == 2


# --- articles -----------------------------------------------------------------------------------


def test_a_newspaper_page_holds_several_articles() -> None:
    source = (
        f"## 第一篇的标题\n\n## 第二篇的标题\n\n新华社上海5月6日电 5月5日,{LONG}\n\n"
        f"本报讯 {OTHER}(王小明)\n\n"
        f"## 第三篇的标题\n\n{THIRD}(李芳)\n"
    )
    text = cleaned(source)
    assert [article.title for article in text.articles] == ["第一篇的标题", "第二篇的标题", "第三篇的标题"]
    assert credits(text) == {("王小明", "author"), ("李芳", "author")}
    assert {block.article for block in text.blocks} == {0, 1, 2}
    for number, article in enumerate(text.articles):
        inside = [block for block in text.blocks if block.article == number]
        assert (inside[0].start, inside[-1].end) == (article.start, article.end)


def test_jump_notes_on_one_page_are_bridged() -> None:
    source = f"{LONG}旅游度假区入选名单，(下转第3版)\n\n政府工作报告\n\n(上接第1版)某某县获评示范县。\n"
    text = cleaned(source)
    assert paragraphs(text) == [f"{LONG}旅游度假区入选名单，某某县获评示范县。"]
    assert not any("版" in body for _, body in blocks(text))


def test_a_jump_note_ends_an_article() -> None:
    source = f"## 甲标题\n\n{LONG}(下转第五版)\n\n### 乙标题\n\n{OTHER}\n\n## 丙标题\n\n{THIRD}\n"
    text = cleaned(source)
    assert [article.title for article in text.articles] == ["甲标题", "乙标题", "丙标题"]
    assert ("jump", "(下转第五版)") in reasons(source, text)


# --- repeats ------------------------------------------------------------------------------------


def test_a_repeated_paragraph_counts_once() -> None:
    source = f"{LONG}\n\n{OTHER}\n\n{LONG}\n\n{OTHER}\n"
    text = cleaned(source)
    assert paragraphs(text) == [LONG, OTHER]
    assert [reason for reason, _ in reasons(source, text)] == ["repeat"]


def test_a_near_repeat_counts_once_and_the_fuller_stays() -> None:
    full = "这一年,某市不断深化改革——" + LONG
    assert paragraphs(cleaned(f"{full}\n\n在{LONG}\n")) == [full]
    assert paragraphs(cleaned(f"{LONG}\n\n{full}{OTHER}\n")) == [f"{full}{OTHER}"]


def test_paragraphs_that_differ_in_numbers_are_no_repeats() -> None:
    other = LONG.replace("120", "135").replace("12万", "15万")
    assert paragraphs(cleaned(f"{LONG}\n\n{other}\n")) == [LONG, other]


def test_nothing_is_joined_across_a_repeat() -> None:
    source = f"{LONG}\n\n渔港越来越热闹了。完善岛际交通,开辟轮渡6条,\n\n{LONG}\n\n高铁加快实施,全线贯通。\n"
    text = cleaned(source)
    assert "开辟轮渡6条,高铁" not in text.text
    for block in text.blocks:
        start, end = text.mapped.source_span(block.start, block.end)
        assert not any(item.reason == "repeat" and start < item.start < end for item in text.dropped)


def test_clauses_read_in_a_loop_count_once() -> None:
    loop = "推行每日早晚两次巡查办法,"
    assert paragraphs(
        cleaned(f"近年来,某市创新方式,{loop}{loop}{loop}处置效率大幅提升,群众更加满意。\n")
    ) == [f"近年来,某市创新方式,{loop}处置效率大幅提升,群众更加满意。"]


# --- furniture ----------------------------------------------------------------------------------


def test_site_furniture_goes_and_says_why() -> None:
    source = (
        "要闻 | 城市 | 原创 | 印象 | 专题\n首页\n>\n政务公开\n某区开会讨论种树 机关干部参与绿化\n"
        "2023-08-03 17:14:22来源:某省日报编辑:王小明责编:李芳\n"
        "某区开会讨论种树 机关干部参与绿化_fororder_1\n  城区景色宜人\n"
        f"  {LONG}\n打印\n关闭窗口\n相关链接>>\n"
    )
    text = cleaned(source)
    assert blocks(text) == [
        ("title", "某区开会讨论种树 机关干部参与绿化"),
        ("byline", "2023-08-03 17:14:22来源:某省日报编辑:王小明责编:李芳"),
        ("caption", "城区景色宜人"),
        ("paragraph", LONG),
    ]
    assert credits(text) == {("王小明", "editor"), ("李芳", "editor")}
    assert {reason for reason, _ in reasons(source, text)} == {"menu", "furniture"}


def test_a_copyright_notice_goes_to_its_end() -> None:
    notice = (
        "某某在线版权与信息产品内容销售的声明\n\n1、“某某在线”由某公司主办,授权负责市场经营。\n\n"
        "2、凡本网注明“来源:某某在线”的信息,未经书面授权不得转载。\n\n违反上述声明者,本网将追究法律责任。"
    )
    source = f"{LONG}\n\n{OTHER}\n\n{notice}\n"
    text = cleaned(source)
    assert paragraphs(text) == [LONG, OTHER]
    assert reasons(source, text) == [("notice", notice)]


def test_a_declaration_in_the_news_stays() -> None:
    body = "双方发表联合声明\n会议期间,双方发表联合声明,就加强合作达成一致,签署协议12项。\n" + LONG
    assert LONG in paragraphs(cleaned(f"{OTHER}\n{body}\n"))


def test_garbage_is_named() -> None:
    source = f"{LONG}\n¤§¤◊◊¬¬ˆˆ¶¶••ªº¤¤\n{OTHER}\n"
    assert reasons(source, cleaned(source)) == [("garbage", "¤§¤◊◊¬¬ˆˆ¶¶••ªº¤¤")]


def test_footnote_marks_go_and_file_numbers_stay() -> None:
    text = cleaned("实施产业“千百十”工程[2],印发某府办发〔2022〕43号文件,成效明显。\n")
    assert text.text == "实施产业“千百十”工程,印发某府办发〔2022〕43号文件,成效明显。"


# --- credits ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("田间稻谷飘香。王小明 摄", {("王小明", "photographer")}),
        ("图为商圈一角。(王小明摄)", {("王小明", "photographer")}),
        ("草原那达慕。巴雅尔图 摄", {("巴雅尔图", "photographer")}),
        ("省长作报告。本报记者 王 洋摄", {("王洋", "photographer")}),
        ("□王小明 李芳 张强", {("王小明", "author"), ("李芳", "author"), ("张强", "author")}),
        ("本报记者 王小明 通讯员 李芳", {("王小明", "author"), ("李芳", "author")}),
        ("文/图 王小明", {("王小明", "author"), ("王小明", "photographer")}),
        (f"{LONG}(文 王小明 李芳)(本版图片由某区融媒体中心提供)", {("王小明", "author"), ("李芳", "author")}),
        (f"{LONG}（记者 王小明）", {("王小明", "author")}),
        ("责任编辑：王小明", {("王小明", "editor")}),
        ("自治区主席 艾力·买买提", {("艾力·买买提", "author")}),
        ("田间稻谷飘香。资料图片", set()),
        ("某单位供图", set()),
        (f"{LONG}(试行)", set()),
        ("记者从有关部门获悉", set()),
    ],
)
def test_credits(source: str, found: set[tuple[str, str]]) -> None:
    assert credits(cleaned(f"{OTHER}\n{source}\n")) == found


def test_a_name_in_brackets_inside_an_article_is_no_byline() -> None:
    assert credits(cleaned(f"有人说过。(王小明)\n{LONG}\n{OTHER}\n")) == set()


def test_a_lone_name_is_a_byline_only_under_a_title() -> None:
    assert credits(cleaned(f"# 海岛上的新学校\n\n王晓\n\n{LONG}\n")) == {("王晓", "author")}
    assert credits(cleaned(f"{LONG}\n\n王晓\n\n{OTHER}\n")) == set()


# --- characters ---------------------------------------------------------------------------------


def test_traditional_becomes_simplified_in_place() -> None:
    source = "某某區聚焦「一刻鐘」生活圈,農産品加工産業著力發展,烏鎮、說明、説明與高品質服務。"
    text = cleaned(source)
    assert text.text == "某某区聚焦“一刻钟”生活圈,农产品加工产业着力发展,乌镇、说明、说明与高品质服务。"
    assert len(text.text) == len(source)


def test_short_text_follows_the_manifest() -> None:
    assert cleaned("著名", language="zh-Hant").text == "著名"
    assert cleaned("里程", language="zh-Hans").text == "里程"


def test_widths_spaces_and_what_cannot_be_seen() -> None:
    text = cleaned(
        "２０２３年，ＧＤＰ\u200b增长７．３％；占 比 升 至12 %。原料, LNG\u00a0产能\ufeff扩大。\r\n"
    )
    assert text.text == "2023年，GDP增长7.3%；占 比 升 至12 %。原料,LNG产能扩大。"


# --- invariants ---------------------------------------------------------------------------------

PIECES = [
    LONG,
    OTHER,
    "一、工作回顾",
    "# 标题一二三四",
    "## 小标题",
    "（下转第二版）",
    "(上接第1版)",
    "王小明",
    "图为湖畔。王小明 摄",
    "打印",
    "— 3 —",
    "来源：某某日报 编辑：王小明",
    "",
    "　　缩进的一段,还没有说完的",
    "本报讯 今天开会。",
    "| a | b |",
    "**粗**",
    "12",
    "“未完的引文",
    "版权声明",
    "凡本网转载,未经授权,追究法律责任。",
    "\u200b",
    "Hello world",
    "來源與發佈",
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=14).map("\n".join))
def test_invariants(source: str) -> None:
    if not source.strip() or "\0" in source or any("\ud800" <= c <= "\udfff" for c in source):
        return
    try:
        made = document(source)
    except ValueError:
        return
    except Exception as error:  # refused by ingest, in words
        assert type(error).__name__ == "InputError"
        return
    text = clean(made)
    at = 0
    for i, block in enumerate(text.blocks):
        assert block.start == (at + 1 if i else 0) < block.end
        assert "\n" not in text.text[block.start : block.end]
        assert isinstance(block.role, BlockRole)
        assert 0 <= block.article < len(text.articles)
        at = block.end
    assert at == len(text.text)
    assert list(text.mapped.starts) == sorted(text.mapped.starts)
    for item in text.dropped:
        assert 0 <= item.start < item.end <= len(made.source)
    for credit in text.credits:
        assert text.text[credit.start : credit.end] == credit.name
    assert clean(made) == text


def test_nothing_is_left_of_nothing() -> None:
    text = cleaned("\u200b x\u200b")
    assert text.blocks == () or text.text


def test_english_only() -> None:
    text = cleaned("The city opened a new park.\nIt covers 12 hectares.\n")
    assert "new park" in text.text
