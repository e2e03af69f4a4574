"""The signed log: rows that say what people corrected, in one chain; each is added once and never changed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from demarche.ledger.connection import Connection
from demarche.ledger.correction_lines import decode, sealed
from demarche.ledger.correction_lines import encode as encode_correction
from demarche.ledger.errors import CorrectionError, UnknownIdError, ledger_error
from demarche.ledger.store import Ledger
from demarche.model.checks import RecordError
from demarche.model.corrections import Action, Correction, Signed
from demarche.model.records import Claim

_SHOWN = 5
_HEAD = "SELECT number, digest FROM correction ORDER BY number DESC LIMIT 1"
_READING = """
SELECT reading.digest FROM current_coding JOIN reading ON reading.number = current_coding.reading
WHERE current_coding.report = ?
"""
_INSERT = """
INSERT INTO correction (number, id, action, who, written, why, previous, digest, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LOG = "SELECT body FROM correction ORDER BY number"
_LOG_OF = """
SELECT body FROM correction JOIN correction_report ON correction_report.correction = correction.number
WHERE report = ? ORDER BY number
"""
_FIND = "SELECT body FROM correction WHERE id >= :prefix AND id < :prefix || '~' ORDER BY id LIMIT :limit"
_ROWS = "SELECT number, id, action, who, written, why, previous, digest, body FROM correction ORDER BY number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be said, before it is signed."""

    action: Action
    reports: tuple[str, ...]
    subjects: tuple[str, ...]
    before: tuple[Claim, ...] = ()
    after: tuple[Claim, ...] = ()
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of checking the chain: how many rows it has, the digest of the last, and what is wrong with it."""

    rows: int
    head: str
    faults: tuple[str, ...]


def sign(connection: Connection, draft: Draft, signed: Signed) -> Correction:
    """Add what is said as the next row of the chain, inside a transaction; raise `CorrectionError` if it cannot be."""
    last = connection.execute(_HEAD).fetchone()
    number, previous = (0, "") if last is None else last
    try:
        correction = sealed(
            Correction(
                id="",
                number=number + 1,
                action=draft.action,
                who=signed.who.strip(),
                written=datetime.now(UTC).isoformat(timespec="seconds"),
                why=signed.why.strip(),
                reports=draft.reports,
                readings=tuple(_reading(connection, report) for report in draft.reports),
                subjects=draft.subjects,
                before=draft.before,
                after=draft.after,
                state=draft.state,
                previous=previous,
                digest="",
            )
        )
        line = encode_correction(correction).decode()
    except (RecordError, UnicodeEncodeError) as error:
        raise CorrectionError(str(error)) from error
    columns = (correction.id, correction.action, correction.who, correction.written, correction.why)
    connection.execute(_INSERT, (correction.number, *columns, correction.previous, correction.digest, line))
    for report in dict.fromkeys(correction.reports):
        connection.execute(
            "INSERT INTO correction_report (report, correction) VALUES (?, ?)", (report, correction.number)
        )
    return correction


def _reading(connection: Connection, report: str) -> str:
    found = connection.execute(_READING, (report,)).fetchone()
    if found is None:
        raise CorrectionError(f"the ledger holds no report {report!r}")
    return str(found[0])


def log(ledger: Ledger, report: str | None = None) -> list[Correction]:
    """Return all corrections, or those about a report, in the order in which they were made, undone ones too."""
    rows = ledger.select(_LOG) if report is None else ledger.select(_LOG_OF, (report,))
    return [_decoded(ledger, body) for (body,) in rows]


def find_correction(ledger: Ledger, wanted: str) -> Correction:
    """Return the correction whose id begins so, with or without `k:`; raise `LedgerError` unless there is just one."""
    prefix = wanted if wanted.startswith("k:") else f"k:{wanted}"
    rows = ledger.select(_FIND, {"prefix": prefix, "limit": _SHOWN})
    if len(rows) != 1:
        what = "several corrections' ids begin" if rows else "no correction's id begins"
        raise ledger_error(ledger.place, f"{what} with {wanted!r}", UnknownIdError)
    return _decoded(ledger, rows[0][0])


def verify(ledger: Ledger, head: str | None = None) -> Verified:
    """Check the chain from its first row to its last: numbers, digests, and that columns say what the lines say.

    With the `head` that was noted at some time (a digest or its beginning) also that it is still one of the rows.
    """
    faults, previous, digests = [], "", []
    rows = ledger.select(_ROWS)
    for expected, row in enumerate(rows, start=1):
        fault = _fault(row, expected, previous)
        if fault is not None:
            faults.append(f"row {row[0]}: {fault}")
        previous = row[7]
        digests.append(str(previous))
    if head is not None and not any(digest.startswith(head) for digest in digests):
        faults.append(
            f"no row has the digest {head}: rows at the end were taken away, or all were written anew"
        )
    return Verified(len(rows), str(previous), tuple(faults))


def _fault(row: Sequence[object], expected: int, previous: str) -> str | None:
    number, identifier, action, who, written, why, before, digest, body = row
    if number != expected:
        return f"it should be row {expected}: a row is missing"
    try:
        found = decode(str(body))
    except RecordError as error:
        return f"it is no correction: {error}"
    if sealed(found).digest != digest or hashlib.sha256(_unsealed(str(body))).hexdigest() != digest:
        return "its content is not that which was signed"
    if before != previous or found.previous != previous:
        return "it does not follow on the row before it"
    told = (found.number, found.id, found.action, found.who, found.written, found.why, found.digest)
    if told != (number, identifier, action, who, written, why, digest):
        return "its columns differ from what was signed"
    return None


def _unsealed(body: str) -> bytes:
    """Return the line as it was written with id and digest emptied, so that nothing beside its known keys passes unseen."""
    found = msgspec.json.decode(body)
    return msgspec.json.encode(found | {"id": "", "digest": ""})


def _decoded(ledger: Ledger, body: str) -> Correction:
    try:
        return decode(body)
    except RecordError as error:
        raise ledger_error(ledger.place, f"it is damaged: {error}") from error
