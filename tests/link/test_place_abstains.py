"""Whose document it is stays open where the document does not say it."""

from __future__ import annotations

import pytest

from kg.lexicon.gazetteer import Gazetteer
from kg.link.place import document_place
from kg.link.rules import load_rules
from kg.model import Metadata

NEWS = "假期里,浙江嘉兴推出夜游线路,浙江温州举办灯会,浙江湖州开放博物馆,浙江绍兴古镇客流增长。"


@pytest.mark.parametrize(
    ("metadata", "text", "place"),
    [
        (Metadata(), NEWS, ""),
        (Metadata(title="各地文旅市场升温"), NEWS, ""),
        (Metadata(title="浙江文旅市场升温"), NEWS, "330000"),
        (Metadata(), f"{NEWS}我省文旅市场持续升温,全省接待游客增长一成,我省将办好文旅节。", "330000"),
        (Metadata(place="嘉兴市"), NEWS, "330400"),
    ],
)
def test_place(metadata: Metadata, text: str, place: str) -> None:
    assert document_place(metadata, text, lexicon=Gazetteer.load(), rules=load_rules()) == place
