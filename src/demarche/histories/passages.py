"""A report cut into sentences, each with its words and who is named in it; no parse is at hand in a ledger."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.histories.parties import Party
from demarche.lexicon.histories import HistoryRules
from demarche.lexicon.stems import Token

_END = re.compile(r"(?:[.!?]['\"”’)\]]*\s+(?=['\"“‘(\[]*[A-Z0-9]))|\n+")
_SHORT = re.compile(r"(?:\b[A-Z][a-z]{0,2}|\b[A-Z](?:\.[A-Z])+)\.$")  # Gen. Petrov, U.S. President
_FEWEST = 3  # letters of a word that tells something


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a sentence, and where; `acts`: the name can be of who does something; `is_country`: a country's name."""

    start: int
    end: int
    party: Party
    acts: bool
    is_country: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence: where it stands, its words, and who is named in it, in order."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    named: tuple[Named, ...]

    def stems(self, rules: HistoryRules) -> frozenset[str]:
        """Return the stems of the words that tell something, the names of countries aside."""
        return content(
            (
                token.stem
                for token in self.tokens
                if not any(one.start <= token.start < one.end for one in self.named if one.is_country)
            ),
            rules,
        )


def content(stems: Iterable[str], rules: HistoryRules) -> frozenset[str]:
    """Return the stems of words that tell what something is about."""
    common = rules.words.common
    return frozenset(
        stem for stem in stems if stem not in common and (len(stem) >= _FEWEST or stem.isdigit())
    )


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end."""
    found, start = list[tuple[int, int]](), 0
    for cut in _END.finditer(text):
        if not _SHORT.search(text, start, cut.start() + 1):
            found.append((start, cut.end()))
            start = cut.end()
    return [*found, (start, len(text))] if start < len(text) else found


@dataclass(frozen=True, slots=True)
class Passages:
    """The sentences of one report, read when they are asked for."""

    text: str
    bounds: tuple[tuple[int, int], ...]
    named: Mapping[int, tuple[Named, ...]]  # by sentence
    rules: HistoryRules

    @classmethod
    def of(cls, text: str, named: Sequence[Named], rules: HistoryRules) -> "Passages":
        """Return the sentences of a text, with those whom its claims name."""
        bounds = tuple(sentences(text))
        starts = [start for start, _ in bounds]
        by_sentence: dict[int, tuple[Named, ...]] = {}
        for one in named:
            index = bisect_right(starts, one.start) - 1
            by_sentence[index] = (*by_sentence.get(index, ()), one)
        return cls(text, bounds, by_sentence, rules)

    def index(self, at: int) -> int:
        """Return which sentence an offset lies in."""
        return bisect_right([start for start, _ in self.bounds], at) - 1

    def passage(self, index: int) -> Passage:
        """Return a sentence with its words and names."""
        start, end = self.bounds[index]
        tokens = tuple(self.rules.stems.tokens(self.text, start, end))
        named = [*self.named.get(index, ()), *_countries(tokens, self.rules)]
        ordered = sorted(set(named), key=lambda one: (one.start, one.end, one.party.names))
        return Passage(start, end, tokens, tuple(ordered))


def _countries(tokens: Sequence[Token], rules: HistoryRules) -> Iterator[Named]:
    for at, token in enumerate(tokens):
        if not token.word[0].isupper():
            continue
        for phrase, country in rules.names.get(token.stem, ()):
            found = tokens[at : at + len(phrase)]
            if tuple(one.stem for one in found) == phrase:
                party = Party((f"state:{country.code}",), (country.code,))
                yield Named(token.start, found[-1].end, party, country.acts, is_country=True)
                break
