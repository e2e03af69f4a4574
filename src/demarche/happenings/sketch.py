"""What of an event is looked at to tell whether another report's event is the same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.lexicon.linking import LinkRules
from demarche.model.parts import Participant, Where
from demarche.model.records import Event, Report

_WORD = re.compile(r"[^\W\d_]{4,}")
_FULL = 10  # characters of a date to the day
_WIDE = frozenset({"country", "region"})


@dataclass(frozen=True, slots=True)
class Side:
    """Actors or recipients: their ids, countries, and the words of names that no table knows."""

    ids: tuple[str, ...]
    countries: tuple[str, ...]
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.ids or self.countries or self.words)

    @property
    def is_known(self) -> bool:
        """Whether it is known who they are, or at least of which country: “the soldiers” may be anybody's."""
        return bool(self.ids or self.countries)

    def __or__(self, other: "Side") -> "Side":
        return Side(
            tuple(sorted({*self.ids, *other.ids})),
            tuple(sorted({*self.countries, *other.countries})),
            tuple(sorted({*self.words, *other.words})),
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by its name, the region it lies in, and its coordinates, where they are known."""

    name: str
    region: str
    place: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Sketch:
    """An event as it is compared. `first` and `last` are days, both inclusive; `is_dated`: the text gives the date.

    `spots` are places smaller than a country; `words` are those of the paragraph.
    """

    report: str
    type: str
    mode: str | None
    group: str
    first: str
    last: str
    is_dated: bool
    actors: Side
    recipients: Side
    spots: tuple[Spot, ...]
    words: tuple[str, ...]

    def of_type(self, type_: str) -> "Sketch":
        """Return the same as an event of another type."""
        return replace(self, type=type_)


def sketch(event: Event, report: Report, rules: LinkRules) -> Sketch | None:
    """Return what is compared of an event; None if it is not linked: by its status, or without a date that is narrow."""
    group = rules.statuses.get(event.status)
    days = _days(event, report, rules)
    if group is None or days is None:
        return None
    first, last, is_dated = days
    spots = {_spot(place) for place in event.where if place.precision not in _WIDE}
    named = {place.name for place in event.where if place.precision not in _WIDE}
    return Sketch(
        report=event.report,
        type=event.type,
        mode=event.mode,
        group=group,
        first=first.isoformat(),
        last=last.isoformat(),
        is_dated=is_dated,
        actors=_side(event.actors),
        recipients=_side(one for one in event.recipients if one.name not in named),
        spots=tuple(sorted(spots, key=lambda spot: (spot.name, spot.region))),
        words=_words(event, report, rules),
    )


def blocks(seen: Sketch) -> Iterator[str]:
    """Yield the names of the blocks in which an event is looked for: group, type, day, and one participant or place."""
    for side in (seen.actors, seen.recipients):
        names = (*side.ids, *side.countries) or side.words
        yield from (f"{seen.group}|{seen.type}|{day}|{name}" for day in _each_day(seen) for name in names)
    yield from (
        f"{seen.group}|{seen.type}|{day}|{spot.name}" for day in _each_day(seen) for spot in seen.spots
    )


def _each_day(seen: Sketch) -> list[str]:
    first, last = date.fromisoformat(seen.first), date.fromisoformat(seen.last)
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def _days(event: Event, report: Report, rules: LinkRules) -> tuple[date, date, bool] | None:
    when = event.when
    if when.earliest is not None and when.latest is not None:
        first, last = _day(when.earliest), _day(when.latest)
        return (first, last, True) if (last - first).days < rules.dates.widest else None
    if report.published is None or len(report.published) < _FULL or when.basis not in {"publication", "none"}:
        return None
    last = _day(report.published)
    return last - timedelta(days=rules.dates.before), last, False


def _day(text: str) -> date:
    return date.fromisoformat(text[:_FULL])


def _side(participants: Iterable[Participant]) -> Side:
    found = list(participants)
    return Side(
        tuple(sorted({one.id for one in found if one.id is not None})),
        tuple(sorted({one.country for one in found if one.country is not None})),
        tuple(sorted({word for one in found for word in _stems(one.name)})),
    )


def _spot(place: Where) -> Spot:
    at = None if place.lat is None or place.lon is None else (place.lat, place.lon)
    return Spot(place.name.casefold(), (place.admin1 or "").casefold(), at)


def _words(event: Event, report: Report, rules: LinkRules) -> tuple[str, ...]:
    """Return the words of the paragraph in which the event's first words stand, without the event's names and common ones."""
    start = event.trigger[0].start
    left = report.text.rfind("\n", 0, start) + 1
    right = report.text.find("\n", start)
    paragraph = report.text[left : right if right >= 0 else len(report.text)]
    names = [
        *(one.name for one in (*event.actors, *event.recipients)),
        *(place.name for place in event.where),
    ]
    named = {word for name in names for word in _stems(name)}
    return tuple(sorted(set(_stems(paragraph)) - named - rules.common))


def _stems(text: str) -> Iterator[str]:
    """Yield the longer words of a text, without a final s."""
    return (word.casefold().removesuffix("s") for word in _WORD.findall(text))
