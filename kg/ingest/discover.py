"""Which files to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.ingest.reader import MEDIA_TYPES, relative_name
from kg.model import Metadata

MANIFEST = "manifest.csv"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: ``name`` is its path relative to ``root``; ``metadata`` is what a manifest says."""

    path: Path
    root: Path
    name: str
    metadata: Metadata = Metadata()


@dataclass(frozen=True, slots=True)
class Skip:
    """A file that is not read, and why; ``failed`` if somebody should do something about it."""

    path: str
    reason: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Discovery:
    """Files to read and files left out, each in order of their names."""

    files: tuple[Found, ...] = ()
    skipped: tuple[Skip, ...] = ()


def discover(paths: Sequence[Path], *, manifest: Path | None = None) -> Discovery:
    """Find the files to read under ``paths``.

    Folders are walked in order of names; hidden files and manifests are left out silently.

    Args:
        paths: files and folders.
        manifest: the manifest for all of them, instead of the ``manifest.csv`` in each given folder (or
            beside each given file).

    Raises:
        UsageError: a path does not exist.
    """
    files: list[Found] = []
    skipped: list[Skip] = []
    seen: set[Path] = set()
    for given in paths:
        if not given.exists():
            raise UsageError("does not exist", where=str(given), hint="check the path")
        root = given if given.is_dir() else given.parent
        inside = sorted(given.rglob("*")) if given.is_dir() else [given]
        for path in inside:
            name = relative_name(path, root)
            if (
                path.is_dir()
                or path.name.lower() == MANIFEST
                or any(part.startswith(".") for part in Path(name).parts)
            ):
                continue
            real = path.resolve()
            if real in seen:
                continue
            seen.add(real)
            if path.suffix.lower() in MEDIA_TYPES:
                files.append(Found(path, root, name))
            else:
                skipped.append(Skip(name, f"unknown type {path.suffix or '(none)'}", failed=path == given))
    return Discovery(tuple(files), tuple(skipped))
