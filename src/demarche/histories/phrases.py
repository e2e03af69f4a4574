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
    """Yield the nouns that name a commitment, with the forces that they may name; “committed” is no commitment."""
    return _found(tokens, rules.words.nouns, by_word=True)


def outcomes_in(
    tokens: Sequence[Token], rules: HistoryRules
) -> Iterator[tuple[int, int, tuple[Outcome, ...]]]:
    """Yield the verbs that may say what became of a commitment."""
    return _found(tokens, rules.words.outcomes)


def _found(
    tokens: Sequence[Token], table: Mapping[str, tuple[tuple[Phrase, _T], ...]], *, by_word: bool = False
) -> Iterator[tuple[int, int, _T]]:
    forms = [token.word.casefold() if by_word else token.stem for token in tokens]
    for at, form in enumerate(forms):
        for phrase, value in table.get(form, ()):
            if tuple(forms[at : at + len(phrase)]) == phrase:
                yield at, at + len(phrase) - 1, value
                break
