"""Words without their endings, so that tables and texts are compared alike where no parse is at hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import snowballstemmer

from demarche.lexicon.tables import data_folder, read_lines

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_VERB = "verb\t"
_POSSESSIVE = re.compile(r"['’]s?$")


class Token(NamedTuple):
    """A word of a text by its stem; offsets in code points, end exclusive. One is made of every word of a ledger's reports."""

    stem: str
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stems:
    """Makes stems by Porter's second algorithm, of irregular verbs those of the infinitive, and remembers those it has made."""

    _stemmer: "snowballstemmer.stemmer"
    _known: dict[str, str]  # of words as they are written, and of irregular forms

    def stem(self, word: str) -> str:
        """Return the stem of one word, in small letters."""
        known = self._known.get(word)
        if known is None:
            folded = _POSSESSIVE.sub("", word.casefold())
            known = self._known[word] = self._known.get(folded) or self._stemmer.stemWord(folded)
        return known

    def phrase(self, words: str) -> tuple[str, ...]:
        """Return the stems of some words."""
        return tuple(self.stem(one) for one in _WORD.findall(words))

    def all(self, text: str) -> frozenset[str]:
        """Return the stems of the words of a text, each once."""
        return frozenset(map(self.stem, {*_WORD.findall(text)}))

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
        """Yield the words of a stretch of a text, with offsets into the whole."""
        for found in _WORD.finditer(text, start, len(text) if end is None else end):
            yield Token(self.stem(found[0]), found[0], found.start(), found.end())


def load_stems() -> Stems:
    """Return what makes stems, with the irregular forms of verbs from the tables of lemmas."""
    stemmer = snowballstemmer.stemmer("english")
    lines = read_lines(data_folder() / "engine" / "en" / "lemmas" / "exceptions.tsv")
    verbs = (line.split("\t")[1:3] for line in lines if line.startswith(_VERB))
    return Stems(
        stemmer, {form: stemmer.stemWord(lemma.casefold()) for form, lemma in verbs if form != lemma}
    )
