"""The ledger as an object: opened, read through and appended to."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import uniform
from types import TracebackType
from typing import Any, Self, TypeVar

from demarche.ledger.amend import amend
from demarche.ledger.append import Appended, Encoded, append, encoded, end, holds
from demarche.ledger.connection import Connection, LedgerConnection
from demarche.ledger.errors import ClashError, LostError, ledger_error, reported
from demarche.ledger.opening import opened_to_read, opened_to_write
from demarche.ledger.place import Place, place_of
from demarche.ledger.transaction import snapshot, transaction
from demarche.model.coded import CodedReport
from demarche.model.run import Ending, Run

_PATIENCE_S = 30.0
_TRIES = 100  # of what met the rows of another writer; one or two are enough unless many write the same
_PAUSE_S = 0.05
_T = TypeVar("_T")


class Ledger:
    """A ledger and one connection to it; a thread or process opens its own, and closes it.

    It is kept in a file, or in a database of a PostgreSQL server: `place` says where.
    """

    __slots__ = ("_patience_s", "connection", "is_for_reading", "place")

    def __init__(
        self,
        place: Place,
        connection: LedgerConnection,
        *,
        is_for_reading: bool,
        patience_s: float = _PATIENCE_S,
    ) -> None:
        self.place = place
        self.connection = connection
        self.is_for_reading = is_for_reading
        self._patience_s = patience_s

    @classmethod
    def create_or_open(cls, where: str | Path | Place, *, patience_s: float = _PATIENCE_S) -> Self:
        """Open a ledger to append to, made if there is none; wait so long for other writers."""
        place = place_of(where)
        connection = opened_to_write(place, patience_s, create=True)
        return cls(place, connection, is_for_reading=False, patience_s=patience_s)

    @classmethod
    def open_to_write(cls, where: str | Path | Place, *, patience_s: float = _PATIENCE_S) -> Self:
        """Open an existing ledger to append to; raise `LedgerError` if there is none."""
        place = place_of(where)
        connection = opened_to_write(place, patience_s, create=False)
        return cls(place, connection, is_for_reading=False, patience_s=patience_s)

    @classmethod
    def open(cls, where: str | Path | Place, *, patience_s: float = _PATIENCE_S) -> Self:
        """Open an existing ledger for reading; raise `LedgerError` if there is none."""
        place = place_of(where)
        return cls(place, opened_to_read(place, patience_s), is_for_reading=True, patience_s=patience_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; what was appended is kept already."""
        with reported(self.place):
            self.connection.close()

    def holds(self, report: str, run: Run) -> bool:
        """Whether the report with this id was coded by a run with the same fingerprint."""
        with reported(self.place):
            return holds(self.connection, report, run)

    def append(self, run: Run, coded: CodedReport, *, anew: bool = False) -> Appended:
        """Add a coded report in one transaction: all of it, or nothing if that fails or it was known.

        With `anew` a report is known only if this very run has added it: another coding follows that of the same
        versions. Corrections of the report are replayed on its new coding.
        """
        return self.append_all(run, (coded,), anew=anew)[0]

    def append_all(
        self, run: Run, reports: Sequence[CodedReport], *, anew: bool = False
    ) -> tuple[Appended, ...]:
        """Add coded reports as `append` does, all of them in one transaction."""
        lines = [encoded(coded) for coded in reports]
        return self._tried(
            lambda connection: tuple(
                _append(connection, run, coded, line, anew=anew)
                for coded, line in zip(reports, lines, strict=True)
            )
        )

    def end(self, run: Run, ending: Ending) -> None:
        """Note how a run ended, if it added anything."""
        self._tried(lambda connection: end(connection, run, ending))

    @contextmanager
    def writing(self, *, alone: bool = True) -> Iterator[Connection]:
        """Give the connection for rows to be added, all of them in one transaction.

        While one that is `alone` goes on, nobody else writes; so what it reads stays as it is.
        """
        if self.is_for_reading:
            raise ledger_error(self.place, "it was opened for reading")
        with reported(self.place), transaction(self.connection, alone=alone):
            yield self.connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever is written meanwhile."""
        with reported(self.place), snapshot(self.connection):
            yield

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have what goes on inside to oneself, over several transactions: others of a server's ledger wait for their turn."""
        with reported(self.place):
            self.connection.take_turn()
        try:
            yield
        finally:
            self.connection.end_turn()

    def select(
        self, statement: str, values: Mapping[str, Any] | tuple[Any, ...] = ()
    ) -> list[tuple[Any, ...]]:
        """Return all rows of a SELECT; values are bound to it, never written into it."""
        with reported(self.place):
            return self.connection.execute(statement, values).fetchall()

    def batches(self, statement: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """Yield all rows of a SELECT, so many at a time; inside a `snapshot`."""
        with reported(self.place):
            yield from self.connection.batches(statement, size)

    def _tried(self, write: Callable[[Connection], _T]) -> _T:
        """Write in one transaction beside others; again, if it met another's rows or the connection was lost."""
        until = time.monotonic() + self._patience_s
        tries = 0
        while True:
            try:
                with self.writing(alone=False) as connection:
                    return write(connection)
            except ClashError:
                tries += 1
                if tries == _TRIES:
                    raise
            except LostError:
                self._connect_again(until)
            time.sleep(uniform(0, _PAUSE_S))  # noqa: S311 - two that met are to part, no more

    def _connect_again(self, until: float) -> None:
        """Connect to a server that was lost, as soon as it is there."""
        self.connection.close()
        while True:
            try:
                self.connection = opened_to_write(self.place, self._patience_s, create=False)
            except LostError:
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE_S)
            else:
                return


def _append(connection: Connection, run: Run, coded: CodedReport, lines: Encoded, *, anew: bool) -> Appended:
    appended = append(connection, run, coded, lines, anew=anew)
    if not appended.was_known:
        amend(connection, coded.report.id)
    return appended
