"""What stands in the files of a shard: all that was coded comes back as it was, byte for byte."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from demarche.export.arrow import columns_of, record_of, row_of
from demarche.model.codec import encode
from demarche.model.coded import CodedReport
from demarche.model.records import Problem, Record
from demarche.runs.attempt import Known, Outcome
from demarche.shards.tables import SCHEMAS, read_tables, write_tables
from tests.ledger.samples import coded_report, full_report, problem, report
from tests.model.records import records

LOST = Problem(report=None, stage="read", code="damaged", message="news.zip is damaged")


@given(record=records)
@settings(max_examples=60)
def test_a_record_comes_back_from_its_row_as_it_was(record: Record) -> None:
    schema = pa.schema(columns_of(type(record)))
    (row,) = pa.RecordBatch.from_pylist([row_of(record)], schema=schema).to_pylist()
    assert encode(record_of(type(record), row)) == encode(record)


def test_outcomes_come_back_in_their_order(tmp_path: Path) -> None:
    empty = report(9)
    given_in: list[Outcome] = [full_report(0), LOST, Known(empty), coded_report(empty), full_report(2)]
    rows = write_tables(given_in, tmp_path)
    assert rows == {"reports": 3, "events": 4, "statements": 2, "commitments": 2, "problems": 4}
    assert list(read_tables(tmp_path)) == [one for one in given_in if not isinstance(one, Known)]


def test_a_problem_without_a_report_stays_with_its_input(tmp_path: Path) -> None:
    coded = CodedReport(report(1), (), (problem(report(1)), LOST))
    write_tables([LOST, coded, LOST], tmp_path)
    assert list(read_tables(tmp_path)) == [LOST, coded, LOST]


def test_the_tables_of_nothing_have_all_columns(tmp_path: Path) -> None:
    write_tables([], tmp_path)
    assert list(read_tables(tmp_path)) == []
    assert "reasons" in pq.read_schema(tmp_path / "events.parquet").names


def test_other_columns_are_refused(tmp_path: Path) -> None:
    write_tables([full_report(0)], tmp_path)
    table = pq.read_table(tmp_path / "events.parquet").drop_columns(["rule"])
    pq.write_table(table, tmp_path / "events.parquet")
    with pytest.raises(pa.ArrowInvalid, match="columns"):
        list(read_tables(tmp_path))


def test_every_table_says_which_input_its_rows_are_of() -> None:
    assert all("input" in schema.names for schema in SCHEMAS.values())
