"""A list names projects by their companies: both are entities, the mention is the project's."""

from __future__ import annotations

from kg.ingest import make_document
from kg.link import link
from kg.model import Candidate, EntityClass, Metadata
from kg.rules.examples import EXAMPLES
from kg.text import clean


def test_examples():
    outcomes = list(EXAMPLES["link/ventures.yaml"]())
    assert outcomes and all(holds for _, holds in outcomes), outcomes


def test_company_and_project_are_two_entities():
    source = "推进甲木光伏、乙水科技等12个重点项目建设。甲木光伏产值增长。\n"
    document = make_document(source.encode(), path="a.txt", metadata=Metadata(place="柳州市"))
    text = clean(document)
    at = [text.text.index(n) for n in ("甲木光伏", "乙水科技")] + [text.text.rindex("甲木光伏")]
    found = link(document, text, [Candidate(i, i + 4, EntityClass.COMPANY, "recogniser", 0.9) for i in at])
    labels = {(e.kind, e.label) for e in found.entities}
    companies = {(EntityClass.COMPANY, "甲木光伏"), (EntityClass.COMPANY, "乙水科技")}
    assert (
        companies | {(EntityClass.PROJECT, "甲木光伏项目"), (EntityClass.PROJECT, "乙水科技项目")} <= labels
    )
    kinds = [m.kind for m in found.mentions if m.start in at]
    assert kinds == [EntityClass.PROJECT, EntityClass.PROJECT, EntityClass.COMPANY]
    # the surface is the company's: no alias of the project
    assert not any(e.aliases for e in found.entities if e.kind is EntityClass.PROJECT)
