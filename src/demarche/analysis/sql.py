"""SQL of the user's own over the columns of a ledger: one statement that reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from demarche.analysis.errors import AnalysisError

_ROWS = 1000  # fetched at a time
_READS = frozenset({"SELECT", "EXPLAIN"})


@dataclass(frozen=True, slots=True)
class Answer:
    """The names of the columns, and the rows, read as they are taken."""

    columns: Sequence[str]
    rows: Iterator[tuple[Any, ...]]


def ask(connection: duckdb.DuckDBPyConnection, statement: str) -> Answer:
    """Run one statement that only reads; raise `AnalysisError` if it is none, or DuckDB cannot run it."""
    try:
        found = connection.extract_statements(statement)
        if len(found) != 1:
            raise AnalysisError(f"one statement is run at a time, not {len(found)}")
        if found[0].type.name not in _READS:
            raise AnalysisError(f"only questions are answered, no {found[0].type.name}")
        cursor = connection.execute(found[0])
    except duckdb.Error as error:
        raise AnalysisError(str(error)) from error
    return Answer([str(column[0]) for column in cursor.description or ()], _rows(cursor))


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    try:
        while batch := cursor.fetchmany(_ROWS):
            yield from batch
    except duckdb.Error as error:
        raise AnalysisError(str(error)) from error
