"""Knowledge to show: a small hand-made one, a hostile one, and a generator of large ones."""

from __future__ import annotations

import random
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
)

REPORT = """政府工作报告
各位代表：
临江区支持新华化工建设年产30万吨甲醇项目，项目已于8月开工。😀今年力争固定资产投资增长8%以上。
我市实施“一刻钟便民生活圈”行动。李 明任临江区区长。
去年全市地区生产总值完成300亿元。
"""
NEWS = """臨江區: 開會討論種樹
臨江區開展一刻鐘便民生活圈建設。 (記者 王芳)
2021年地區生產總值280億元,2022年300億元。
"""


def document(name: str, text: str, **metadata: str) -> Document:
    """A document whose id is the padded name."""
    return Document(
        name.ljust(16, "0"), f"{name}.txt", name.ljust(64, "0"), "text/plain", text, Metadata(**metadata)
    )


def quote(doc: Document, exact: str, rule: str = "test") -> Evidence:
    """Evidence for the first place where ``exact`` stands in ``doc``."""
    start = doc.source.index(exact)
    return Evidence(doc.id, start, start + len(exact), exact, rule)


def entity(
    kind: EntityClass, label: str, *evidence: Evidence, aliases: tuple[tuple[str, str], ...] = ()
) -> Entity:
    """An entity whose key is its class and label."""
    return Entity(f"{kind.lower()}/{label}", kind, label, frozenset(aliases), "", frozenset(evidence))


def small() -> Knowledge:
    """Two documents about one district, with an astral character before some quotes."""
    a = document(
        "aa", REPORT, title="政府工作报告", publisher="临江日报", date="2023-01-06", language="zh-Hans"
    )
    b = document("bb", NEWS, title="臨江區: 開會討論種樹", date="2023-08-03", language="zh-Hant")
    c = EntityClass
    entities = (
        entity(
            c.DISTRICT, "临江区", quote(a, "临江区"), quote(b, "臨江區"), aliases=(("臨江區", "zh-Hant"),)
        ),
        entity(c.DISTRICT, "江州市", quote(a, "我市"), aliases=(("我市", "zh-Hans"),)),
        entity(c.COMPANY, "新华化工", quote(a, "新华化工")),
        entity(c.PROJECT, "年产30万吨甲醇项目", quote(a, "年产30万吨甲醇项目")),
        entity(
            c.PROGRAMME,
            "一刻钟便民生活圈",
            quote(a, "一刻钟便民生活圈"),
            aliases=(("一刻鐘便民生活圈", "zh-Hant"),),
        ),
        entity(c.PERSON, "李明", quote(a, "李 明"), aliases=(("李 明", "zh-Hans"),)),
        entity(c.PERSON, "王芳", quote(b, "王芳")),
        entity(c.AWARD, "全国文明城区"),  # nothing says so: it must not be shown
    )
    key = {e.label: e.key for e in entities}
    sentence = quote(a, "临江区支持新华化工建设年产30万吨甲醇项目", "undertakes.support")
    p = Predicate
    facts = (
        Fact(key["新华化工"], p.UNDERTAKES, key["年产30万吨甲醇项目"], evidence=frozenset({sentence})),
        Fact(key["新华化工"], p.LOCATED_IN, key["临江区"], evidence=frozenset({sentence})),
        Fact(
            key["年产30万吨甲醇项目"],
            p.STAGE,
            "Started",
            qualifiers=(("date", "2022-08"),),
            evidence=frozenset({quote(a, "项目已于8月开工")}),
        ),
        Fact(
            key["江州市"],
            p.IMPLEMENTS,
            key["一刻钟便民生活圈"],
            evidence=frozenset({quote(a, "我市实施“一刻钟便民生活圈”行动")}),
        ),
        Fact(
            key["临江区"],
            p.IMPLEMENTS,
            key["一刻钟便民生活圈"],
            modality=Modality.TARGET,
            evidence=frozenset({quote(b, "臨江區開展一刻鐘便民生活圈建設")}),
        ),
        Fact(
            key["李明"],
            p.HOLDS_POSITION,
            key["临江区"],
            qualifiers=(("title", "区长"),),
            evidence=frozenset({quote(a, "李 明任临江区区长")}),
        ),
        Fact(
            key["王芳"],
            p.AUTHORED,
            b.id,
            qualifiers=(("role", "author"),),
            evidence=frozenset({quote(b, "記者 王芳")}),
        ),
        Fact(key["江州市"], p.AWARDED, key["全国文明城区"]),  # no quote
    )

    def gdp(doc: Document, exact: str, written: str, period: str) -> Observation:
        return Observation(
            key["江州市"],
            "地区生产总值",
            written,
            "亿元",
            Decimal(written) * 10**8,
            "CNY",
            Bound.EXACT,
            QuantityKind.LEVEL,
            Modality.ACTUAL,
            period,
            frozenset({quote(doc, exact)}),
        )

    growth = Observation(
        key["江州市"],
        "固定资产投资",
        "8",
        "%",
        Decimal(8),
        "PERCENT",
        Bound.AT_LEAST,
        QuantityKind.GROWTH,
        Modality.TARGET,
        "2023",
        frozenset({quote(a, "今年力争固定资产投资增长8%以上")}),
    )
    numbers = (
        gdp(a, "去年全市地区生产总值完成300亿元", "300", "2022"),
        gdp(b, "2021年地區生產總值280億元", "280", "2021"),
        growth,
    )
    return Knowledge((a, b), entities, facts, numbers)


