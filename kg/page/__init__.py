"""The interactive page: one HTML file that opens from disk, with a quote behind everything it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Knowledge

__all__ = ["page_text", "write_page"]


def page_text(knowledge: Knowledge, *, title: str = "", language: str = "zh") -> str:
    """Return the page of ``knowledge`` as HTML text.

    Args:
        knowledge: what to show; statements without evidence are left out.
        title: heading of the page, plain text; the interface's own heading if empty.
        language: interface language where the browser prefers neither Chinese nor English.

    Raises:
        KgError: a quote does not stand in its document where its evidence says.
        DataError: ``ontology/interface.yaml`` or the vocabulary breaks its schema.
    """
    from kg.page.render import render
    from kg.page.view import make_view

    return render(make_view(knowledge), title=title, language=language)


def write_page(knowledge: Knowledge, path: Path, *, title: str = "", language: str = "zh") -> None:
    """Write the page of ``knowledge`` to ``path``; see :func:`page_text`."""
    text = page_text(knowledge, title=title, language=language)
    path.write_text(text, encoding="utf-8", newline="\n")
