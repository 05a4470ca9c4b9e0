"""A real Chromium for tests; where none is installed the tests say so, or fail if one is required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str:
    """The path of a Chromium, or a skip that nobody overlooks (KG_REQUIRE_BROWSER=1: a failure)."""
    found = next((path for name in NAMES if (path := shutil.which(name))), "")
    if not found:
        message = f"NO BROWSER: none of {', '.join(NAMES)} is installed, so the page is NOT tested"
        if os.environ.get("KG_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found


@contextmanager
def launch() -> Iterator[Any]:
    """A running Chromium."""
    path = executable()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


class Visit:
    """A page opened from disk without network, and everything it asked for or complained about."""

    def __init__(self, browser: Any, path: Path, fragment: str = "", **options: Any) -> None:
        settings = {"viewport": {"width": 1280, "height": 720}, "locale": "zh-CN", "reduced_motion": "reduce"}
        self.context = browser.new_context(accept_downloads=True, **(settings | options))
        self.context.set_offline(True)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.address = path.resolve().as_uri()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.messages.append("dialog"), dialog.dismiss()))
        self.page.add_init_script(
            "window.violations = []; document.addEventListener('securitypolicyviolation',"
            " (e) => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));"
        )
        self.page.goto(self.address + fragment)
        self.page.wait_for_selector("html[data-ready=yes]", state="attached")

    def restart(self) -> None:
        """Back to what is seen on opening, which is quicker than opening again."""
        self.page.evaluate(
            """() => {
              document.getElementById("source").close();
              document.getElementById("search").value = "";
              KG.search.askPath(null);
              KG.state.restart();
              KG.graph.fit();
            }"""
        )

    def thing(self, label: str) -> int:
        """The index of the thing with this label."""
        found: int = self.page.evaluate(
            "(label) => KG.things.findIndex((thing) => thing.label === label)", label
        )
        return found

    def click_on(self, label: str, *, double: bool = False) -> None:
        """Click the dot of a thing in the drawing."""
        spot = self.page.evaluate("(i) => KG.graph.screen(i)", self.thing(label))
        click = self.page.locator("#network").dblclick if double else self.page.locator("#network").click
        click(position={"x": spot["x"], "y": spot["y"]})
        # vis-network waits that long to tell a click from the first half of a double click
        self.page.wait_for_timeout(50)

    def seen(self) -> set[str]:
        """The labels of the things that are drawn."""
        return set(
            self.page.evaluate(
                "() => KG.things.filter((_, i) => KG.graph.seen[i]).map((thing) => thing.label)"
            )
        )

    def panel(self) -> str:
        """The text of the details."""
        return str(self.page.inner_text("#panel"))

    def check(self) -> None:
        """Nothing may have been asked for, refused or complained about."""
        violations = self.page.evaluate("() => window.violations")
        asked = {
            request.partition("#")[0]
            for request in self.requests
            if not request.startswith(("blob:", "data:"))
        }
        assert asked == {self.address}
        assert violations == []
        assert self.messages == []
