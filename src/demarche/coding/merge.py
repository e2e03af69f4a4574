"""Mentions of one event inside a report become one event with several triggers.

Conservative: the same type, status and participants that do not contradict each other, and much the same words. A
headline is the mention of the first such event of the text. The fields are those of the fullest mention in the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from demarche.model.codec import identified
from demarche.model.coded import Coded, Reason
from demarche.model.parts import Participant, When
from demarche.model.reading import BlockRole, Reading
from demarche.model.records import Event

_HEADLINE: frozenset[BlockRole] = frozenset({"title", "heading"})
_DATED = frozenset({"stated", "reckoned"})
_WORD = re.compile(r"[^\W\d_]{4,}")
_T = TypeVar("_T")


def merged(events: Sequence[Coded], reading: Reading, shares: Mapping[str, float]) -> tuple[Coded, ...]:
    """Return the events in text order, named, mentions of one event merged.

    `shares` tells how much of the smaller mention's words the other must have: "headline" and "repeated".
    """
    groups: list[list[Coded]] = []
    for coded in events:
        group = next((found for found in groups if _belongs(coded, found, reading, shares)), None)
        if group is None:
            groups.append([coded])
        else:
            group.append(coded)
    made = [_one(group, reading) for group in groups]
    return tuple(sorted(made, key=lambda coded: (_start(coded), coded.claim.id)))


def _belongs(coded: Coded, group: Sequence[Coded], reading: Reading, shares: Mapping[str, float]) -> bool:
    """Tell whether an event is another mention of a group's; once the text has told it, its headline joins no more."""
    event = _event(coded)
    told = [other for other in map(_event, group) if not _in_headline(other, reading)]
    others = told or [_event(other) for other in group]
    return all(_agree(other, event) for other in map(_event, group)) and any(
        _repeats(other, event, reading, shares) for other in others
    )


def _agree(one: Event, other: Event) -> bool:
    return (
        one.type == other.type
        and one.status == other.status
        and _compatible(one.actors, other.actors)
        and _compatible(one.recipients, other.recipients)
        and _overlap(one.when, other.when)
    )


def _repeats(one: Event, other: Event, reading: Reading, shares: Mapping[str, float]) -> bool:
    """Tell whether two agreeing events are told by much the same words for the same people."""
    headlines = _in_headline(one, reading) + _in_headline(other, reading)
    if headlines == len((one, other)):
        return False
    share = _shared_words(one, other)
    if headlines:
        same = _word_of(one) == _word_of(other) or _shared(one.recipients, other.recipients)
        return same and _shared(one.actors, other.actors) and share >= shares["headline"]
    return (
        one.rule.partition("/")[0] == other.rule.partition("/")[0]
        and one.attribution[-1].source == other.attribution[-1].source
        and _keys(one.actors) == _keys(other.actors)
        and _keys(one.recipients) == _keys(other.recipients)
        and share >= shares["repeated"]
    )


def _one(group: Sequence[Coded], reading: Reading) -> Coded:
    best = max(group, key=lambda coded: (not _in_headline(_event(coded), reading), *_fullness(coded)))
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
        reason = (
            f"mentions of one event: {words}; the same type, status and participants, much the same words"
        )
        reasons += (Reason("trigger", reason, None),)
    return Coded(named, reasons)


def _filled(event: Event, others: Sequence[Event]) -> Event:
    """Return the event with what it does not say itself from the other mentions."""
    dated = next((other.when for other in others if other.when.basis in _DATED), event.when)
    return replace(
        event,
        actors=_first(event.actors, (other.actors for other in others)),
        recipients=_first(event.recipients, (other.recipients for other in others)),
        instruments=_first(event.instruments, (other.instruments for other in others)),
        where=_first(event.where, (other.where for other in others)),
        casualties=event.casualties or next((other.casualties for other in others if other.casualties), None),
        when=event.when if event.when.basis in _DATED else dated,
    )


def _first(own: tuple[_T, ...], others: Iterable[tuple[_T, ...]]) -> tuple[_T, ...]:
    return own or next((other for other in others if other), ())


def _fullness(coded: Coded) -> tuple[int, int, int, float]:
    event = _event(coded)
    known = sum(map(bool, (event.actors, event.recipients, event.where, event.instruments, event.casualties)))
    return known + (event.when.basis in _DATED), len(event.extent), -_start(coded), event.score


def _shared_words(one: Event, other: Event) -> float:
    """Return the share of the longer words of the smaller extent that the other extent has too."""
    mine, theirs = (
        {word.casefold() for span in event.extent for word in _WORD.findall(span.text)}
        for event in (one, other)
    )
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _word_of(event: Event) -> str:
    return event.rule.partition(".")[0]


def _compatible(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    """Tell whether two lists can be of the same people: one is empty, or they share somebody."""
    return not one or not other or _shared(one, other)


def _shared(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    return any(_is_one(left, right) for left in one for right in other)


def _is_one(left: Participant, right: Participant) -> bool:
    if left.id is not None and right.id is not None:
        return left.id == right.id
    return left.name.casefold() == right.name.casefold() and left.country == right.country


def _keys(participants: Sequence[Participant]) -> set[object]:
    return {one.id or (one.name.casefold(), one.country) for one in participants}


def _overlap(one: When, other: When) -> bool:
    if one.basis not in _DATED or other.basis not in _DATED:
        return True
    return (one.earliest or "") <= (other.latest or "9999") and (other.earliest or "") <= (
        one.latest or "9999"
    )


def _in_headline(event: Event, reading: Reading) -> bool:
    start = event.trigger[0].start
    at = bisect_right(reading.blocks, start, key=lambda block: block.start) - 1
    return at >= 0 and start < reading.blocks[at].end and reading.blocks[at].role in _HEADLINE


def _start(coded: Coded) -> int:
    return min(span.start for span in _event(coded).trigger)


def _event(coded: Coded) -> Event:
    if not isinstance(coded.claim, Event):
        raise TypeError(f"{coded.claim.id} is no event")
    return coded.claim
