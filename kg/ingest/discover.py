"""Which files to read, and what manifests say of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InputError, UsageError
from kg.ingest.manifest import Manifest, read_manifest
from kg.ingest.reader import MEDIA_TYPES, relative_name
from kg.model import Metadata

MANIFEST = "manifest.csv"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: ``name`` is its path relative to ``root``; ``metadata`` is what a manifest says."""

    path: Path
    root: Path
    name: str
    metadata: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class Skip:
    """A file that is not read, or a fault in a manifest, and why; ``failed`` if somebody should mend it."""

    path: str
    reason: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Discovery:
    """Files to read and what was left out, each in order of their names."""

    files: tuple[Found, ...] = ()
    skipped: tuple[Skip, ...] = ()


def discover(paths: Sequence[Path], *, manifest: Path | None = None) -> Discovery:
    """Find the files to read under ``paths``.

    Folders are walked in order of names; hidden files are left out silently. A ``manifest.csv`` speaks of the
    files in and below its folder, also of a file there that is given by itself.

    Args:
        paths: files and folders.
        manifest: one manifest for all of them, instead of those in the folders.

    Raises:
        UsageError: a path does not exist, or ``manifest`` cannot be used.
    """
    files: list[Found] = []
    skipped: list[Skip] = []
    manifests: dict[Path, Path] = {}
    seen: set[Path] = set()
    for given in paths:
        if not given.exists():
            raise UsageError("does not exist", where=str(given), hint="check the path")
        root = given if given.is_dir() else given.parent
        if given.is_file() and given.name.lower() != MANIFEST:
            beside = root / MANIFEST
            if beside.is_file():
                manifests.setdefault(beside.resolve(), beside)
        for path in _walk(given):
            if path.name.lower() == MANIFEST:
                manifests.setdefault(path.resolve(), path)
                continue
            real = path.resolve()
            if real in seen:
                continue
            seen.add(real)
            name = relative_name(path, root)
            if path.suffix.lower() in MEDIA_TYPES:
                files.append(Found(path, root, name))
            elif path.is_file():
                kind = path.suffix or "without an ending"
                skipped.append(Skip(name, f"files {kind} are not read", failed=path == given))
    known = _read_manifests(
        [manifest] if manifest else manifests.values(), skipped, strict=manifest is not None
    )
    files = _with_metadata(files, known, skipped, complete=any(given.is_dir() for given in paths))
    skipped.sort(key=lambda skip: (skip.path, skip.reason))
    return Discovery(tuple(files), tuple(skipped))


def _walk(given: Path) -> Iterable[Path]:
    if not given.is_dir():
        return [given]
    inside = (path for path in given.rglob("*") if not path.is_dir())
    visible = (
        path for path in inside if not any(part.startswith(".") for part in path.relative_to(given).parts)
    )
    return sorted(visible, key=lambda path: path.relative_to(given).as_posix())


def _read_manifests(paths: Iterable[Path], skipped: list[Skip], *, strict: bool) -> list[Manifest]:
    known: list[Manifest] = []
    for path in paths:
        try:
            found = read_manifest(path)
        except InputError as error:
            if strict:
                raise UsageError(error.message, where=error.where, hint=error.hint) from error
            skipped.append(Skip(str(path), str(error), failed=True))
            continue
        skipped.extend(Skip(item.where, item.message, failed=item.fatal) for item in found.problems)
        known.append(found)
    return known


def _with_metadata(
    files: list[Found], manifests: list[Manifest], skipped: list[Skip], *, complete: bool
) -> list[Found]:
    if not manifests:
        return files
    by_path: dict[Path, tuple[Manifest, str]] = {}
    for known in manifests:
        for key in known.rows:
            by_path.setdefault((known.path.parent / key).resolve(), (known, key))
    by_name = {(known.path, key): (known, key) for known in manifests for key in known.rows}
    used: set[tuple[Path, str]] = set()
    result: list[Found] = []
    for found in files:
        # a manifest that lies elsewhere speaks of paths relative to the folders given
        hit = by_path.get(found.path.resolve()) or next(
            (by_name[known.path, found.name] for known in manifests if (known.path, found.name) in by_name),
            None,
        )
        if hit:
            used.add((hit[0].path, hit[1]))
            found = Found(found.path, found.root, found.name, hit[0].rows[hit[1]])
        result.append(found)
    for known in manifests if complete else ():
        for key, line in known.lines.items():
            if (known.path, key) not in used and not (known.path.parent / key).exists():
                skipped.append(Skip(f"{known.path}:{line}", f"{key} does not exist", failed=True))
    return result
