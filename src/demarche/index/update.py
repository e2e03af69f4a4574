"""Brings an index up to date with its ledger: report by report, the newest codings first."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from demarche.index.doubts import flags_of
from demarche.index.file import Index
from demarche.index.rows import (
    ENTRY_COLUMNS,
    REPORT_COLUMNS,
    Standing,
    entry_row,
    pair_rows,
    party_rows,
    place_rows,
    report_row,
    spot_row,
    words_row,
)
from demarche.ledger.store import Ledger
from demarche.model.codec import decode
from demarche.model.records import Claim, Commitment, Event, Report, Statement

_BATCH = 50  # reports added in one transaction; readers see them together
_STATE = """
SELECT (SELECT id FROM run WHERE number = (SELECT min(number) FROM run)),
    (SELECT count(*) FROM coding), (SELECT coalesce(max(number), 0) FROM membership),
    (SELECT coalesce(max(number), 0) FROM correction)
"""
_CURRENT = "SELECT number, report FROM current_coding ORDER BY number DESC"
_REPORT = """
SELECT reading.body, (SELECT count(*) FROM problem WHERE problem.coding = coding.number)
FROM coding JOIN reading ON reading.number = coding.reading WHERE coding.number = ?
"""
_CLAIMS = """
SELECT number, body,
    (SELECT happening FROM membership AS last WHERE last.claim = current_claim.number
        AND NOT EXISTS (SELECT 1 FROM membership AS newer WHERE newer.supersedes = last.number))
