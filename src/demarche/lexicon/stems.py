"""Words without their endings, so that tables and texts are compared alike where no parse is at hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import snowballstemmer

from demarche.lexicon.tables import data_folder, read_lines

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_VERB = "verb\t"
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text by its stem; offsets in code points, end exclusive."""

    stem: str
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stems:
    """Makes stems by Porter's second algorithm, of irregular verbs those of the infinitive, and remembers those it has made."""

    _stemmer: "snowballstemmer.stemmer"
    _known: dict[str, str]

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


def load_stems() -> Stems:
    """Return what makes stems, with the irregular forms of verbs from the tables of lemmas."""
    stemmer = snowballstemmer.stemmer("english")
    lines = read_lines(data_folder() / "engine" / "en" / "lemmas" / "exceptions.tsv")
    verbs = (line.split("\t")[1:3] for line in lines if line.startswith(_VERB))
    return Stems(
        stemmer, {form: stemmer.stemWord(lemma.casefold()) for form, lemma in verbs if form != lemma}
    )
