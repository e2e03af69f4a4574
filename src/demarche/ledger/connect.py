"""Opens the file of a ledger, refuses what is none, and sets what every connection needs."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from demarche.ledger.errors import ledger_error, reported
from demarche.ledger.migrate import APPLICATION_ID, migrate, steps, version

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
_CACHE_KIB = 32768
_PAUSE_S = 0.005
_LOG_PAGES = 8000  # 32 MB; the log is folded into the file that often, which waits for the disk


class FileConnection(sqlite3.Connection):
    """SQLite's connection, and how rows are taken many at a time."""

    def batches(self, statement: str, size: int, /) -> Iterator[list[Any]]:
        """Yield all rows of a SELECT, so many at a time."""
        rows = self.execute(statement)
        while batch := rows.fetchmany(size):
            yield batch

    def take_turn(self) -> None:
        """Go on at once: whoever else begins the same ends with an error, in a file, and not with double rows."""

    def end_turn(self) -> None:
        """Do nothing, likewise."""


def connect_to_write(path: Path, patience_s: float, *, create: bool) -> FileConnection:
    """Open the ledger, or `create` it, with its schema up to date; raise `LedgerError` if it is none."""
    with reported(path):
        if path.exists():
            _check_file(path)
            if not os.access(path, os.W_OK):
                raise ledger_error(path, "it is read-only")
        elif not create:
            raise ledger_error(path, "there is no such file")
        elif not path.parent.is_dir():
            raise ledger_error(path, "the folder it should stand in does not exist")
        with _connected(path, "mode=rwc", patience_s) as connection:
            _begin(connection, path, patience_s)
            return connection


def connect_to_read(path: Path, patience_s: float) -> FileConnection:
    """Open an existing ledger, bringing an older schema up to date where the file may be written.

    A ledger in a folder that may not be written (an archive, say), and that nobody has open for writing, is
    opened without locks: who begins to write to it meanwhile is not noticed.
    """
    with reported(path):
        if not path.exists():
            raise ledger_error(path, "there is no such file")
        _check_file(path)
        with _connected(path, _mode_to_read(path), patience_s) as connection:
            _check_ledger(connection, path)
            if version(connection) < len(steps()):
                _bring_up_to_date(path, patience_s)
            connection.execute("PRAGMA query_only = ON")
            return connection


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise ledger_error(path, "it is not a file")
    if not os.access(path, os.R_OK):
        raise ledger_error(path, "it may not be read")


def _mode_to_read(path: Path) -> str:
    if os.access(path.parent, os.W_OK):
        return "mode=rw"
    if path.with_name(path.name + "-wal").exists():
        return "mode=ro"
    return "mode=ro&immutable=1"


def _bring_up_to_date(path: Path, patience_s: float) -> None:
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise ledger_error(
            path, "it is of an older demarche, and cannot be brought up to date: it is read-only"
        )
    connect_to_write(path, patience_s, create=False).close()


@contextmanager
def _connected(path: Path, mode: str, patience_s: float) -> Iterator[FileConnection]:
    """Open the file for the caller to check and keep; it is closed again if anything is wrong with it."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise ledger_error(path, f"SQLite {sqlite3.sqlite_version} is too old; 3.37 is needed")
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=patience_s, isolation_level=None, factory=FileConnection
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # without the next line REPLACE deletes rows past the triggers
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        yield connection
    except BaseException:
        connection.close()
        raise


def _begin(connection: sqlite3.Connection, path: Path, patience_s: float) -> None:
    if not _is_blank(connection):
        _check_ledger(connection, path)
    if _log_kept(connection, patience_s) != "wal":
        raise ledger_error(path, "no write-ahead log can be kept where it stands")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    migrate(connection)


def _log_kept(connection: sqlite3.Connection, patience_s: float) -> str:
    """Ask for a write-ahead log and return what is kept; unlike all else, this does not wait for others by itself."""
    until = time.monotonic() + patience_s
    while True:
        try:
            return str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_S)


def _is_blank(connection: sqlite3.Connection) -> bool:
    """Whether there is nothing in the file, as in a new one or one whose making was cut short."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    return (tables, application, version(connection)) == (0, 0, 0)


def _check_ledger(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise ledger_error(path, "it is not a ledger")
    if version(connection) > len(steps()):
        raise ledger_error(path, "it was written by a newer demarche; this one is too old to read it")
