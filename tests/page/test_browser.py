"""What a person sees and does, in a real Chromium without network."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.page.browser import Visit
from tests.page.samples import HOSTILE, NEWS, REPORT

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]


def search(visit: Visit, text: str) -> list[str]:
    visit.page.fill("#search", text)
    return [str(name) for name in visit.page.locator("#results [role=option] .name").all_inner_texts()]


def test_it_opens_from_disk_without_network_and_shows_the_whole_graph(visit: Open, small_page: Path) -> None:
    page = visit(small_page)
    assert page.page.title() == "江州市"
    assert page.seen() >= {"临江区", "新华化工", "王芳"}
    assert "全国文明城区" not in page.seen()
    drawn = page.page.evaluate(
        """() => {
          const canvas = document.querySelector("#network canvas");
          const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          const colours = new Set();
          for (let i = 0; i < pixels.length; i += 4)
            if (pixels[i + 3] === 255)
              colours.add("#" + [0, 1, 2].map((k) => pixels[i + k].toString(16).padStart(2, "0")).join(""));
          return KG.things.map((thing) => colours.has(KG.colour(thing.class)));
        }"""
    )
    assert all(drawn)
    # the fixture asserts on closing that nothing but the file was asked for


def test_lines_join_what_is_related(page: Visit) -> None:
    ink = page.page.evaluate(
        """() => {
          const canvas = document.querySelector("#network canvas");
          const context = canvas.getContext("2d");
          const ratio = canvas.width / canvas.clientWidth;
          const painted = (a, b) => {
            const [p, q] = [KG.graph.screen(a), KG.graph.screen(b)];
            const [x, y] = [(p.x + q.x) / 2 * ratio, (p.y + q.y) / 2 * ratio];
            return context.getImageData(x - 2, y - 2, 5, 5).data.some((value, i) => i % 4 === 3 && value > 0);
          };
          return [...KG.pairFacts.keys()].map((key) => painted(...key.split("-").map(Number)));
        }"""
    )
    page.messages.clear()  # Chromium has an opinion on reading pixels
    assert len(ink) == 6
    assert all(ink)


def test_the_policy_refuses_scripts_that_are_not_the_page_s(visit: Open, small_page: Path) -> None:
    page = visit(small_page)
    page.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.pwned = 1";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<p onclick='window.pwned=1' id='trap'>x</p>");
          document.getElementById("trap").click();
        }"""
    )
    assert page.page.evaluate("() => window.pwned") is None
    assert len(page.page.evaluate("() => window.violations.splice(0)")) == 2
    page.messages.clear()


def test_search_finds_as_you_type_and_enter_shows_the_thing(page: Visit) -> None:
    for typed in ("新华", "华化", " 新 华化工"):
        assert search(page, typed) == ["新华化工"]
    page.page.keyboard.press("Enter")
    assert page.page.inner_text("#panel h2") == "新华化工"
    spot = page.page.evaluate("(i) => KG.graph.screen(i)", page.thing("新华化工"))
    box = page.page.locator("#network").bounding_box()
    assert 0 < spot["x"] < box["width"]
    assert 0 < spot["y"] < box["height"]


def test_traditional_and_simplified_find_each_other(page: Visit) -> None:
    assert search(page, "臨江區")[0].startswith("临江区")
    assert search(page, "新華")[0] == "新华化工"  # no alias has this form
    assert search(page, "我市")[0].startswith("江州市")
    assert search(page, "xhhg") == ["新华化工"]
    assert search(page, "没有这个") == []
    assert "没有匹配" in page.page.inner_text("#results")


def test_a_click_on_a_dot_shows_its_facts_numbers_and_quotes(page: Visit) -> None:
    page.click_on("江州市")
    page.page.wait_for_selector("#panel h2:has-text('江州市')")
    text = page.panel()
    for expected in (
        "行政区划",
        "我市",
        "实施",
        "一刻钟便民生活圈",
        "地区生产总值",
        "300亿元",
        "不低于",
        "目标",
    ):
        assert expected in text
    assert "全国文明城区" not in text
    assert "“一刻钟便民生活圈”行动" in page.page.inner_text("#panel .quote blockquote >> nth=0")
    page.page.click("#panel .measure:has-text('固定资产投资')")
    row = page.page.locator("#panel tr.proof:visible")
    assert "今年力争固定资产投资增长8%以上" in row.inner_text()
    assert "2023-01-06" in row.inner_text()


