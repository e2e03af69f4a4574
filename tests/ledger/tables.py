"""What lies in a ledger, in whichever database."""

import sqlite3

import pytest

from demarche.ledger.place import File
from demarche.ledger.store import Ledger

IN_A_FILE = pytest.mark.parametrize("where", ["file"], indirect=True)
"""For tests of what only SQLite does."""

_OF_A_FILE = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
_OF_A_SERVER = "SELECT tablename FROM pg_tables WHERE schemaname = 'demarche' ORDER BY tablename"
_ROWS = "SELECT * FROM {0}"


def tables(ledger: Ledger) -> list[str]:
    """Return the names of all tables."""
    names = ledger.select(_OF_A_FILE if isinstance(ledger.place, File) else _OF_A_SERVER)
    return [name for (name,) in names]


def dump(ledger: Ledger) -> dict[str, list[str]]:
    """Return every row of every table."""
    return {table: sorted(map(repr, ledger.select(_ROWS.format(table)))) for table in tables(ledger)}


def own_connection(ledger: Ledger) -> sqlite3.Connection:
    """Return SQLite's connection to a ledger in a file."""
    assert isinstance(ledger.connection, sqlite3.Connection)
    return ledger.connection
