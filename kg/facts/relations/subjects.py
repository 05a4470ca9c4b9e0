"""Who does what a clause says: a subject written, carried on from before, or the body's own division."""

from __future__ import annotations

from kg.facts.relations.context import Context, Reading
from kg.facts.relations.geography import Geography
from kg.frames.analysis import Group
from kg.frames.syntax import syntax
from kg.model import EntityClass, Mention

_D, _C, _O, _S = EntityClass.DISTRICT, EntityClass.COMPANY, EntityClass.ORGANIZATION, EntityClass.SITE
AGENTS = frozenset({_D, _C, _O})


class Subjects:
    """Finds the subjects of clauses."""

    def __init__(self, context: Context, geography: Geography) -> None:
        self._context = context
        self._geography = geography
        self._carried = self._carry()

    def written(
        self, reading: Reading, at: int, *, kinds: frozenset[EntityClass] = AGENTS
    ) -> tuple[Mention, ...]:
        """The mentions in front of a verb at a text offset, in its clause, that are its subject."""
        best: Group[Mention] | None = None
        for group in reading.groups:
            if group.end > at:
                break
            if group.kinds <= kinds and self._is_subject(group, at):
                best = group
        return _heads(best.items) if best else ()

    def _is_subject(self, group: Group[Mention], at: int) -> bool:
        text = self._context.text
        lead = text[max(0, group.start - 10) : group.start]
        if syntax("oblique").fullmatch(lead) and not syntax("causative").fullmatch(lead):
            return False
        gap = text[group.end : at]
        return len(gap) <= 30 and not syntax("not_subject").match(gap)

    def _carry(self) -> dict[int, tuple[Mention, ...]]:
        """For each clause, the subject that an earlier clause of its sentence wrote at its head."""
        carried: dict[int, tuple[Mention, ...]] = {}
        sentence = -1
        current: tuple[Mention, ...] = ()
        for reading in self._context.readings:
            if reading.clause.sentence != sentence:
                sentence, current = reading.clause.sentence, ()
            carried[reading.clause.start] = current
            head = self._head(reading)
            if head:
                current = head
        return carried

    def _head(self, reading: Reading) -> tuple[Mention, ...]:
        """The subject at the head of a clause, behind a date at most; nothing if a verb governs it."""
        if not reading.groups:
            return ()
        group = reading.groups[0]
        verb = next((t.start for t in reading.reading.triggers if t.start >= group.end), reading.clause.end)
        lead = self._context.text[reading.clause.start : group.start]
        if (
            group.before is None
            and group.kinds <= AGENTS
            and syntax("head_lead").fullmatch(lead)
            and self._is_subject(group, verb)
        ):
            return _heads(group.items)
        return ()

    def of(
        self,
        reading: Reading,
        at: int,
        *,
        kinds: frozenset[EntityClass] = AGENTS,
        carry: frozenset[EntityClass] | None = None,
    ) -> tuple[tuple[str, ...], str]:
        """The subjects of a verb at a text offset, and how they were found.

        Args:
            reading: the clause.
            at: where the verb, or what it governs, begins.
            kinds: classes that a written subject may have.
            carry: classes that a subject carried on from before may have; by default the same.

        Returns:
            Entity keys, and ``written``, ``carried`` or ``elided``; no keys where nobody is known.
        """
        written = self.written(reading, at, kinds=kinds)
        if written:
            if written[0].kind is _D and self._geography.is_above(written[0].entity):
                # 抓住国家推进X的机遇: what the country does is no statement of this document
                return (
                    (tuple(m.entity for m in written), "written")
                    if self._head(reading) == written
                    else ((), "")
                )
            return tuple(m.entity for m in written), "written"
        carried = tuple(
            m
            for m in self._carried.get(reading.clause.start, ())
            if m.kind in (kinds if carry is None else carry)
        )
        if carried and (carried[0].kind is _D or at - reading.clause.start <= 8):
            return tuple(m.entity for m in carried), "carried"
        if self._geography.own_at(at):
            return (self._context.place,), "elided"
        return (), ""


def _heads(items: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Items that no other follows directly: of 海城区|教育局, the bureau acts."""
    starts = {item.start for item in items}
    return tuple(item for item in items if item.end not in starts)
