"""What a file of ``ontology/frames`` may say."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kg.model import Modality, Predicate, Stage
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

Words = Annotated[tuple[str, ...], Field(default=())]


class Example(Strict):
    """A text with marked mentions (``[城北水厂:Project]``) and every fact that it must give.

    A fact is written ``predicate(subject, object, more…)``; 我市 stands for the division of the body, and
    more are the modality (unless Actual) and the values of ``status``, ``title`` and ``role``.
    """

    text: str
    modality: Modality = Modality.ACTUAL
    gives: tuple[str, ...]


class Frame(Strict):
    """A verb class: its verbs, and what they say of their objects.

    ``before`` are verbs in front of their objects, ``after`` predicates behind their subjects. ``stage`` is
    what a statement says of a project, ``target`` what a promise says (by default the same stage, promised);
    ``progressive`` verbs say that work goes on, in a promise too. ``agentive`` verbs have the body's own
    division as their subject when none is written. ``relation`` is what holds between subject and object.
    """

    id: str
    before: Words
    after: Words
    stage: Stage | None = None
    target: Stage | None = None
    progressive: bool = False
    agentive: bool = False
    relation: Predicate | None = None
    status: Literal["", "received", "sought"] = ""
    examples: tuple[Example, ...] = Field(min_length=2)


class FrameFile(Strict):
    """A file of frames of one family."""

    source: str
    frames: tuple[Frame, ...]

    @model_validator(mode="after")
    def _one_frame_a_verb(self) -> Self:
        for side in ("before", "after"):
            seen: dict[str, str] = {}
            for frame in self.frames:
                for word in getattr(frame, side):
                    if word in seen:
                        raise ValueError(f"{word} stands twice as {side}: in {seen[word]} and in {frame.id}")
                    seen[word] = frame.id
        return self


class Markers(Strict):
    """Words around a verb that change what it states (``markers.yaml``)."""

    source: str
    negation: tuple[str, ...]
    hypothesis: tuple[str, ...]
    oblique: tuple[str, ...]
    causative: tuple[str, ...]
    dates: tuple[str, ...]
    preparation: tuple[str, ...]
    part: tuple[str, ...]
    part_stage: Stage
    completion: tuple[str, ...]
    examples: tuple[Example, ...] = Field(min_length=1)


#: the files of frames; the other files of the folder have schemas of their own
FAMILIES = ("projects", "programmes", "awards", "events", "documents", "industries")


@cache
def load_family(name: str) -> FrameFile:
    """Read ``ontology/frames/NAME.yaml``.

    Raises:
        DataError: the file is missing or breaks the schema; ``where`` is ``FILE:LINE``.
    """
    return load_yaml(ontology_dir() / "frames" / f"{name}.yaml", FrameFile)


@cache
def load_markers() -> Markers:
    """Read ``ontology/frames/markers.yaml``.

    Raises:
        DataError: the file is missing or breaks the schema; ``where`` is ``FILE:LINE``.
    """
    return load_yaml(ontology_dir() / "frames" / "markers.yaml", Markers)


class Rules(Strict):
    """Names and words that relation rules look at."""

    source: str
    local_divisions: tuple[str, ...]
    regions: tuple[str, ...]
    region_endings: tuple[str, ...]
    levels: tuple[str, ...]
    upper_levels: tuple[str, ...]
    upper_bodies: tuple[str, ...]
    local_bodies: tuple[str, ...]
    own_organisations: tuple[str, ...]
    phases: tuple[str, ...]
    not_own_programmes: tuple[str, ...]
    counted: tuple[str, ...]
    beside: tuple[str, ...]
    capital: tuple[str, ...]
    happens: tuple[str, ...]
    waters: tuple[str, ...]
    deictic: tuple[str, ...]
    project_heads: tuple[str, ...]
    examples: tuple[Example, ...] = Field(min_length=2)


@cache
def load_rules() -> Rules:
    """Read ``ontology/frames/relations.yaml``.

    Raises:
        DataError: the file is missing or breaks the schema; ``where`` is ``FILE:LINE``.
    """
    return load_yaml(ontology_dir() / "frames" / "relations.yaml", Rules)


class PeopleFile(Strict):
    """``ontology/frames/people.yaml``."""

    source: str
    titles: tuple[str, ...]
    not_offices: tuple[str, ...]
    bare_titles: tuple[str, ...]
    state_titles: tuple[str, ...]
    country: tuple[str, ...]
    residents: tuple[str, ...]
    citizens: tuple[str, ...]
    lives: tuple[str, ...]
    lived: tuple[str, ...]
    anaphors: tuple[str, ...]
    examples: tuple[Example, ...] = Field(min_length=2)


@cache
def load_people() -> PeopleFile:
    """Read ``ontology/frames/people.yaml``.

    Raises:
        DataError: the file is missing or breaks the schema; ``where`` is ``FILE:LINE``.
    """
    return load_yaml(ontology_dir() / "frames" / "people.yaml", PeopleFile)
