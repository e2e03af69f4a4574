"""Brings a ledger's schema up to date, in the small named steps of `migrations/`, one transaction each.

A published step is never edited; a change of the schema is a new file with the next number. Beside `NNNN_name.sql` there may
be a `NNNN_name.postgresql.sql`, taken instead where a server's ledger cannot do with the same. Every table gets
triggers that refuse to change or delete its rows.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from demarche.ledger.connection import Connection
from demarche.ledger.transaction import transaction

APPLICATION_ID = int.from_bytes(b"dmch", "big")
_GUARDED = ("UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the schema: its number from 1, its name and its SQL; `dialect` names the database it is for alone."""

    number: int
    name: str
    sql: str
    dialect: str | None = None

    def statements(self) -> Iterator[str]:
        """Yield the statements of the step one by one."""
        pending = ""
        for line in self.sql.splitlines(keepends=True):
            pending += line
            if sqlite3.complete_statement(pending):
                yield pending
                pending = ""


def steps(dialect: str | None = None) -> tuple[Step, ...]:
    """Return all steps in order; their numbers are 1, 2, 3 and so on."""
    folder = files("demarche.ledger") / "migrations"
    texts = {file.name.removesuffix(".sql"): file for file in folder.iterdir() if file.name.endswith(".sql")}
    names = sorted(name for name in texts if "." not in name)
    own = {name for name in names if f"{name}.{dialect}" in texts}
    return tuple(
        Step(
            number,
            name,
            texts[f"{name}.{dialect}" if name in own else name].read_text(encoding="utf-8"),
            dialect if name in own else None,
        )
        for number, name in enumerate(names, start=1)
    )


def version(connection: Connection) -> int:
    """Return the number of the last step that was applied to the ledger."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: Connection) -> None:
    """Apply the steps that the ledger lacks; another process may be doing the same."""
    for step in steps()[version(connection) :]:
        with transaction(connection):
            if version(connection) < step.number:
                _apply(connection, step)


def _apply(connection: Connection, step: Step) -> None:
    for statement in step.statements():
        connection.execute(statement)
    _guard(connection)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute("INSERT INTO migration VALUES (?, ?, ?)", (step.number, step.name, now))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {step.number}")


def _guard(connection: Connection) -> None:
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for change in _GUARDED:
            connection.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: no {change} of {table}'); END"
            )
