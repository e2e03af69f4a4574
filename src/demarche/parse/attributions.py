"""Decodes what the encoder says of attributions: pieces of sources, cues and contents, tied to the cue they hang on."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from demarche.model.syntax import Attribution

Ints = NDArray[np.int64]
NO_CUE = -1
"""The cue of a piece that hangs on none, and of a word that begins no piece."""

# Words: a piece this short beside one so long is dropped. On PolNeAR's dev part other limits change little (decision 17).
_STRAY, _LONG = 2, 5

Range = tuple[int, int]


class PieceTags:
    """The tags of attributions: "O", and B- and I- for each part."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._within = np.array([label.startswith("I-") for label in labels])
        self._begun = np.array([labels.index("B-" + label[2:]) if label != "O" else 0 for label in labels])
        self._names = [label[2:] for label in labels]
        self._cue = labels.index("B-cue")

    def whole(self, tags: Ints) -> Ints:
        """Return the tags with a B- for every I- that follows no word of its part."""
        before = np.concatenate([[0], self._begun[tags[:-1]]])
        loose = self._within[tags] & (before != self._begun[tags])
        return np.where(loose, self._begun[tags], tags)

    def begins(self, whole: Ints) -> NDArray[np.bool_]:
        """Return which words begin a piece."""
        found: NDArray[np.bool_] = (whole != 0) & ~self._within[whole]
        return found

    def cues(self, tags: Ints, links: NDArray[np.float32]) -> Ints:
        """Return for each word that begins a piece the word its cue begins with, `NO_CUE` for the others.

        `links` `[word, cue]` has a column 0 for a cue that stands elsewhere and one for each word of the window.
        """
        whole = self.whole(tags)
        found: Ints = np.full(len(tags), NO_CUE, np.int64)
        begins = np.flatnonzero(self.begins(whole))
        columns = np.concatenate([[0], np.flatnonzero(whole == self._cue) + 1])
        found[begins] = columns[links[begins][:, columns].argmax(axis=1)] - 1
        return found

    def attributions(self, whole: Ints, cues: Ints) -> tuple[Attribution, ...]:
        """Return the pieces joined by the cue they hang on; a cue without a content attributes nothing.

        A piece that hangs on no cue goes with what stands right before it. A word of no part between two pieces of one
        belongs to it, and a stray word beside a long piece does not.
        """
        pieces = self._pieces(whole)
        parts: dict[int, dict[str, list[Range]]] = {}
        before = NO_CUE, NO_CUE  # where the last piece ended, and its cue
        for start, end, part in pieces:
            own = start if part == "cue" else int(cues[start])
            if own == NO_CUE and before[0] == start:
                own = before[1]
            if own != NO_CUE:
                parts.setdefault(own, {"source": [], "cue": [], "content": []})[part].append((start, end))
            before = end, own
        return tuple(
            Attribution(_mended(found["source"], whole), found["cue"][0], _mended(found["content"], whole))
            for _, found in sorted(parts.items())
            if found["cue"] and found["content"]
        )

    def _pieces(self, whole: Ints) -> list[tuple[int, int, str]]:
        begins = np.flatnonzero(self.begins(whole))
        ends = np.append(np.flatnonzero(~self._within[whole]), len(whole))
        after = ends[np.searchsorted(ends, begins, side="right")]
        return [
            (int(start), int(end), self._names[whole[start]])
            for start, end in zip(begins, after, strict=True)
        ]

    def known(self, whole: Ints, cues: Ints) -> Ints:
        """Return the cues without those that begin no cue, as where two windows overlap."""
        within = (cues != NO_CUE) & (cues < len(whole)) & self.begins(whole)
        within[within] = whole[cues[within]] == self._cue
        return np.where(within, cues, NO_CUE)


def _mended(pieces: Sequence[Range], whole: Ints) -> tuple[Range, ...]:
    """Return the pieces of a part, joined where one word of no part stands between them, without stray ones."""
    joined: list[Range] = []
    for start, end in pieces:
        if joined and 0 <= start - joined[-1][1] <= 1 and not whole[joined[-1][1] : start].any():
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    longest = max((end - start for start, end in joined), default=0)
    return tuple((start, end) for start, end in joined if end - start > _STRAY or longest < _LONG)
