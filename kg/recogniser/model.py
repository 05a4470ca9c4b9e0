"""The trained recogniser: mentions of all eleven classes in sentences."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from kg.errors import DataError
from kg.model import Candidate, Word
from kg.recogniser import decoding, encoding, labels
from kg.recogniser.marks import balance
from kg.words import WordModel

_WEIGHTS = Path(__file__).parent / "weights" / "recogniser.onnx"
#: sentences that go through the encoder together; more makes the matrices no faster
_BATCH = 16
#: sentences that are decoded together
_DECODED = 4 * _BATCH
_HINT = "reinstall the package"

SOURCE = "recogniser"

#: start, end, class number, probability
_Scored = tuple[int, int, int, float]


@dataclass(frozen=True)
class Recogniser:
    """A bidirectional GRU with a CRF over characters, see ``docs/model-card.md``."""

    session: ort.InferenceSession
    vocabulary: encoding.Vocabulary
    chain: decoding.Chain
    words: WordModel

    @classmethod
    def load(cls, path: Path | None = None, *, words: WordModel | None = None) -> Recogniser:
        """Load the model on one thread.

        Args:
            path: an ONNX file written by training, beside a file ``.sha256`` of the same name; by default
                the one of the package.
            words: the word model whose tags are a feature; loaded if not given.

        Raises:
            DataError: the file is missing, or is not the one that its hash belongs to.
        """
        data = _checked(path or _WEIGHTS)
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        session = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        held = session.get_modelmeta().custom_metadata_map
        if held.get("features") != " ".join(encoding.FEATURES):
            raise DataError("weights are of another version", where=str(path or _WEIGHTS), hint=_HINT)
        transitions = np.frombuffer(base64.b64decode(held["transitions"]), dtype="<f4")
        return cls(
            session=session,
            vocabulary=encoding.Vocabulary(held["characters"]),
            chain=decoding.Chain(transitions.reshape(labels.TAG_COUNT, labels.TAG_COUNT)),
            words=words or WordModel.load(),
        )

    def recognise(
        self, sentences: Sequence[str], *, words: Sequence[Sequence[Word]] | None = None
    ) -> list[tuple[Candidate, ...]]:
        """Find mentions; a sentence's result does not depend on the others.

        Args:
            sentences: cleaned Simplified sentences.
            words: the words of each sentence, if they are known already.

        Returns:
            The mentions of each sentence in order, flat; offsets count its characters, and ``score`` is the
            model's probability of exactly this span and class.
        """
        tagged = self.words.tag(sentences) if words is None else words
        rows = encoding.encode(sentences, tagged, self.vocabulary)
        found: list[tuple[Candidate, ...]] = [()] * len(sentences)
        order = sorted((i for i in range(len(rows)) if len(rows[i])), key=lambda i: len(rows[i]))
        for at in range(0, len(order), _DECODED):
            group = order[at : at + _DECODED]
            for number, spans in zip(group, self._decode([rows[i] for i in group]), strict=True):
                found[number] = _candidates(sentences[number], spans)
        return found

    def emissions(self, rows: Sequence[npt.NDArray[np.int32]]) -> tuple[decoding.Floats, decoding.Ints]:
        """Return the scores (time, batch, tags) of encoded sentences, and their lengths."""
        lengths = np.array([len(r) for r in rows], dtype=np.int64)
        scores = np.zeros((int(lengths.max()), len(rows), labels.TAG_COUNT), dtype=np.float32)
        for at in range(0, len(rows), _BATCH):
            part = rows[at : at + _BATCH]
            # a batch of one would take another matrix kernel, with other rounding
            fed = part if len(part) > 1 else [part[0], part[0]]
            size = np.array([len(r) for r in fed], dtype=np.int32)
            padded = np.zeros((int(size.max()), len(fed), len(encoding.FEATURES)), dtype=np.int32)
            for column, row in enumerate(fed):
                padded[: len(row), column] = row
            made = self.session.run(None, {"rows": padded, "length": size})[0]
            scores[: len(made), at : at + len(part)] = made[:, : len(part)]
        return scores, lengths

    def _decode(self, rows: Sequence[npt.NDArray[np.int32]]) -> Iterator[list[_Scored]]:
        scores, lengths = self.emissions(rows)
        paths = decoding.viterbi(scores, lengths, self.chain)
        spans = [labels.decode_tags(paths[:length, column]) for column, length in enumerate(lengths.tolist())]
        # probabilities are needed only where something was found
        rich = [column for column, found in enumerate(spans) if found]
        if rich:
            longest = int(lengths[rich].max())
            lattice = decoding.lattice(scores[:longest, rich], lengths[rich], self.chain)
        number = {column: at for at, column in enumerate(rich)}
        for column, found in enumerate(spans):
            yield [
                (start, end, kind, lattice.span_probability(number[column], start, end, kind, self.chain))
                for start, end, kind in found
            ]


def _candidates(sentence: str, spans: Sequence[_Scored]) -> tuple[Candidate, ...]:
    """Make candidates of spans in order, marks in pairs where that takes nothing from a neighbour."""
    made: list[Candidate] = []
    for at, (start, end, kind, score) in enumerate(spans):
        after = spans[at + 1][0] if at + 1 < len(spans) else len(sentence)
        left, right = balance(sentence, start, end)
        if (made and left < made[-1].end) or right > after:
            left, right = start, end
        made.append(Candidate(left, right, labels.CLASSES[kind], SOURCE, round(score, 4)))
    return tuple(made)


def _checked(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        wanted = path.with_suffix(".sha256").read_text(encoding="ascii").strip()
    except OSError as error:
        raise DataError("model file is missing", where=str(path), hint=_HINT) from error
    found = hashlib.sha256(data).hexdigest()
    if found != wanted:
        raise DataError(f"model file has SHA-256 {found}, not {wanted}", where=str(path), hint=_HINT)
    return data
