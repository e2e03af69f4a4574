"""Splits words into the encoder's pieces.

The `tokenizers` package does the same but depends on a model hub's client, which must not be here at run time.
"""

import unicodedata
from collections.abc import Sequence

_MAX_PIECES = 12  # of one word, as in training: no word list or chemical name may fill a window
_MAX_CHARACTERS = 100  # of one run of letters; longer ones are unknown


class WordPiece:
    """The greedy longest-match splitter of uncased BERT models, one word at a time, remembering what it saw."""

    def __init__(self, vocabulary: Sequence[str], *, remembered: int = 50_000) -> None:
        self._ids = {piece: index for index, piece in enumerate(vocabulary)}
        self._remembered = remembered
        self._known: dict[str, tuple[int, ...]] = {}
        self.start = self._ids["[CLS]"]
        self.end = self._ids["[SEP]"]
        self.unknown = self._ids["[UNK]"]

    def pieces(self, word: str) -> tuple[int, ...]:
        """Return the indices of the word's pieces: at least one, at most twelve."""
        found = self._known.get(word)
        if found is None:
            pieces = [piece for run in _runs(word) for piece in self._longest_matches(run)]
            found = tuple(pieces[:_MAX_PIECES]) or (self.unknown,)
            if len(self._known) >= self._remembered:
                self._known.clear()
            self._known[word] = found
        return found

    def _longest_matches(self, run: str) -> list[int]:
        if len(run) > _MAX_CHARACTERS:
            return [self.unknown]
        pieces: list[int] = []
        start = 0
        while start < len(run):
            for end in range(len(run), start, -1):
                piece = self._ids.get(run[start:end] if start == 0 else "##" + run[start:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            pieces.append(piece)
            start = end
        return pieces


def _runs(word: str) -> list[str]:
    """Return the word in lower case without accents, cut around every punctuation mark and ideograph."""
    runs: list[str] = []
    current = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if category in {"Mn", "Cc", "Cf"}:
            continue
        alone = _stands_alone(char, category)
        if alone or char.isspace():
            if current:
                runs.append(current)
            current = ""
            if alone:
                runs.append(char)
        else:
            current += char
    if current:
        runs.append(current)
    return runs


def _stands_alone(char: str, category: str) -> bool:
    if char.isascii():
        return char.isprintable() and not char.isalnum() and char != " "
    return category.startswith("P") or "\u3400" <= char <= "\u4dbf" or "\u4e00" <= char <= "\u9fff"
