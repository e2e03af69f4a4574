"""What can go wrong with a ledger, in words that name the place and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.ledger.place import Place

_PRIMARY = 0xFF
_MEANING = {
    sqlite3.SQLITE_BUSY: "another process is writing to it and did not finish in time",
    sqlite3.SQLITE_LOCKED: "another process is writing to it and did not finish in time",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_PERM: "it may not be opened",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_FULL: "the disk is full; what was being written is left out, all before it is kept",
    sqlite3.SQLITE_NOTADB: "it is not a ledger",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
}


class LedgerError(Exception):
    """The ledger cannot be opened, read or written; the message says which one and why, `reason` why alone."""

    reason: str = ""


class ClashError(LedgerError):
    """What was being written met what another writer wrote at the same time; none of it was kept, and it can be tried again."""


class LostError(LedgerError):
    """The connection to the server was lost; nothing was kept of a transaction that had not ended."""


class UnknownIdError(LedgerError):
    """Nothing in the ledger has the id that is asked for, or more than one thing has one that begins so."""


class CorrectionError(LedgerError):
    """A correction cannot be made as asked; the message says why."""


class FilterError(ValueError):
    """A filter asks for something that no entry can have, or that these entries do not have."""


def ledger_error(place: "Place | Path", reason: str, kind: type[LedgerError] = LedgerError) -> LedgerError:
    """Return an error about the ledger at this place."""
    made = kind(f"ledger {str(place)!r}: {reason}")
    made.reason = reason
    return made


@contextmanager
def reported(place: "Place | Path") -> Iterator[None]:
    """Turn the errors of SQLite and of the file system into a `LedgerError` about this place."""
    try:
        yield
    except OSError as error:
        raise ledger_error(place, str(error.strerror)) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        meaning = None if code is None else _MEANING.get(code & _PRIMARY)
        raise ledger_error(place, str(error) if meaning is None else f"{meaning} ({error})") from error
