"""Whom a deed is for or against who stands in no place of its frame: in what it is done for, or in what it hangs on."""

from collections.abc import Iterator

from demarche.coding.clauses.frames import Frame, Oblique, deep_subject, nominal_obliques, verb_frame
from demarche.coding.clauses.grammar import conjuncts, is_infinitive, is_ing_form, is_negated, marker
from demarche.lexicon.senses import Senses
from demarche.model.syntax import Word

_CLAUSES = ("advcl", "xcomp", "acl")
_DEPTH = 2  # of purposes inside purposes: "designed to help", "to help defend"
_AWAITING = frozenset({"until", "unless", "till"})
_IF = "if"
_VOICED = "voiced"
_VOICING = frozenset({"uttered", "voicing"})  # traits of types
_ADDRESSING = frozenset({"on", "from", "against", "at", "over", "for", "with", "by", "about"})


def awaited(frame: Frame, *, certain: bool) -> Iterator[tuple[Word, str]]:
    """Yield who must do something first: the subject after "until" and "unless" (`certain`), or after "if"."""
    for verb in _predicates(frame):
        for clause in verb.having("advcl"):
            mark = marker(clause)
            waits = mark in _AWAITING or (mark == _IF and is_negated(clause))
            if waits if certain else mark == _IF:
                subject = deep_subject(clause)
                if subject is not None:
                    yield subject.word, f"subject of “{mark} … {clause.text}”"


def purposes(frame: Frame) -> list[Frame]:
    """Return the frames of what the deed is done for: "sent doctors to help", "an effort designed to help"."""
    heads = [frame.trigger, *([] if frame.support is None else [frame.support])]
    if frame.trigger.upos == "VERB":
        heads += [] if frame.object is None else conjuncts(frame.object.word)
        heads += [found.word for found in (*frame.obliques, *frame.nearby)]
    found: list[Word] = []
    layer = heads
    for _ in range(_DEPTH):
        layer = [clause for head in layer for clause in head.having(*_CLAUSES) if _is_open(clause)]
        found.extend(clause for clause in layer if is_infinitive(clause) or is_ing_form(clause))
    return [verb_frame(clause) for clause in found]


def voiced(frame: Frame, senses: Senses) -> Iterator[tuple[Word, str]]:
    """Yield whom a protest is against: in what it is done to demand or decry, or after "in protest at"."""
    for found in frame.obliques:
        if found.preposition == "in" and _VOICED in senses.classes_of(found.word.lemma):
            for inner in nominal_obliques(found.word):
                yield inner.word, f"“in {found.word.text} {inner.preposition}” phrase"
    for found in frame.nearby:
        if found.preposition in _ADDRESSING:
            yield found.word, f"“{found.preposition}” phrase of its object"
    for purpose in purposes(frame):
        if is_infinitive(purpose.trigger) or _speaks(purpose.trigger, senses):
            yield from _addressed(purpose, f"“{purpose.trigger.text}”, for which it is done")


def _addressed(purpose: Frame, how: str) -> Iterator[tuple[Word, str]]:
    """Yield whom a purpose may be addressed to: who is to do it, its object, then its phrases."""
    subject = None if purpose.complement is None else deep_subject(purpose.complement.word)
    if subject is not None:
        yield subject.word, f"subject of the complement of {how}"
    if purpose.object is not None:
        yield purpose.object.word, f"object of {how}"
    for found in (*purpose.obliques, *purpose.nearby, *purpose.inner):
        if found.preposition in _ADDRESSING:
            yield found.word, f"“{found.preposition}” phrase of {how}"


def placed(frame: Frame) -> tuple[Oblique, ...]:
    """Return the obliques of what the deed is done for."""
    return tuple(
        found for purpose in purposes(frame) for found in (*purpose.obliques, *purpose.nearby, *purpose.inner)
    )


def _predicates(frame: Frame) -> list[Word]:
    """Return the words that a condition on the deed may hang on."""
    found = [frame.trigger]
    if frame.support is not None:
        found.append(frame.support)
    if frame.complement is not None:
        found.append(frame.complement.word)
    return found


def _speaks(verb: Word, senses: Senses) -> bool:
    """Tell whether a participle can say what is demanded or decried: "demanding", "denouncing", not "citing"."""
    return any(_VOICING.intersection(sense.traits) for sense in senses.of(verb.lemma, "verb"))


def _is_open(clause: Word) -> bool:
    """Tell whether a clause is without tense: an infinitive or a participle, which may hold one ("designed to help")."""
    return clause.upos == "VERB" and (is_infinitive(clause) or "VerbForm=Fin" not in clause.feats)
