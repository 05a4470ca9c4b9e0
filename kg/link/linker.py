"""From candidates to the mentions and entities of one document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.lexicon.gazetteer import Gazetteer, Hit
from kg.link.borders import Borders
from kg.link.cluster import Cluster, Clusters, Merge, declared_aliases, settle_classes
from kg.link.contextwords import context_words
from kg.link.districts import DistrictResolver, Place, kin_codes
from kg.link.evidence import Quotes
from kg.link.mend import mend
from kg.link.names import Namer, label_of, plain, scope_code
from kg.link.place import document_place
from kg.link.propose import divisions_by_name, known_names, local_names, split_bodies, tidy, within
from kg.link.rules import Rules, load_rules
from kg.link.select import select
from kg.link.ventures import ventures
from kg.model import Candidate, Clause, Document, Entity, EntityClass, Mention, Text, Word

DISTRICT = EntityClass.DISTRICT
#: the source of a mention that names a project by its company: no surface of the project
_BY_COMPANY = "list"


@dataclass(frozen=True, slots=True)
class Linked:
    """Mentions and entities of a document, its place (an entity key, or ``""``), and why names merged."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    place: str = ""
    merges: tuple[Merge, ...] = ()


def link(
    document: Document,
    text: Text,
    candidates: Sequence[Candidate],
    *,
    words: Sequence[Word] = (),
    clauses: Sequence[Clause] = (),
    lexicon: Gazetteer | None = None,
    hits: Sequence[Hit] | None = None,
) -> Linked:
    """Link the candidates of one document, with the document alone as context.

    Args:
        document: for its metadata and, in evidence, its source.
        text: the cleaned text, in whose offsets candidates, words, clauses and hits count.
        candidates: proposed mentions, overlapping or not, in any order; those of the lexicon are added here.
        words: for the borders of short names; none means that every border counts.
        clauses: for quotes and neighbours; none means that blocks take their part.
        lexicon: the gazetteer; by default that of ``ontology/lexicons``.
        hits: what ``lexicon.match`` found in the text, if the caller has it already.
    """
    rules = load_rules()
    lexicon = lexicon or Gazetteer.load()
    if hits is None:
        hits = lexicon.match(text.text)
    place = document_place(document.metadata, text.text, lexicon=lexicon, rules=rules)
    linker = _Linker(document, text, words, Quotes(document, text, clauses), lexicon, rules, place)
    return linker.run(candidates, hits)


@dataclass(slots=True)
class _Draft:
    """An entity in the making."""

    kind: EntityClass
    label: str
    admin_code: str = ""
    spans: list[tuple[int, int, str]] = field(default_factory=list)


