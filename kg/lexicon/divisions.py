"""The administrative divisions of China, and the countries, as tables with parents and short names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import DataError
from kg.resources import ontology_dir

#: from the largest to the smallest
LEVELS = ("country", "province", "prefecture", "county", "town")
_DEPTH = {level: depth for depth, level in enumerate(LEVELS)}
CHINA = "CN"


@dataclass(frozen=True, slots=True)
class Division:
    """A division with an official code (GB/T 2260, nine digits for towns) or a country (ISO 3166-1).

    ``parent`` is a code; ``aliases`` are short names (衢州 for 衢州市); ``now`` is the code of the division
    that carries on after a past one, empty for divisions of today. ``lon`` and ``lat`` are in degrees, or
    ``None`` where the source has none.
    """

    code: str
    name: str
    level: str
    parent: str
    aliases: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    past: bool = False
    now: str = ""

    @property
    def key(self) -> str:
        """The entity key of the division (of the one that carries on, for a past name)."""
        return f"district/{self.now or self.code}"


class Divisions:
    """All divisions down to county level in memory; towns are read by province when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.by_code: dict[str, Division] = {}
        self._by_name: dict[str, list[Division]] = {}
        self._by_alias: dict[str, list[Division]] = {}
        self._children: dict[str, list[Division]] = {}
        self._towns: dict[str, dict[str, list[Division]]] = {}
        for row in read_rows(folder / "countries.csv", ("code", "name", "aliases")):
            self._add(Division(row["code"], row["name"], "country", "", _split(row["aliases"])))
        for row in read_rows(
            folder / "divisions.csv", ("code", "name", "level", "parent", "aliases", "lon", "lat")
        ):
            lon, lat = (float(row["lon"]), float(row["lat"])) if row["lon"] else (None, None)
            self._add(
                Division(
                    row["code"], row["name"], row["level"], row["parent"], _split(row["aliases"]), lon, lat
                )
            )
        for row in read_rows(folder / "past_divisions.csv", ("code", "name", "last_seen", "now")):
            prefecture, province = row["code"][:4] + "00", row["code"][:2] + "0000"
            level = "prefecture" if row["code"] == prefecture else "county"
            parent = prefecture if level == "county" and prefecture in self.by_code else province
            past = Division(row["code"], row["name"], level, parent, past=True, now=row["now"])
            self._by_name.setdefault(past.name, []).append(past)

    def _add(self, division: Division) -> None:
        self.by_code[division.code] = division
        self._by_name.setdefault(division.name, []).append(division)
        for alias in division.aliases:
            self._by_alias.setdefault(alias, []).append(division)
        if division.parent:
            self._children.setdefault(division.parent, []).append(division)

    def __iter__(self) -> Iterator[Division]:
        return iter(self.by_code.values())

    def named(self, name: str) -> tuple[Division, ...]:
        """Return the divisions whose full name this is, those of today first."""
        return tuple(sorted(self._by_name.get(name, ()), key=lambda d: d.past))

    def called(self, name: str) -> tuple[Division, ...]:
        """Return the divisions whose full or short name this is, the largest first.

        >>> [d.name for d in Divisions.load().called("海南")]
        ['海南省', '海南藏族自治州', '海南区']
        """
        found = {*self._by_name.get(name, ()), *self._by_alias.get(name, ())}
        return tuple(sorted(found, key=lambda d: (d.past, _DEPTH[d.level], d.code)))

    def names(self) -> Iterator[tuple[str, bool]]:
        """Every name and whether it is only a short one."""
        for name in self._by_name:
            yield name, False
        for alias in self._by_alias:
            if alias not in self._by_name:
                yield alias, True

    def children(self, code: str) -> tuple[Division, ...]:
        """The divisions directly below ``code``, down to county level."""
        return tuple(self._children.get(code, ()))

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """The divisions above ``code``, the nearest first, up to the country.

        >>> [d.name for d in Divisions.load().ancestors("330802")]
        ['衢州市', '浙江省', '中国']
        """
        out: list[Division] = []
        division = self.get(code)
        while division and division.parent:
            division = self.by_code.get(division.parent)
            if division:
                out.append(division)
        return tuple(out)

    def within(self, code: str, ancestor: str) -> bool:
        """Whether ``code`` is ``ancestor`` or below it."""
        return code == ancestor or any(d.code == ancestor for d in self.ancestors(code))

    def get(self, code: str) -> Division | None:
        """Return the division of a code (six digits, or nine for a town)."""
        if len(code) == 9 and code.isdigit():
            towns = self._province_towns(code[:2])
            return next((t for group in towns.values() for t in group if t.code == code), None)
        return self.by_code.get(code)

    def towns(self, name: str, below: str) -> tuple[Division, ...]:
        """Return towns and subdistricts of this full name below ``below`` (read on first use)."""
        if not below.isdigit():
            return ()
        found = self._province_towns(below[:2]).get(name, [])
        return tuple(t for t in found if self.within(t.parent, below))

    def _province_towns(self, province: str) -> dict[str, list[Division]]:
        if province not in self._towns:
            table: dict[str, list[Division]] = {}
            path = self._folder / "towns" / f"{province}.csv"
            if path.exists():
                for row in read_rows(path, ("code", "name")):
                    code = row["code"]
                    parent = code[:6] if code[:6] in self.by_code else code[:4] + "00"
                    table.setdefault(row["name"], []).append(Division(code, row["name"], "town", parent))
            self._towns[province] = table
        return self._towns[province]

    @staticmethod
    @cache
    def load() -> Divisions:
        """Return the tables of ``ontology/lexicons`` (read once a process).

        Raises:
            DataError: a table is missing or has other columns than it should.
        """
        return Divisions(ontology_dir() / "lexicons")


def read_rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Read a CSV table of exactly these columns.

    Raises:
        DataError: the file is missing, or its header or a row differs from ``columns``.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        raise DataError(f"cannot be read: {error}", where=str(path)) from error
    if not rows or tuple(rows[0]) != columns:
        raise DataError(f"must have the columns {','.join(columns)}", where=f"{path}:1")
    width = len(columns)
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != width:
            raise DataError(f"has {len(row)} fields instead of {width}", where=f"{path}:{number}")
    return [dict(zip(columns, row, strict=True)) for row in rows[1:]]


def _split(field: str) -> tuple[str, ...]:
    return tuple(field.split("|")) if field else ()
