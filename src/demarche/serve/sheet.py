"""Happenings and figures as rows, for spreadsheets and programs: CSV with a header, or Parquet."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from demarche.index.cells import Cell, cell_condition
from demarche.index.file import Index
from demarche.index.periods import Period
from demarche.index.wanted import Condition
from demarche.ledger.store import Ledger
from demarche.model.parts import Participant
from demarche.model.records import Event
from demarche.serve.errors import RefusedError
from demarche.serve.lines import claim_of

_ROWS = """
SELECT number, happening, report.title, report.outlet, report.published, report.url
FROM (SELECT number, happening, report, dated, start FROM entry WHERE {where}) AS found
JOIN report ON report.id = found.report ORDER BY dated, found.report, start, number
"""
_REPORT = 2  # columns before those of the report
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon instead of show


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under the names of their columns."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


_COLUMNS: Mapping[str, str] = {
    "happening": "str", "event": "str", "side": "int", "type": "str", "mode": "str", "quad": "int", "cameo": "str",
    "goldstein": "float", "status": "str", "voice": "str", "actors": "str", "actor_ids": "str", "recipients": "str",
    "recipient_ids": "str", "earliest": "str", "latest": "str", "date_precision": "str", "place": "str",
    "country": "str", "admin1": "str", "latitude": "float", "longitude": "float", "place_precision": "str",
    "words": "str", "report": "str", "title": "str", "outlet": "str", "published": "str", "url": "str",
}  # fmt: skip


def happenings_sheet(
    index: Index, ledger: Ledger, sides: Sequence[Condition], cell: Cell, period: Period
) -> Sheet:
    """Return what a cell counts, the oldest first: a row for each happening, as the event tells it that stands for it."""

    def rows() -> Iterator[Sequence[Any]]:
        for side, wanted in enumerate(sides):
            if cell.side in {None, side}:
                narrowed = cell_condition(index, wanted, cell, period)
                for number, *rest in index.select(_ROWS.format(where=narrowed.sql), narrowed.values):
                    claim = claim_of(ledger, number)
                    if isinstance(claim, Event):
                        yield _row(claim, rest[0], side if len(sides) > 1 else None, rest[1:])

    return Sheet(list(_COLUMNS), rows())


def _row(event: Event, happening: str | None, side: int | None, report: Sequence[Any]) -> Sequence[Any]:
    where = event.where[0] if event.where else None
    title, outlet, published, url = report
    return (
        happening or event.id, event.id, side, event.type, event.mode, event.quad, event.cameo, event.goldstein,
        event.status, event.voice, _names(event.actors), _ids(event.actors), _names(event.recipients),
        _ids(event.recipients), event.when.earliest, event.when.latest, event.when.precision,
        *((None,) * 6 if where is None else (where.name, where.country, where.admin1, where.lat, where.lon, where.precision)),
        event.extent[0].text, event.report, title, outlet, published, url,
    )  # fmt: skip


def _names(participants: Sequence[Participant]) -> str:
    return "; ".join(one.name for one in participants)


def _ids(participants: Sequence[Participant]) -> str:
    return "; ".join(one.id or "" for one in participants)


def as_csv(sheet: Sheet) -> bytes:
    """Return the rows as CSV in UTF-8; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([_plain(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8", errors="replace")


def _plain(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def can_write_parquet() -> bool:
    """Return whether what writes Parquet is installed."""
    return find_spec("pyarrow") is not None


def as_parquet(sheet: Sheet) -> bytes:
    """Return the rows of happenings as Parquet; raise `RefusedError` if what writes it is not installed."""
    if not can_write_parquet():
        raise RefusedError("Parquet needs demarche[analysis] to be installed")
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import parquet  # noqa: PLC0415

    kinds = {"str": pa.string(), "int": pa.int64(), "float": pa.float64()}
    columns = list(zip(*sheet.rows, strict=True)) or [()] * len(sheet.columns)
    arrays = [
        pa.array(values, type=kinds[_COLUMNS[name]])
        for name, values in zip(sheet.columns, columns, strict=True)
    ]
    out = io.BytesIO()
    parquet.write_table(pa.table(arrays, names=list(sheet.columns)), out)
    return out.getvalue()
