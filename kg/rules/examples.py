"""Run the examples that rule files carry; each yields its text and whether it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from kg.discourse.rules import read_rules, rules
from kg.discourse.sections import read_heading
from kg.facts.relations.examples import all_examples, facts_of
from kg.frames.propose import load_objects, spans_of
from kg.frames.syntax import load_syntax, syntax
from kg.ingest.metadata import compiled as metadata_pattern
from kg.ingest.metadata import rules as metadata
from kg.lexicon.gazetteer import Gazetteer
from kg.link.mend import holds, load_mend
from kg.link.persons import load_persons, persons
from kg.link.rules import load_rules
from kg.link.ventures import load_ventures, ventures
from kg.model import Candidate, EntityClass
from kg.quantities import find_quantities, parse_hanzi
from kg.quantities.numerals import numerals
from kg.quantities.rules import read_quantities, read_units
from kg.text.cues import compiled, cues
from kg.words import WordModel

Outcomes = Iterator[tuple[str, bool]]
_MARKED = re.compile(r"\[([^\]]*)\]")


def _bare(example: str) -> str:
    return re.sub(r"[\[\]]", "", example)


def _frames(file: str) -> Callable[[], Outcomes]:
    def run() -> Outcomes:
        for name, _, example in all_examples():
            if name == file:
                yield example.text, set(facts_of(example)) == set(example.gives)

    return run


def _objects() -> Outcomes:
    for example in load_objects().examples:
        yield example.text, set(spans_of(example)) == set(example.gives)


def _cues() -> Outcomes:
    for rule in (*cues().lines, *cues().inline):
        pattern = compiled(rule.pattern)
        match = pattern.fullmatch if rule in cues().lines else pattern.search
        yield from ((text, bool(match(text))) for text in rule.hits)
        yield from ((text, not match(text)) for text in rule.misses)
    notice, articles = compiled(cues().notice.begins), compiled(cues().articles.dateline)
    yield from ((text, bool(notice.fullmatch(text))) for text in cues().notice.hits)
    yield from ((text, not notice.fullmatch(text)) for text in cues().notice.misses)
    yield from ((text, bool(articles.match(text))) for text in cues().articles.hits)
    yield from ((text, not articles.match(text)) for text in cues().articles.misses)


def _metadata() -> Outcomes:
    known = metadata()
    dates = [(rule.pattern, rule.hits, rule.misses) for rule in known.dates]
    years = [(rule.pattern, rule.hits, rule.misses) for rule in known.years]
    places = [(rule.pattern, rule.hits, rule.misses) for rule in (*known.places, known.nation)]
    for pattern, hits, misses in (*dates, *years, *places):
        search = metadata_pattern(pattern).search
        yield from ((text, bool(search(text))) for text in hits)
        yield from ((text, not search(text)) for text in misses)


def _numerals() -> Outcomes:
    examples = numerals().examples
    yield from ((word, parse_hanzi(word) == value) for word, value in examples.positive.items())
    yield from ((word, parse_hanzi(word) is None) for word in examples.negative)


def _syntax() -> Outcomes:
    for pattern in load_syntax().patterns:
        for text in pattern.positive:
            # some look at the mark behind them
            yield text, _syntax_matches(pattern.id, text) or bool(syntax(pattern.id).match(text + "。"))
        yield from ((text, not _syntax_matches(pattern.id, text)) for text in pattern.negative)


def _syntax_matches(name: str, text: str) -> bool:
    return bool(syntax(name).fullmatch(text))


def _patterns() -> Outcomes:
    gazetteer = Gazetteer.load()

    def spans(name: str, text: str) -> list[str]:
        hits = gazetteer.match_all(text)
        return [text[h.start : h.end] for h in hits if h.source == f"pattern.{name}"]

    for pattern in gazetteer.patterns:
        for example in pattern.positive:
            yield example, spans(pattern.name, _bare(example)) == _MARKED.findall(example)
        for example in pattern.negative:
            yield example, not spans(pattern.name, example)


def _context_words() -> Outcomes:
    for word, pattern in load_rules().words:
        for example in word.positive:
            found = [m.group() for m in pattern.finditer(_bare(example))]
            yield example, found == _MARKED.findall(example)
        yield from ((example, not pattern.search(example)) for example in word.negative)


def _aliases() -> Outcomes:
    for alias in load_rules().names.aliases:
        pattern = re.compile(alias.regex)
        for example in alias.positive:
            full, short = _MARKED.findall(example)
            found = pattern.search(_bare(example))
            yield example, bool(found and found["full"].endswith(full) and found["short"] == short)
        yield from ((example, not pattern.search(example)) for example in alias.negative)


def _mend() -> Outcomes:
    for rule in load_mend().rules:
        yield from ((example, holds(example, rule, positive=True)) for example in rule.positive)
        yield from ((example, holds(example, rule, positive=False)) for example in rule.negative)


def _ventures() -> Outcomes:
    for example in load_ventures().examples:
        text, companies = _bare(example.text), []
        for i, found in enumerate(_MARKED.finditer(example.text)):
            start = found.start() - 2 * i
            companies.append(Candidate(start, start + len(found[1]), EntityClass.COMPANY, "recogniser"))
        yield example.text, tuple(ventures(text, companies).values()) == example.gives


def _persons() -> Outcomes:
    examples = load_persons().examples
    for example in (*examples.positive, *examples.negative):
        text = _bare(example)
        found = [text[c.start : c.end] for c in persons(text, WordModel.load().tag([text])[0])]
        yield example, found == _MARKED.findall(example)


def _discourse() -> Outcomes:
    for rule, _ in rules().sections:
        for line in rule.positive:
            section = read_heading(line)
            yield line, bool(section and section.modality is rule.modality)
        for line in rule.negative:
            section = read_heading(line)
            yield line, section is None or section.modality is not rule.modality
    for marker, matcher in rules().markers:
        yield from ((clause, bool(matcher.search(clause))) for clause in marker.positive)
        yield from ((clause, not matcher.search(clause)) for clause in marker.negative)
    estimates = read_rules().estimates
    yield from ((clause, bool(rules().estimate.search(clause))) for clause in estimates.positive)
    yield from ((clause, not rules().estimate.search(clause)) for clause in estimates.negative)


def _units() -> Outcomes:
    for unit in read_units().units:
        wanted = {unit.key, unit.normal, "RANK" if unit.rank else unit.key}
        for example in unit.positive:
            yield example, bool({q.unit for q in find_quantities(example)} & wanted)
        for example in unit.negative:
            yield example, unit.key not in {q.unit for q in find_quantities(example)}


def _vetoes() -> Outcomes:
    for veto in read_quantities().vetoes:
        yield from ((example, not find_quantities(example)) for example in veto.positive)
        yield from ((example, bool(find_quantities(example))) for example in veto.negative)


#: by path under ``ontology/``
EXAMPLES: Mapping[str, Callable[[], Outcomes]] = {
    **{
        f"frames/{name}.yaml": _frames(f"{name}.yaml")
        for name in ("projects", "programmes", "awards", "events", "documents", "industries")
    },
    "frames/markers.yaml": _frames("markers.yaml"),
    "frames/relations.yaml": _frames("relations.yaml"),
    "frames/people.yaml": _frames("people.yaml"),
    "frames/objects.yaml": _objects,
    "frames/syntax.yaml": _syntax,
    "lexicons/patterns.yaml": _patterns,
    "link/context.yaml": _context_words,
    "link/mend.yaml": _mend,
    "link/names.yaml": _aliases,
    "link/persons.yaml": _persons,
    "link/ventures.yaml": _ventures,
    "discourse.yaml": _discourse,
    "metadata.yaml": _metadata,
    "numerals.yaml": _numerals,
    "text.yaml": _cues,
    "units.yaml": _units,
    "quantities.yaml": _vetoes,
}
