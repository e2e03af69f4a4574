"""Rows of any columns as a table for the eye, as CSV or as JSON Lines."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TextIO

from rich import box
from rich.table import Table
from rich.text import Text

from demarche.show.visible import one_line

_NUMBERS = (int, float, Decimal)


def rows_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], caption: str | None = None) -> Table:
    """Return a table; numbers stand to the right, what is not known is empty."""
    held = [list(row) for row in rows]
    table = Table(box=box.SIMPLE_HEAD, caption=caption, caption_justify="left", pad_edge=False)
    for position, column in enumerate(columns):
        found = [row[position] for row in held if row[position] is not None]
        is_number = bool(found) and all(
            isinstance(cell, _NUMBERS) and not isinstance(cell, bool) for cell in found
        )
        table.add_column(one_line(column), justify="right" if is_number else "left", overflow="fold")
    for row in held:
        table.add_row(*(Text(one_line(cell_text(cell))) for cell in row))
    return table


def write_csv(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write the rows with a header; lists are as in JSON."""
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(columns)
    table.writerows([cell_text(cell) for cell in row] for row in rows)


def write_jsonl(stream: TextIO, records: Iterable[Mapping[str, Any]]) -> None:
    """Write an object a line."""
    stream.writelines(json.dumps(record, ensure_ascii=False, default=_json) + "\n" for record in records)


def cell_text(cell: object) -> str:
    """Return a value as text: nothing for None, ISO dates, JSON for lists and structures."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list | tuple | dict):
        return json.dumps(cell, ensure_ascii=False, default=_json)
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)


def _json(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)