def test_a_measure_with_several_periods_has_a_line(page: Visit) -> None:
    page.page.evaluate("(i) => KG.choose(i)", page.thing("江州市"))
    lines = page.page.locator("#panel .spark")
    assert lines.count() == 1
    assert "2021 280亿元 · 2022 300亿元" in str(lines.get_attribute("aria-label"))
    first, last = (line.split(",") for line in str(lines.locator("polyline").get_attribute("points")).split())
    assert float(first[0]) < float(last[0])
    assert float(first[1]) > float(last[1])  # it grew


def test_names_in_quotes_are_marked_also_across_scripts_and_broken_lines(page: Visit) -> None:
    page.page.evaluate("(i) => KG.choose(i)", page.thing("李明"))
    assert page.page.locator("#panel .proof mark").all_inner_texts() == ["李 明", "临江区"]
    page.page.evaluate(
        "([a, b]) => KG.state.select('pair', a, b)", [page.thing("临江区"), page.thing("一刻钟便民生活圈")]
    )
    assert page.page.locator("#panel mark").all_inner_texts() == ["臨江區", "一刻鐘便民生活圈"]


def test_a_click_on_a_line_shows_what_joins_its_ends(page: Visit) -> None:
    ends = [
        page.page.evaluate("(i) => KG.graph.screen(i)", page.thing(name))
        for name in ("新华化工", "年产30万吨甲醇项目")
    ]
    page.page.locator("#network").click(
        position={"x": (ends[0]["x"] + ends[1]["x"]) / 2, "y": (ends[0]["y"] + ends[1]["y"]) / 2}
    )
    page.page.wait_for_selector("#panel .sentence")
    assert "承担" in page.panel()
    assert "临江区支持新华化工建设年产30万吨甲醇项目" in page.panel()


def test_one_click_leads_from_the_quote_to_its_passage(page: Visit) -> None:
    page.page.evaluate("(i) => KG.choose(i)", page.thing("李明"))
    page.page.locator("#panel .facts .to-source").first.click()
    # an astral character stands before it: offsets count code points
    assert page.page.inner_text("#passage") == "李 明任临江区区长"
    assert page.page.inner_text("#source-title") == "政府工作报告"
    assert page.page.text_content("#source-text") == REPORT
    inside = page.page.evaluate(
        """() => { const a = document.getElementById("passage").getBoundingClientRect();
          const b = document.getElementById("source-text").getBoundingClientRect();
          return a.top >= b.top && a.bottom <= b.bottom; }"""
    )
    assert inside
    start = REPORT.index("李 明任")
    assert f"{start}–{start + 9}" in page.page.inner_text("#source-place")
    page.page.keyboard.press("Escape")
    assert not page.page.is_visible("#source")


def test_a_document_can_be_read_whole(page: Visit) -> None:
    page.page.click("#panel .documents button:has-text('臨江區')")
    assert "2023-08-03" in page.panel()
    page.page.click("#panel .actions button >> nth=0")
    assert page.page.text_content("#source-text") == NEWS


def test_filters_hide_and_count(page: Visit) -> None:
    before = page.seen()
    person = page.page.locator("#filters [data-value=Person]")
    assert person.locator(".count").inner_text() == "2"
    person.locator("input").uncheck()
    assert before - page.seen() == {"李明", "王芳"}
    page.page.locator("#filters [data-value=Person] input").check()
    assert page.seen() == before
    # only what is promised
    page.page.hover("#filters [data-value=Target]")
    page.page.click("#filters [data-value=Target] .only")
    assert page.seen() == {"临江区", "一刻钟便民生活圈", "江州市"}
    page.page.click("#f-modality-all")
    # only one document
    page.page.hover("#filters [data-facet=document] li >> nth=1")
    page.page.click("#filters [data-facet=document] li >> nth=1 >> .only")
    assert "王芳" in page.seen()
    assert "新华化工" not in page.seen()
    page.page.locator("#filters [data-value=authored] input").uncheck()
    assert "王芳" not in page.seen()
    for _ in range(5):
        page.page.click("#undo")
    assert page.seen() == before - {"李明", "王芳"}
    page.page.keyboard.press("Control+z")
    assert page.seen() == before
    assert page.page.is_disabled("#undo")


def test_double_click_shows_the_surroundings(page: Visit) -> None:
    page.click_on("李明", double=True)
    page.page.wait_for_selector("#banner:visible")
    assert page.seen() == {"李明", "临江区"}
    page.page.click("#hops-2")
    assert page.seen() == {"李明", "临江区", "新华化工", "一刻钟便民生活圈"}
    page.page.click("#focus-stop")
    assert "王芳" in page.seen()


