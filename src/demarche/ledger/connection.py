"""What the ledger needs of a connection, whichever database it is to; SQLite's own is one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

Values = tuple[Any, ...] | Mapping[str, Any]


class Cursor(Protocol):
    """The rows of an answer."""

    @property
    def description(self) -> Any:  # noqa: ANN401 - a sequence whose items begin with the name of a column
        """The columns."""

    @property
    def rowcount(self) -> int:
        """How many rows were added."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a row, or None
        """Return the next row; None if there is no more."""

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""

    def fetchmany(self, size: int = ..., /) -> list[Any]:
        """Return the next so many rows."""

    def __iter__(self) -> Iterator[Any]:
        """Return the rows one by one."""


class Connection(Protocol):
    """A connection; statements are in the SQL that both databases know (CONTRIBUTING, *SQL*)."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    def execute(self, statement: str, values: Values = (), /) -> Cursor:
        """Run one statement with these values bound to its `?` or `:name`."""

    def executemany(self, statement: str, rows: Iterable[Values], /) -> object:
        """Run one statement for each of the rows of values."""


class LedgerConnection(Connection, Protocol):
    """The connection that a ledger has opened and closes."""

    def batches(self, statement: str, size: int, /) -> Iterator[list[Any]]:
        """Yield all rows of a SELECT, so many at a time; inside a transaction."""

    def take_turn(self) -> None:
        """Wait until nobody else has the turn, and have it."""

    def end_turn(self) -> None:
        """Let others have the turn."""

    def close(self) -> None:
        """Close it; an open transaction is taken back."""
