"""One file to one Document."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.errors import InputError
from kg.ingest.decoding import decode
from kg.model import Document, Metadata

#: file name endings that are read, and what they hold
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}
#: larger files are refused: offsets and cleaning need about thirty bytes for each byte of the file
MAX_BYTES = 512 << 20


def read_document(path: Path, *, root: Path | None = None, metadata: Metadata | None = None) -> Document:
    """Read and decode ``path``.

    Args:
        path: a file of a known type (:data:`MEDIA_TYPES`).
        root: the folder that the document's ``path`` is relative to; its own folder if not given.
        metadata: what a manifest says of it; empty fields are filled from what the text itself says.

    Raises:
        InputError: it cannot be read, is empty, binary, too large, or in an unknown encoding.
    """
    name = relative_name(path, root)
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise InputError(
            "is of a type that is not read", where=name, hint="known: " + " ".join(sorted(MEDIA_TYPES))
        )
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                "is too large", where=name, hint=f"split it: at most {MAX_BYTES >> 20} MB a file"
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError("cannot be read", where=name, hint=error.strerror or type(error).__name__) from error
    return make_document(data, path=name, media_type=media_type, metadata=metadata)


def make_document(
    data: bytes, *, path: str, media_type: str = "text/plain", metadata: Metadata | None = None
) -> Document:
    """Decode ``data`` to a document.

    Args:
        data: the bytes of the file.
        path: its name, with forward slashes, relative to the input folder.
        media_type: ``text/plain``, ``text/markdown`` or ``text/html``.
        metadata: what a manifest says of it.

    Raises:
        InputError: see :func:`kg.ingest.decoding.decode`.
    """
    from kg.ingest.metadata import complete

    source, _ = decode(data, where=path, html=media_type == "text/html")
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        id=digest[:16],
        path=path,
        sha256=digest,
        media_type=media_type,
        source=source,
        metadata=complete(metadata or Metadata(), source, media_type=media_type),
    )


def relative_name(path: Path, root: Path | None) -> str:
    """Return ``path`` relative to ``root`` with forward slashes; only its name where it lies elsewhere."""
    try:
        return path.relative_to(root).as_posix() if root else path.name
    except ValueError:
        return path.name
