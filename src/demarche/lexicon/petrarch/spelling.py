"""Names that a dictionary has in capitals, as news write them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, product

from demarche.lexicon.tables import data_folder, read_table

_MOST = 4  # spellings of one name
_MC = "Mc"


@dataclass(frozen=True, slots=True)
class Spelling:
    """Writes names; `small` words have no capital inside a name, `either` may have one; `prepositions` are for patterns."""

    small: frozenset[str]
    either: frozenset[str]
    prepositions: frozenset[str]

    def written(self, name: str) -> tuple[str, ...]:
        """Return how a name in capitals may be written, the likeliest first; one with small letters stays as it is.

        Names are found in capitals as well, so that "Nato" is enough for NATO.
        """
        if name != name.upper():
            return (name,)
        choices = [self._choices(word, is_first=at == 0) for at, word in enumerate(name.split())]
        return tuple(dict.fromkeys(" ".join(words) for words in islice(product(*choices), _MOST)))

    def _choices(self, word: str, *, is_first: bool) -> tuple[str, ...]:
        lower = word.lower()
        if not is_first and lower in self.small:
            return (lower,)
        if any(mark in word for mark in "./&") or not any(letter in "AEIOUY" for letter in word):
            return (word,)  # an abbreviation
        title = "-".join(map(_capital, lower.split("-")))
        return (title, lower) if not is_first and lower in self.either else (title,)


def load_spelling() -> Spelling:
    """Return the words of the package's table; raise `LexiconError` if it is broken."""
    rows = {
        row.text("kind"): frozenset(row.items("words"))
        for row in read_table(data_folder() / "petrarch" / "words.tsv", ("kind", "words"))
    }
    return Spelling(rows["small"], rows["either"], rows["preposition"])


def slug(names: Iterable[str]) -> str:
    """Return words as the end of an id: small letters without diacritics, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", " ".join(names).lower())
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    kept = "".join(letter if letter.isalnum() else "-" for letter in letters)
    return "-".join(filter(None, kept.split("-")))


def _capital(word: str) -> str:
    head, mark, tail = word.partition("'")
    if mark and len(head) == 1 and len(tail) > 1:  # O'Brien, but People's
        return f"{head.upper()}'{tail.capitalize()}"
    capital = word[:1].upper() + word[1:]
    if capital.startswith(_MC) and len(capital) > len(_MC) + 1:
        return _MC + capital[2:].capitalize()
    return capital
