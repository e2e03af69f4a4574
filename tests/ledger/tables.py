"""What lies in a ledger, in whichever database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
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


def copy_rows(path: Path, url: str) -> None:
    """Put every row of a ledger in a file into an empty one of a server, under the same numbers."""
    with closing(sqlite3.connect(path)) as given, psycopg.connect(url) as taken:
        taken.execute("SET session_replication_role = replica")
        for (table,) in given.execute(_OF_A_FILE).fetchall():
            columns = [row[1] for row in given.execute(f"PRAGMA table_info({table})")]
            rows = given.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()  # noqa: S608 (its own names)
            if table != "migration":
                marks = ", ".join(["%s"] * len(columns))
                insert = f"INSERT INTO demarche.{table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
                taken.cursor().executemany(insert.encode(), rows)
            if rows and "number" in columns:
                count = f"SELECT setval(pg_get_serial_sequence('demarche.{table}', 'number'), max(number)) FROM demarche.{table}"  # noqa: S608
                taken.execute(count.encode())
