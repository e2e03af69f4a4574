"""A ledger's columns in a DuckDB file beside it, made anew when the ledger has grown, and opened for reading only.

It holds nothing that the ledger has not, and may be deleted at any time. In a folder that may not be written it
is made in a temporary one for the length of the question. That of a server's ledger stands in the user's folder for caches.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from demarche.analysis.errors import AnalysisError
from demarche.ledger.beside import beside
from demarche.ledger.store import Ledger

SUFFIX = ".duckdb"
_LAYOUT = 6  # of the tables; a file with another number is made anew
_STAMP = """
SELECT (SELECT count(*) FROM coding), (SELECT coalesce(max(number), 0) FROM claim),
    (SELECT coalesce(max(number), 0) FROM membership), (SELECT coalesce(max(number), 0) FROM amendment),
    (SELECT run.id FROM coding JOIN run ON run.number = coding.run ORDER BY coding.number DESC LIMIT 1)
"""
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
    kept = beside(ledger.place, SUFFIX)
    if _is_of(kept, ledger):
        yield from _opened(kept)
    elif os.access(kept.parent, os.W_OK):
        _make(ledger, kept, tell)
        yield from _opened(kept)
    else:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / kept.name
            _make(ledger, made, tell)
            yield from _opened(made)


def _make(ledger: Ledger, path: Path, tell: Tell) -> None:
    from demarche.analysis.making import make  # loads PyArrow, which only the making needs

    make(ledger, path, tell)


def _opened(path: Path) -> Iterator[Connection]:
    connection = duckdb.connect(str(path), read_only=True, config=_LOCKED)
    try:
        yield connection
    finally:
        connection.close()


def _is_of(path: Path, ledger: Ledger) -> bool:
    """Tell whether the file is a copy of the ledger as it is now; raise `AnalysisError` if it is a database of somebody's own."""
    if not path.is_file():
        return False
    try:
        with duckdb.connect(str(path), read_only=True, config=_LOCKED) as connection:
            return connection.execute("FROM stamp").fetchone() == stamp_of(ledger)
    except duckdb.CatalogException as error:
        raise AnalysisError(f"{path} is no copy of a ledger's columns, and is not replaced by one") from error
    except duckdb.Error:
        return False


def stamp_of(ledger: Ledger) -> tuple[int, int, int, int, int, str | None]:
    """Return what a copy of the ledger as it is now is known by: its layout, how much the ledger holds, its last run.

    The run tells a ledger from another of the same size that took its place.
    """
    ((coding, claim, membership, amendment, run),) = ledger.select(_STAMP)
    return _LAYOUT, coding, claim, membership, amendment, run
