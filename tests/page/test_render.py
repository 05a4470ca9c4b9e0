"""The page as text: one file, nothing from outside, everything escaped, the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kg.errors import DataError
from kg.page import page_text
from kg.page.render import script_json
from kg.page.view import make_view
from kg.page.words import Interface, interface, variants, vocabulary
from kg.yamlfile import parse_yaml
from tests.page.samples import HOSTILE, hostile, small

ASSETS = Path(__file__).parents[2] / "kg" / "page" / "assets"


class Elements(HTMLParser):
    """Collects start tags, and the text of scripts and styles by element."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.bodies: list[tuple[str, dict[str, str | None], str]] = []
        self._inside = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style", "title", "h1"):
            self.bodies.append((tag, dict(attrs), ""))
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            tag, attrs, body = self.bodies[-1]
            self.bodies[-1] = (tag, attrs, body + data)

    def data(self, name: str) -> Any:
        return next(json.loads(body) for tag, attrs, body in self.bodies if attrs.get("id") == name)


def source(body: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() + "'"


@pytest.mark.parametrize("knowledge", [small(), hostile()])
def test_nothing_comes_from_outside(knowledge: Any) -> None:
    elements = Elements(page_text(knowledge))
    for tag, attrs in elements.tags:
        assert tag not in ("iframe", "object", "embed", "base", "form", "img")
        assert "src" not in attrs
        assert attrs.get("href", "#")[:1] == "#" or attrs["href"] == "data:,"
        assert "style" not in attrs
        assert not any(name.startswith("on") for name in attrs)
    styles = [body for tag, _, body in elements.bodies if tag == "style"]
    assert len(styles) == 1
    assert "url(" not in styles[0]
    assert "@import" not in styles[0]


def test_the_policy_allows_the_page_its_own_scripts_and_nothing_else() -> None:
    elements = Elements(page_text(hostile()))
    policy = next(attrs["content"] for tag, attrs in elements.tags if attrs.get("http-equiv"))
    assert policy is not None
    rules = dict(part.split(" ", 1) for part in policy.split("; "))
    scripts = [body for tag, attrs, body in elements.bodies if tag == "script" and "type" not in attrs]
    styles = [body for tag, _, body in elements.bodies if tag == "style"]
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [source(body) for body in scripts]
    assert rules["style-src"].split() == [source(body) for body in styles]
    assert "unsafe" not in policy
    assert "http" not in policy


def test_hostile_text_stays_inside_its_json() -> None:
    knowledge = hostile()
    text = page_text(knowledge, title=HOSTILE[0])
    elements = Elements(text)
    assert [attrs.get("type") for tag, attrs, _ in elements.bodies if tag == "script"] == [
        "application/json",
        "application/json",
        None,
        None,
    ]
    data = elements.data("kg-data")
    assert [thing["label"] for thing in data["things"]] == list(HOSTILE)
    assert data["documents"][0]["text"] == knowledge.documents[0].source
    assert [body for tag, _, body in elements.bodies if tag == "title"] == [HOSTILE[0]]
    text.encode("utf-8")  # half a surrogate pair would not go through


def test_the_page_carries_the_whole_view() -> None:
    view = make_view(small())
    elements = Elements(page_text(small()))
    data = elements.data("kg-data")
    for name in ("documents", "quotes", "rules", "things", "facts", "numbers"):
        assert data[name] == getattr(view, name)
    graph = elements.data("kg-graph")
    assert [node["id"] for node in graph["nodes"]] == list(range(len(view.things)))
    assert [(edge["from"], edge["to"]) for edge in graph["edges"]] == view.pairs
    assert graph["options"]["physics"] == {"enabled": False}
    colours = vocabulary()["colours"]
    for node, thing in zip(graph["nodes"], view.things, strict=True):
        assert node["color"] == colours.get(thing["class"], node["color"])


def test_equal_knowledge_makes_equal_bytes(small_page: Path) -> None:
    assert small_page.read_bytes() == page_text(small(), title="江州市").encode("utf-8")


def test_json_in_a_script_cannot_end_it() -> None:
    value = ["</script>", "<!--", "]]>", "\u2028", "&amp;", "\ud800", "'\""]
    text = script_json(value)
    assert not re.search("[<>&\u2028\ud800]", text)
    assert json.loads(text) == value


def test_every_word_of_the_interface_is_used_and_every_used_word_exists() -> None:
    strings = set(interface())
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("js/*.js")))
    template = (ASSETS / "page.html.j2").read_text(encoding="utf-8")
    used = set(re.findall(r'\bt\("([a-z_]+)"[,)]', code))
    used |= set(re.findall(r'data-t[a-z-]*="([a-z_]+)"', template))
    built = {
        "column_": re.findall(r'\[\s*"([a-z]+)", \(', code),
        "view_": ["graph", "things", "facts", "numbers"],
        "facet_": ["class", "relation", "document", "modality"],
    }
    used |= {prefix + name for prefix, names in built.items() for name in names}
    used |= {"default_title", "noscript", "measure", "value", "kind", "period"}  # by render.py and in lists
    used |= {"publisher", "date", "place", "doc_language", "file", "facts", "numbers", "incoming", "outgoing"}
    used |= {key for key in strings if key.endswith("_one") and key.removesuffix("_one") in used}
    assert used - strings == set()
    assert strings - used == set()


def test_interface_strings_fill_in_the_same_values_in_both_languages() -> None:
    for key, text in interface().items():
        assert sorted(re.findall(r"\{\w+\}", text["zh"])) == sorted(re.findall(r"\{\w+\}", text["en"])), key


@pytest.mark.parametrize(
    "text",
    [
        "source: x\nstrings: {a: {zh: 甲}}",
        "source: x\nstrings: {a: {zh: 甲, en: a, fr: a}}",
        "strings: {a: {zh: 甲, en: a}}",
    ],
)
def test_a_broken_interface_file_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        parse_yaml(text, Interface)


def test_the_vocabulary_names_and_colours_every_class() -> None:
    terms = vocabulary()
    for name in [*terms["classes"], *terms["relations"], *terms["modalities"]]:
        assert set(terms["labels"][name]) == {"zh", "en"}
    for name in terms["classes"][:-1]:
        assert re.fullmatch("#[0-9a-f]{6}", terms["colours"][name])
    assert terms["values"]["status/sought"]["en"] == "sought"


def test_variants_lead_to_the_forms_in_the_names() -> None:
    found = variants(["湾区", "發展"])
    assert found["灣"] == "湾"
    assert found["區"] == "区"
    assert found["發"] == "发"
    assert "湾" not in found
