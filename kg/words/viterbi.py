"""Exact best paths of a linear-chain CRF whose transition scores are small beside its emissions.

In LAC's CRF no transition exceeds ±0.21, while emissions differ by several units. A tag that loses against
the locally best one by more than all transitions around it could ever make up cannot lie on a best path, so
nearly every position keeps one tag, and the Viterbi recursion has to run over short stretches only.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
#: slack for rounding, in score units
_SLACK = 1e-3


class PrunedViterbi:
    """A decoder for one table of transition scores (left tag, right tag)."""

    def __init__(self, transitions: Floats) -> None:
        self._transitions = transitions
        # _gain[b, j]: the most that j can gain over b from the transitions into it and out of it
        into = (transitions[:, None, :] - transitions[:, :, None]).max(axis=0)
        out = (transitions[None, :, :] - transitions[:, None, :]).max(axis=2)
        self._gain = into + out + _SLACK

    def __call__(self, emissions: Floats) -> npt.NDArray[np.int64]:
        """Return the best tag of each position of one sentence.

        Args:
            emissions: scores (positions, tags).
        """
        best: npt.NDArray[np.int64] = emissions.argmax(axis=1)
        top = emissions[np.arange(len(best)), best]
        possible = emissions - top[:, None] + self._gain[best] >= 0
        possible[np.arange(len(best)), best] = True
        open_at = np.flatnonzero(possible.sum(axis=1) > 1)
        if len(open_at):
            stretches = np.split(open_at, np.flatnonzero(np.diff(open_at) > 1) + 1)
            for stretch in stretches:
                self._solve(emissions, possible, best, int(stretch[0]), int(stretch[-1]) + 1)
        return best

    def _solve(
        self,
        emissions: Floats,
        possible: npt.NDArray[np.bool_],
        best: npt.NDArray[np.int64],
        start: int,
        end: int,
    ) -> None:
        """Decide the positions from ``start`` to ``end``, whose neighbours are settled, in place."""
        tags = [np.flatnonzero(possible[t]) for t in range(start, end)]
        score = emissions[start, tags[0]]
        if start:
            score = score + self._transitions[best[start - 1], tags[0]]
        pointers = []
        for t in range(start + 1, end):
            left, right = tags[t - start - 1], tags[t - start]
            table = score[:, None] + self._transitions[np.ix_(left, right)]
            pointers.append(table.argmax(axis=0))
            score = table.max(axis=0) + emissions[t, right]
        if end < len(best):
            score = score + self._transitions[tags[-1], best[end]]
        at = int(score.argmax())
        for t in range(end - 1, start - 1, -1):
            best[t] = tags[t - start][at]
            if t > start:
                at = int(pointers[t - start - 1][at])
