"""Rows of any columns: what cells become, and that nothing in them steers a terminal."""

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from rich.console import Console

from demarche.show.rows import cell_text, rows_table, write_csv, write_jsonl


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "true"),
        (1.5, "1.5"),
        (date(2024, 5, 7), "2024-05-07"),
        (datetime(2024, 5, 7, 10, 30), "2024-05-07T10:30:00"),  # noqa: DTZ001 - as DuckDB gives a TIMESTAMP
        ([1, "a", None], '[1, "a", null]'),
        ({"day": date(2024, 5, 7), "share": Decimal("0.5")}, '{"day": "2024-05-07", "share": 0.5}'),
        ("Ríos", "Ríos"),
    ],
)
def test_cells(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_a_table_shows_what_steers_a_terminal() -> None:
    stream = io.StringIO()
    Console(file=stream, width=80).print(
        rows_table(["na\x1bme", "n"], [["\x1b[31mred\x07", 3], ["[b]x[/b]", None]])
    )
    printed = stream.getvalue()
    assert "\x1b" not in printed
    assert "\x07" not in printed
    assert "␛[31mred␇" in printed
    assert "[b]x[/b]" in printed


def test_csv_and_json_lines_keep_what_they_are_given() -> None:
    rows: list[list[object]] = [["a, b", None, [1, 2]], ['"quoted"\nline', 2, []]]
    stream = io.StringIO()
    write_csv(stream, ["words", "n", "list"], rows)
    read = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert [row["words"] for row in read] == ["a, b", '"quoted"\nline']
    assert [row["list"] for row in read] == ["[1, 2]", "[]"]
    lines = io.StringIO()
    write_jsonl(lines, ({"words": row[0], "n": row[1]} for row in rows))
    assert [json.loads(line) for line in lines.getvalue().splitlines()] == [
        {"words": "a, b", "n": None},
        {"words": '"quoted"\nline', "n": 2},
    ]