def test_the_path_between_two_things_is_told_with_quotes(page: Visit) -> None:
    page.page.evaluate("(i) => KG.choose(i)", page.thing("李明"))
    page.page.click("#path-from")
    assert search(page, "江州") == ["江州市"]
    page.page.keyboard.press("Enter")
    relations = [text.strip() for text in page.page.locator("#panel .path .relation").all_inner_texts()]
    assert len(relations) == 3
    for expected in ("任职于", "实施"):
        assert any(expected in text for text in relations)
    assert page.page.locator("#panel .quote").count() == 3
    page.page.evaluate("([a, b]) => KG.state.select('path', a, b)", [page.thing("李明"), page.thing("王芳")])
    assert "没有路径" in page.panel()


def test_a_link_restores_the_view(visit: Open, small_page: Path) -> None:
    page = visit(small_page)
    page.page.evaluate("(i) => KG.choose(i)", page.thing("李明"))
    page.page.click("#focus-on")
    page.page.click("#hops-2")
    page.page.locator("#filters [data-value=Company] input").uncheck()
    fragment = page.page.evaluate("() => location.hash")
    other = visit(small_page, fragment)
    assert other.seen() == page.seen() == {"李明", "临江区", "一刻钟便民生活圈"}
    assert other.page.inner_text("#panel h2") == "李明"
    assert not other.page.is_checked("#filters [data-value=Company] input")


def test_a_broken_link_shows_the_whole_graph(visit: Open, small_page: Path) -> None:
    page = visit(small_page, "#show=path&of=a&focus=%00&hops=-7&view=<script>&no-class=__proto__&x=%E0%A4%A")
    whole = page.seen()
    assert "王芳" in whole
    assert page.page.is_visible("#network")
    for fragment in ("show=thing&of=nobody", "show=pair&of=a&of=b&of=c", "show=thing", "show=constructor"):
        page.page.evaluate("(text) => { location.hash = text; }", fragment)
        page.page.wait_for_timeout(20)
        assert page.seen() == whole
        assert "从这里开始" in page.panel()


def test_tables_list_sort_and_open_quotes(page: Visit) -> None:
    page.page.click("#view-numbers")
    cells = page.page.locator("#table tbody tr td:nth-child(3)")
    page.page.click("#sort-2")
    assert cells.all_inner_texts() == ["8%", "280亿元", "300亿元"]
    page.page.click("#sort-2")
    assert cells.all_inner_texts() == ["300亿元", "280亿元", "8%"]
    page.page.click("#table .quote-cell button >> nth=0")
    assert page.page.inner_text("#passage") == "去年全市地区生产总值完成300亿元"


def test_csv_of_a_table_is_what_is_shown(visit: Open, small_page: Path, tmp_path: Path) -> None:
    page = visit(small_page, "#view=facts&no-relation=authored")
    with page.page.expect_download() as download:
        page.page.click("#csv")
    path = tmp_path / "facts.csv"
    download.value.save_as(path)
    import csv

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    row = next(row for row in rows if row["关系"] == "所处阶段")
    assert (row["主体"], row["客体"], row["时间"], row["原文"]) == (
        "年产30万吨甲醇项目",
        "开工",
        "2022-08",
        "项目已于8月开工",
    )


def test_the_view_is_saved_as_a_picture(page: Visit, tmp_path: Path) -> None:
    with page.page.expect_download() as download:
        page.page.click("#picture")
    assert Path(download.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("locale", "word"), [("zh-TW", "类别"), ("zh-CN", "类别"), ("en-GB", "Classes"), ("fr-FR", "类别")]
)
def test_the_interface_follows_the_browser_and_switches(
    visit: Open, small_page: Path, locale: str, word: str
) -> None:
    page = visit(small_page, locale=locale)
    assert word in page.page.inner_text("#filters")
    page.page.click("#language")
    assert ("Classes" if word == "类别" else "类别") in page.page.inner_text("#filters")
    assert page.page.get_attribute("html", "lang") in ("en", "zh-Hans")


