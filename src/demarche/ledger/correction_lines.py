"""Corrections as lines of JSON and back, and the digests that chain them."""

import hashlib
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from demarche.model.checks import RecordError
from demarche.model.codec import decode as decode_record
from demarche.model.corrections import Action, Correction
from demarche.model.records import Claim, Commitment, Event, Statement

_ENCODER = msgspec.json.Encoder()
_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A correction whose claims are still JSON: which kind each is, it says itself."""

    kind: Literal["correction"]
    id: str
    number: int
    action: Action
    who: str
    written: str
    why: str
    reports: tuple[str, ...]
    readings: tuple[str, ...]
    subjects: tuple[str, ...]
    before: tuple[msgspec.Raw, ...]
    after: tuple[msgspec.Raw, ...]
    state: str | None
    previous: str
    digest: str


_NAMES = tuple(_Line.__dataclass_fields__)


def body_of(correction: Correction) -> bytes:
    """Return what the digest of a correction is made of: its line, with id and digest empty."""
    return _ENCODER.encode(replace(correction, id="", digest=""))


def sealed(correction: Correction) -> Correction:
    """Return the correction with its digest, and the id that is its beginning."""
    digest = hashlib.sha256(body_of(correction)).hexdigest()
    return replace(correction, id=f"k:{digest[:_DIGITS]}", digest=digest)


def encode(correction: Correction) -> bytes:
    """Return the correction as one line of UTF-8 JSON, without a line end."""
    return _ENCODER.encode(correction)


def decode(line: bytes | str) -> Correction:
    """Return the correction that a line of JSON holds; raise `RecordError` if it is none."""
    try:
        found = msgspec.json.decode(line, type=_Line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RecordError(str(error)) from error
    values = {name: getattr(found, name) for name in _NAMES}
    return Correction(**values | {"before": _claims(found.before), "after": _claims(found.after)})


def _claims(lines: tuple[msgspec.Raw, ...]) -> tuple[Claim, ...]:
    return tuple(claim_of(bytes(line)) for line in lines)


def claim_of(line: bytes | str) -> Claim:
    """Return the claim that a line of JSON holds; raise `RecordError` if it is none."""
    record = decode_record(line)
    if not isinstance(record, Event | Statement | Commitment):
        raise RecordError(f"a {record.kind} stands where a claim should")
    return record
