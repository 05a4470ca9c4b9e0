"""Pages as saved from sites: what is seen, where it stands in the file, and what belongs to the frame."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.ingest import make_document
from kg.text import clean
from kg.text.html import visible

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>某区办好民生实事-某某网</title>
<meta name="ArticleTitle" content="某区办好民生实事"><meta name="PubDate" content="2023-08-03 17:14">
<meta name="ContentSource" content="某省日报"><style>p{color:red}</style></head>
<body><header><a href="/">首页</a></header><nav><ul><li>要闻</li><li>专题</li></ul></nav>
<div><h1>某区办好民生实事</h1><p>来源：某省日报 编辑：王小明</p>
<p>&emsp;&emsp;今年，某区<b>新建</b>街角花园23个，总投资&lt;1亿元，
   惠及群众&#x4E94;万人。</p>
<script>var x = "不是正文。";</script>
<p>田间稻谷飘香。李芳 摄</p></div>
<aside>相关阅读</aside><footer>版权所有</footer></body></html>
"""


def test_what_is_seen_of_a_page() -> None:
    document = make_document(PAGE.encode(), path="a.html", media_type="text/html")
    assert document.source == PAGE
    text = clean(document)
    assert [text.text[block.start : block.end] for block in text.blocks] == [
        "某区办好民生实事",
        "来源：某省日报 编辑：王小明",
        "今年，某区新建街角花园23个，总投资<1亿元，惠及群众五万人。",
        "田间稻谷飘香。李芳 摄",
    ]
    assert {(credit.name, credit.role) for credit in text.credits} == {
        ("王小明", "editor"),
        ("李芳", "photographer"),
    }


def test_quotes_are_slices_of_the_file() -> None:
    document = make_document(PAGE.encode(), path="a.html", media_type="text/html")
    text = clean(document)
    for word, written in [
        ("街角花园23个", "街角花园23个"),
        ("五", "&#x4E94;"),
        ("<", "&lt;"),
        ("某区新建", "某区<b>新建"),
    ]:
        start, end = text.mapped.source_span(text.text.rindex(word), text.text.rindex(word) + len(word))
        assert document.source[start:end] == written


def test_metadata_of_a_page() -> None:
    metadata = make_document(PAGE.encode(), path="a.html", media_type="text/html").metadata
    assert (metadata.title, metadata.publisher, metadata.date, metadata.language) == (
        "某区办好民生实事",
        "某省日报",
        "2023-08-03",
        "zh-Hans",
    )


@given(st.text(alphabet="<>&;#/ pdivscriptnav甲乙\n\"'=!-x1", max_size=200))
def test_any_markup_is_read_and_mapped(source: str) -> None:
    text = visible(source)
    for i, char in enumerate(text.text):
        start, end = text.source_span(i, i + 1)
        if start < end and source[start] != "&" and not char.isspace():
            assert source[start:end] == char


def test_a_tag_that_is_never_closed_costs_only_itself() -> None:
    assert "后文" in visible("<p>前文<nav>菜单</body>后文").text


def test_deep_nesting_is_read() -> None:
    assert visible("<div>" * 20_000 + "底" + "</div>" * 20_000).text.strip() == "底"
