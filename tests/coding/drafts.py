"""Makers of drafts and records for the tests of what comes after the frames."""

from collections.abc import Sequence
from dataclasses import replace

from demarche.coding.clauses.adjuncts import Found as FoundWhen
from demarche.coding.clauses.extent import clause_words
from demarche.coding.clauses.frames import noun_frame, verb_frame
from demarche.coding.clauses.status import Judgement
from demarche.coding.events.occurrences import Occurrence
from demarche.coding.events.roles import Fit
from demarche.lexicon.senses import Sense
from demarche.model.codec import BLANK_ID
from demarche.model.coded import Coded
from demarche.model.parts import UNKNOWN_WHEN, Attribution, Participant, Span, When
from demarche.model.records import Event
from demarche.model.syntax import Word
from demarche.model.values import Status

from .forest import carries, ontology, participant

KENYA = participant("Kenya", "KEN")
SUDAN = participant("Sudan", "SDN")
UGANDA = participant("Uganda", "UGA")


def occurrence(
    trigger: Word, type_: str, mode: str | None = None, *, status: Status = "happened"
) -> Occurrence:
    """Return a draft of an event at a word, with no participants."""
    is_verb = trigger.upos == "VERB"
    frame = verb_frame(trigger) if is_verb else noun_frame(trigger, carries)
    cameo = next(code.code for code in ontology().cameo.values() if code.type == type_)
    sense = Sense(
        f"{trigger.lemma}.test", (trigger.lemma,), "verb" if is_verb else "noun", cameo, type_, mode, (),
        frozenset(), frozenset(), frozenset(), frozenset(), ("subj",), ("obj",), mutual=False, example="", counter="",
        traits=ontology().types[type_].traits,
    )  # fmt: skip
    return Occurrence(
        fit=Fit(sense, frame, (), (), (), "", "", owned=False),
        type=type_,
        mode=mode,
        cameo=cameo,
        judgement=Judgement(status, "for the test", None, ""),
        triggers=(trigger,),
        extent=tuple(clause_words(trigger)),
        when=FoundWhen(UNKNOWN_WHEN, ""),
        where=(),
    )


def event(
    type_: str = "ASSAULT",
    *,
    at: int = 0,
    status: Status = "happened",
    actors: Sequence[Participant] = (KENYA,),
    recipients: Sequence[Participant] = (SUDAN,),
    rule: str = "attack.verb/active",
) -> Event:
    """Return an event whose trigger and extent are the ten characters at an offset."""
    span = Span(at, at + 10, "x" * 10, None)
    return Event(
        id=BLANK_ID[Event],
        report="r:" + "0" * 16,
        type=type_,
        mode=None,
        contexts=(),
        cameo=None,
        quad=ontology().types[type_].quad,
        goldstein=None,
        trigger=(span,),
        extent=(span,),
        actors=tuple(actors),
        recipients=tuple(recipients),
        instruments=(),
        where=(),
        when=UNKNOWN_WHEN,
        casualties=None,
        status=status,
        voice="asserted",
        attribution=(Attribution("AUTHOR", None, None, "CT+"),),
        rule=rule,
        score=1.0,
    )


def coded(made: Event) -> Coded:
    """Return the event without reasons."""
    return Coded(made, ())


def dated(made: Event, day: str) -> Event:
    """Return the event with a day."""
    return replace(made, when=When(day, day, "day", "stated", made.trigger[0]))


def placed(one: Participant, start: int) -> Participant:
    """Return the participant standing at an offset."""
    return replace(one, span=replace(one.span, start=start, end=start + len(one.span.text)))
