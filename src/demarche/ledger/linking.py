"""The rows of happenings: what is to be linked, sketches and blocks, copies, merges, partings, memberships.

Functions that write run inside a transaction that the caller begins and ends.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from demarche.ledger.connection import Connection
from demarche.ledger.store import Ledger
from demarche.model.codec import decode
from demarche.model.records import Event, Report

_DIGITS = 16
_R = TypeVar("_R", Report, Event)
_UNLINKED = """
SELECT number, report, reading FROM current_coding
WHERE NOT EXISTS (SELECT 1 FROM linked WHERE linked.coding = current_coding.number) ORDER BY number
"""
_EVENTS = """
SELECT claim.number, body FROM coding_claim
JOIN claim ON claim.number = coding_claim.claim JOIN claim_record ON claim_record.claim = claim.number
WHERE coding = ? AND kind = 'event' ORDER BY position
"""
_OLDER_EVENTS = """
SELECT DISTINCT claim.number FROM coding JOIN coding_claim ON coding_claim.coding = coding.number
JOIN claim ON claim.number = coding_claim.claim WHERE coding.report = ? AND kind = 'event'
"""
_SHARING = """
SELECT DISTINCT text_band.reading FROM text_band
JOIN current_report ON current_report.reading = text_band.reading
WHERE value IN (SELECT CAST(value AS INTEGER) FROM json_each(?)) AND text_band.reading <> ?
"""
_CANDIDATES = """
SELECT DISTINCT claim.number, sketch.body FROM block
JOIN current_claim AS claim ON claim.number = block.claim JOIN sketch ON sketch.claim = claim.number
WHERE name IN (SELECT value FROM json_each(?)) AND claim.report <> ?
"""
_NEIGHBOURS = """
SELECT merge.one, merge.other, merge.score FROM merge
JOIN current_claim AS claim ON claim.number = CASE WHEN merge.one = :claim THEN merge.other ELSE merge.one END
WHERE (merge.one = :claim OR merge.other = :claim) AND claim.number NOT IN (SELECT claim FROM aside)
"""
_ASIDE = "SELECT claim FROM aside WHERE claim IN (SELECT CAST(value AS INTEGER) FROM json_each(?))"
_ASIDE_WITH = """
SELECT aside.claim FROM merge JOIN aside ON aside.claim = merge.other
WHERE merge.one IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
UNION SELECT aside.claim FROM merge JOIN aside ON aside.claim = merge.one
WHERE merge.other IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
"""
_HAPPENINGS = """
SELECT claim, happening FROM membership WHERE claim IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
AND NOT EXISTS (SELECT 1 FROM membership AS newer WHERE newer.supersedes = membership.number)
"""
_PLACES = """
SELECT claim.number, claim.report FROM current_claim AS claim JOIN current_report ON current_report.id = claim.report
WHERE claim.number IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
ORDER BY current_report.dated, claim.report, claim.start, claim.id
"""
_PARTINGS = """
SELECT one, other FROM parting WHERE one IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
"""
_RULINGS = """
SELECT one, other, verdict FROM ruling
WHERE about = 'happening' AND (one IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
    OR other IN (SELECT CAST(value AS INTEGER) FROM json_each(?)))
AND NOT EXISTS (SELECT 1 FROM ruling AS newer WHERE newer.supersedes = ruling.number)
ORDER BY ruling.correction
"""
_JOINED_TO = """
SELECT other FROM current_ruling WHERE one = :claim AND verdict = 'joined'
UNION SELECT one FROM current_ruling WHERE other = :claim AND verdict = 'joined'
"""
_AMENDED_EVENTS = """
SELECT DISTINCT claim FROM amendment JOIN claim ON claim.number = amendment.claim
WHERE claim.report = ? AND claim.kind = 'event'
"""
_UNSKETCHED = """
SELECT claim.number, claim_record.body FROM current_amendment JOIN claim ON claim.number = current_amendment.claim
JOIN claim_record ON claim_record.claim = claim.number
WHERE what = 'shown' AND claim.kind = 'event' AND claim.report = ?
AND NOT EXISTS (SELECT 1 FROM sketch WHERE sketch.claim = claim.number) ORDER BY claim.number
"""
_NEWEST = "SELECT number, report, reading FROM current_coding WHERE report = ?"
_MEMBERSHIP = """
SELECT number, happening FROM membership WHERE claim = ?
AND NOT EXISTS (SELECT 1 FROM membership AS newer WHERE newer.supersedes = membership.number)
"""


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A coding whose report is to be held against the others, and which reading it used."""

    coding: int
    report: str
    reading: int


