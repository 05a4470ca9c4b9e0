"""Where the data files of ``ontology/`` are, in a checkout and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.errors import DataError

_HERE = Path(__file__).resolve().parent


#: set by :func:`use_ontology`
_chosen: Path | None = None


def use_ontology(folder: Path) -> None:
    """Take the data files from another folder from here on; call it before anything is loaded."""
    global _chosen
    _chosen = folder.resolve()
    ontology_dir.cache_clear()


@cache
def ontology_dir() -> Path:
    """Return the folder that holds vocabulary, shapes, lexicons, frames and queries.

    Raises:
        DataError: the installation has lost it.
    """
    if _chosen:
        return _chosen
    for candidate in (_HERE / "_ontology", _HERE.parent / "ontology"):
        if (candidate / "lexicons").is_dir():
            return candidate
    raise DataError("the folder 'ontology' is missing", where=str(_HERE), hint="reinstall the package")
