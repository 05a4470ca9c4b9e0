"""Pages of sample knowledge, and a browser to open them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.page import write_page
from tests.page import samples
from tests.page.browser import Visit, launch


# one browser for each module: its event loop would be in the way of other modules that run their own
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with launch() as running:
        yield running


@pytest.fixture(scope="session")
def small_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(samples.small(), path, title="江州市")
    return path


@pytest.fixture(scope="session")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    write_page(samples.hostile(), path, title=samples.HOSTILE[0] + samples.HOSTILE[6])
    return path


@pytest.fixture(scope="session")
def large_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "graph.html"
    write_page(samples.large(600), path, title="大")
    return path


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Visit]]:
    open_pages: list[Visit] = []

    def open_page(path: Path, fragment: str = "", **options: Any) -> Visit:
        open_pages.append(Visit(browser, path, fragment, **options))
        return open_pages[-1]

    yield open_page
    for page in open_pages:
        page.check()
        page.context.close()


@pytest.fixture(scope="module")
def opened(browser: Any, small_page: Path) -> Iterator[Visit]:
    page = Visit(browser, small_page)
    yield page
    page.context.close()


@pytest.fixture
def page(opened: Visit) -> Iterator[Visit]:
    """The small page as it is on opening; one visit serves all tests that change nothing but the view."""
    opened.restart()
    yield opened
    opened.check()
