"""Holds newly coded reports against those before them: copies, merges, happenings, as rows of the ledger.

Only what is new is compared. Merges depend on the two events alone, and happenings on the merges alone, so that the order in
which reports came makes no difference to what stands together.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from demarche import __version__
from demarche.happenings.compare import compare
from demarche.happenings.copies import bands, may_be_copies, overlap, shingles
from demarche.happenings.group import Merges
from demarche.happenings.sketch import Sketch, blocks, sketch
from demarche.ledger import linking
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import LinkRules
from demarche.model.records import Event, Report

_AT_ONCE = 100  # reports, after which happenings are worked out anew where something changed
_HELD = 500  # reports with their shingles, of some 30 kB each
_DECODER = msgspec.json.Decoder(Sketch)


_Shingled = Callable[[int], tuple[Report, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking added: reports looked at, copies and merges found."""

    reports: int = 0
    copies: int = 0
    merges: int = 0


@dataclass(frozen=True, slots=True)
class _Event:
    """What is to be written of an event; one that `is_aside` has merges enough, and no later event is compared with it."""

    claim: int
    seen: Sketch
    merges: "list[_Merge]"
    is_aside: bool


@dataclass(frozen=True, slots=True)
class _Merge:
    """That an event is held to be one with another."""

    other: int
    score: float
    reasons: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What is to be written of one report."""

    bands: tuple[int, ...]
    copies: dict[str, float]
    events: list[_Event]


def link(ledger: Ledger, rules: LinkRules) -> Linked:
    """Link the reports that have not been, so many in one transaction, so that what is done stays done."""
    with ledger.turn():
        waiting = linking.unlinked(ledger)
        return _linked(ledger, waiting, rules) if waiting else Linked()


def _linked(ledger: Ledger, waiting: Sequence[linking.Unlinked], rules: LinkRules) -> Linked:
    with ledger.writing() as connection:
        number = linking.begin_linking(connection, __version__, rules.digest)
    shingled = _shingled(ledger, rules)
    copies = merges = 0
    for start in range(0, len(waiting), _AT_ONCE):
        with ledger.writing():
            changed: set[int] = set()
            for each in waiting[start : start + _AT_ONCE]:
                found = _found(ledger, each, shingled, rules)
                _write(ledger, each, found, number)
                linking.add_linked(ledger.connection, each.coding, number)
                changed.update(linking.events_ever_of(ledger, each.report))
                copies += len(found.copies)
                merges += sum(len(event.merges) for event in found.events)
            regroup(ledger, changed, rules)
    return Linked(len(waiting), copies, merges)


def _write(ledger: Ledger, each: linking.Unlinked, found: _Found, number: int) -> None:
    connection = ledger.connection
    linking.add_bands(connection, each.reading, found.bands)
    for other, share in found.copies.items():
        linking.add_copy(connection, (each.report, other), share, number)
    for event in found.events:
        named = () if event.is_aside else blocks(event.seen)
        linking.add_sketch(connection, event.claim, msgspec.json.encode(event.seen).decode(), named)
        if event.is_aside:
            linking.add_aside(connection, event.claim)
        for merge in event.merges:
            linking.add_merge(connection, (event.claim, merge.other), merge.score, merge.reasons, number)


def regroup(ledger: Ledger, claims: Iterable[int], rules: LinkRules) -> None:
    """Write of which happening these events are, and those that hang together with them; in a transaction."""
    wanted = set(claims)
    while True:
        happenings = _happenings(ledger, wanted, rules)
        moved = linking.moved(ledger, happenings)
        aside = linking.aside_with(ledger, moved) - happenings.keys()
        if not aside:  # else events that were not looked at go where those go that they are merged with
            linking.set_membership(ledger.connection, moved)
            return
        wanted |= aside


def _happenings(ledger: Ledger, claims: Iterable[int], rules: LinkRules) -> dict[int, str | None]:
    """Return of which happening these events are, and those that hang together with them."""
    near, scores = linking.reachable(ledger, claims)
    reports = linking.in_order(ledger, near)
    current = {pair: score for pair, score in scores.items() if all(claim in reports for claim in pair)}
    joined, parted = linking.ruled(ledger, near)
    joined = [pair for pair in joined if all(claim in reports for claim in pair)]
    aside = linking.aside_among(ledger, near)
    merges = Merges(reports, current, joined, parted, rules.weights.share, aside)
    happenings: dict[int, str | None] = dict.fromkeys(near)
    places = {claim: (claim in aside, place) for place, claim in enumerate(reports)}
    for group in merges.groups():
        first = min(group, key=places.__getitem__)
        happenings |= dict.fromkeys(group, linking.happening_id(ledger, first))
    return happenings


def relink(ledger: Ledger, reports: Iterable[str], rules: LinkRules) -> None:
    """Work out anew, in a transaction, of which happenings the events of reports are that people have corrected.

    What they put there is held against the other reports as what the coder found. A report that has not been linked yet
    is left to `link`.
    """
    changed: set[int] = set()
    for report in dict.fromkeys(reports):
        each = linking.newest_of(ledger, report)
        added = linking.added_by_hand(ledger, report)
        if added and linking.is_linked(ledger, each.coding):
            number = linking.begin_linking(ledger.connection, __version__, rules.digest)
            _link_added(ledger, each, added, number, rules)
        changed.update(linking.events_ever_of(ledger, report))
    regroup(ledger, changed, rules)


def _link_added(
    ledger: Ledger,
    each: linking.Unlinked,
    added: Sequence[tuple[int, Event]],
    number: int,
    rules: LinkRules,
) -> None:
    copies = linking.copies_of(ledger, each.report)
    report = linking.report_read(ledger, each.reading)
    _write(ledger, each, _Found((), {}, _events(ledger, report, added, copies, rules)), number)


def _found(ledger: Ledger, each: linking.Unlinked, shingled: _Shingled, rules: LinkRules) -> _Found:
    report, text = shingled(each.reading)
    own_bands = bands(text, rules.copies)
    others = (shingled(reading) for reading in linking.sharing(ledger, own_bands, each.reading))
    copies = _copies(report, text, others, rules)
    events = (*linking.events_of(ledger, each.coding), *linking.added_by_hand(ledger, each.report))
    compared = _events(ledger, report, events, frozenset(copies), rules)
    enough = int(rules.copies.enough)
    return _Found(own_bands if len(copies) < enough else (), _best(copies, enough), compared)


def _shingled(ledger: Ledger, rules: LinkRules) -> _Shingled:
    """Return what gives a reading's report and shingles; those asked for of late are held, since copies come together."""

    @lru_cache(maxsize=_HELD)
    def shingled(reading: int) -> tuple[Report, frozenset[str]]:
        report = linking.report_read(ledger, reading)
        return report, shingles(report.text, rules.copies)

    return shingled


