"""A ledger's columns in a DuckDB file beside it, made anew when the ledger has grown, and opened for reading only.

It holds nothing that the ledger has not, and may be deleted at any time. In a folder that may not be written it
is made in a temporary one for the length of the question.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from demarche.analysis.pairs import FINISH, rungs
from demarche.analysis.tables import TABLES, Table
from demarche.ledger.store import Ledger
from demarche.lexicon.crosswalks import load_crosswalks

SUFFIX = ".duckdb"
_LAYOUT = 1  # of the tables; a file with another number is made anew
_ROWS = 20_000  # carried over at a time
_STAMP = "SELECT (SELECT coalesce(max(number), 0) FROM coding), (SELECT coalesce(max(number), 0) FROM claim)"
_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "lock_configuration": "true",
}
"""No file but the copy itself can be read or written by what is asked, no library loaded, and none of this unset."""

Tell = Callable[[str], None]
Connection = duckdb.DuckDBPyConnection


@contextmanager
def columns(ledger: Ledger, tell: Tell) -> Iterator[Connection]:
    """Give a connection to the columns of a ledger that can only read them; `tell` hears what had to be made."""
    beside = ledger.path.with_name(ledger.path.name + SUFFIX)
    if _is_of(beside, ledger):
        yield from _opened(beside)
    elif os.access(beside.parent, os.W_OK):
        _make(ledger, beside, tell)
        yield from _opened(beside)
    else:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / beside.name
            _make(ledger, made, tell)
            yield from _opened(made)


def _opened(path: Path) -> Iterator[Connection]:
    connection = duckdb.connect(str(path), read_only=True, config=_LOCKED)
    try:
        yield connection
    finally:
        connection.close()


def _is_of(path: Path, ledger: Ledger) -> bool:
    """Tell whether the file is a copy of the ledger as it is now."""
    if not path.is_file():
        return False
    try:
        with duckdb.connect(str(path), read_only=True, config=_LOCKED) as connection:
            return connection.execute("SELECT layout, coding, claim FROM stamp").fetchone() == _stamp(ledger)
    except duckdb.Error:
        return False


def _stamp(ledger: Ledger) -> tuple[int, int, int]:
    ((coding, claim),) = ledger.select(_STAMP)
    return _LAYOUT, coding, claim


def _make(ledger: Ledger, path: Path, tell: Tell) -> None:
    """Write the copy under a temporary name and put it in place; only a copy of ours is replaced."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with duckdb.connect(str(part)) as connection:
            stamp = _stamp(ledger)
            for name, table in TABLES.items():
                _copy(ledger, connection, name, table)
            _finish(connection)
            connection.execute("CREATE TABLE stamp (layout INTEGER, coding INTEGER, claim INTEGER)")
            connection.execute("INSERT INTO stamp VALUES (?, ?, ?)", stamp)
            (events,) = connection.execute("SELECT count(*) FROM events").fetchone() or (0,)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
        shutil.rmtree(part.with_name(part.name + ".tmp"), ignore_errors=True)
    tell(f"copied the columns of {events} events to {path}")


def _copy(ledger: Ledger, connection: Connection, name: str, table: Table) -> None:
    """Carry a table over in batches; a date that no calendar has becomes null."""
    connection.execute(
        f"CREATE TABLE {name} ({', '.join(f'{column} {kind}' for column, kind in table.columns.items())})"
    )
    casts = ", ".join(f"TRY_CAST({column} AS {kind})" for column, kind in table.columns.items())
    rows = ledger.connection.execute(table.select)
    while batch := rows.fetchmany(_ROWS):
        held = pa.table(list(map(pa.array, zip(*batch, strict=True))), names=list(table.columns))
        connection.register("batch", held)
        connection.execute(f"INSERT INTO {name} SELECT {casts} FROM batch")
        connection.unregister("batch")


def _finish(connection: Connection) -> None:
    crosswalks = load_crosswalks()
    connection.execute("CREATE TABLE rungs (rung TINYINT, type VARCHAR)")
    connection.executemany(
        "INSERT INTO rungs VALUES (?, ?)", [(one.rung, one.type) for one in rungs(crosswalks)]
    )
    for name, column, values in (
        ("mutual_types", "type", crosswalks.mutual),
        ("international", "code", crosswalks.ontology.international),
    ):
        connection.execute(f"CREATE TABLE {name} ({column} VARCHAR)")
        connection.executemany(f"INSERT INTO {name} VALUES (?)", [(one,) for one in sorted(values)])
    for statement in FINISH:
        connection.execute(statement)
