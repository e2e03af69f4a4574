"""Reads happenings from a ledger; events without another's are no rows here."""

import re
from collections.abc import Sequence

from demarche.ledger.errors import UnknownIdError, ledger_error
from demarche.ledger.filters import Filter
from demarche.ledger.query import find, report_of
from demarche.ledger.store import Ledger
from demarche.model.codec import decode
from demarche.model.records import Event, Report

_LAST = "~"  # sorts behind every digit, so that "2024-11~" is behind all of November
_HAPPENING = re.compile(r"h:[0-9a-f]{1,16}")
_SHOWN = 5

_IDS = """
SELECT happening, min(current_member.dated) FROM current_member
JOIN claim ON claim.number = current_member.claim
GROUP BY happening
HAVING (CAST(:since AS TEXT) IS NULL OR max(coalesce(latest, '~')) >= :since)
AND (CAST(:until AS TEXT) IS NULL OR min(coalesce(earliest, '')) <= :until)
ORDER BY 2, happening
"""
_FIND = """
SELECT DISTINCT happening FROM current_member WHERE happening >= :wanted AND happening < :wanted || '~' LIMIT :limit
"""
_FIND_OLD = """
SELECT DISTINCT current_member.happening FROM membership
JOIN current_member ON current_member.claim = membership.claim
WHERE membership.happening >= :wanted AND membership.happening < :wanted || '~' LIMIT :limit
"""
_OF_EVENT = "SELECT happening FROM current_member WHERE id = ?"
_MEMBERS = """
SELECT claim_record.body FROM current_member JOIN claim_record ON claim_record.claim = current_member.claim
JOIN current_report ON current_report.id = current_member.report
WHERE happening = ? ORDER BY current_report.dated, current_member.report, current_member.start, current_member.id
"""
_COPIES = """
SELECT one, other FROM copy
WHERE one IN (SELECT report FROM current_member WHERE happening = :of)
AND other IN (SELECT report FROM current_member WHERE happening = :of)
"""
_MERGES = """
SELECT one.id, other.id, score, reasons FROM merge
JOIN current_member AS one ON one.claim = merge.one JOIN current_member AS other ON other.claim = merge.other
WHERE one.happening = :of AND other.happening = :of ORDER BY score DESC, one.id, other.id
"""
_ALL = "SELECT id, happening FROM current_member"
_NUMBERS = "SELECT claim, id FROM current_member WHERE happening = ? ORDER BY claim"


def happening_ids(ledger: Ledger, since: str | None, until: str | None) -> list[str]:
    """Return the ids of the happenings that may have been in this time, by their first date.

    Raise `FilterError` if that is no time.
    """
    chosen = Filter(since=since, until=until)
    last = None if until is None else until + _LAST
    return [identifier for identifier, _ in ledger.select(_IDS, {"since": chosen.since, "until": last})]


def happenings_of(ledger: Ledger) -> dict[str, str]:
    """Return the happening of every event that shares one, by the events' ids."""
    return dict(ledger.select(_ALL))


def find_happening(ledger: Ledger, wanted: str) -> str:
    """Return the id of the happening that an id, the beginning of one, one of earlier days, or an event's id names.

    Raise `LedgerError` if there is none, or more than one.
    """
    found: Sequence[str] = ()
    if _HAPPENING.fullmatch(wanted):
        for query in (_FIND, _FIND_OLD):
            found = found or [row[0] for row in ledger.select(query, {"wanted": wanted, "limit": _SHOWN})]
    else:
        found = [row[0] for row in ledger.select(_OF_EVENT, (find(ledger, wanted).id,))]
    if len(found) != 1:
        what = (
            f"several happenings are {wanted!r}: {', '.join(found)}"
            if found
            else f"{wanted!r} is of no happening"
        )
        raise ledger_error(ledger.place, what, UnknownIdError)
    return found[0]


def members(ledger: Ledger, happening: str) -> list[tuple[Event, Report]]:
    """Return the events of a happening with their reports, in order of publication."""
    events = [decode(body) for (body,) in ledger.select(_MEMBERS, (happening,))]
    return [(event, report_of(ledger, event)) for event in events if isinstance(event, Event)]


def copies_among(ledger: Ledger, happening: str) -> set[frozenset[str]]:
    """Return the pairs of reports of a happening that are copies of one text."""
    return {frozenset(row) for row in ledger.select(_COPIES, {"of": happening})}


def merges_of(ledger: Ledger, happening: str) -> list[tuple[str, str, float, str]]:
    """Return the merges between events of a happening: the two, the score, the reasons; the best first."""
    return [
        (one, other, score, reasons)
        for one, other, score, reasons in ledger.select(_MERGES, {"of": happening})
    ]


def member_numbers(ledger: Ledger, happening: str) -> dict[str, int]:
    """Return the numbers of the events of a happening by their ids."""
    return {identifier: number for number, identifier in ledger.select(_NUMBERS, (happening,))}
