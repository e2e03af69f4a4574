"""Events as the benchmarks see them: types, codes, and participants as places in the text that was given."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Protocol

from bench.common.benchmark import Prediction
from demarche.model.parts import Participant, Span
from demarche.model.records import Claim, Event, Statement

Range = tuple[int, int]

_COREFERENCE = "coreference"


@dataclass(frozen=True, slots=True)
class Side:
    """A participant: its name, its country and sectors, and where it is named."""

    name: str
    country: str | None
    sectors: tuple[str, ...]
    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event that a coder wrote; offsets are code points of the text that was given."""

    type: str
    mode: str | None
    cameo: str | None
    status: str
    rule: str
    trigger: tuple[Range, ...]
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """The event type that joins two given participants, and why; `type` may also be a PLV root."""

    root: str
    reason: str


@dataclass(frozen=True, slots=True)
class EventsPrediction(Prediction):
    """The events written for one text."""

    events: tuple[CodedEvent, ...]


class CodedText(Protocol):
    """A text with its events."""

    @property
    def events(self) -> tuple[CodedEvent, ...]:
        """The events written, in PLOVER's own conventions."""

    def pair(self, source: Range | None, target: Range | None) -> Pair | None:
        """Return what joins two places of the text; None stands for a participant who is not named."""


Code = Callable[[str, str | None], CodedText]
"""Codes a text, given the ISO date of its publication or None."""


Names = Mapping[str, tuple[Range, ...]]
"""Where each participant is named in a text, by its id, or by its name if nothing knows it."""


def coded_event(event: Event, named: Names) -> CodedEvent:
    """Return the event as the benchmarks see it."""
    return CodedEvent(
        type=event.type,
        mode=event.mode,
        cameo=event.cameo,
        status=event.status,
        rule=event.rule,
        trigger=ranges_of(event.trigger),
        actors=tuple(side_of(participant, named) for participant in event.actors),
        recipients=tuple(side_of(participant, named) for participant in event.recipients),
    )


def names_in(claims: Iterable[Claim]) -> Names:
    """Return where the participants of claims whom a table or the text knows are named by more than a pronoun."""
    return names_of(
        participant for claim in claims for participant in _participants(claim) if participant.id is not None
    )


def names_of(participants: Iterable[Participant]) -> Names:
    """Return where participants are named by more than a pronoun or a description."""
    found: defaultdict[str, set[Range]] = defaultdict(set)
    for participant in participants:
        if participant.basis != _COREFERENCE:
            found[_key(participant)].update(ranges_of([participant.span]))
    return {name: tuple(sorted(ranges)) for name, ranges in found.items()}


def _key(participant: Participant) -> str:
    return participant.id or participant.name


def _participants(claim: Claim) -> Sequence[Participant]:
    if isinstance(claim, Event):
        return (*claim.actors, *claim.recipients)
    if isinstance(claim, Statement):
        return (*(() if claim.speaker is None else (claim.speaker,)), *claim.addressees)
    return (*claim.issuers, *claim.addressees)


def joined(event: CodedEvent) -> Iterator[tuple[Side, Side]]:
    """Yield actor and recipient of each pair that an event joins; several actors without recipients, both ways."""
    if event.recipients:
        for actor in event.actors:
            for recipient in event.recipients:
                yield actor, recipient
    else:
        yield from permutations(event.actors, 2)


def meets(ranges: Sequence[Range], others: Sequence[Range]) -> bool:
    """Tell whether a range has a character in common with one of the others."""
    return any(start < end_ and start_ < end for start, end in ranges for start_, end_ in others)


def described(event: CodedEvent, text: str) -> str:
    """Return the event in one line, for lists of errors."""
    actors = ", ".join(side.name for side in event.actors) or "-"
    recipients = ", ".join(side.name for side in event.recipients) or "-"
    trigger = " … ".join(text[start:end] for start, end in event.trigger)
    return f"{event.type} {event.cameo or ''} [{actors}] → [{recipients}] “{trigger}” {event.status} {event.rule}"


def side_of(participant: Participant, named: Names) -> Side:
    """Return the participant as the benchmarks see it; one that a pronoun stands for is also where it is named."""
    own = ranges_of([participant.span])
    if participant.basis == _COREFERENCE:
        own += tuple(place for place in named.get(_key(participant), ()) if place not in own)
    return Side(participant.name, participant.country, participant.sectors, own)


def ranges_of(spans: Sequence[Span]) -> tuple[Range, ...]:
    """Return where the words stand in the text that was given."""
    return tuple(
        place
        for span in spans
        for place in (((span.start, span.end),) if span.source is None else span.source)
    )
