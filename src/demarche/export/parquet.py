"""Parquet: every key of the contract as nested columns, and beside them what is asked for most, flat."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from demarche.export.arrow import batches, columns_of, row_of
from demarche.export.dates import spell
from demarche.export.errors import UnsayableError
from demarche.export.source import Source, Sourced
from demarche.export.writer import Writer
from demarche.ledger.filters import Kind
from demarche.ledger.rows import when_of
from demarche.model.records import Claim, Commitment, Event, Statement

_CLAIMS: Mapping[Kind, type[Claim]] = {"event": Event, "statement": Statement, "commitment": Commitment}
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
            for rows in batches(self._rows(source)):
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
    return pa.schema((*columns_of(kind), *_FLAT))


def _row(of: Sourced) -> dict[str, Any]:
    known = spell(when_of(of.claim))
    report = of.report
    return row_of(of.claim) | {
        "first_day": None if known is None else known.first,
        "last_day": None if known is None else known.last,
        "outlet": report.outlet,
        "published": report.published,
        "title": report.title,
        "url": report.url,
        "path": report.path,
        "coded": of.coded,
    }
