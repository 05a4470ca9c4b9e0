"""The rule files of ``ontology/`` and what loads each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.discourse.rules import read_rules
from kg.facts.measures import rules as measures
from kg.facts.topics import read_topics
from kg.frames.propose import load_objects
from kg.frames.schema import FAMILIES, load_family, load_markers, load_people, load_rules
from kg.frames.syntax import load_syntax
from kg.ingest.metadata import rules as metadata
from kg.lexicon.gazetteer import Gazetteer
from kg.link.mend import load_mend
from kg.link.persons import load_persons
from kg.link.rules import load_rules as link_rules
from kg.link.ventures import load_ventures
from kg.page.words import interface
from kg.quantities.numerals import numerals
from kg.quantities.rules import read_quantities, read_units
from kg.text.cues import cues


def _family(name: str) -> Callable[[], object]:
    return lambda: load_family(name)


#: by path under ``ontology/``; a file that stands for a folder loads it whole
FILES: Mapping[str, Callable[[], object]] = {
    **{f"frames/{name}.yaml": _family(name) for name in FAMILIES},
    "frames/markers.yaml": load_markers,
    "frames/relations.yaml": load_rules,
    "frames/people.yaml": load_people,
    "frames/objects.yaml": load_objects,
    "frames/syntax.yaml": load_syntax,
    "lexicons/patterns.yaml": Gazetteer.load,
    "link/context.yaml": link_rules,
    "link/mend.yaml": load_mend,
    "link/names.yaml": link_rules,
    "link/persons.yaml": load_persons,
    "link/ventures.yaml": load_ventures,
    "discourse.yaml": read_rules,
    "interface.yaml": interface,
    "measures.yaml": measures,
    "metadata.yaml": metadata,
    "numerals.yaml": numerals,
    "quantities.yaml": read_quantities,
    "text.yaml": cues,
    "topics.yaml": read_topics,
    "units.yaml": read_units,
}
