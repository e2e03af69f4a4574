"""How far a claim reaches in the text: the words of its clause or phrase, without what only hangs on."""

from collections.abc import Iterable, Sequence

from demarche.coding.clauses.grammar import marker, surface_subject
from demarche.model.syntax import Word

_ASIDE = frozenset({"parataxis", "discourse", "vocative", "dislocated", "reparandum"})
_SET_OFF = frozenset({"acl:relcl", "acl", "appos", "advcl", "advcl:relcl", "conj", "nmod", "obl"})
_VERBAL = frozenset({"VERB", "AUX"})


def clause_words(predicate: Word) -> list[Word]:
    """Return the words of the predicate's clause, in text order.

    Left out are asides, coordinated clauses, conditions, and what a comma sets off at its end. A relative
    clause brings its antecedent.
    """
    words = _below(predicate, top=True)
    if predicate.dep in {"acl:relcl", "acl"} and surface_subject(predicate) is not None:
        words += _below(predicate.head, top=True, without=predicate)
    elif predicate.dep in {"acl:relcl", "acl"}:
        words += [
            word for word in _below(predicate.head, top=True, without=predicate) if word.i < predicate.i
        ]
    return trimmed(words)


def phrase_words(noun: Word) -> list[Word]:
    """Return the words of a noun phrase, without relative clauses and appositions set off by commas."""
    return trimmed(_below(noun, top=True))


def trimmed(words: Iterable[Word]) -> list[Word]:
    """Return the words in text order, without punctuation and conjunctions at either end."""
    kept = sorted(set(words), key=lambda word: word.i)
    while kept and (kept[0].dep in {"punct", "cc", "mark"} or kept[0].upos == "PUNCT"):
        kept.pop(0)
    while kept and (kept[-1].dep in {"punct", "cc"} or kept[-1].upos == "PUNCT"):
        if kept[-1].text == ")" and any(word.text == "(" for word in kept):
            break
        kept.pop()
    return kept


def ranges(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the offsets of the runs of neighbouring words; the words are in text order."""
    return [(run[0].start, run[-1].end) for run in runs(words)]


def runs(words: Sequence[Word]) -> list[list[Word]]:
    """Return the runs of neighbouring words; the words are in text order."""
    found: list[list[Word]] = []
    for word in words:
        if found and word.i == found[-1][-1].i + 1:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _below(word: Word, *, top: bool, without: Word | None = None) -> list[Word]:
    words = [word]
    for child in word.children:
        if child is without or child.dep in _ASIDE:
            continue
        if top and _is_clause_of_its_own(child):
            continue
        if (
            child.dep in _SET_OFF
            and _is_set_off(child)
            and not (child.dep == "conj" and child.upos not in _VERBAL)
        ):
            continue
        words += _below(child, top=False, without=without)
    return words


def _is_clause_of_its_own(child: Word) -> bool:
    """Tell whether a child of the predicate is another claim's clause: a coordinated predicate or a condition."""
    if child.dep == "conj":
        return child.upos in _VERBAL
    if child.dep == "cc":
        return child.head.upos in _VERBAL and any(
            other.upos in _VERBAL for other in child.head.having("conj")
        )
    return child.dep == "advcl" and marker(child) not in {None, "to"}


def _is_set_off(child: Word) -> bool:
    """Tell whether a comma or bracket stands right before the child's words."""
    first = min(child.subtree(), key=lambda word: word.i)
    return any(
        mark.dep == "punct" and mark.i <= first.i and mark.text in {",", "-", "–", "—", "("}
        for mark in child.children
        if mark.i <= first.i
    )