def unlinked(ledger: Ledger) -> list[Unlinked]:
    """Return the codings that are to be linked, in the order in which they were added."""
    return [Unlinked(*row) for row in ledger.select(_UNLINKED)]


def is_linked(ledger: Ledger, coding: int) -> bool:
    """Whether a coding has been linked."""
    return bool(ledger.select("SELECT 1 FROM linked WHERE coding = ?", (coding,)))


def copies_of(ledger: Ledger, report: str) -> frozenset[str]:
    """Return the reports that have one text with a report."""
    rows = ledger.select(
        "SELECT other FROM copy WHERE one = :of UNION SELECT one FROM copy WHERE other = :of", {"of": report}
    )
    return frozenset(one for (one,) in rows)


def report_read(ledger: Ledger, reading: int) -> Report:
    """Return a report as it was read."""
    ((body,),) = ledger.select("SELECT body FROM reading WHERE number = ?", (reading,))
    return _of(body, Report)


def events_of(ledger: Ledger, coding: int) -> list[tuple[int, Event]]:
    """Return the events of a coding with the numbers of their claims."""
    return [(number, _of(body, Event)) for number, body in ledger.select(_EVENTS, (coding,))]


def events_ever_of(ledger: Ledger, report: str) -> list[int]:
    """Return the numbers of all events that any coding of a report has, or people have put there."""
    rows = (*ledger.select(_OLDER_EVENTS, (report,)), *ledger.select(_AMENDED_EVENTS, (report,)))
    return list(dict.fromkeys(number for (number,) in rows))


def added_by_hand(ledger: Ledger, report: str) -> list[tuple[int, Event]]:
    """Return the events that people have put in a report's newest coding and that nothing has been compared with yet."""
    return [(number, _of(body, Event)) for number, body in ledger.select(_UNSKETCHED, (report,))]


def newest_of(ledger: Ledger, report: str) -> Unlinked:
    """Return the newest coding of a report."""
    return Unlinked(*ledger.select(_NEWEST, (report,))[0])


def sharing(ledger: Ledger, bands: Sequence[int], reading: int) -> list[int]:
    """Return the readings of the other reports that share a band, of each as it was last read."""
    return [other for (other,) in ledger.select(_SHARING, (_list(bands), reading))]


def in_blocks(ledger: Ledger, blocks: Sequence[str], report: str) -> list[tuple[int, str]]:
    """Return the events of other reports that stand in one of the blocks, with their sketches."""
    return [(number, body) for number, body in ledger.select(_CANDIDATES, (_list(blocks), report))]


def begin_linking(connection: Connection, version: str, rules: str) -> int:
    """Note that linking begins; return its number."""
    statement = "INSERT INTO linking (began, demarche, rules) VALUES (?, ?, ?) RETURNING number"
    return int(connection.execute(statement, (_now(), version, rules)).fetchone()[0])


def add_linked(connection: Connection, coding: int, linking: int) -> None:
    """Note that a coding has been linked."""
    connection.execute("INSERT INTO linked VALUES (?, ?)", (coding, linking))


def add_bands(connection: Connection, reading: int, bands: Iterable[int]) -> None:
    """Keep the bands of a reading."""
    connection.executemany(
        "INSERT INTO text_band VALUES (?, ?) ON CONFLICT DO NOTHING", ((band, reading) for band in bands)
    )


def add_copy(connection: Connection, reports: tuple[str, str], overlap: float, linking: int) -> None:
    """Keep that two reports have one text."""
    connection.execute(
        "INSERT INTO copy VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", (*sorted(reports), overlap, linking)
    )


def add_sketch(connection: Connection, claim: int, body: str, blocks: Iterable[str]) -> None:
    """Keep what is compared of an event, and its blocks."""
    connection.execute("INSERT INTO sketch VALUES (?, ?) ON CONFLICT DO NOTHING", (claim, body))
    connection.executemany(
        "INSERT INTO block VALUES (?, ?) ON CONFLICT DO NOTHING", ((name, claim) for name in blocks)
    )


