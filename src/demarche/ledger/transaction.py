"""One transaction, written whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from demarche.ledger.connection import Connection

# In a file both are the same, since there is one writer at a time.
_ALONE = "BEGIN EXCLUSIVE"
_BESIDE_OTHERS = "BEGIN IMMEDIATE"


@contextmanager
def transaction(connection: Connection, *, alone: bool = True) -> Iterator[None]:
    """Begin a transaction that may write; commit it at the end, or take all of it back on any exception.

    Nobody writes while one that is `alone` goes on; others may go on beside each other where the database can.
    """
    with _ended(connection, _ALONE if alone else _BESIDE_OTHERS):
        yield


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Begin a transaction that only reads: all that is read in it is of one moment."""
    with _ended(connection, "BEGIN"):
        yield


@contextmanager
def _ended(connection: Connection, begin: str) -> Iterator[None]:
    try:
        connection.execute(begin)
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # the database may have ended it itself, on a full disk for one
            connection.execute("ROLLBACK")
        raise
