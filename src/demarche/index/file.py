"""The file of an index, beside the ledger or, where none may be written, in a temporary folder."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from demarche.index.errors import PageIndexError

SUFFIX = ".page"
LAYOUT = 5  # of the tables; a file with another number is made anew
APPLICATION_ID = int.from_bytes(b"dmpg", "big")
_PATIENCE_S = 30.0
_CACHE_KIB = 65536


class Index:
    """An index and one connection to it; a thread opens its own, and closes it."""

    __slots__ = ("connection", "path")

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an index that has been made, for reading."""
        with _reported(path):
            connection = _connected(path, "mode=rw")
            connection.execute("PRAGMA query_only = ON")
            return cls(path, connection)

    @classmethod
    def open_to_write(cls, path: Path) -> Self:
        """Open an index to bring it up to date, made if there is none or one of another layout.

        Raise `PageIndexError` if the file is something else.
        """
        with _reported(path):
            if path.exists() and not _is_index(path):
                raise PageIndexError(f"{path} is no index of a ledger, and is not replaced by one")
            if path.exists() and not _is_of_layout(path):
                _remove(path)
            connection = _connected(path, "mode=rwc")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            _create(connection)
            return cls(path, connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def select(
        self, statement: str, values: Mapping[str, Any] | tuple[Any, ...] = ()
    ) -> list[tuple[Any, ...]]:
        """Return all rows of a SELECT; values are bound to it, never written into it."""
        with _reported(self.path):
            return self.connection.execute(statement, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for rows to be changed, in one transaction."""
        with _reported(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise


@contextmanager
def index_file(beside: Path | None) -> Iterator[Path]:
    """Give the path at which the index of a ledger is kept: beside its file, if that is one and may be written to."""
    if beside is not None and os.access(beside.parent, os.W_OK):
        yield beside.with_name(beside.name + SUFFIX)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder) / f"ledger{SUFFIX}"


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise PageIndexError(f"index {str(path)!r}: {error}") from error


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False
    )
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if not tables:
        for statement in _statements():
            connection.execute(statement)
        connection.execute("INSERT INTO stamp VALUES (?, '', '', 0)", (LAYOUT,))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {LAYOUT}")
    connection.execute("COMMIT")


def _statements() -> Iterator[str]:
    pending = ""
    for line in (
        (files("demarche.index") / "schema.sql").read_text(encoding="utf-8").splitlines(keepends=True)
    ):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _is_index(path: Path) -> bool:
    """Whether the file is an index, or an empty one whose making was cut short."""
    if path.stat().st_size == 0:
        return True
    try:
        return _pragma(path, "application_id") in {0, APPLICATION_ID} and (
            _pragma(path, "application_id") == APPLICATION_ID or _is_blank(path)
        )
    except sqlite3.DatabaseError:
        return False


def _is_blank(path: Path) -> bool:
    connection = _connected(path, "mode=rw")
    try:
        return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,))
    finally:
        connection.close()


def _is_of_layout(path: Path) -> bool:
    return path.stat().st_size == 0 or _pragma(path, "user_version") in {0, LAYOUT}


def _pragma(path: Path, name: str) -> int:
    connection = _connected(path, "mode=rw")
    try:
        return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
    finally:
        connection.close()


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
