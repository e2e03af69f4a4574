"""Mentions of one event inside a report become one event with several triggers.

Conservative: the same type, status and participants that do not contradict each other, and much the same words. A
headline is the mention of the first such event of the text. The fields are those of the fullest mention in the text.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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


def merged(
    events: Sequence[Coded], reading: Reading, shares: Mapping[str, float], mutual: Container[str] = ()
) -> tuple[Coded, ...]:
    """Return the events in text order, named, mentions of one event merged.

    `shares` tells how much of the smaller mention's words the other must have: "headline" and "repeated". `mutual`
    are the senses that make no difference between actor and recipient: "A met B" is "B met A".
    """
    groups = _Groups(shares)
    for coded in events:
        groups.add(_mention(coded, reading, mutual))
    made = [_one(group) for group in groups.all]
    return tuple(sorted(made, key=lambda coded: (_start(_event(coded)), coded.claim.id)))


@dataclass(frozen=True, slots=True)
class _Mention:
    """An event as it is told once; `words` are the longer words of its extent."""

    coded: Coded
    event: Event
    in_headline: bool
    words: frozenset[str]
    actors: tuple[Participant, ...]  # of a mutual event both sides
    recipients: tuple[Participant, ...]

    @property
    def kind(self) -> tuple[str, str]:
        """Return what all mentions of one event have in common."""
        return self.event.type, self.event.status

    @property
    def alike(self) -> tuple[object, ...]:
        """Return what all mentions of one event in the text, headlines aside, have in common."""
        source = self.event.attribution[-1].source
        return *self.kind, _sense_of(self.event), source, _keys(self.actors), _keys(self.recipients)


class _Groups:
    """The mentions so far, those of one event together; the tables tell which groups a mention can belong to at all."""

    def __init__(self, shares: Mapping[str, float]) -> None:
        self.all: list[list[_Mention]] = []
        self._shares = shares
        self._of_kind: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._with_headline: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._alike: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)

    def add(self, mention: _Mention) -> None:
        """Put a mention into the first group it belongs to, or into a new one."""
        number = next(
            (at for at in self._candidates(mention) if _belongs(mention, self.all[at], self._shares)), None
        )
        if number is None:
            number = len(self.all)
            self.all.append([])
            self._of_kind[mention.kind].add(number)
        self.all[number].append(mention)
        if mention.in_headline:
            self._with_headline[mention.kind].add(number)
        else:
            self._alike[mention.alike].add(number)

    def _candidates(self, mention: _Mention) -> list[int]:
        if mention.in_headline:
            return sorted(self._of_kind[mention.kind])
        return sorted(self._alike[mention.alike] | self._with_headline[mention.kind])


def _mention(coded: Coded, reading: Reading, mutual: Container[str]) -> _Mention:
    event = _event(coded)
    actors, recipients = event.actors, event.recipients
    if _sense_of(event) in mutual:
        actors, recipients = (*actors, *recipients), ()
    words = frozenset(word.casefold() for span in event.extent for word in _WORD.findall(span.text))
    headline = _in_headline(event, reading)
    return _Mention(coded, event, headline, words, actors, recipients)


def _belongs(mention: _Mention, group: Sequence[_Mention], shares: Mapping[str, float]) -> bool:
    """Tell whether an event is another mention of a group's; once the text has told it, its headline joins no more."""
    others = [other for other in group if not other.in_headline] or group
    return all(_agree(other, mention) for other in group) and any(
        _repeats(other, mention, shares) for other in others
    )


def _agree(one: _Mention, other: _Mention) -> bool:
    return (
        one.kind == other.kind
        and _compatible(one.actors, other.actors)
        and _compatible(one.recipients, other.recipients)
        and _overlap(one.event.when, other.event.when)
    )


def _repeats(one: _Mention, other: _Mention, shares: Mapping[str, float]) -> bool:
    """Tell whether two agreeing events are told by much the same words for the same people."""
    if one.in_headline and other.in_headline:
        return False
    left, right = one.event, other.event
    if one.in_headline or other.in_headline:
        same = _word_of(left) == _word_of(right) or _shared(one.recipients, other.recipients)
        untold = not (one.actors and other.actors) and _shared(one.recipients, other.recipients)
        known = untold or _shared(one.actors, other.actors)
        return same and known and _share(one, other) >= shares["headline"]
    return one.alike == other.alike and _share(one, other) >= shares["repeated"]


def _share(one: _Mention, other: _Mention) -> float:
    """Return the share of the longer words of the smaller extent that the other extent has too."""
    return len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))


def _one(group: Sequence[_Mention]) -> Coded:
    best = max(group, key=lambda mention: (not mention.in_headline, *_fullness(mention.event)))
    if len(group) == 1:
        return Coded(identified(best.event), best.coded.reasons)
    events = [mention.event for mention in group]
    triggers = sorted({span for event in events for span in event.trigger}, key=lambda span: span.start)
    named = identified(replace(_filled(best.event, events), trigger=tuple(triggers)))
    words = ", ".join(f"“{event.trigger[0].text}” ({event.trigger[0].start})" for event in events)
    people = (
        "participants that do not contradict" if any(one.in_headline for one in group) else "participants"
    )
    reason = f"mentions of one event: {words}; the same type, status and {people}, much the same words"
    return Coded(named, (*best.coded.reasons, Reason("trigger", reason, None)))


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


def _fullness(event: Event) -> tuple[int, int, int, float]:
    known = sum(map(bool, (event.actors, event.recipients, event.where, event.instruments, event.casualties)))
    return known + (event.when.basis in _DATED), len(event.extent), -_start(event), event.score


def _sense_of(event: Event) -> str:
    return event.rule.partition("/")[0]


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


def _keys(participants: Sequence[Participant]) -> frozenset[object]:
    return frozenset(one.id or (one.name.casefold(), one.country) for one in participants)


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


def _start(event: Event) -> int:
    return min(span.start for span in event.trigger)


def _event(coded: Coded) -> Event:
    if not isinstance(coded.claim, Event):
        raise TypeError(f"{coded.claim.id} is no event")
    return coded.claim
