"""The interface for programs: what it answers, and that nothing it can be asked breaks it."""

import json
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode

from demarche.ledger import query
from demarche.ledger.filters import Filter
from demarche.ledger.store import Ledger
from demarche.model.codec import decode, encode

from .conftest import Site

_EXAMPLES = 12  # for each operation


def test_it_answers_as_the_ledger_does(site: Site) -> None:
    with Ledger.open(site.ledger) as ledger:
        for name, listed in (
            ("events", query.events),
            ("statements", query.statements),
            ("commitments", query.commitments),
        ):
            answer = site.client.get(f"/api/{name}?order=oldest").json()
            expected = [json.loads(encode(one)) for one in listed(ledger)]
            assert answer["matching"] == len(expected)
            assert sorted(answer[name], key=str) == sorted(expected, key=str)


def test_filters_are_those_of_the_command_line(site: Site) -> None:
    with Ledger.open(site.ledger) as ledger:
        for wish in (
            {"actor": "PER"},
            {"type": "COERCE", "since": "2025-06"},
            {"source": "Hugo Bianchi"},
            {"status": "planned", "until": "2025"},
        ):
            expected = {one.id for one in query.events(ledger, Filter(**wish))}  # type: ignore[arg-type]
            answer = site.client.get("/api/events", params=wish).json()
            assert {one["id"] for one in answer["events"]} == expected
            assert answer["undated"] == query.count(ledger, "event", Filter(**wish)).undated  # type: ignore[arg-type]


def test_records_are_lines_of_the_contract(site: Site) -> None:
    event = site.client.get("/api/events").json()["events"][0]
    whole = site.client.get(f"/api/claims/{event['id']}").json()
    assert (
        encode(decode(json.dumps(whole["claim"])))
        == json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    )
    assert whole["reasons"][0].keys() == {"field", "text", "span"}
    report = site.client.get(f"/api/reports/{event['report']}").json()
    assert event in report["claims"]
    ((happening, tells),) = [(one["id"], one["reports"]) for one in site.client.get("/api/happenings").json()]
    assert tells == 3
    assert site.client.get(f"/api/happenings/{happening}").json()["independent_sources"] == 3


def test_nothing_that_can_be_asked_breaks_it(site: Site) -> None:
    operations = [
        one.ok()  # type: ignore[union-attr]
        for one in schemathesis.openapi.from_dict(
            site.client.get("/api/openapi.json").json()
        ).get_all_operations()
    ]
    asked: list[int] = []
    for operation in operations:

        @settings(
            max_examples=_EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(
            case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
            | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
        )
        def ask(case: Case[Any]) -> None:
            answer = site.client.request(case.method, case.formatted_path, params=case.query or {})
            asked.append(answer.status_code)
            assert answer.status_code < 500, f"{answer.url}: {answer.text[:200]}"

        ask()
    assert len(operations) >= 9
    assert 200 in asked
    assert 422 in asked
