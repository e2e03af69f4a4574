"""Events as PLOVER's manual counts them, for exports and benchmarks.

The ledger keeps what was planned, refused or demanded as events of their own, with a status. The manual knows one
record for each act: an intention to cooperate is AGREE, an intention to harm is THREATEN, and what a verbal act is
about is no second event.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from demarche.lexicon.ontology import EventType
from demarche.model.records import Event

_REAL = frozenset({"happened", "ongoing", "habitual", "believed"})
_ORDERED = "/support-verb"  # "ordered an arrest": whoever can order it does it
INTENDED = frozenset({"planned"})
"""The statuses of what somebody means to do."""

_VERBAL_QUADS = frozenset({1, 3})
_CHARGING = "charging"


def project(events: Sequence[Event], types: Mapping[str, EventType]) -> list[Event]:
    """Return the events that PLOVER would record, intended ones under the type that an intention has."""
    return [_intended(event, types) for event in recorded(events, types)]


def recorded(events: Sequence[Event], types: Mapping[str, EventType]) -> list[Event]:
    """Return the events that PLOVER would record, done or intended, with their own types."""
    return [
        event
        for event in events
        if (
            event.status in _REAL
            or event.status in INTENDED
            or (event.status == "demanded" and event.rule.endswith(_ORDERED))
        )
        and not any(_is_about(other, event) or _is_charge(other, event, types) for other in events)
    ]


def _intended(event: Event, types: Mapping[str, EventType]) -> Event:
    future = types[event.type].future
    if event.status not in INTENDED or future is None:
        return event
    return replace(event, type=future, mode=None, quad=types[future].quad)


def _is_about(act: Event, event: Event) -> bool:
    """Tell whether an event that did not happen is only what a verbal act of the same report is about."""
    return act.quad in _VERBAL_QUADS and event.status not in _REAL and _holds(act, event)


def _is_charge(act: Event, event: Event, types: Mapping[str, EventType]) -> bool:
    """Tell whether an event is only what an accusation of the same report says: "accused Peru of shelling the town"."""
    return _CHARGING in types[act.type].traits and event.voice != "asserted" and _holds(act, event)


def _holds(act: Event, event: Event) -> bool:
    """Tell whether the words of one event tell another."""
    first = event.trigger[0]
    return act is not event and any(
        span.start <= first.start and first.end <= span.end for span in act.extent
    )