def _events(
    ledger: Ledger,
    report: Report,
    events: Iterable[tuple[int, Event]],
    copies: frozenset[str],
    rules: LinkRules,
) -> list[_Event]:
    """Return what is compared of events, and their merges with events of other reports."""
    enough = int(rules.weights.enough)
    found = []
    for claim, event in events:
        seen = sketch(event, report, rules)
        if seen is not None:
            merges = sorted(_merges(ledger, seen, copies, rules), key=lambda one: (-one.score, one.other))
            found.append(_Event(claim, seen, merges[:enough], len(merges) >= enough))
    return found


def _best(copies: dict[str, float], enough: int) -> dict[str, float]:
    """Return the copies that have most in common, no more than are enough."""
    return dict(sorted(copies.items(), key=lambda copy: (-copy[1], copy[0]))[:enough])


def _copies(
    report: Report, text: frozenset[str], others: Iterable[tuple[Report, frozenset[str]]], rules: LinkRules
) -> dict[str, float]:
    shares = {
        other.id: overlap(text, found)
        for other, found in others
        if other.id != report.id and may_be_copies(report, other, rules.copies)
    }
    return {other: round(share, 4) for other, share in shares.items() if share >= rules.copies.least}


def _merges(ledger: Ledger, seen: Sketch, copies: frozenset[str], rules: LinkRules) -> Iterable[_Merge]:
    names = [name for type_ in rules.types_with(seen.type) for name in blocks(seen.of_type(type_))]
    for other, body in linking.in_blocks(ledger, names, seen.report):
        against = _DECODER.decode(body)
        found = compare(seen, against, rules, are_copies=against.report in copies)
        if found is not None and found.score >= rules.weights.least:
            yield _Merge(other, found.score, msgspec.json.encode(found.grounds).decode())
