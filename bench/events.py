"""Events as the benchmarks see them: types, codes, and participants as places in the text that was given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Protocol

from bench.benchmark import Prediction
from demarche.model.parts import Participant, Span
from demarche.model.records import Event

Range = tuple[int, int]


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


def coded_event(event: Event) -> CodedEvent:
    """Return the event as the benchmarks see it."""
    return CodedEvent(
        type=event.type,
        mode=event.mode,
        cameo=event.cameo,
        status=event.status,
        rule=event.rule,
        trigger=ranges_of(event.trigger),
        actors=tuple(map(side_of, event.actors)),
        recipients=tuple(map(side_of, event.recipients)),
    )


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


def side_of(participant: Participant) -> Side:
    """Return the participant as the benchmarks see it."""
    return Side(participant.name, participant.country, participant.sectors, ranges_of([participant.span]))


def ranges_of(spans: Sequence[Span]) -> tuple[Range, ...]:
    """Return where the words stand in the text that was given."""
    return tuple(
        place
        for span in spans
        for place in (((span.start, span.end),) if span.source is None else span.source)
    )