HOSTILE = (
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "javascript:window.pwned=1",
    "\"'`;window.pwned=1//",
    "<!--<script>",
    "${window.pwned=1}{{7*7}}{% raw %}",
    "甲\u202e乙\u2066丙",
    "零\x00字节\x07",
    '=HYPERLINK("http://evil.example")',
    "@SUM(1)",
    "长" * 10_000,
    "half \ud83d pair",
    "constructor",
    "__proto__",
)


def hostile() -> Knowledge:
    """Every string of it tries to be something else than text."""
    text = "\n".join(f"{name} 位于 {name}。" for name in HOSTILE)
    doc = document("ee", text, title=HOSTILE[0], publisher=HOSTILE[1], date=HOSTILE[2], place=HOSTILE[6])
    kinds = list(EntityClass)
    entities = tuple(
        entity(kinds[i % 11], name, quote(doc, name), aliases=((name + "b", 'x" onclick="1'),))
        for i, name in enumerate(HOSTILE)
    )
    facts = tuple(
        Fact(
            entities[i].key,
            Predicate.LOCATED_IN,
            entities[(i + 1) % len(entities)].key,
            qualifiers=(("title", name),),
            evidence=frozenset({Evidence(doc.id, 0, len(text), text, name)}),
        )
        for i, name in enumerate(HOSTILE)
    )
    numbers = tuple(
        Observation(
            entities[0].key,
            name,
            name,
            name,
            Decimal(1),
            name,
            Bound.ABOUT,
            QuantityKind.COUNT,
            Modality.ESTIMATED,
            name,
            frozenset({quote(doc, name)}),
        )
        for name in HOSTILE
    )
    return Knowledge((doc,), entities, facts, numbers)


def large(count: int, *, seed: int = 1) -> Knowledge:
    """``count`` entities, most of them hanging on a few hubs, as in real documents."""
    rng = random.Random(seed)
    text = "".join(f"甲{i}办乙{i}。" for i in range(count))
    doc = document("ff", text, title="大")
    kinds = list(EntityClass)
    spots = [text.index(f"甲{i}办") for i in range(count)]

    def at(i: int) -> frozenset[Evidence]:
        exact = f"甲{i}"
        return frozenset({Evidence(doc.id, spots[i], spots[i] + len(exact), exact, "test")})

    entities = tuple(
        Entity(f"{kinds[i % 11].lower()}/甲{i}", kinds[i % 11], f"甲{i}", evidence=at(i))
        for i in range(count)
    )
    facts = []
    for i in range(1, count):
        hub = rng.choice([0, 0, 0, 11, 22, rng.randrange(i)]) % i
        facts.append(Fact(entities[i].key, Predicate.PART_OF, entities[hub].key, evidence=at(i)))
        if i % 4 == 0:
            facts.append(
                Fact(entities[i].key, Predicate.LOCATED_IN, entities[rng.randrange(i)].key, evidence=at(i))
            )
    return Knowledge((doc,), entities, tuple(facts), ())