def add_merge(
    connection: Connection, claims: tuple[int, int], score: float, reasons: str, linking: int
) -> None:
    """Keep that two events tell of one happening, and why."""
    connection.execute(
        "INSERT INTO merge (one, other, score, reasons, linking) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (*sorted(claims), score, reasons, linking),
    )


def add_aside(connection: Connection, claim: int) -> None:
    """Keep that an event has merges enough, and no later one is compared with it."""
    connection.execute("INSERT INTO aside VALUES (?) ON CONFLICT DO NOTHING", (claim,))


def aside_among(ledger: Ledger, claims: Collection[int]) -> set[int]:
    """Return those of these events that no later one was compared with."""
    return {claim for (claim,) in ledger.select(_ASIDE, (_list(claims),))}


def aside_with(ledger: Ledger, claims: Collection[int]) -> set[int]:
    """Return the current events that no later one was compared with and that have a merge with one of these."""
    listed = _list(claims)
    return {claim for (claim,) in ledger.select(_ASIDE_WITH, (listed, listed))}


def reachable(ledger: Ledger, claims: Iterable[int]) -> tuple[set[int], dict[frozenset[int], float]]:
    """Return the events that can be reached from these by merges and by what people joined, and those merges with their scores.

    Events that no later one was compared with are not come to by a merge.
    """
    waiting, seen, found = list(claims), set(claims), dict[frozenset[int], float]()
    while waiting:
        claim = waiting.pop()
        near = {number for (number,) in ledger.select(_JOINED_TO, {"claim": claim})}
        for one, other, score in ledger.select(_NEIGHBOURS, {"claim": claim}):
            found[frozenset({one, other})] = score
            near |= {one, other}
        waiting.extend(near - seen)
        seen |= near
    return seen, found


def in_order(ledger: Ledger, claims: Collection[int]) -> dict[int, str]:
    """Return the events that are current with their reports: by date of publication, report and place in it."""
    return dict(ledger.select(_PLACES, (_list(claims),)))


def ruled(ledger: Ledger, claims: Collection[int]) -> tuple[list[frozenset[int]], set[frozenset[int]]]:
    """Return the pairs of these events that somebody has joined, in that order, and those that somebody has parted.

    A pair parted by an older version, which kept no correction of it, is parted unless a correction says otherwise.
    """
    parted = {frozenset(row) for row in ledger.select(_PARTINGS, (_list(claims),))}
    joined: list[frozenset[int]] = []
    for one, other, verdict in ledger.select(_RULINGS, (_list(claims), _list(claims))):
        pair = frozenset({one, other})
        if verdict == "joined":
            parted.discard(pair)
            joined.append(pair)
        elif verdict == "parted":
            parted.add(pair)
    return joined, parted


def moved(ledger: Ledger, happenings: Mapping[int, str | None]) -> dict[int, str | None]:
    """Return those of the events that have been of another happening than they are now."""
    before = dict.fromkeys(happenings) | dict(ledger.select(_HAPPENINGS, (_list(happenings.keys()),)))
    return {claim: happening for claim, happening in happenings.items() if before[claim] != happening}


def set_membership(connection: Connection, happenings: Mapping[int, str | None]) -> int:
    """Add a membership for each event whose happening has changed; return how many."""
    changed = 0
    for claim, happening in happenings.items():
        last = connection.execute(_MEMBERSHIP, (claim,)).fetchone()
        if (None if last is None else last[1]) != happening:
            connection.execute(
                "INSERT INTO membership (claim, happening, written, supersedes) VALUES (?, ?, ?, ?)",
                (claim, happening, _now(), None if last is None else last[0]),
            )
            changed += 1
    return changed


def happening_id(ledger: Ledger, first: int) -> str:
    """Return the id of the happening whose first event this is."""
    ((claim,),) = ledger.select("SELECT id FROM claim WHERE number = ?", (first,))
    return f"h:{hashlib.sha256(claim.encode()).hexdigest()[:_DIGITS]}"


def _of(body: str, kind: type[_R]) -> _R:
    record = decode(body)
    if not isinstance(record, kind):
        raise TypeError(f"a {record.kind} stands where a {kind.__name__} should")
    return record


def _list(values: Collection[object]) -> str:
    return msgspec.json.encode(list(values)).decode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
