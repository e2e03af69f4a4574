"""What a verbal act is about: "agreed to send aid" is coded by the aid, "refused to release" by the release."""

from collections.abc import Sequence
from dataclasses import replace

from demarche.coding.clauses.cast import distinct
from demarche.coding.clauses.grammar import conjuncts, preposition
from demarche.coding.events.occurrences import Occurrence
from demarche.coding.events.roles import Fit
from demarche.lexicon.ontology import Ontology
from demarche.model.syntax import Word

_ABOUT = frozenset({"of", "for", "to", "on", "with"})


def with_content(occurrences: Sequence[Occurrence], ontology: Ontology) -> list[Occurrence]:
    """Return the occurrences, verbal acts with mode and CAMEO code by the event they are about."""
    by_word = {occurrence.anchor.i: occurrence for occurrence in occurrences}
    return [_coded(occurrence, by_word, ontology) for occurrence in occurrences]


def _coded(occurrence: Occurrence, by_word: dict[int, Occurrence], ontology: Ontology) -> Occurrence:
    for word in _content_words(occurrence):
        about = by_word.get(word.i)
        if about is None or about is occurrence:
            continue
        code = ontology.code_with_content(occurrence.type, about.type, about.mode)
        if code is not None:
            note = ("mode", f"by its content “{word.text}”, {about.type}")
            mode, cameo = code
            return replace(
                occurrence,
                mode=mode or occurrence.mode,
                cameo=cameo,
                notes=(*occurrence.notes, note),
                fit=_received(occurrence.fit, about.fit),
            )
    return occurrence


def _received(act: Fit, about: Fit) -> Fit:
    """Return the act's parts; a recipient that was only guessed is the recipient of what the act is about."""
    people = distinct(about.recipients, act.actors)
    if not people or (act.recipients and not act.is_guess):
        return act
    return replace(act, recipients=people, recipient_how=f"recipient of “{about.frame.trigger.text}”")


def _content_words(occurrence: Occurrence) -> list[Word]:
    frame = occurrence.fit.frame
    found: list[Word] = []
    if frame.complement is not None:
        for predicate in conjuncts(frame.complement.word):
            found.append(predicate)
            found.extend(predicate.having("obj", "xcomp"))
    if frame.object is not None:
        found.extend(conjuncts(frame.object.word))
        found.extend(child for child in frame.object.word.having("nmod") if preposition(child) in _ABOUT)
    found.extend(
        word for oblique in frame.obliques if oblique.preposition in _ABOUT for word in [oblique.word]
    )
    return found
