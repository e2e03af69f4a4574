"""Mentions of one event inside a report become one event with several triggers.

Conservative: the same type and status of deed, actors and recipients that do not contradict each other, and the
same word or the same passage. The fields are those of the fullest mention.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from demarche.model.codec import identified
from demarche.model.coded import Coded, Reason
from demarche.model.parts import Participant, When
from demarche.model.reading import Reading
from demarche.model.records import Event

_HEADLINE = frozenset({"title", "heading"})
_DATED = frozenset({"stated", "reckoned"})
_T = TypeVar("_T")


def merged(events: Sequence[Coded], reading: Reading) -> tuple[Coded, ...]:
    """Return the events in text order, named, mentions of one event merged."""
    groups: list[list[Coded]] = []
    for coded in events:
        group = next((found for found in groups if _is_same(found, coded, reading)), None)
        if group is None:
            groups.append([coded])
        else:
            group.append(coded)
    made = [_one(group, reading) for group in groups]
    return tuple(sorted(made, key=lambda coded: (_start(coded), coded.claim.id)))


def _is_same(group: Sequence[Coded], coded: Coded, reading: Reading) -> bool:
    event = _event(coded)
    return all(_agree(_event(other), event) for other in group) and any(
        _is_mention_of(_event(other), event, reading) for other in group
    )


def _agree(one: Event, other: Event) -> bool:
    return (
        one.type == other.type
        and one.status == other.status
        and _compatible(one.actors, other.actors)
        and _compatible(one.recipients, other.recipients)
        and _overlap(one.when, other.when)
    )


def _is_mention_of(one: Event, other: Event, reading: Reading) -> bool:
    """Tell whether one of two agreeing events repeats the other: a headline, or the same sense for the same people."""
    same_rule = one.rule.partition("/")[0].partition(".")[0] == other.rule.partition("/")[0].partition(".")[0]
    in_headline = any(_role(event, reading) in _HEADLINE for event in (one, other))
    shared = _shared(one.actors, other.actors) and (
        not one.recipients or not other.recipients or _shared(one.recipients, other.recipients)
    )
    return shared and (
        in_headline or (same_rule and one.attribution[-1].source == other.attribution[-1].source)
    )


def _one(group: Sequence[Coded], reading: Reading) -> Coded:
    best = max(group, key=lambda coded: (_role(_event(coded), reading) not in _HEADLINE, *_fullness(coded)))
    event = _filled(_event(best), [_event(coded) for coded in group])
    triggers = sorted(
        {span for coded in group for span in _event(coded).trigger}, key=lambda span: span.start
    )
    named = identified(replace(event, trigger=tuple(triggers)))
    reasons = best.reasons
    if len(group) > 1:
        words = ", ".join(
            f"“{_event(coded).trigger[0].text}” ({_event(coded).trigger[0].start})" for coded in group
        )
        reasons += (
            Reason(
                "trigger", f"mentions of one event: {words}; the same type, status and participants", None
            ),
        )
    return Coded(named, reasons)


def _filled(event: Event, others: Sequence[Event]) -> Event:
    """Return the event with what it does not say itself from the other mentions."""
    return replace(
        event,
        actors=_first(event.actors, (other.actors for other in others)),
        recipients=_first(event.recipients, (other.recipients for other in others)),
        instruments=_first(event.instruments, (other.instruments for other in others)),
        where=_first(event.where, (other.where for other in others)),
        casualties=event.casualties or next((other.casualties for other in others if other.casualties), None),
        when=event.when
        if event.when.basis in _DATED
        else next((other.when for other in others if other.when.basis in _DATED), event.when),
    )


def _first(own: tuple[_T, ...], others: Iterable[tuple[_T, ...]]) -> tuple[_T, ...]:
    return own or next((other for other in others if other), ())


def _fullness(coded: Coded) -> tuple[int, int, int, float]:
    event = _event(coded)
    known = sum(map(bool, (event.actors, event.recipients, event.where, event.instruments, event.casualties)))
    return known + (event.when.basis in _DATED), len(event.extent), -_start(coded), event.score


def _compatible(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    """Tell whether two lists can be of the same people: one is empty, or they share somebody."""
    return not one or not other or _shared(one, other)


def _shared(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    return any(_is_one(left, right) for left in one for right in other)


def _is_one(left: Participant, right: Participant) -> bool:
    if left.id is not None and right.id is not None:
        return left.id == right.id or (
            left.country == right.country
            and left.country is not None
            and "GOV" in left.sectors
            and "GOV" in right.sectors
        )
    return left.name.casefold() == right.name.casefold() and left.country == right.country


def _overlap(one: When, other: When) -> bool:
    if one.basis in {"none", "publication", "carried"} or other.basis in {"none", "publication", "carried"}:
        return True
    return (one.earliest or "") <= (other.latest or "9999") and (other.earliest or "") <= (
        one.latest or "9999"
    )


def _role(event: Event, reading: Reading) -> str:
    start = event.trigger[0].start
    return next((block.role for block in reading.blocks if block.start <= start < block.end), "paragraph")


def _start(coded: Coded) -> int:
    return min(span.start for span in _event(coded).trigger)


def _event(coded: Coded) -> Event:
    if not isinstance(coded.claim, Event):
        raise TypeError(f"{coded.claim.id} is no event")
    return coded.claim
