"""With what: weapons named beside an event."""

from collections.abc import Iterator

from demarche.coding.frames import Frame, deep_object
from demarche.coding.grammar import phrase
from demarche.lexicon.senses import Senses
from demarche.model.parts import Participant
from demarche.model.reading import Reading
from demarche.model.syntax import Word

_WEAPON = "weapon"
_MEANS = frozenset({"with", "using", "by"})
_LINKED = frozenset({"xcomp", "advcl", "acl"})


def instruments_of(frame: Frame, senses: Senses, reading: Reading) -> tuple[tuple[Participant, ...], str]:
    """Return the weapons that stand with a trigger: after "with", as its object or modifier, or used to do it."""
    found: dict[str, tuple[Participant, str]] = {}
    for word, how in _candidates(frame):
        if _WEAPON in senses.classes_of(word.lemma):
            participant = _weapon(word, reading)
            found.setdefault(participant.name, (participant, how))
    reason = "; ".join(dict.fromkeys(how for _, how in found.values()))
    return tuple(participant for participant, _ in found.values()), reason


def _candidates(frame: Frame) -> Iterator[tuple[Word, str]]:
    trigger = frame.trigger
    for oblique in frame.obliques:
        if oblique.preposition in _MEANS:
            yield oblique.word, f"after “{oblique.preposition}”"
    if trigger.upos == "VERB" and frame.object is not None:
        yield frame.object.word, f"object of “{trigger.text}”"
    for child in trigger.having("compound", "amod"):
        yield child, f"modifier of “{trigger.text}”"
    if frame.subjects and trigger.upos == "VERB":
        yield frame.subjects[0].word, f"subject of “{trigger.text}”"
    if trigger.dep in _LINKED and trigger.head.lemma == "use":
        used = deep_object(trigger.head)
        if used is not None:
            yield used.word, f"used to {trigger.lemma}"


def _weapon(word: Word, reading: Reading) -> Participant:
    words = [
        member for member in phrase(word) if member.upos not in {"DET", "NUM"} and member.dep != "nmod:poss"
    ]
    contiguous = [member for member in words if member.i <= word.i]
    span = reading.span(contiguous[0].start, word.end)
    return Participant(span.text, None, "weapon", None, (), None, "text", span)
