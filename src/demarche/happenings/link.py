"""Holds newly coded reports against those before them: copies, merges, happenings, as rows of the ledger.

Only what is new is compared. Merges depend on the two events alone, and happenings on the merges alone, so that the order in
which reports came makes no difference to what stands together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
_DECODER = msgspec.json.Decoder(Sketch)


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking added: reports looked at, copies and merges found."""

    reports: int = 0
    copies: int = 0
    merges: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """What is to be written of one report."""

    bands: tuple[int, ...]
    copies: dict[str, float]
    sketches: list[tuple[int, Sketch]]
    merges: list[tuple[tuple[int, int], float, str]]


def link(ledger: Ledger, rules: LinkRules) -> Linked:
    """Link the reports that have not been, so many in one transaction, so that what is done stays done."""
    waiting = linking.unlinked(ledger)
    if not waiting:
        return Linked()
    with ledger.writing() as connection:
        number = linking.begin_linking(connection, __version__, rules.digest)
    copies = merges = 0
    for start in range(0, len(waiting), _AT_ONCE):
        with ledger.writing():
            changed: set[int] = set()
            for each in waiting[start : start + _AT_ONCE]:
                found = _found(ledger, each, rules)
                _write(ledger, each, found, number)
                linking.add_linked(ledger.connection, each.coding, number)
                changed.update(linking.events_ever_of(ledger, each.report))
                copies += len(found.copies)
                merges += len(found.merges)
            regroup(ledger, changed, rules)
    return Linked(len(waiting), copies, merges)


def _write(ledger: Ledger, each: linking.Unlinked, found: _Found, number: int) -> None:
    connection = ledger.connection
    linking.add_bands(connection, each.reading, found.bands)
    for other, share in found.copies.items():
        linking.add_copy(connection, (each.report, other), share, number)
    for claim, seen in found.sketches:
        linking.add_sketch(connection, claim, msgspec.json.encode(seen).decode(), blocks(seen))
    for claims, score, reasons in found.merges:
        linking.add_merge(connection, claims, score, reasons, number)


def regroup(ledger: Ledger, claims: Iterable[int], rules: LinkRules) -> None:
    """Write of which happening these events are, and those that hang together with them; in a transaction."""
    near, scores = linking.reachable(ledger, claims)
    reports = linking.in_order(ledger, near)
    current = {pair: score for pair, score in scores.items() if all(claim in reports for claim in pair)}
    joined, parted = linking.ruled(ledger, near)
    joined = [pair for pair in joined if all(claim in reports for claim in pair)]
    merges = Merges(reports, current, joined, parted, rules.weights.share)
    happenings: dict[int, str | None] = dict.fromkeys(near)
    places = {claim: place for place, claim in enumerate(reports)}
    for group in merges.groups():
        first = min(group, key=places.__getitem__)
        happenings |= dict.fromkeys(group, linking.happening_id(ledger, first))
    linking.set_membership(ledger.connection, happenings)


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
    sketches, merges = _sketched(ledger, report, added, copies, rules)
    _write(ledger, each, _Found((), {}, sketches, merges), number)


def _found(ledger: Ledger, each: linking.Unlinked, rules: LinkRules) -> _Found:
    report = linking.report_read(ledger, each.reading)
    text = shingles(report.text, rules.copies)
    own_bands = bands(text, rules.copies)
    copies = _copies(report, text, linking.sharing(ledger, own_bands, each.reading), rules)
    events = (*linking.events_of(ledger, each.coding), *linking.added_by_hand(ledger, each.report))
    sketches, merges = _sketched(ledger, report, events, frozenset(copies), rules)
    return _Found(own_bands, copies, sketches, merges)


def _sketched(
    ledger: Ledger,
    report: Report,
    events: Iterable[tuple[int, Event]],
    copies: frozenset[str],
    rules: LinkRules,
) -> tuple[list[tuple[int, Sketch]], list[tuple[tuple[int, int], float, str]]]:
    """Return what is compared of events, and the merges with events of other reports."""
    sketches = [
        (claim, seen) for claim, event in events if (seen := sketch(event, report, rules)) is not None
    ]
    merges = [merge for claim, seen in sketches for merge in _merges(ledger, claim, seen, copies, rules)]
    return sketches, merges


def _copies(
    report: Report, text: frozenset[str], others: Sequence[Report], rules: LinkRules
) -> dict[str, float]:
    shares = {
        other.id: overlap(text, shingles(other.text, rules.copies))
        for other in others
        if other.id != report.id and may_be_copies(report, other, rules.copies)
    }
    return {other: round(share, 4) for other, share in shares.items() if share >= rules.copies.least}


def _merges(
    ledger: Ledger, claim: int, seen: Sketch, copies: frozenset[str], rules: LinkRules
) -> Iterable[tuple[tuple[int, int], float, str]]:
    names = [name for type_ in rules.types_with(seen.type) for name in blocks(seen.of_type(type_))]
    for other, body in linking.in_blocks(ledger, names, seen.report):
        against = _DECODER.decode(body)
        found = compare(seen, against, rules, are_copies=against.report in copies)
        if found is not None and found.score >= rules.weights.least:
            yield (claim, other), found.score, msgspec.json.encode(found.grounds).decode()
