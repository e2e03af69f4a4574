"""Records to JSON and back, their ids and their schema."""

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from demarche.model import codec
from demarche.model.checks import RecordError
from demarche.model.records import RECORD_TYPES, Claim, Event, Record, Report

from .records import claims, events, identified, records, reports

_SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
_VALIDATOR = Draft202012Validator(codec.schema())


@_SLOW
@given(records)
def test_any_record_survives_the_round_trip(record: Record) -> None:
    line = codec.encode(record)
    assert b"\n" not in line
    assert codec.decode(line) == record
    assert codec.encode(codec.decode(line)) == line


@_SLOW
@given(records)
def test_any_record_is_of_the_schema(record: Record) -> None:
    _VALIDATOR.validate(json.loads(codec.encode(record)))


@_SLOW
@given(records)
def test_keys_stand_in_the_order_of_the_fields(record: Record) -> None:
    assert list(json.loads(codec.encode(record))) == [field.name for field in dataclasses.fields(record)]


@_SLOW
@given(claims)
def test_an_id_depends_on_content_alone(claim: Claim) -> None:
    first = identified(claim)
    assert identified(first) == first
    assert first.id[:2] == {"event": "e:", "statement": "s:", "commitment": "c:"}[claim.kind]


@settings(_SLOW, max_examples=15)
@given(st.data())
def test_an_id_depends_on_every_field(data: st.DataObject) -> None:
    one = codec.identified(data.draw(events))
    other = data.draw(events)
    for field in dataclasses.fields(Event):
        value: Any = getattr(other, field.name)
        if field.name not in {"id", "kind"} and codec.encode(one) != codec.encode(
            changed := dataclasses.replace(one, **{field.name: value})
        ):
            assert codec.identified(changed).id != one.id, field.name


@_SLOW
@given(reports(), st.integers(0, 9))
def test_lines_that_are_cut_short_are_refused(report: Report, missing: int) -> None:
    line = codec.encode(report)
    with pytest.raises(RecordError):
        codec.decode(line[: len(line) - 1 - missing])


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[]",
        b'{"kind":"wish"}',
        b'{"kind":"problem"}',
        b"\xff",
        b'{"kind":"problem","report":null}',
    ],
)
def test_what_is_no_record_is_refused(line: bytes) -> None:
    with pytest.raises(RecordError):
        codec.decode(line)


def test_values_outside_the_contract_are_refused_when_read() -> None:
    good = b'{"kind":"problem","report":null,"stage":"read","code":"empty","message":"nothing","span":null}'
    assert codec.encode(codec.decode(good)) == good
    with pytest.raises(RecordError):
        codec.decode(good.replace(b'"read"', b'"guess"'))
    with pytest.raises(RecordError):
        codec.decode(good.replace(b'"empty"', b'""'))


def test_the_schema_names_every_kind_and_is_json() -> None:
    schema = codec.schema()
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    assert {kind.__name__ for kind in RECORD_TYPES} <= set(schema["$defs"])


def test_the_schema_refuses_what_is_no_line() -> None:
    assert not _VALIDATOR.is_valid({"kind": "event"})
    assert not _VALIDATOR.is_valid({"kind": "wish"})
    assert not _VALIDATOR.is_valid([])


def test_report_ids_are_of_the_digest() -> None:
    assert codec.report_id("0123456789abcdef" * 4) == "r:0123456789abcdef"
