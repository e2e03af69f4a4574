"""Brings a ledger's schema up to date, in the small named steps of `migrations/`, one transaction each.

A published step is never edited; a change of the schema is a new file with the next number. Every table gets
triggers that refuse to change or delete its rows.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from demarche.ledger.transaction import transaction

APPLICATION_ID = int.from_bytes(b"dmch", "big")
_GUARDED = ("UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the schema: its number from 1, its name and its SQL."""

    number: int
    name: str
    sql: str

    def statements(self) -> Iterator[str]:
        """Yield the statements of the step one by one."""
        pending = ""
        for line in self.sql.splitlines(keepends=True):
            pending += line
            if sqlite3.complete_statement(pending):
                yield pending
                pending = ""


def steps() -> tuple[Step, ...]:
    """Return all steps in order; their numbers are 1, 2, 3 and so on."""
    folder = files("demarche.ledger") / "migrations"
    found = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name
    )
    return tuple(
        Step(number, file.name.removesuffix(".sql"), file.read_text(encoding="utf-8"))
        for number, file in enumerate(found, start=1)
    )


def version(connection: sqlite3.Connection) -> int:
    """Return the number of the last step that was applied to the ledger."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the steps that the ledger lacks; another process may be doing the same."""
    for step in steps()[version(connection) :]:
        with transaction(connection):
            if version(connection) < step.number:
                _apply(connection, step)


def _apply(connection: sqlite3.Connection, step: Step) -> None:
    for statement in step.statements():
        connection.execute(statement)
    _guard(connection)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute("INSERT INTO migration VALUES (?, ?, ?)", (step.number, step.name, now))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {step.number}")


def _guard(connection: sqlite3.Connection) -> None:
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for change in _GUARDED:
            connection.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: no {change} of {table}'); END"
            )
