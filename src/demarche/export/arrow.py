"""Records as rows of Arrow tables and back: the columns are the fields of the records, nested ones included."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import pyarrow as pa

from demarche.model.codec import decode, encode
from demarche.model.parts import Attribution, Participant
from demarche.model.records import Record

_R = TypeVar("_R", bound=Record)
_PLAIN: Mapping[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
}
_AUTHOR = "AUTHOR"
_ROWS = 2000  # held in memory at a time


def columns_of(kind: type[Record]) -> list[pa.Field]:
    """Return the columns of a kind of record: its fields in their order, but for its kind."""
    return [field for field in struct_of(kind) if field.name != "kind"]


def struct_of(record: type) -> pa.DataType:
    """Return the type of a column that holds such records, or parts of records."""
    hints = get_type_hints(record)
    return pa.struct([pa.field(field.name, _type(hints[field.name], of=record)) for field in fields(record)])


def row_of(record: Record) -> dict[str, Any]:
    """Return a record as a row; the source of an attribution is a participant, and null for the author."""
    row: dict[str, Any] = json.loads(encode(record))
    for link in _links(row):
        if link["source"] == _AUTHOR:
            link["source"] = None
    return row


def record_of(kind: type[_R], row: Mapping[str, Any]) -> _R:
    """Return the record that a row was made of; columns that are none of its fields are passed over.

    Raise `RecordError` if it is not as the contract has it.
    """
    names = [field.name for field in fields(kind)]
    plain = {name: row[name] for name in names if name != "kind"} | {"kind": kind.__name__.lower()}
    for link in _links(plain):
        if link["source"] is None:
            link["source"] = _AUTHOR
    record = decode(json.dumps(plain))
    if not isinstance(record, kind):
        raise TypeError(f"a {record.kind} stands where a {kind.__name__} should")
    return record


def batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows so many at a time."""
    pending: list[dict[str, Any]] = []
    for row in rows:
        pending.append(row)
        if len(pending) == _ROWS:
            yield pending
            pending = []
    if pending:
        yield pending


def _links(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for chain in (row, *row.get("history", ())):
        yield from chain.get("attribution", ())


def _type(hint: object, *, of: type) -> pa.DataType:
    """Return the column's type; the source of an attribution is a participant, and null for the author."""
    if of is Attribution and Participant in get_args(hint):
        return struct_of(Participant)
    if isinstance(hint, UnionType) or get_origin(hint) is UnionType:
        (hint,) = (one for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is Literal:
        return pa.string()
    if get_origin(hint) is tuple:
        return pa.list_(_type(get_args(hint)[0], of=of))
    if is_dataclass(hint) and isinstance(hint, type):
        return struct_of(hint)
    return _PLAIN[hint]
