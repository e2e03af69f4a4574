"""Finds the condition of a commitment: the clause or phrase that a word of `conditions.tsv` opens."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.coding.clauses.extent import runs
from demarche.coding.clauses.grammar import is_ing_form
from demarche.lexicon.commitments import ConditionCue
from demarche.model.syntax import Syntax, Word

_BEFORE = frozenset({"only", "but", "and", "just", "even", "or"})
_INVERTED = frozenset({"should", "were", "had"})
_ALONE = ("otherwise",)  # a condition in one word
_WITHOUT = frozenset({"unless", "otherwise"})
_EMPTY = frozenset({"any", "ever"})
_ONLY = "only"
_LONGEST = 5  # words of a row
_MARKS = frozenset({",", ";", ".", "—", "–", "”", '"', "?", "!"})
_OPENED = frozenset({"aux", "cop"})
_CLOSED = frozenset({"ccomp", "acl:relcl", "parataxis"})  # what stands in these is a matter of their own
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_TAKING_NOUNS = frozenset({"of", "for", "to", "with", "after", "without"})


@dataclass(frozen=True, slots=True)
class ConditionFinder:
    """Finds conditions in one report by the words that open them; `cues` are the rows by their first word."""

    syntax: Syntax
    cues: Mapping[str, tuple[ConditionCue, ...]]

    def of(self, *predicates: Word) -> list[Word]:
        """Return the words of the condition of the predicates, in text order with what opens it; empty without one."""
        for predicate in predicates:
            for child in predicate.children:
                words = self._opened(child, is_own=True)
                if words and predicates[0] not in words:
                    return words
        for predicate in predicates:
            for word in _below(predicate):
                words = self._opened(word, is_own=False)
                if words and predicates[0] not in words:
                    return words
        return self._by_words(predicates[0]) if predicates else []

    def _opened(self, word: Word, *, is_own: bool) -> list[Word]:
        """Return what hangs on a word if it opens a condition; an adverb before it ("only if") belongs to it."""
        words = condition_words(word.subtree())
        start = next((at for at, one in enumerate(words) if one.lower not in _BEFORE), len(words))
        for first in (start, 0):
            cue = self._cue(words[first:])
            if cue is None or not (is_own or cue.is_free):
                continue
            if cue.words != _ALONE and (
                len(runs(words)) > 1 or not _says_something(words[first + len(cue.words) :], cue)
            ):
                continue
            if cue.words[0] not in _INVERTED or _is_inverted(words[first:]):
                return words
        return []

    def _cue(self, words: Sequence[Word]) -> ConditionCue | None:
        """Return the longest row whose words these begin with."""
        rows = self.cues.get(words[0].lower, ()) if words else ()
        lowered = tuple(word.lower for word in words[:_LONGEST]) if rows else ()
        return next((cue for cue in rows if lowered[: len(cue.words)] == cue.words), None)

    def _by_words(self, predicate: Word) -> list[Word]:
        """Return the condition as it stands in the sentence, up to the next mark, where the tree has it in pieces."""
        words = self.syntax.words_of(self.syntax.sentences[predicate.sentence])
        comments = {word.i for one in predicate.subtree() if _is_comment(one) for word in one.subtree()}
        below = {word.i for word in predicate.subtree()} - comments
        for at in range(len(words)):
            cue = self._cue(words[at:])
            if cue is None or cue.words == _ALONE:
                continue
            piece = _up_to_a_mark(words[at:])
            inside = {word.i for word in piece}
            if (
                predicate.i in inside
                or not inside & below
                or not _says_something(piece[len(cue.words) :], cue)
            ):
                continue
            if cue.words[0] in _INVERTED and not (_opens_clause(words, at) and piece[-1].i < predicate.i):
                continue
            return [*(word for word in words[max(at - 1, 0) : at] if word.lower == _ONLY), *piece]
        return []


def condition_words(words: Sequence[Word]) -> list[Word]:
    """Return the words of a condition in text order with its conjunction, without "but" and marks at the ends."""
    kept = sorted(set(words), key=lambda word: word.i)
    while kept and (kept[0].upos == "PUNCT" or kept[0].dep == "cc"):
        kept.pop(0)
    while kept and kept[-1].upos == "PUNCT":
        kept.pop()
    return kept if len(runs(kept)) == 1 else _without_asides(kept)


def is_refusal(condition: Sequence[Word]) -> bool:
    """Tell whether a condition is that somebody does not act: "unless", "otherwise", or a negation in it."""
    return any(word.lower in _WITHOUT or "Polarity=Neg" in word.feats for word in condition)


def _without_asides(words: Sequence[Word]) -> list[Word]:
    """Return the words up to where the speaker is named in their middle: "unless, he said, they leave"."""
    asides = {word.i for one in words if one.dep in {"parataxis", "discourse"} for word in one.subtree()}
    return [word for word in words if word.i not in asides]


def _says_something(words: Sequence[Word], cue: ConditionCue) -> bool:
    """Tell whether the words behind a cue are a condition: a clause, or a noun after a cue that takes one; "if any" is none."""
    if words and words[0].lower in _EMPTY and (len(words) == 1 or words[1].text in _MARKS):
        return False
    has_verb = any(word.upos in _VERBAL for word in words)
    return has_verb or (cue.words[-1] in _TAKING_NOUNS and any(word.upos in _NOMINAL for word in words))


def _up_to_a_mark(words: Sequence[Word]) -> list[Word]:
    end = next((at for at, word in enumerate(words) if word.text in _MARKS), len(words))
    return list(words[:end])


def _opens_clause(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word stands first in its sentence, after a mark, or after "that"."""
    return at == 0 or words[at - 1].upos == "PUNCT" or words[at - 1].lower == "that"


def _is_inverted(words: Sequence[Word]) -> bool:
    """Tell whether an auxiliary stands before its subject: "should Chile return"."""
    verb = words[0].head
    return words[0].dep in _OPENED and any(
        child.dep in {"nsubj", "nsubj:pass", "expl"} and child.i > words[0].i for child in verb.children
    )


def _is_comment(word: Word) -> bool:
    """Tell whether a participle that a comma sets off comments on what is said: "…, creating a tripwire if they are hit"."""
    return (
        word.dep == "advcl" and is_ing_form(word) and word.subtree()[0].i > word.head.i and _is_set_off(word)
    )


def _is_set_off(word: Word) -> bool:
    first = word.subtree()[0]
    before = [one for one in word.head.subtree() if one.i == first.i - 1]
    return first.upos == "PUNCT" or any(one.upos == "PUNCT" for one in before)


def _below(predicate: Word) -> Iterator[Word]:
    """Yield the words below a predicate, but for clauses of their own."""
    for child in predicate.children:
        if child.dep in _CLOSED or (child.dep == "conj" and child.upos in _VERBAL) or _is_comment(child):
            continue
        yield child
        yield from _below(child)
