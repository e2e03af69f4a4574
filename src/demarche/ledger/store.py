"""The ledger as an object: opened, read through and appended to."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from demarche.ledger.amend import amend
from demarche.ledger.append import Appended, append, encoded, end, holds
from demarche.ledger.connect import connect_to_read, connect_to_write
from demarche.ledger.errors import ledger_error, reported
from demarche.ledger.transaction import transaction
from demarche.model.coded import CodedReport
from demarche.model.run import Ending, Run

_PATIENCE_S = 30.0


class Ledger:
    """A ledger file and one connection to it; a thread or process opens its own, and closes it."""

    __slots__ = ("connection", "is_for_reading", "path")

    def __init__(self, path: Path, connection: sqlite3.Connection, *, is_for_reading: bool) -> None:
        self.path = path
        self.connection = connection
        self.is_for_reading = is_for_reading

    @classmethod
    def create_or_open(cls, path: Path, *, patience_s: float = _PATIENCE_S) -> Self:
        """Open a ledger to append to, made if there is none; wait so long for other writers."""
        return cls(path, connect_to_write(path, patience_s, create=True), is_for_reading=False)

    @classmethod
    def open_to_write(cls, path: Path, *, patience_s: float = _PATIENCE_S) -> Self:
        """Open an existing ledger to append to; raise `LedgerError` if there is none."""
        return cls(path, connect_to_write(path, patience_s, create=False), is_for_reading=False)

    @classmethod
    def open(cls, path: Path, *, patience_s: float = _PATIENCE_S) -> Self:
        """Open an existing ledger for reading; raise `LedgerError` if there is none."""
        return cls(path, connect_to_read(path, patience_s), is_for_reading=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; what was appended is in the file already."""
        with reported(self.path):
            self.connection.close()

    def holds(self, report: str, run: Run) -> bool:
        """Whether the report with this id was coded by a run with the same fingerprint."""
        with reported(self.path):
            return holds(self.connection, report, run)

    def append(self, run: Run, coded: CodedReport, *, anew: bool = False) -> Appended:
        """Add a coded report in one transaction: all of it, or nothing if that fails or it was known.

        With `anew` a report is known only if this very run has added it: another coding follows that of the same
        versions. Corrections of the report are replayed on its new coding.
        """
        lines = encoded(coded)
        with self.writing() as connection:
            appended = append(connection, run, coded, lines, anew=anew)
            if not appended.was_known:
                amend(connection, coded.report.id)
            return appended

    def end(self, run: Run, ending: Ending) -> None:
        """Note how a run ended, if it added anything."""
        with self.writing() as connection:
            end(connection, run, ending)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for rows to be added, all of them in one transaction."""
        if self.is_for_reading:
            raise ledger_error(self.path, "it was opened for reading")
        with reported(self.path), transaction(self.connection):
            yield self.connection

    def select(
        self, statement: str, values: Mapping[str, Any] | tuple[Any, ...] = ()
    ) -> list[tuple[Any, ...]]:
        """Return all rows of a SELECT; values are bound to it, never written into it."""
        with reported(self.path):
            return self.connection.execute(statement, values).fetchall()
