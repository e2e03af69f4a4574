"""With what: weapons named beside an event."""

from collections.abc import Iterator

from demarche.coding.clauses.cast import Cast
from demarche.coding.clauses.frames import Frame, deep_object
from demarche.coding.clauses.grammar import phrase, surface_subject
from demarche.lexicon.senses import Senses
from demarche.model.parts import Participant
from demarche.model.reading import Reading
from demarche.model.syntax import Word

_WEAPON = "weapon"
_MEANS = frozenset({"with", "using", "by", "via", "through"})
_THROUGH = frozenset({"in", "by", "with"})  # of the deed that does it: "killed in a drone strike"
_LINKED = frozenset({"xcomp", "advcl", "acl"})
_USING = "using"
_ARMED = "armed"


def instruments_of(
    frame: Frame, senses: Senses, reading: Reading, cast: Cast
) -> tuple[tuple[Participant, ...], str]:
    """Return the weapons that stand with a trigger: after "with", as its subject, object or modifier, or used to do it.

    A weapon that `cast` knows has the name and id of the table; another of the class of weapons the words of the text,
    unless it acts itself (warplanes, a destroyer).
    """
    found: dict[str, tuple[Participant, str]] = {}
    for word, how in _candidates(frame, senses):
        resolved = cast.weapons(word)
        for weapon in resolved:
            found.setdefault(weapon.participant.id or weapon.participant.name, (weapon.participant, how))
        acts = bool(cast.at(word))
        if not (resolved or acts) and _WEAPON in senses.classes_of(word.lemma):
            participant = _weapon(word, reading)
            found.setdefault(participant.name, (participant, how))
    reason = "; ".join(dict.fromkeys(how for _, how in found.values()))
    return tuple(participant for participant, _ in found.values()), reason


def _candidates(frame: Frame, senses: Senses) -> Iterator[tuple[Word, str]]:
    trigger = frame.trigger
    for oblique in frame.obliques:
        if oblique.preposition in _MEANS:
            yield oblique.word, f"after “{oblique.preposition}”"
        if oblique.preposition in _THROUGH:
            yield from _modifying(oblique.word)
    if trigger.upos == "VERB" and frame.object is not None:
        yield frame.object.word, f"object of “{trigger.text}”"
    yield from _modifying(trigger)
    if frame.subjects and trigger.upos == "VERB":
        yield frame.subjects[0].word, f"subject of “{trigger.text}”"
        yield from _modifying(frame.subjects[0].word)
        yield from _carried(frame.subjects[0].word, senses)
    yield from _used(trigger, senses)
    if frame.support is not None:
        yield from _used(frame.support, senses)


def _modifying(noun: Word) -> Iterator[tuple[Word, str]]:
    """Yield what stands before a deed's noun: "drone strike"."""
    for child in noun.having("compound", "amod"):
        yield child, f"modifier of “{noun.text}”"


def _used(trigger: Word, senses: Senses) -> Iterator[tuple[Word, str]]:
    """Yield what is used for a deed: "used drones to attack", "attacked using drones"."""
    is_used = trigger.dep in _LINKED and _USING in senses.classes_of(trigger.head.lemma)
    if is_used and surface_subject(trigger) is None:
        used = deep_object(trigger.head)
        if used is not None:
            yield used.word, f"used to {trigger.lemma}"
    for child in trigger.having("advcl", "xcomp"):
        used = (
            deep_object(child)
            if child.lower.endswith("ing") and _USING in senses.classes_of(child.lemma)
            else None
        )
        if used is not None:
            yield used.word, f"“{child.text}” it"


def _carried(subject: Word, senses: Senses) -> Iterator[tuple[Word, str]]:
    """Yield what somebody is armed with: "gunmen armed with rifles"."""
    for child in subject.having("acl"):
        if _ARMED in senses.classes_of(child.lower):
            for weapon in child.having("obl"):
                yield weapon, f"what “{subject.text}” are {child.lower} with"


def _weapon(word: Word, reading: Reading) -> Participant:
    words = [
        member for member in phrase(word) if member.upos not in {"DET", "NUM"} and member.dep != "nmod:poss"
    ]
    contiguous = [member for member in words if member.i <= word.i]
    span = reading.span(contiguous[0].start, word.end)
    return Participant(span.text, None, "weapon", None, (), None, "text", span)
