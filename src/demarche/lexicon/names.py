"""Finds the names of a dictionary in text: longest leftmost, between word boundaries, as written or in capitals."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation

_LATIN = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
_STROKED = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "ə": "a"}
_APOSTROPHES = "\u2018\u2019\u201b\u02bb\u02bc\u2032"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212"
_SPACES = "\u00a0\u2007\u2009\u202f"
# "el-Sisi", "Al Sisi" and "al-Sisi" are one spelling; the length stays.
_ARTICLE = re.compile(r"\b(?:[AaEe]l|[AE]L)[- ](?=[A-Z])")
_MONEY = "$"
_DEFINITE = "the "


@dataclass(frozen=True, slots=True)
class Folding:
    """Folds a text for matching, one character to one: diacritics, apostrophes, dashes, Arabic articles."""

    table: Mapping[int, str]

    def fold(self, text: str) -> str:
        """Return the folded text; its length, and so every offset, is that of the text."""
        return _ARTICLE.sub(_article, self.plain(text))

    def fold_all(self, texts: Iterable[str]) -> list[str]:
        """Return the folded texts, none of which has a line break; quicker than one by one."""
        plain = [self.plain(text) for text in texts]
        return _ARTICLE.sub(_article, "\n".join(plain)).split("\n") if plain else []

    def plain(self, text: str) -> str:
        """Return the text folded but for its articles, which are no matter for the last word of a form."""
        return text if text.isascii() else text.translate(self.table)


@dataclass(frozen=True, slots=True)
class Found:
    """A name found: code point offsets, end exclusive, and the number of its form."""

    start: int
    end: int
    form: int


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The forms of a dictionary, ready to be searched for.

    The automaton knows them in small letters; `numbers` gives for each of its patterns the numbers of its forms.
    """

    folding: Folding
    automaton: AhoCorasick
    forms: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]

    def find(self, text: str) -> list[Found]:
        """Return the names in a text, longest leftmost (articles aside), none inside a word and none over another."""
        folded = self.folding.fold(text)
        hits = []
        for pattern, start, end in self.automaton.find_matches_as_indexes(_small(folded), overlapping=True):
            if _bounded(folded, start, end):
                form = self._as_written(folded[start:end], self.numbers[pattern])
                if form is not None:
                    hits.append((_past_article(folded, start, end), -end, start, form))
        hits.sort()
        found: list[Found] = []
        last = 0
        for bare, negative, start, form in hits:
            if bare >= last:
                found.append(Found(max(start, last), -negative, form))
                last = -negative
        return found

    def _as_written(self, surface: str, numbers: tuple[int, ...]) -> int | None:
        """Return the form written so, else the first that is with a capital in front or in capitals, else None."""
        for number in numbers:
            if surface == self.forms[number]:
                return number
        capitals = surface.isupper()
        for number in numbers:
            form = self.forms[number]
            if capitals or (form[0].islower() and surface == form[0].upper() + form[1:]):
                return number
        return None


def make_folding() -> Folding:
    """Return the folding; it is made of Unicode's decompositions."""
    table: dict[int, str] = {ord(c): base for c, base in _STROKED.items()}
    for code in (code for block in _LATIN for code in block):
        decomposed = unicodedata.normalize("NFKD", chr(code))
        if (
            len(decomposed) > 1
            and decomposed[0].isascii()
            and all(map(unicodedata.combining, decomposed[1:]))
        ):
            table[code] = decomposed[0]
    for characters, plain in ((_APOSTROPHES, "'"), (_HYPHENS, "-"), (_SPACES, " ")):
        table.update((ord(c), plain) for c in characters)
    return Folding(table)


def make_index(forms: Iterable[str], folding: Folding) -> NameIndex:
    """Return an index of folded forms, numbered in order."""
    listed = tuple(forms)
    numbers: dict[str, tuple[int, ...]] = {}
    for number, form in enumerate(listed):
        small = form.lower()
        numbers[small] = (*numbers.get(small, ()), number)
    # Of the three kinds of automaton this is built in half the time of the default one, and searches as fast.
    automaton = AhoCorasick(list(numbers), implementation=Implementation.ContiguousNFA)
    return NameIndex(folding, automaton, listed, tuple(numbers.values()))


def _article(found: re.Match[str]) -> str:
    return "AL-" if found[0][1] == "L" else "al-"


def _past_article(text: str, start: int, end: int) -> int:
    """Return where a name begins without its article: "The National" does not come before "National Security Council"."""
    return start + len(_DEFINITE) if text[start:end].lower().startswith(_DEFINITE) else start


def _small(text: str) -> str:
    """Return the text in small letters, of the same length."""
    small = text.lower()
    return (
        small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def _bounded(text: str, start: int, end: int) -> bool:
    """Say whether no letter or digit goes on before or after; a form that ends in a hyphen must be gone on with."""
    if start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        return False
    if text[end - 1] == "-":
        return end < len(text) and text[end].isalpha()
    return end == len(text) or not ((text[end].isalnum() and text[end - 1].isalnum()) or text[end] == _MONEY)
