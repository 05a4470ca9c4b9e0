"""Gold facts of one document, as annotators wrote them."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import UsageError
from kg.model import Predicate, Stage

#: annotators write snake case
PREDICATES = {
    "".join(f"_{c.lower()}" if c.isupper() else c for c in predicate.value): predicate
    for predicate in Predicate
}
STAGES = {"".join(f"_{c.lower()}" if c.isupper() else c for c in s.value).lstrip("_"): s for s in Stage}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldEntity(_Model):
    """An entity; ``required`` where two annotators agree."""

    type: str
    name: str
    surfaces: list[str]
    required: bool


class GoldRelation(_Model):
    """A relation between entity names, or to a literal."""

    predicate: str
    subject: str
    object: str
    required: bool


class GoldObservation(_Model):
    """A number; any of ``subjects`` and ``measures`` is right."""

    value: str
    unit: str
    modality: str
    subjects: list[str]
    measures: list[str]
    required: bool


class Gold(_Model):
    """The content of a gold file."""

    doc: str
    entities: list[GoldEntity]
    relations: list[GoldRelation]
    observations: list[GoldObservation]


def load_gold(path: Path) -> Gold:
    """Read a gold file.

    Raises:
        UsageError: it is missing or not of this form.
    """
    try:
        return Gold.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read: {error.strerror}", where=str(path)) from None
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise UsageError(f"{place}: {fault['msg']}", where=str(path), hint="see docs/quality.md") from None
