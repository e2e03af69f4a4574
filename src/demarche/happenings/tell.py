"""What a ledger knows of a happening: who tells of it, how many independent sources, what they agree and differ on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from demarche.happenings.compare import Ground
from demarche.happenings.credit import agency_of
from demarche.happenings.sources import Telling, source_groups, teller
from demarche.ledger import happenings as rows
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import LinkRules
from demarche.model.parts import Count, Participant
from demarche.model.records import Event

_GROUNDS = msgspec.json.Decoder(tuple[Ground, ...])
_WIDE = frozenset({"country", "region"})


@dataclass(frozen=True, slots=True)
class Version:
    """A value of a field, the sources that give it, and the events that have it."""

    value: str
    says: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which the tellings differ, with each version, in the order of the tellings."""

    field: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two events of a happening are held to be one: the score and its grounds."""

    one: str
    other: str
    score: float
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """A happening; `tellings` are in order of publication, `sources` the same by independent source."""

    id: str
    tellings: tuple[Telling, ...]
    sources: tuple[tuple[Telling, ...], ...]
    conflicts: tuple[Conflict, ...]
    merges: tuple[Merge, ...]

    @property
    def reports(self) -> int:
        """How many reports tell of it."""
        return len({telling.report.id for telling in self.tellings})

    def joining(self) -> tuple[Merge, ...]:
        """Return the best merges that hold the tellings together: of all, only as many as it takes."""
        group = {telling.event.id: frozenset({telling.event.id}) for telling in self.tellings}
        kept = []
        for merge in self.merges:
            if group[merge.one] != group[merge.other]:
                joined = group[merge.one] | group[merge.other]
                group.update(dict.fromkeys(joined, joined))
                kept.append(merge)
        return tuple(kept)


def happening_ids(ledger: Ledger, since: str | None = None, until: str | None = None) -> list[str]:
    """Return the ids of the happenings that may have been in this time, by date."""
    return rows.happening_ids(ledger, since, until)


def tell(ledger: Ledger, wanted: str, rules: LinkRules) -> Happening:
    """Return the happening of this id, the beginning of one, or an id that it had before; or that of an event's id.

    Raise `LedgerError` if there is none, or more than one.
    """
    identifier = rows.find_happening(ledger, wanted)
    tellings = tuple(
        Telling(event, report, agency_of(report, rules.agencies))
        for event, report in rows.members(ledger, identifier)
    )
    copies = rows.copies_among(ledger, identifier)
    return Happening(
        identifier,
        tellings,
        source_groups(tellings, copies),
        tuple(_conflicts(tellings)),
        tuple(
            Merge(one, other, score, _GROUNDS.decode(reasons))
            for one, other, score, reasons in rows.merges_of(ledger, identifier)
        ),
    )


def _conflicts(tellings: Sequence[Telling]) -> Iterator[Conflict]:
    """Yield the fields on which tellings differ: one that says less than another (part of its values) does not differ."""
    for field, values_of in _FIELDS.items():
        versions: dict[frozenset[str], list[Telling]] = {}
        for telling in tellings:
            versions.setdefault(frozenset(values_of(telling.event)), []).append(telling)
        whole = [values for values in versions if not any(values < other for other in versions)]
        if len(whole) > 1:
            yield Conflict(field, tuple(_version(", ".join(sorted(one)), versions[one]) for one in whole))


def _version(value: str, those: Sequence[Telling]) -> Version:
    says = tuple(dict.fromkeys(teller(telling) for telling in those))
    return Version(value, says, tuple(telling.event.id for telling in those))


def _who(participants: Sequence[Participant]) -> set[str]:
    """Return of which countries participants are, or who they are where they are of none: names alone differ by wording."""
    known = {one.country or one.id for one in participants}
    return {one for one in known if one is not None}


def _where(event: Event) -> set[str]:
    return {place.name for place in event.where if place.precision not in _WIDE}


def _day(event: Event) -> set[str]:
    """Return the day of an event that is dated to the day."""
    day = event.when.earliest
    return {day} if day is not None and day == event.when.latest else set()


def _people(event: Event, field: Literal["killed", "wounded", "missing"]) -> set[str]:
    count: Count | None = None if event.casualties is None else getattr(event.casualties, field)
    if count is None:
        return set()
    if count.at_least == count.at_most:
        return {str(count.at_least)}
    if count.at_most is None:
        return {f"{count.at_least} or more"}
    return {f"up to {count.at_most}" if count.at_least is None else f"{count.at_least} to {count.at_most}"}


_FIELDS: dict[str, Callable[[Event], set[str]]] = {
    "type": lambda event: {event.type},
    "status": lambda event: {event.status},
    "when": _day,
    "where": _where,
    "actors": lambda event: _who(event.actors),
    "recipients": lambda event: _who(event.recipients),
    "killed": lambda event: _people(event, "killed"),
    "wounded": lambda event: _people(event, "wounded"),
    "missing": lambda event: _people(event, "missing"),
}
