"""What the head of an HTML page says, and the text around its edges."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from kg.model import Metadata

_TITLES = ("articletitle", "og:title", "title", "dc.title", "twitter:title")
_DATES = ("pubdate", "publishdate", "article:published_time", "og:release_date", "dc.date", "date")
_PUBLISHERS = ("contentsource", "source", "og:site_name", "sitename", "dc.publisher")
_SKIPPED = frozenset({"script", "style", "noscript", "template"})
_BREAKS = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "td", "section", "article", "title"}
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
#: what a site appends to the title of each page
_SITE = re.compile(r"\s*[-_|\u2014\u2013]+\s*[^-_|\u2014\u2013]{2,20}$")
_HEAD, _TAIL = 30, 20
_KEPT = 4_000


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.title = ""
        self.heading = ""
        self.lines: list[str] = [""]
        self.skipped = 0
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            values = {key: value or "" for key, value in attrs}
            name = (values.get("name") or values.get("property") or "").lower()
            if name and values.get("content"):
                self.meta.setdefault(name, values["content"].strip())
        self.skipped += tag in _SKIPPED
        if tag in {"title", "h1"}:
            self.inside = tag
        if tag in _BREAKS and self.lines[-1].strip():
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.skipped = max(0, self.skipped - (tag in _SKIPPED))
        if tag == self.inside:
            self.inside = ""
        if tag in _BREAKS and self.lines[-1].strip():
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self.skipped:
            return
        if self.inside == "title":
            self.title += data
            return
        if self.inside == "h1":
            self.heading += data
        if len(self.lines[-1]) < _KEPT:
            self.lines[-1] += data


def page_metadata(source: str) -> tuple[Metadata, list[str], list[str]]:
    """Return what the markup says, and the first and last lines of the page's text."""
    page = _Page()
    page.feed(source)
    page.close()
    title = next((page.meta[name] for name in _TITLES if page.meta.get(name)), "")
    title = title or page.heading.strip() or _SITE.sub("", page.title.strip())
    publisher = next((page.meta[name] for name in _PUBLISHERS if page.meta.get(name)), "")
    dated = next((match for name in _DATES if (match := _ISO.search(page.meta.get(name, "")))), None)
    date = f"{dated[1]}-{int(dated[2]):02}-{int(dated[3]):02}" if dated else ""
    lines = [re.sub(r"[\s\u3000]+", " ", line).strip() for line in page.lines]
    lines = [line for line in lines if line]
    return (
        Metadata(title=" ".join(title.split()), publisher=publisher, date=date),
        lines[:_HEAD],
        lines[-_TAIL:],
    )