class _Linker:
    def __init__(
        self,
        document: Document,
        text: Text,
        words: Sequence[Word],
        quotes: Quotes,
        lexicon: Gazetteer,
        rules: Rules,
        place: str,
    ) -> None:
        self.document, self.text, self.words, self.quotes = document, text, words, quotes
        self.lexicon, self.rules, self.place = lexicon, rules, place
        self.divisions = lexicon.divisions
        self.namer = Namer(place, lexicon=lexicon, rules=rules)
        self.kin = kin_codes(place, divisions=self.divisions)
        self.borders = Borders(words, tags=rules.select.place_tags)
        self.local = local_names(text.text, words, place=place, lexicon=lexicon, rules=rules)
        self.drafts: dict[str, _Draft] = {}
        self.mentions: list[Mention] = []
        self.merges: list[Merge] = []
        self.unknown: set[str] = set()

    def run(self, candidates: Sequence[Candidate], hits: Sequence[Hit]) -> Linked:
        body = self.text.text
        whole = mend(body, tidy(body, candidates))
        proposed = split_bodies(body, whole, self.words, lexicon=self.lexicon, rules=self.rules)
        proposed = divisions_by_name(body, proposed, place=self.place, lexicon=self.lexicon, rules=self.rules)
        proposed += mend(body, known_names(hits, borders=self.borders, kin=self.kin))
        proposed += self.local
        proposed = self._without_context_words(proposed)
        declared = declared_aliases(body, {body[c.start : c.end] for c in proposed}, rules=self.rules)
        proposed += self._declared(declared, proposed)
        flat = settle_classes(body, select(proposed, rules=self.rules), namer=self.namer)
        places = self._districts([c for c in flat if c.kind is DISTRICT])
        listed = ventures(body, flat)
        flat = tuple(replace(c, kind=EntityClass.COMPANY) if c in listed else c for c in flat)
        for kind in EntityClass:
            if kind is not DISTRICT:
                self._cluster(kind, [c for c in flat if c.kind is kind], declared)
        self._ventures({(c.start, c.end): label for c, label in listed.items()})
        taken = _Taken(flat)
        named = sorted((p.start, p.code) for p in places if p.code)
        for w in context_words(body, self.place, named, divisions=self.divisions, rules=self.rules):
            if taken.free(w.start, w.end):
                place = Place(w.start, w.end, w.code, body[w.start : w.end])
                self._add(*self._division(place), Candidate(w.start, w.end, DISTRICT, "context"))
                taken.add(w.start, w.end)
        self._things(taken)
        self._within(flat)
        self.mentions.sort(key=lambda m: (m.start, m.end))
        own = self.divisions.get(self.place) if self.place else None
        return Linked(tuple(self.mentions), self._entities(), own.key if own else "", tuple(self.merges))

    # --- candidates ---

    def _without_context_words(self, proposed: Sequence[Candidate]) -> list[Candidate]:
        """Leave 我市 and 该小区 to the rules that know what they denote."""
        regexes = [regex for _, regex in (*self.rules.words, *self.rules.things)]
        spans = {m.span() for regex in regexes for m in regex.finditer(self.text.text)}
        return [c for c in proposed if (c.start, c.end) not in spans]

    def _declared(
        self, declared: Sequence[tuple[str, str]], proposed: Sequence[Candidate]
    ) -> list[Candidate]:
        """Every occurrence of a declared short name, in the class of its full name."""
        body = self.text.text
        kinds = {body[c.start : c.end]: c.kind for c in proposed}
        return [
            Candidate(found.start(), found.end(), kinds[full], "name")
            for full, short in declared
            if len(short) > 1 and full in kinds
            for found in re.finditer(re.escape(short), body)
        ]

    # --- divisions ---

    def _districts(self, found: Sequence[Candidate]) -> tuple[Place, ...]:
        resolver = DistrictResolver(self.text.text, self.place, lexicon=self.lexicon, rules=self.rules)
        places = resolver.resolve([(c.start, c.end) for c in found], self.quotes.sentences)
        self.unknown = {label_of(p.name) for p in places if not p.code}
        for c, p in zip(found, places, strict=True):
            self._add(*self._division(p), c)
        return places

    def _division(self, p: Place) -> tuple[str, _Draft]:
        """Key and draft of a resolved division, or of one that has no code."""
        division = self.divisions.get(p.code) if p.code else None
        if division:
            official = p.code if p.code.isdigit() else ""
            return division.key, _Draft(DISTRICT, division.name, official)
        label = label_of(p.name)
        # 甲街道乙社区 is 乙社区, where that stands in the document too
        label = min((u for u in self.unknown if label.endswith(u) and len(u) > 2), key=len, default=label)
        local = ""
        if label.endswith(tuple(e for ends in self.rules.context.units.values() for e in ends)):
            local = scope_code(self.place, "prefecture", divisions=self.divisions)
        return f"district/{plain(label)}" + (f"@{local}" if local else ""), _Draft(DISTRICT, label)

    def _within(self, flat: Sequence[Candidate]) -> None:
        """Divisions and bodies inside longer names: entities with evidence, but no mentions."""
        inner = within(
            self.text.text,
            flat,
            self.local,
            borders=self.borders,
            kin=self.kin,
            lexicon=self.lexicon,
            rules=self.rules,
        )
        resolver = DistrictResolver(self.text.text, self.place, lexicon=self.lexicon, rules=self.rules)
        divisions = [(c.start, c.end) for c in inner if c.kind is DISTRICT]
        for p in resolver.resolve(divisions, self.quotes.sentences):
            key, draft = self._division(p)
            self.drafts.setdefault(key, draft).spans.append((p.start, p.end, "lexicon"))
        for c in inner:
            if c.kind is not DISTRICT:
                name = self.text.text[c.start : c.end]
                core, canonical = self.namer.core(c.kind, name), self.namer.canonical(c.kind, name)
                key = self._key(Cluster(c.kind, (name,), core, canonical))
                draft = self.drafts.setdefault(key, _Draft(c.kind, label_of(name)))
                draft.spans.append((c.start, c.end, "lexicon"))

    # --- everything else ---

    def _cluster(
        self, kind: EntityClass, found: Sequence[Candidate], declared: Sequence[tuple[str, str]]
    ) -> None:
        body = self.text.text
        clusters = Clusters(kind, [body[c.start : c.end] for c in found], namer=self.namer, rules=self.rules)
        of: dict[str, tuple[str, str]] = {}
        for cluster in clusters.run(declared):
            key = self._key(cluster)
            for surface in cluster.surfaces:
                of[surface] = (key, label_of(cluster.surfaces[0]))
        self.merges += clusters.merges
        for c in found:
            key, label = of[body[c.start : c.end]]
            self._add(key, _Draft(kind, label), c)

    def _ventures(self, listed: Mapping[tuple[int, int], str]) -> None:
        """Where a list names a project by its company, the mention is the project's; the company stays."""
        for i, m in enumerate(self.mentions):
            label = listed.get((m.start, m.end), "")
            if label and m.kind is EntityClass.COMPANY:
                kind = EntityClass.PROJECT
                key = self._key(Cluster(kind, (label,), self.namer.core(kind, label)))
                self.drafts.setdefault(key, _Draft(kind, label)).spans.append((m.start, m.end, _BY_COMPANY))
                self.mentions[i] = replace(m, kind=kind, entity=key)

    def _key(self, cluster: Cluster) -> str:
        """``class/name``, with ``@division`` for names that are only unique within one."""
        kind, core, names = cluster.kind, cluster.core, self.rules.names
        name = plain(cluster.canonical) if cluster.canonical else core.name
        where = core.place
        scope = names.scope.get(kind, "none")
        if cluster.canonical or name.startswith(names.national):
            where = ""
        elif kind is EntityClass.PERSON:
            where = self.place
        elif kind is EntityClass.COMPANY and len(core.name) > 4:
            where = ""  # a registered name is unique
        elif scope == "stated" and not core.local:
            where = ""
        if name in names.every_place:
            where, scope = self.place, "document"
        code = scope_code(where, scope, divisions=self.divisions)
        return f"{kind.lower()}/{name}" + (f"@{code}" if code else "")

    def _things(self, taken: _Taken) -> None:
        """该小区, 该公司: the last thing of that sort named before, in the same article."""
        body = self.text.text
        before = sorted(self.mentions, key=lambda m: m.end)
        ends = [m.end for m in before]
        for thing, regex in self.rules.things:
            for found in regex.finditer(body):
                start, end = found.span()
                floor = max((a.start for a in self.text.articles if a.start <= start), default=0)
                if not taken.free(start, end):
                    continue
                for m in reversed(before[: bisect_left(ends, start + 1)]):
                    if m.start < floor:
                        break
                    name = body[m.start : m.end]
                    if m.kind is thing.kind and (not thing.ending or name.endswith(thing.ending)):
                        self.mentions.append(Mention(start, end, m.kind, m.entity, "context", 0.7))
                        self.drafts[m.entity].spans.append((start, end, "context"))
                        taken.add(start, end)
                        break

    # --- entities ---

    def _add(self, key: str, draft: _Draft, c: Candidate) -> None:
        source = c.source if c.source in ("recogniser", "frame", "context") else "lexicon"
        known = self.drafts.setdefault(key, draft)
        if len(plain(draft.label)) > len(plain(known.label)) and not known.admin_code:
            known.label = draft.label
        known.spans.append((c.start, c.end, source))
        self.mentions.append(Mention(c.start, c.end, c.kind, key, source, c.score))

    def _entities(self) -> tuple[Entity, ...]:
        out = []
        for key, draft in sorted(self.drafts.items()):
            aliases: set[tuple[str, str]] = set()
            for start, end, source in draft.spans:
                if source == _BY_COMPANY:
                    continue
                aliases.add((self.text.text[start:end].replace("\n", ""), "zh-Hans"))
                written = self.quotes.written(start, end)
                if written:
                    aliases.add((written, "zh-Hant"))
            aliases.discard((draft.label, "zh-Hans"))
            evidence = frozenset(
                self.quotes.of(s, e, rule=f"mention.{source}") for s, e, source in draft.spans
            )
            out.append(Entity(key, draft.kind, draft.label, frozenset(aliases), draft.admin_code, evidence))
        return tuple(out)


class _Taken:
    """Which characters of the text mentions cover."""

    def __init__(self, flat: Iterable[Candidate]) -> None:
        self._covered: set[int] = set()
        for c in flat:
            self.add(c.start, c.end)

    def add(self, start: int, end: int) -> None:
        self._covered.update(range(start, end))

    def free(self, start: int, end: int) -> bool:
        return self._covered.isdisjoint(range(start, end))


__all__ = ["Linked", "link"]
