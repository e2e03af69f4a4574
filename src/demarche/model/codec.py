"""Records to JSON and back, and their JSON Schema.

The one module here that needs a library: msgspec reads and writes the dataclasses as they are, in field order,
and derives the schema from their annotations, so that contract and code cannot drift apart.
"""

import hashlib
from dataclasses import replace
from typing import Any, TypeVar

import msgspec

from demarche.model.checks import RecordError, require
from demarche.model.records import RECORD_TYPES, Claim, Commitment, Event, Problem, Record, Report, Statement

_ENCODER = msgspec.json.Encoder()
_BY_KIND: dict[str, type[Record]] = {
    "report": Report,
    "event": Event,
    "statement": Statement,
    "commitment": Commitment,
    "problem": Problem,
}
_PREFIX: dict[type[Claim], str] = {Event: "e:", Statement: "s:", Commitment: "c:"}
_C = TypeVar("_C", Event, Statement, Commitment)
_DIGITS = 16

BLANK_ID = {kind: prefix + "0" * _DIGITS for kind, prefix in _PREFIX.items()}


class _Kind(msgspec.Struct):
    kind: str


def encode(record: Record) -> bytes:
    """Return the record as one line of UTF-8 JSON, without a line end."""
    return _ENCODER.encode(record)


def decode(line: bytes | str) -> Record:
    """Return the record that a line of JSON holds; raise `RecordError` if it is none of the contract's."""
    try:
        kind = msgspec.json.decode(line, type=_Kind).kind
        require(kind in _BY_KIND, f"kind: {kind!r} is none of {', '.join(_BY_KIND)}")
        return msgspec.json.decode(line, type=_BY_KIND[kind])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RecordError(str(error)) from error


def identified(claim: _C) -> _C:
    """Return the claim with its id: the first 16 hexadecimal digits of the SHA-256 of everything else in it."""
    blank = BLANK_ID[type(claim)]
    unnamed = claim if claim.id == blank else replace(claim, id=blank)
    digest = hashlib.sha256(_ENCODER.encode(unnamed)).hexdigest()
    return replace(claim, id=_PREFIX[type(claim)] + digest[:_DIGITS])


def report_id(sha256: str) -> str:
    """Return the id of the report whose input has this SHA-256, in hexadecimal."""
    return f"r:{sha256[:_DIGITS]}"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one line of the contract."""
    variants, components = msgspec.json.schema_components(RECORD_TYPES, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of demarche's JSON Lines output",
        "oneOf": list(variants),
        "$defs": components,
    }