def test_hostile_names_are_text_everywhere(visit: Open, hostile_page: Path) -> None:
    page = visit(hostile_page)
    run = page.page
    assert run.inner_text("#title").startswith("</script><script>window.pwned=1</script>")
    count = run.evaluate("() => KG.things.length")
    assert count == len(HOSTILE)
    for i in range(count):
        run.evaluate("(i) => KG.choose(i)", i)
        run.evaluate(
            "() => document.querySelectorAll('#panel [aria-expanded=false]').forEach((x) => x.click())"
        )
        run.evaluate("(i) => KG.state.select('pair', i, (i + 1) % KG.things.length)", i)
        run.evaluate("(i) => KG.state.set({ focus: i })", i)
    for view in ("things", "facts", "numbers", "graph"):
        run.click(f"#view-{view}")
    for name in HOSTILE[:4]:
        assert search(page, name[:60])[0].startswith(name[:20])
    run.keyboard.press("Enter")
    run.locator("#panel .to-source").first.click()
    assert run.evaluate("() => window.pwned") is None
    assert run.evaluate("() => ({}).pwned") is None
    # no element came out of a name
    assert run.locator("img, iframe, #panel script, #table script, [onclick], [onerror]").count() == 0
    shown = run.inner_text("body")
    assert "\u202e" not in shown
    assert "\x00" not in shown


def test_hostile_cells_are_no_formulas(visit: Open, hostile_page: Path) -> None:
    page = visit(hostile_page)
    for view in ("things", "facts", "numbers"):
        text = page.page.evaluate("(view) => KG.table.csv(view)", view)
        for cell in re.findall(r'(?:^\ufeff?|,|\n)"((?:[^"]|"")*)"', text):
            assert not re.match(r"[\s\x00-\x1f]*[=+\-@|%](?!\d)", cell), cell
    cell = page.page.evaluate("() => ['-5', '=1', '\\t=1', '＝1', 'a,\"b'].map(KG.table.cell)")
    assert cell == ['"-5"', '"\'=1"', '"\'\t=1"', '"\'＝1"', '"a,""b"']


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_the_window(visit: Open, large_page: Path, size: tuple[int, int], scheme: str) -> None:
    page = visit(large_page, viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    run = page.page
    assert run.evaluate("() => document.documentElement.scrollWidth") <= size[0]
    spots = run.evaluate("() => KG.things.map((_, i) => KG.graph.screen(i))")
    box = run.locator("#network").bounding_box()
    assert all(0 <= spot["x"] <= box["width"] and 0 <= spot["y"] <= box["height"] for spot in spots)
    run.evaluate("() => KG.choose(0, true)")
    panel = run.locator("#panel").bounding_box()
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= size[0] + 1
    assert panel["width"] >= 300
    if size[0] < 500:
        run.click("#filters-open")
        assert run.locator("#filters").bounding_box()["x"] >= 0
        run.keyboard.press("Escape")
        assert not run.is_visible("#filters")


def test_names_do_not_lie_on_each_other_at_any_zoom(visit: Open, large_page: Path) -> None:
    page = visit(large_page)
    many = 0
    for _ in range(6):
        boxes = page.page.evaluate("() => KG.graph.names().map(({ box }) => box)")
        many = max(many, len(boxes))
        assert len(boxes) >= 2
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        page.page.click("#zoom-in")
    assert many > 50


def test_everything_has_a_name_and_can_be_reached_by_keyboard(page: Visit) -> None:
    page.page.evaluate("(i) => KG.choose(i)", page.thing("江州市"))
    nameless = page.page.evaluate(
        """() => [...document.querySelectorAll("button, input, [tabindex='0'], aside, section[id], dialog")]
          .filter((x) => x.checkVisibility())
          .filter((x) => !(x.getAttribute("aria-label") || x.getAttribute("aria-labelledby")))
          .filter((x) => !(x.textContent.trim() || (x.labels && x.labels.length)))
          .map((x) => x.outerHTML.slice(0, 100))"""
    )
    assert nameless == []
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("/")
    page.page.keyboard.type("甲醇")
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Enter")
    assert page.page.inner_text("#panel h2") == "年产30万吨甲醇项目"
    reached = set()
    for _ in range(90):
        page.page.keyboard.press("Tab")
        reached.add(page.page.evaluate("() => document.activeElement.id || document.activeElement.className"))
    assert {"search", "network", "zoom-in", "focus-on", "thing", "to-source", "language", "undo"} <= reached
    page.page.focus("#network")
    before = page.page.evaluate("() => KG.graph.scale")
    page.page.keyboard.press("+")
    page.page.wait_for_timeout(50)
    assert page.page.evaluate("() => KG.graph.scale") > before
