"""Finds where the forms of times stand: words become symbols, and the calendar's patterns match them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from demarche.lexicon.calendar import HOLIDAY, HOLIDAY_REST, OTHER, Calendar, Pattern, Sense
from demarche.model.syntax import Sentence, Syntax, Word

_DIGIT = re.compile(r"[0-9]")
_SPLIT = re.compile(r"([-–—‑])")


class Atom(NamedTuple):
    """A word, or a piece of one ("mid" of "mid-May"): its class, its value, and the index of the word."""

    name: str
    value: str
    word: int


@dataclass(frozen=True, slots=True)
class Atoms:
    """The atoms of some words and the string of their symbols, one character an atom."""

    atoms: tuple[Atom, ...]
    symbols: str


@dataclass(frozen=True, slots=True)
class Found:
    """Words from `start` to `end` (indices, end exclusive) that have the form of a time, and their atoms."""

    start: int
    end: int
    pattern: Pattern
    atoms: tuple[Atom, ...]
    sentence: Sentence

    def value(self, *names: str) -> str | None:
        """Return the value of the first atom of one of these classes, or None."""
        for atom in self.atoms:
            if atom.name in names:
                return atom.value
        return None

    def number(self, *names: str) -> int | None:
        """Return the value of the first atom of one of these classes as a number, or None."""
        value = self.value(*names)
        return int(value) if value else None

    def numbers(self, *names: str) -> list[int]:
        """Return the values of all atoms of these classes as numbers."""
        return [int(atom.value) for atom in self.atoms if atom.name in names]

    def around(self, name: str) -> tuple["Found", "Found"]:
        """Return what stands before and after the first atom of this class, the words unchanged."""
        at = next(at for at, atom in enumerate(self.atoms) if atom.name == name)
        return replace(self, atoms=self.atoms[:at]), replace(self, atoms=self.atoms[at + 1 :])

    def has(self, *names: str) -> bool:
        """Return whether some atom is of one of these classes."""
        return any(atom.name in names for atom in self.atoms)


Check = Callable[[Found], bool]


def find_forms(syntax: Syntax, calendar: Calendar, check: Check) -> Iterator[Found]:
    """Yield the longest pattern that matches and passes the check at each place, in text order, never overlapping."""
    for sentence in syntax.sentences:
        row = _atoms_of(syntax.words[sentence.start : sentence.end], calendar)
        at, size = 0, len(row.symbols)
        while at < size and (match := calendar.anchor.search(row.symbols, at)) is not None:
            best = _best(row, match.start(), sentence, calendar, check)
            if best is None:
                at = match.start() + 1
                continue
            found, at = best
            yield found


def _best(
    row: Atoms, at: int, sentence: Sentence, calendar: Calendar, check: Check
) -> tuple[Found, int] | None:
    """Return what stands at this atom, and the atom after it."""
    matches = [
        (match.end(), pattern)
        for pattern in calendar.patterns
        if (match := pattern.regex.match(row.symbols, at)) is not None
    ]
    for end, pattern in sorted(matches, key=lambda found: -found[0]):
        atoms = row.atoms[at:end]
        if _cuts_word(row.atoms, at, end):
            continue
        found = Found(atoms[0].word, atoms[-1].word + 1, pattern, atoms, sentence)
        if check(found):
            return found, end
    return None


def _cuts_word(atoms: Sequence[Atom], start: int, end: int) -> bool:
    """Return whether the atoms begin or end within a word."""
    begins_within = start > 0 and atoms[start - 1].word == atoms[start].word
    return begins_within or (end < len(atoms) and atoms[end].word == atoms[end - 1].word)


def _atoms_of(words: Sequence[Word], calendar: Calendar) -> Atoms:
    atoms: list[Atom] = []
    symbols: list[str] = []
    other = calendar.symbols[OTHER]
    table, phrases = calendar.words, calendar.phrases
    rest = 0
    for word in words:
        lower = word.lower
        if rest:
            rest -= 1
            atoms.append(Atom(HOLIDAY_REST, "", word.i))
            symbols.append(calendar.symbols[HOLIDAY_REST])
        elif lower in phrases and (phrase := _phrase(word, words, calendar)) is not None:
            rest, name = phrase
            atoms.append(Atom(HOLIDAY, name, word.i))
            symbols.append(calendar.symbols[HOLIDAY])
        elif lower in table:
            _add(_sense(word, word.text, table[lower]), other, word, atoms, symbols)
        elif lower.isalpha():
            atoms.append(Atom(OTHER, "", word.i))
            symbols.append(other)
        else:
            _add_figures(word, calendar, atoms, symbols)
    return Atoms(tuple(atoms), "".join(symbols))


def _add(sense: Sense | None, other: str, word: Word, atoms: list[Atom], symbols: list[str]) -> None:
    if sense is None:
        atoms.append(Atom(OTHER, "", word.i))
        symbols.append(other)
    else:
        atoms.append(Atom(sense.name, sense.value, word.i))
        symbols.append(sense.symbol)


def _add_figures(word: Word, calendar: Calendar, atoms: list[Atom], symbols: list[str]) -> None:
    """Add a word that is not all letters: a number, a date in figures, or pieces joined by dashes."""
    for piece in (word.text,) if _shape(word.text, calendar) else filter(None, _SPLIT.split(word.text)):
        shape = _shape(piece, calendar)
        if shape is None:
            sense = _sense(word, piece, calendar.words.get(piece.lower(), ()))
            _add(sense, calendar.symbols[OTHER], word, atoms, symbols)
        else:
            atoms.append(Atom(shape[0], shape[1], word.i))
            symbols.append(shape[2])


def _shape(text: str, calendar: Calendar) -> tuple[str, str, str] | None:
    if _DIGIT.search(text) is None:
        return None
    for shape in calendar.shapes:
        match = shape.regex.fullmatch(text)
        if match is not None:
            return shape.name, match[1], shape.symbol
    return None


def _sense(word: Word, text: str, senses: Sequence[Sense]) -> Sense | None:
    for sense in senses:
        if sense.capital and not text[0].isupper():
            continue
        if not sense.upos or word.upos in sense.upos:
            return sense
    return None


def _phrase(word: Word, words: Sequence[Word], calendar: Calendar) -> tuple[int, str] | None:
    """Return how many words of a festival's name follow this one, and which festival it is."""
    if word.text[0].islower():
        return None
    at = word.i - words[0].i + 1
    for rest, name in calendar.phrases[word.lower]:
        if tuple(follower.lower for follower in words[at : at + len(rest)]) == rest:
            return len(rest), name
    return None
