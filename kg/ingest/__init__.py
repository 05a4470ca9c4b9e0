"""Files to documents: what to read, decoding, and what is known about each."""

from kg.ingest.decoding import decode
from kg.ingest.discover import Discovery, Found, Skip, discover
from kg.ingest.reader import MEDIA_TYPES, make_document, read_document

__all__ = [
    "MEDIA_TYPES",
    "Discovery",
    "Found",
    "Skip",
    "decode",
    "discover",
    "make_document",
    "read_document",
]
