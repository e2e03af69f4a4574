"""Adds one coded report to a ledger, inside a transaction that the caller begins and ends."""

import hashlib
from dataclasses import astuple, dataclass
from datetime import UTC, datetime

from demarche.ledger.connection import Connection
from demarche.ledger.errors import LedgerError
from demarche.ledger.keep import keep_claims, keep_reasons
from demarche.ledger.rows import reasons_text
from demarche.model.codec import encode
from demarche.model.coded import CodedReport
from demarche.model.records import Report
from demarche.model.run import Ending, Run

_NEWEST = "SELECT number FROM current_coding WHERE report = ?"
_HOLDS = """
SELECT 1 FROM coding JOIN run ON run.number = coding.run WHERE coding.report = ? AND run.fingerprint = ?
"""
_HOLDS_OF_RUN = (
    "SELECT 1 FROM coding JOIN run ON run.number = coding.run WHERE coding.report = ? AND run.id = ?"
)
_END = """
INSERT INTO ending (run, ended, how, inputs, known, failed) SELECT number, ?, ?, ?, ?, ? FROM run WHERE id = ?
"""


@dataclass(frozen=True, slots=True)
class Appended:
    """What appending a report added, and what was there before; `was_known`: there was nothing to add."""

    claims_added: int
    claims_known: int
    problems_added: int
    was_known: bool


@dataclass(frozen=True, slots=True)
class Encoded:
    """The lines of a coded report, made before the ledger is locked."""

    report: str
    claims: tuple[str, ...]
    reasons: tuple[str | None, ...]
    problems: tuple[str, ...]


def encoded(coded: CodedReport) -> Encoded:
    """Encode a coded report; raise `LedgerError` if something in it cannot be written as UTF-8."""
    try:
        return Encoded(
            encode(coded.report).decode(),
            tuple(encode(each.claim).decode() for each in coded.claims),
            tuple(reasons_text(each.reasons) if each.reasons else None for each in coded.claims),
            tuple(encode(problem).decode() for problem in coded.problems),
        )
    except UnicodeEncodeError as error:
        raise LedgerError(f"report {coded.report.id} cannot be kept: {error}") from error


def holds(connection: Connection, report: str, run: Run) -> bool:
    """Whether the report was coded by a run with the same fingerprint."""
    return connection.execute(_HOLDS, (report, run.fingerprint)).fetchone() is not None


def end(connection: Connection, run: Run, ending: Ending) -> None:
    """Note how the run ended; one that added nothing has no row, and none for its end."""
    connection.execute(_END, (*astuple(ending), run.id))


def append(
    connection: Connection, run: Run, coded: CodedReport, lines: Encoded, *, anew: bool = False
) -> Appended:
    """Add all rows of the coded report, or none if it was coded with the same fingerprint (`anew`: by this run) before."""
    # Asked first: a coding that another writer adds after this is met as the same successor, one before it is known below.
    newest = connection.execute(_NEWEST, (coded.report.id,)).fetchone()
    if _is_known(connection, coded.report.id, run, anew=anew):
        return Appended(0, len(coded.claims), 0, was_known=True)
    coding = _coding(connection, run, coded.report, lines.report, None if newest is None else newest[0])
    kept = keep_claims(connection, [each.claim for each in coded.claims], lines.claims)
    reasonings = keep_reasons(connection, kept.numbers, lines.reasons)
    connection.executemany(
        "INSERT INTO coding_claim VALUES (?, ?, ?, ?)",
        [
            (coding, position, claim, reasoning)
            for position, (claim, reasoning) in enumerate(zip(kept.numbers, reasonings, strict=True))
        ],
    )
    connection.executemany(
        "INSERT INTO problem VALUES (?, ?, ?, ?, ?)",
        [
            (coding, position, problem.stage, problem.code, lines.problems[position])
            for position, problem in enumerate(coded.problems)
        ],
    )
    return Appended(kept.added, len(coded.claims) - kept.added, len(coded.problems), was_known=False)


def _is_known(connection: Connection, report: str, run: Run, *, anew: bool) -> bool:
    if anew:
        return connection.execute(_HOLDS_OF_RUN, (report, run.id)).fetchone() is not None
    return holds(connection, report, run)


def _coding(connection: Connection, run: Run, report: Report, line: str, newest: int | None) -> int:
    """Add the coding of the report by the run, as the successor of the report's newest."""
    _report(connection, report)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return _inserted(
        connection,
        "INSERT INTO coding (report, run, reading, coded, supersedes) VALUES (?, ?, ?, ?, ?) RETURNING number",
        report.id,
        _run(connection, run),
        _reading(connection, report, line),
        now,
        newest,
    )


def _run(connection: Connection, run: Run) -> int:
    found = connection.execute(
        "SELECT number, started, fingerprint FROM run WHERE id = ?", (run.id,)
    ).fetchone()
    if found is None:
        return _inserted(
            connection,
            "INSERT INTO run (id, started, demarche, code, rules, lexicon, model, fingerprint) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
            *astuple(run),
            run.fingerprint,
        )
    if found[1:] != (run.started, run.fingerprint):
        raise LedgerError(f"run {run.id} is in the ledger with another start or other versions")
    return int(found[0])


def _report(connection: Connection, report: Report) -> None:
    found = connection.execute("SELECT sha256 FROM report WHERE id = ?", (report.id,)).fetchone()
    if found is None:
        connection.execute("INSERT INTO report VALUES (?, ?)", (report.id, report.sha256))
    elif found[0] != report.sha256:
        raise LedgerError(f"report {report.id} is in the ledger with another input: SHA-256 {found[0]}")


def _reading(connection: Connection, report: Report, line: str) -> int:
    digest = hashlib.sha256(line.encode()).hexdigest()
    found = connection.execute(
        "SELECT number FROM reading WHERE report = ? AND digest = ?", (report.id, digest)
    ).fetchone()
    if found is not None:
        return int(found[0])
    return _inserted(
        connection,
        "INSERT INTO reading (report, digest, path, url, title, outlet, published, language, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
        *(report.id, digest, report.path, report.url, report.title, report.outlet),
        *(report.published, report.language, line),
    )


def _inserted(connection: Connection, statement: str, *values: str | int | None) -> int:
    """Run an INSERT that returns the number of the new row."""
    return int(connection.execute(statement, values).fetchone()[0])
