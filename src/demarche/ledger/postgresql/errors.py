"""What a PostgreSQL server refuses, in words that name the ledger and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from demarche.ledger.errors import ClashError, LedgerError, LostError, ledger_error
from demarche.ledger.place import Server

_MEANING: dict[type[psycopg.Error], tuple[str, type[LedgerError]]] = {
    psycopg.errors.UniqueViolation: ("another process wrote the same at the same time", ClashError),
    psycopg.errors.SerializationFailure: ("another process wrote at the same time", ClashError),
    psycopg.errors.DeadlockDetected: ("another process wrote at the same time", ClashError),
    psycopg.errors.LockNotAvailable: (
        "another process is writing to it and did not finish in time",
        LedgerError,
    ),
    psycopg.errors.InsufficientPrivilege: ("this user may not do that", LedgerError),
    psycopg.errors.ReadOnlySqlTransaction: ("it is read-only", LedgerError),
    psycopg.errors.DiskFull: (
        "the server's disk is full; what was being written is left out, all before it is kept",
        LedgerError,
    ),
    psycopg.errors.AdminShutdown: ("the connection was ended by the server", LostError),
    psycopg.errors.CrashShutdown: ("the server is starting anew", LostError),
    psycopg.errors.IdleInTransactionSessionTimeout: ("the connection was ended by the server", LostError),
}


@contextmanager
def told(place: Server, connection: "psycopg.Connection | None" = None) -> Iterator[None]:
    """Turn psycopg's errors into a `LedgerError` about this ledger."""
    try:
        yield
    except psycopg.Error as error:
        meaning, kind = _MEANING.get(type(error), (None, LedgerError))
        if meaning is None and connection is not None and connection.closed:
            meaning, kind = "the connection to the server was lost", LostError
        words = error.diag.message_primary or " ".join(str(error).split())
        raise ledger_error(place, words if meaning is None else f"{meaning} ({words})", kind) from error
