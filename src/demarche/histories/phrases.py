"""Phrases of the tables in the words of a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from demarche.lexicon.histories import HistoryRules, Outcome, Phrase
from demarche.lexicon.stems import Token
from demarche.model.values import Force

_T = TypeVar("_T")


def groups_in(tokens: Sequence[Token], rules: HistoryRules) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Yield the verbs of the tables: first and last word (by index), and the groups that they are in."""
    return _found(tokens, rules.words.verbs)


def nouns_in(tokens: Sequence[Token], rules: HistoryRules) -> Iterator[tuple[int, int, frozenset[Force]]]:
    """Yield the nouns that name a commitment, with the forces that they may name."""
    return _found(tokens, rules.words.nouns)


def outcomes_in(
    tokens: Sequence[Token], rules: HistoryRules
) -> Iterator[tuple[int, int, tuple[Outcome, ...]]]:
    """Yield the verbs that may say what became of a commitment."""
    return _found(tokens, rules.words.outcomes)


def _found(
    tokens: Sequence[Token], table: Mapping[str, tuple[tuple[Phrase, _T], ...]]
) -> Iterator[tuple[int, int, _T]]:
    for at, token in enumerate(tokens):
        for phrase, value in table.get(token.stem, ()):
            if tuple(one.stem for one in tokens[at : at + len(phrase)]) == phrase:
                yield at, at + len(phrase) - 1, value
                break
