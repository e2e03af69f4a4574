"""Makes the copy of a ledger's columns: table by table in batches, then what is joined of them."""

import os
import shutil
from pathlib import Path
from typing import get_args

import duckdb
import pyarrow as pa

from demarche.analysis.columns import Connection, Tell, stamp_of
from demarche.analysis.figures import all_dyads
from demarche.analysis.pairs import FINISH, rungs
from demarche.analysis.question import Period
from demarche.analysis.tables import TABLES, Table
from demarche.ledger.store import Ledger
from demarche.lexicon.crosswalks import load_crosswalks

_ROWS = 20_000  # carried over at a time


def make(ledger: Ledger, path: Path, tell: Tell) -> None:
    """Write the copy under a temporary name and put it in place of an older one."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with duckdb.connect(str(part)) as connection, ledger.snapshot():
            stamp = stamp_of(ledger)
            for name, table in TABLES.items():
                _copy(ledger, connection, name, table)
            _finish(connection)
            connection.execute(
                "CREATE TABLE stamp (layout INTEGER, coding INTEGER, claim INTEGER, membership INTEGER, "
                "amendment INTEGER, run VARCHAR)"
            )
            connection.execute("INSERT INTO stamp VALUES (?, ?, ?, ?, ?, ?)", stamp)
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
    for batch in ledger.batches(table.select, _ROWS):
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
    for period in get_args(Period):
        table, question = all_dyads(period)
        connection.execute(f"CREATE TABLE {table} AS {question}")