FROM current_claim WHERE report = ? ORDER BY start, id
"""
_CORRECTED = "SELECT DISTINCT report FROM correction_report WHERE correction > ?"
_MOVED = """
SELECT claim, happening FROM membership AS last WHERE number > ?
AND NOT EXISTS (SELECT 1 FROM membership AS newer WHERE newer.supersedes = last.number)
"""
_TABLES = (
    "report",
    "entry",
    "facet",
    "doubt",
    "pair",
    "who",
    "party",
    "place",
    "spot",
    "report_number",
    "report_words",
    "entry_words",
)
_FORGET = (
    "DELETE FROM entry_words WHERE rowid IN (SELECT number FROM entry WHERE report = ?)",
    "DELETE FROM place WHERE entry IN (SELECT number FROM entry WHERE report = ?)",
    "DELETE FROM pair WHERE entry IN (SELECT number FROM entry WHERE report = ?)",
    "DELETE FROM party WHERE entry IN (SELECT number FROM entry WHERE report = ?)",
    "DELETE FROM entry WHERE report = ?",
    "DELETE FROM report_words WHERE rowid = (SELECT number FROM report_number WHERE report = ?)",
    "DELETE FROM report WHERE id = ?",
)
_FIND_SPOT = """
SELECT number FROM spot WHERE name = :name AND coalesce(country, '') = coalesce(:country, '')
AND coalesce(admin1, '') = coalesce(:admin1, '') AND precision = :precision
"""
_ADD_SPOT = """
INSERT INTO spot (name, country, admin1, precision, lat, lon, geoname)
VALUES (:name, :country, :admin1, :precision, :lat, :lon, :geoname) RETURNING number
"""
_FIND_WHO = """
SELECT number FROM who WHERE name = ? AND coalesce(id, '') = ? AND coalesce(country, '') = ? AND kind = ? AND sectors = ?
"""
_FIND_FACET = """
SELECT number FROM facet WHERE kind = :kind AND type = :type AND coalesce(quad, 0) = coalesce(:quad, 0)
AND coalesce(status, '') = coalesce(:status, '') AND coalesce(voice, '') = coalesce(:voice, '')
"""
_FIND_DOUBT = "SELECT number FROM doubt WHERE kind = :kind AND flags = :flags AND score = :score"
_ADD_DOUBT = "INSERT INTO doubt (kind, flags, score) VALUES (:kind, :flags, :score) RETURNING number"
_ADD_FACET = "INSERT INTO facet (kind, type, quad, status, voice) VALUES (:kind, :type, :quad, :status, :voice) RETURNING number"


@dataclass(frozen=True, slots=True)
class State:
    """How far a ledger has come: its first run (which tells it from others), its newest coding, membership, correction."""

    ledger: str
    coding: int
    membership: int
    correction: int

    def __str__(self) -> str:
        return f"{self.coding}/{self.membership}/{self.correction}"


def state_of(ledger: Ledger) -> State:
    """Return how far the ledger has come."""
    ((run, *numbers),) = ledger.select(_STATE)
    return State(run or "", *numbers)


def _known(index: Index) -> State:
    """Return how far the index had come when it was last whole."""
    ((identity, held),) = index.select("SELECT ledger, state FROM stamp")
    return State(identity, *map(int, held.split("/"))) if held else State(identity, 0, 0, 0)


def is_current(index: Index, ledger: Ledger) -> bool:
    """Whether the index holds all that the ledger does."""
    state = state_of(ledger)
    ((identity, held, behind),) = index.select("SELECT ledger, state, behind FROM stamp")
    return (identity, held, behind) == (state.ledger, str(state), 0)


def reports_behind(index: Index) -> int:
    """Return how many reports the index still lacks, as far as it knew when it was last brought on."""
    return int(index.select("SELECT behind FROM stamp")[0][0])


def update(
    index: Index, ledger: Ledger, tell: Callable[[int, int], None], seconds: float | None = None
) -> int:
    """Add what the index lacks, for no more than so many seconds; return how many reports are still lacking.

    `tell` hears after each batch how many reports were added, and how many there are to add.
    """
    until = None if seconds is None else monotonic() + seconds
    state = state_of(ledger)
    _begin(index, state)
    todo = _todo(index, ledger)
    done = 0
    for start in range(0, len(todo), _BATCH):
        batch = todo[start : start + _BATCH]
        done += len(batch)
        with index.writing() as connection:
            for coding, report in batch:
                _add(connection, ledger, coding, report)
            connection.execute("UPDATE stamp SET behind = ?", (len(todo) - done,))
        tell(done, len(todo))
        if until is not None and monotonic() > until:
            break
    if done == len(todo):
        _end(index, ledger, state, has_grown=bool(todo))
    return len(todo) - done


def _begin(index: Index, state: State) -> None:
    """Empty an index of another ledger."""
    ((held,),) = index.select("SELECT ledger FROM stamp")
    if held != state.ledger:
        with index.writing() as connection:
            for table in _TABLES:
                connection.execute(f"DELETE FROM {table}")
            connection.execute("UPDATE stamp SET ledger = ?, state = '', behind = 0", (state.ledger,))


def _todo(index: Index, ledger: Ledger) -> Sequence[tuple[int, str]]:
    """Return the codings that the index lacks, and those whose claims were corrected since."""
    held = dict(index.select("SELECT id, coding FROM report"))
    corrected = {report for (report,) in ledger.select(_CORRECTED, (_known(index).correction,))}
    return [
        (coding, report)
        for coding, report in ledger.select(_CURRENT)
        if held.get(report) != coding or report in corrected
    ]


def _end(index: Index, ledger: Ledger, state: State, *, has_grown: bool) -> None:
    """Carry over which events were put together or parted since, and note how far the index has come."""
    known = _known(index).membership
    moved = ledger.select(_MOVED, (known,)) if known < state.membership else []
    with index.writing() as connection:
        connection.executemany(
            "UPDATE entry SET happening = ? WHERE number = ?",
            ((happening, claim) for claim, happening in moved),
        )
        connection.execute("UPDATE stamp SET state = ?, behind = 0", (str(state),))
        if has_grown:
            connection.execute("ANALYZE")


def _add(connection: sqlite3.Connection, ledger: Ledger, coding: int, report: str) -> None:
    for statement in _FORGET:
        connection.execute(statement, (report,))
    ((body, problems),) = ledger.select(_REPORT, (coding,))
    record = decode(body)
    if not isinstance(record, Report):
        return
    row = report_row(record, coding, problems)
    connection.execute(_insert("report", REPORT_COLUMNS), row)
    _add_text(connection, record)
    for standing in _standing(ledger, report):
        _add_claim(connection, standing, record)


def _standing(ledger: Ledger, report: str) -> Iterator[Standing]:
    for number, body, happening in ledger.select(_CLAIMS, (report,)):
        claim = decode(body)
        if isinstance(claim, Event | Statement | Commitment):
            yield Standing(number, claim, happening)


def _add_text(connection: sqlite3.Connection, report: Report) -> None:
    connection.execute("INSERT OR IGNORE INTO report_number (report) VALUES (?)", (report.id,))
    connection.execute(
        "INSERT INTO report_words (rowid, title, text) SELECT number, ?, ? FROM report_number WHERE report = ?",
        (report.title or "", report.text, report.id),
    )


def _add_claim(connection: sqlite3.Connection, standing: Standing, report: Report) -> None:
    claim: Claim = standing.claim
    row = entry_row(standing, report)
    row["facet"] = _facet(connection, row)
    row["spot"] = _spot(connection, claim)
    row["doubt"] = _doubt(connection, claim)
    connection.execute(_insert("entry", ENTRY_COLUMNS), row)
    connection.executemany(
        "INSERT INTO party VALUES (?, ?, ?, ?)",
        [
            (standing.number, role, position, _who(connection, described))
            for role, position, described in party_rows(claim)
        ],
    )
    connection.executemany("INSERT INTO pair VALUES (?, ?, ?)", pair_rows(standing.number, claim))
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", place_rows(standing.number, claim)
    )
    connection.execute(
        "INSERT INTO entry_words (rowid, words) VALUES (?, ?)", (standing.number, words_row(claim))
    )


def _spot(connection: sqlite3.Connection, claim: Claim) -> int | None:
    row = spot_row(claim)
    if row is None:
        return None
    found = connection.execute(_FIND_SPOT, row).fetchone() or connection.execute(_ADD_SPOT, row).fetchone()
    return int(found[0])


def _facet(connection: sqlite3.Connection, row: dict[str, Any]) -> int:
    found = connection.execute(_FIND_FACET, row).fetchone()
    if found is None:
        found = connection.execute(_ADD_FACET, row).fetchone()
    return int(found[0])


def _doubt(connection: sqlite3.Connection, claim: Claim) -> int:
    row = {"kind": claim.kind, "flags": flags_of(claim), "score": claim.score}
    found = connection.execute(_FIND_DOUBT, row).fetchone() or connection.execute(_ADD_DOUBT, row).fetchone()
    return int(found[0])


def _who(connection: sqlite3.Connection, described: tuple[Any, ...]) -> int:
    identifier, name, _, country, kind, sectors = described
    found = connection.execute(_FIND_WHO, (name, identifier or "", country or "", kind, sectors)).fetchone()
    if found is None:
        found = connection.execute(
            "INSERT INTO who (id, name, folded, country, kind, sectors) VALUES (?, ?, ?, ?, ?, ?) RETURNING number",
            described,
        ).fetchone()
    return int(found[0])


def _insert(table: str, columns: Sequence[str]) -> str:
    named = ", ".join(f":{column}" for column in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({named})"
