"""``manifest.csv``: what is known about documents beyond what they say themselves."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kg.errors import InputError
from kg.ingest.decoding import decode
from kg.model import Metadata

COLUMNS = ("file", "title", "publisher", "date", "place", "language")
_DATE = re.compile(
    r"(\d{4})(?:\s*[-/.\u5e74]\s*(\d{1,2})(?:\s*[-/.\u6708]\s*(\d{1,2})\s*\u65e5?|\s*\u6708)?|\s*\u5e74)?"
)
_MAX_BYTES = 64 << 20


class Row(BaseModel):
    """One row of a manifest, checked; every field but ``file`` may be empty."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)

    file: str = Field(min_length=1)
    title: str = ""
    publisher: str = ""
    date: str = ""
    place: str = ""
    language: str = Field(default="", pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?$")

    @field_validator("date")
    @classmethod
    def _iso(cls, value: str) -> str:
        if not value:
            return ""
        match = _DATE.fullmatch(value)
        if match is None:
            raise ValueError(f"{value!r} is no date; write 2023, 2023-08 or 2023-08-03")
        year, month, day = (int(part) if part else 0 for part in match.groups())
        try:
            date(year, month or 1, day or 1)
        except ValueError:
            raise ValueError(f"{value!r} is no day of the calendar") from None
        return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a manifest; ``where`` is ``FILE:LINE``; ``fatal`` if it cost a row."""

    where: str
    message: str
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of a manifest, by file as written, and what is wrong with it."""

    path: Path
    rows: dict[str, Metadata]
    lines: dict[str, int]
    problems: tuple[Problem, ...] = ()


def read_manifest(path: Path) -> Manifest:
    """Read a manifest in any encoding that documents may have.

    Columns are ``file,title,publisher,date,place,language`` in any order; those unknown are reported and left
    out. A wrong row is reported and left out; the others count.

    Raises:
        InputError: it cannot be read, or has no column ``file``.
    """
    name = str(path)
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputError("is too large for a manifest", where=name, hint="is it the right file?")
        text, _ = decode(path.read_bytes(), where=name)
    except OSError as error:
        raise InputError("cannot be read", where=name, hint=error.strerror or "") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    rows: dict[str, Metadata] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    try:
        header = [column.strip().lower() for column in next(reader)]
        if "file" not in header:
            raise InputError("has no column 'file'", where=f"{name}:1", hint="columns: " + ",".join(COLUMNS))
        unknown = [column for column in header if column and column not in COLUMNS]
        if unknown:
            problems.append(Problem(f"{name}:1", "unknown columns left out: " + ", ".join(unknown)))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            where = f"{name}:{reader.line_num}"
            if len(cells) > len(header):
                problems.append(Problem(where, f"{len(cells)} cells under {len(header)} columns", fatal=True))
                continue
            row = _check(dict(zip(header, cells, strict=False)), where, problems)
            if row is None:
                continue
            key = row.file.replace("\\", "/").removeprefix("./")
            if key in rows:
                problems.append(Problem(where, f"{key} stands twice; the first row counts", fatal=True))
                continue
            rows[key] = Metadata(row.title, row.publisher, row.date, row.place, row.language)
            lines[key] = reader.line_num
    except csv.Error as error:
        raise InputError("is no CSV", where=f"{name}:{reader.line_num}", hint=str(error)) from error
    return Manifest(path, rows, lines, tuple(problems))


def _check(cells: dict[str, str], where: str, problems: list[Problem]) -> Row | None:
    try:
        return Row.model_validate({key: value for key, value in cells.items() if key in COLUMNS})
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            column = ".".join(map(str, problem["loc"]))
            problems.append(
                Problem(where, f"{column}: {problem['msg'].removeprefix('Value error, ')}", fatal=True)
            )
        return None
