"""Questions to a build, in SPARQL or by the name of a library query."""

from kg.query.execute import open_build, run
from kg.query.library import Param, Query, find_query, load_library, parse_query
from kg.query.result import FORMATS, Result

__all__ = [
    "FORMATS",
    "Param",
    "Query",
    "Result",
    "find_query",
    "load_library",
    "open_build",
    "parse_query",
    "run",
]
