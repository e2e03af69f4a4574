"""Parquet: every key of the contract as nested columns, and beside them what is asked for most, flat."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from demarche.export.dates import spell
from demarche.export.errors import UnsayableError
from demarche.export.source import Source, Sourced
from demarche.export.writer import Writer
from demarche.ledger.filters import Kind
from demarche.ledger.rows import when_of
from demarche.model.codec import encode
from demarche.model.parts import Attribution, Participant
from demarche.model.records import Claim, Commitment, Event, Statement

_ROWS = 2000  # held in memory at a time
_CLAIMS: Mapping[Kind, type[Claim]] = {"event": Event, "statement": Statement, "commitment": Commitment}
_PLAIN: Mapping[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
}
_AUTHOR = "AUTHOR"
_FLAT = (
    pa.field("first_day", pa.date32()),
    pa.field("last_day", pa.date32()),
    pa.field("outlet", pa.string()),
    pa.field("published", pa.string()),
    pa.field("title", pa.string()),
    pa.field("url", pa.string()),
    pa.field("path", pa.string()),
    pa.field("coded", pa.string()),
)


class Parquet(Writer):
    """One kind of claim, a row a claim."""

    def write(self, source: Source, part: Path) -> None:
        """Write the claims in groups of rows; the schema is that of the records."""
        (kind,) = source.kinds
        made = schema(_CLAIMS[kind])
        with pq.ParquetWriter(part, made, compression="zstd") as table:
            for rows in _batches(self._rows(source)):
                table.write_batch(pa.RecordBatch.from_pylist(rows, schema=made))

    def _rows(self, source: Source) -> Iterator[dict[str, Any]]:
        for of in source.claims():
            try:
                if isinstance(of.claim, Event):
                    self.wish.check(of.claim)
            except UnsayableError as reason:
                self.tally.left_out[str(reason)] += 1
                continue
            self.tally.written += 1
            yield _row(of)


def schema(kind: type[Claim]) -> pa.Schema:
    """Return the columns of a kind of claim: those of the record without its kind, then the flat ones."""
    own = (field for field in _struct(kind) if field.name != "kind")
    return pa.schema((*own, *_FLAT))


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    pending: list[dict[str, Any]] = []
    for row in rows:
        pending.append(row)
        if len(pending) == _ROWS:
            yield pending
            pending = []
    if pending:
        yield pending


def _row(of: Sourced) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(encode(of.claim))
    for chain in (record, *record.get("history", ())):
        for link in chain.get("attribution", ()):
            if link["source"] == _AUTHOR:
                link["source"] = None
    known = spell(when_of(of.claim))
    report = of.report
    return record | {
        "first_day": None if known is None else known.first,
        "last_day": None if known is None else known.last,
        "outlet": report.outlet,
        "published": report.published,
        "title": report.title,
        "url": report.url,
        "path": report.path,
        "coded": of.coded,
    }


def _struct(record: type) -> pa.DataType:
    hints = get_type_hints(record)
    return pa.struct([pa.field(field.name, _type(hints[field.name], of=record)) for field in fields(record)])


def _type(hint: object, *, of: type) -> pa.DataType:
    """Return the column's type; the source of an attribution is a participant, and null for the author."""
    if of is Attribution and Participant in get_args(hint):
        return _struct(Participant)
    if isinstance(hint, UnionType) or get_origin(hint) is UnionType:
        (hint,) = (one for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is Literal:
        return pa.string()
    if get_origin(hint) is tuple:
        return pa.list_(_type(get_args(hint)[0], of=of))
    if is_dataclass(hint) and isinstance(hint, type):
        return _struct(hint)
    return _PLAIN[hint]
