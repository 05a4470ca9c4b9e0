"""The namespaces of the graph and the prefixes under which its files write them."""

from __future__ import annotations

import re
from typing import Final

from kg.errors import UsageError

#: the terms of ``ontology/kg.ttl``
KG: Final = "https://w3id.org/civic-kg/ontology#"
#: the things, unless the publisher sets a base IRI of their own
KGR: Final = "https://w3id.org/civic-kg/id/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
DCTERMS: Final = "http://purl.org/dc/terms/"
TIME: Final = "http://www.w3.org/2006/time#"
QUDT: Final = "http://qudt.org/schema/qudt/"
UNIT: Final = "http://qudt.org/vocab/unit/"

#: prefixes of every graph, in the order in which files declare them
PREFIXES: Final[dict[str, str]] = {
    "kg": KG,
    "kgr": KGR,
    "dcterms": DCTERMS,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "qudt": QUDT,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "time": TIME,
    "unit": UNIT,
    "xsd": XSD,
}

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^:]")
_HOSTILE: Final = frozenset('<>"{}|\\^`')


def check_base_iri(base_iri: str) -> str:
    """Return a base IRI for things, or refuse it.

    Args:
        base_iri: an absolute IRI that ends in ``/`` or ``#``.

    Raises:
        UsageError: it is relative, holds characters that no IRI may hold, or ends otherwise.

    >>> check_base_iri("https://data.example.org/id/")
    'https://data.example.org/id/'
    """
    if not _SCHEME.match(base_iri):
        raise UsageError(f"{base_iri!r} is no absolute IRI", hint="give one such as https://example.org/id/")
    if any(char in _HOSTILE or char.isspace() or not char.isprintable() for char in base_iri):
        raise UsageError(f"the base IRI {base_iri!r} holds characters that an IRI may not hold")
    if base_iri[-1] not in "/#":
        raise UsageError(f"the base IRI {base_iri!r} must end in '/' or '#'", hint=f"try {base_iri}/")
    return base_iri
