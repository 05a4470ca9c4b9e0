"""Make the README's picture of the page from a build folder, in a headless Chromium.

    python docs/screenshot.py build docs/graph.png
    python docs/screenshot.py build docs/dark.png --dark --show district/150300

Needs the package ``playwright`` and a Chromium.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from urllib.parse import urlencode

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def main() -> None:
    """Open the page without network and save what it shows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("build", type=Path, help="a folder made by kg build")
    parser.add_argument("picture", type=Path, help="the PNG to write")
    parser.add_argument("--show", default="", help="key of the thing to show; the whole graph if empty")
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--language", default="zh-CN")
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    chromium = next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), ""
    )
    if not chromium:
        parser.error("no Chromium is installed")

    from playwright.sync_api import sync_playwright

    address = (options.build / "graph.html").resolve().as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        context = browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=2,
            locale=options.language,
            color_scheme="dark" if options.dark else "light",
            reduced_motion="reduce",
        )
        context.set_offline(True)
        page = context.new_page()
        fragment = "#" + urlencode({"show": "thing", "of": options.show}) if options.show else ""
        page.goto(address + fragment)
        page.wait_for_selector("html[data-ready=yes]", state="attached")
        page.evaluate("() => document.fonts.ready")
        page.wait_for_timeout(300)
        page.screenshot(path=options.picture)
        browser.close()


if __name__ == "__main__":
    main()
