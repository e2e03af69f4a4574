"""The tables of a shard: reports, claims by kind with their reasons, problems; and the way back, byte for byte."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from demarche.export.arrow import batches, columns_of, record_of, row_of, struct_of
from demarche.ledger.rows import reasons_of, reasons_text
from demarche.model.coded import Coded, CodedReport, Reason
from demarche.model.records import Claim, Commitment, Event, Problem, Report, Statement
from demarche.runs.attempt import Known, Outcome

_CLAIMS: dict[str, type[Claim]] = {"events": Event, "statements": Statement, "commitments": Commitment}
_INPUT = pa.field("input", pa.int32())  # which of the shard's inputs, from 0
_POSITION = pa.field("position", pa.int32())  # among the claims of the report, or the problems of the input
_REASONS = pa.field("reasons", pa.list_(struct_of(Reason)))
SCHEMAS: dict[str, pa.Schema] = {
    "reports": pa.schema((*columns_of(Report), _INPUT)),
    **{name: pa.schema((*columns_of(kind), _INPUT, _POSITION, _REASONS)) for name, kind in _CLAIMS.items()},
    "problems": pa.schema((*columns_of(Problem), _INPUT, _POSITION)),
}
"""The columns of each table; the name of its file is that of the table with `.parquet`."""


def write_tables(outcomes: Sequence[Outcome], folder: Path) -> dict[str, int]:
    """Write what became of a shard's inputs, a file a table; return how many rows each has."""
    rows = {
        "reports": _reports(outcomes),
        **{name: _claims(outcomes, kind) for name, kind in _CLAIMS.items()},
    }
    rows["problems"] = _problems(outcomes)
    return {name: _write(folder / f"{name}.parquet", schema, rows[name]) for name, schema in SCHEMAS.items()}


def read_tables(folder: Path) -> Iterator[CodedReport | Problem]:
    """Yield what became of a shard's inputs, in their order; those that were other inputs again are left out."""
    tables = {name: _read(folder / f"{name}.parquet", schema) for name, schema in SCHEMAS.items()}
    claims: dict[int, list[tuple[int, Coded]]] = {}
    for name, kind in _CLAIMS.items():
        for row in tables[name]:
            found = Coded(record_of(kind, row), reasons_of(json.dumps(row["reasons"])))
            claims.setdefault(row["input"], []).append((row["position"], found))
    problems: dict[int, list[Problem]] = {}
    for row in tables["problems"]:
        problems.setdefault(row["input"], []).append(record_of(Problem, row))
    reports = {row["input"]: record_of(Report, row) for row in tables["reports"]}
    for place in sorted({*reports, *problems}):
        if place not in reports:
            yield from problems[place]
            continue
        found_here = sorted(claims.get(place, ()), key=lambda one: one[0])
        yield CodedReport(
            reports[place], tuple(coded for _, coded in found_here), tuple(problems.get(place, ()))
        )


def _reports(outcomes: Sequence[Outcome]) -> Iterator[dict[str, Any]]:
    for place, outcome in enumerate(outcomes):
        if isinstance(outcome, CodedReport):
            yield row_of(outcome.report) | {"input": place}


def _claims(outcomes: Sequence[Outcome], kind: type[Claim]) -> Iterator[dict[str, Any]]:
    for place, outcome in enumerate(outcomes):
        if not isinstance(outcome, CodedReport):
            continue
        for position, coded in enumerate(outcome.claims):
            if isinstance(coded.claim, kind):
                reasons = json.loads(reasons_text(coded.reasons))
                yield row_of(coded.claim) | {"input": place, "position": position, "reasons": reasons}


def _problems(outcomes: Sequence[Outcome]) -> Iterator[dict[str, Any]]:
    for place, outcome in enumerate(outcomes):
        for position, problem in enumerate(problems_of(outcome)):
            yield row_of(problem) | {"input": place, "position": position}


def problems_of(outcome: Outcome) -> tuple[Problem, ...]:
    """Return the problems of an input."""
    if isinstance(outcome, Known):
        return ()
    return (outcome,) if isinstance(outcome, Problem) else outcome.problems


def _write(path: Path, schema: pa.Schema, rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as table:
        for batch in batches(rows):
            table.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _read(path: Path, schema: pa.Schema) -> list[dict[str, Any]]:
    """Return the rows of a table; raise `ArrowInvalid` if it has other columns."""
    table = pq.read_table(path)
    if not table.schema.equals(schema):
        raise pa.ArrowInvalid("its columns are not those of a shard")
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
