"""Which division lies in which, by official codes, and what counts as the body's own."""

from __future__ import annotations

from functools import cached_property

from kg.facts.relations.context import Context
from kg.frames.schema import load_rules
from kg.model import Entity, EntityClass

_D = EntityClass.DISTRICT
#: the code of the country
COUNTRY = "CN"
#: how many digits name a province
_PROVINCE = 2


def trim(code: str) -> str:
    """Return the significant digits of an official code.

    >>> trim("150300"), trim("150302"), trim("150000"), trim("150302001"), trim("CN")
    ('1503', '150302', '15', '150302001', 'CN')
    """
    if not code[:1].isdigit() or len(code) > 6:
        return code
    for end in (2, 4):
        if not code[end:].strip("0"):
            return code[:end]
    return code


def inside(code: str, outer: str) -> bool:
    """Return whether the division ``code`` lies in the division ``outer`` and is not the same.

    >>> inside("150302", "150300"), inside("150300", "150300"), inside("150300", "CN"), inside("JP", "CN")
    (True, False, True, False)
    """
    if not code or not outer:
        return False
    if outer == COUNTRY:
        return code[0].isdigit()
    a, b = trim(code), trim(outer)
    return a != b and a.startswith(b) and b[0].isdigit()


def code_of(entity: Entity) -> str:
    """Return the official code of a division, or of a country from its key (``district/CN``)."""
    name = entity.key.partition("/")[2]
    return entity.admin_code or (name if len(name) == 2 and name.isascii() and name.isupper() else "")


class Geography:
    """The divisions that a text mentions, and the articles that are about the body's own."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._codes = {e.key: code_of(e) for e in context.annotated.entities if e.kind is _D}

    @cached_property
    def place_code(self) -> str:
        return self._codes.get(self._context.place, "")

    def is_own(self, key: str) -> bool:
        """Whether a division is the body's own or lies in it."""
        return key == self._context.place or inside(self._codes.get(key, ""), self.place_code)

    def is_above(self, key: str) -> bool:
        """Whether a division holds the body's own (the province, the country)."""
        return inside(self.place_code, self._codes.get(key, ""))

    @cached_property
    def own_articles(self) -> frozenset[int]:
        """Articles that speak of the body's own division; the only article always does."""
        if not self._context.place:
            return frozenset()
        context = self._context
        articles = {block.article for block in context.annotated.text.blocks}
        if len(articles) <= 1:
            return frozenset(articles | {0})
        return frozenset(
            context.article_at(mention.start)
            for mention in context.mentions
            if mention.kind is _D and self.is_own(mention.entity)
        )

    def own_at(self, offset: int) -> bool:
        """Whether the body's own division is what a statement at a text offset is about by default."""
        return bool(self._context.place) and self._context.article_at(offset) in self.own_articles

    def is_about(self, entity: Entity) -> bool:
        """Whether a thing is named where the text is about the body's own division."""
        mentions = self._context.mentions_of(entity.key)
        if not mentions:  # named inside a longer name only
            return self._all_own
        return any(self.own_at(mention.start) for mention in mentions)

    @cached_property
    def _all_own(self) -> bool:
        articles = {block.article for block in self._context.annotated.text.blocks}
        return bool(self._context.place) and articles <= self.own_articles

    def upper(self, entity: Entity) -> str:
        """The province above the body's own division, for a body of the province (省委); empty else."""
        if not entity.label.startswith(load_rules().upper_levels):
            return ""
        above = (e.key for e in self._context.of_kind(_D) if self.is_above(e.key) and code_of(e) != COUNTRY)
        return next((key for key in above if len(trim(self._codes[key])) == _PROVINCE), "")

    def parent(self, entity: Entity) -> str:
        """The smallest mentioned division that holds a division, by official codes; empty if none does."""
        best, depth = "", -1
        for other in self._context.of_kind(_D):
            if other.key != entity.key and inside(code_of(entity), code_of(other)):
                size = 0 if code_of(other) == COUNTRY else len(trim(code_of(other)))
                if size > depth:
                    best, depth = other.key, size
        return best

    def is_local_name(self, label: str) -> bool:
        """Whether a division without a code bears a local name (某镇, 某村, 某社区)."""
        return label.endswith(load_rules().local_divisions)
