"""Words without their endings, so that tables and texts are compared alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text by its stem; offsets in code points, end exclusive."""

    stem: str
    word: str
    start: int
    end: int


def _english() -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Stems:
    """Makes stems by Porter's second algorithm, and remembers those it has made."""

    _stemmer: "snowballstemmer.stemmer" = field(default_factory=_english)
    _known: dict[str, str] = field(default_factory=dict)

    def stem(self, word: str) -> str:
        """Return the stem of one word, in small letters."""
        folded = _POSSESSIVE.sub("", word.casefold())
        if folded not in self._known:
            self._known[folded] = self._stemmer.stemWord(folded)
        return self._known[folded]

    def phrase(self, words: str) -> tuple[str, ...]:
        """Return the stems of some words."""
        return tuple(self.stem(one) for one in _WORD.findall(words))

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
        """Yield the words of a stretch of a text, with offsets into the whole."""
        for found in _WORD.finditer(text, start, len(text) if end is None else end):
            yield Token(self.stem(found[0]), found[0], found.start(), found.end())
