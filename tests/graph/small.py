"""A small town, made by hand: enough for every class, relation and qualifier."""

# ruff: noqa: E501 - one thing a line

from __future__ import annotations

import hashlib
from decimal import Decimal

from kg.model import (
    Bound,
    Document,
    Entity,
    EntityClass,
    Evidence,
    Fact,
    Knowledge,
    Metadata,
    Modality,
    Observation,
    Predicate,
    QuantityKind,
    Stage,
)

REPORT = """云台市政府工作报告
市长李青在会上作报告。东山县引进星河科技,星河科技投资建设锂电池项目,项目已开工。
实施强链行动,发展锂电池产业。我市获评国家卫生城市,争创文明城市。
举办云台茶文化节,出台《云台市招商办法》。2024年地区生产总值增长6%以上。
"""
NEWS = """雲台日報
星河科技锂电池项目2024年5月投产,年产值达12.5亿元。东湖公园向45岁的张三开放。
地区生产总值增长7%。王五 摄
"""


def _document(path: str, source: str, metadata: Metadata) -> Document:
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    return Document(sha256[:16], path, sha256, "text/plain", source, metadata)


report = _document(
    "2024/report.txt",
    REPORT,
    Metadata("云台市政府工作报告", "云台市人民政府", "2024-01-15", "云台市", "zh-Hans"),
)
news = _document("news.txt", NEWS, Metadata("雲台日報", "", "2024-06", "云台市", "zh-Hant"))


def quote(document: Document, exact: str, rule: str = "hand") -> frozenset[Evidence]:
    """The evidence of a quote, which must stand in the document."""
    start = document.source.index(exact)
    return frozenset([Evidence(document.id, start, start + len(exact), exact, rule)])


def _entity(key: str, kind: EntityClass, label: str, *quotes: frozenset[Evidence], **more: object) -> Entity:
    return Entity(key, kind, label, evidence=frozenset().union(*quotes), **more)  # type: ignore[arg-type]


E = EntityClass
CITY, COUNTY, FIRM = "district/999900", "district/999901", "company/星河科技"
PLANT, MAYOR, PARK = "project/锂电池项目", "person/李青", "site/东湖公园"

entities = (
    _entity(CITY, E.DISTRICT, "云台市", quote(report, "云台市"), quote(news, "雲台"),
            admin_code="999900", aliases=frozenset({("我市", "zh-Hans"), ("雲台", "zh-Hant")})),
    _entity(COUNTY, E.DISTRICT, "东山县", quote(report, "东山县"), admin_code="999901"),
    _entity(PARK, E.SITE, "东湖公园", quote(news, "东湖公园")),
    _entity(FIRM, E.COMPANY, "星河科技", quote(report, "星河科技"), quote(news, "星河科技")),
    _entity("organization/云台市人民政府", E.ORGANIZATION, "云台市人民政府", quote(report, "市政府")),
    _entity(PLANT, E.PROJECT, "锂电池项目", quote(report, "锂电池项目"), quote(news, "锂电池项目")),
    _entity("programme/强链行动", E.PROGRAMME, "强链行动", quote(report, "强链行动")),
    _entity("policydocument/云台市招商办法", E.POLICY_DOCUMENT, "云台市招商办法", quote(report, "云台市招商办法")),
    _entity("event/云台茶文化节", E.EVENT, "云台茶文化节", quote(report, "云台茶文化节")),
    _entity("award/国家卫生城市", E.AWARD, "国家卫生城市", quote(report, "国家卫生城市")),
    _entity("award/文明城市", E.AWARD, "文明城市", quote(report, "文明城市")),
    _entity(MAYOR, E.PERSON, "李青", quote(report, "李青")),
    _entity("person/王五", E.PERSON, "王五", quote(news, "王五")),
    _entity("person/张三", E.PERSON, "张三", quote(news, "张三")),
    _entity("industry/锂电池产业", E.INDUSTRY, "锂电池产业", quote(report, "锂电池产业")),
)  # fmt: skip

P = Predicate
facts = (
    Fact(COUNTY, P.LOCATED_IN, CITY, evidence=quote(report, "东山县引进星河科技")),
    Fact(FIRM, P.LOCATED_IN, COUNTY, evidence=quote(report, "东山县引进星河科技")),
    Fact(FIRM, P.UNDERTAKES, PLANT,
         evidence=quote(report, "星河科技投资建设锂电池项目") | quote(news, "星河科技锂电池项目2024年5月投产")),
    Fact(PLANT, P.STAGE, Stage.STARTED, evidence=quote(report, "项目已开工")),
    Fact(PLANT, P.STAGE, Stage.IN_OPERATION, qualifiers=(("date", "2024-05"),),
         evidence=quote(news, "锂电池项目2024年5月投产")),
    Fact(MAYOR, P.HOLDS_POSITION, "organization/云台市人民政府", qualifiers=(("title", "市长"),),
         evidence=quote(report, "市长李青")),
    Fact(CITY, P.IMPLEMENTS, "programme/强链行动", evidence=quote(report, "实施强链行动")),
    Fact(CITY, P.DEVELOPS, "industry/锂电池产业", evidence=quote(report, "发展锂电池产业")),
    Fact(CITY, P.AWARDED, "award/国家卫生城市", qualifiers=(("status", "received"),),
         evidence=quote(report, "我市获评国家卫生城市")),
    Fact(CITY, P.AWARDED, "award/文明城市", Modality.TARGET, (("status", "sought"),), quote(report, "争创文明城市")),
    Fact(CITY, P.HOLDS_EVENT, "event/云台茶文化节", qualifiers=(("date", "2024/2025"), ("status", "held")),
         evidence=quote(report, "举办云台茶文化节")),
    Fact("organization/云台市人民政府", P.ISSUED, "policydocument/云台市招商办法",
         evidence=quote(report, "出台《云台市招商办法》")),
    Fact("person/王五", P.AUTHORED, news.id, qualifiers=(("role", "photographer"),), evidence=quote(news, "王五 摄")),
    Fact(MAYOR, P.AUTHORED, report.id, qualifiers=(("role", "author"),), evidence=quote(report, "市长李青")),
    Fact("person/张三", P.RESIDENT_OF, CITY, evidence=quote(news, "45岁的张三")),
    Fact("person/张三", P.AGE, "45", evidence=quote(news, "45岁的张三")),
)  # fmt: skip

observations = (
    Observation(CITY, "地区生产总值", "6", "%", Decimal(6), "PERCENT", Bound.AT_LEAST, QuantityKind.GROWTH,
                Modality.TARGET, "2024", quote(report, "2024年地区生产总值增长6%以上")),
    Observation(CITY, "地区生产总值", "7", "%", Decimal(7), "PERCENT", Bound.EXACT, QuantityKind.GROWTH,
                Modality.ACTUAL, "2024", quote(news, "地区生产总值增长7%")),
    Observation(PLANT, "年产值", "12.5", "亿元", Decimal("1250000000"), "CNY", Bound.EXACT, QuantityKind.LEVEL,
                Modality.ACTUAL, "2024/2025", quote(news, "年产值达12.5亿元")),
    Observation(CITY, "人均收入", "3", "万元/人", Decimal(30000), "CNY_PER_PERSON", Bound.ABOUT, QuantityKind.LEVEL,
                Modality.ACTUAL, "", quote(news, "地区生产总值增长7%")),
)  # fmt: skip

SMALL = Knowledge((report, news), entities, facts, observations)
