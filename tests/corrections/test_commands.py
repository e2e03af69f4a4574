"""Corrections from the command line."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from demarche import cli
from demarche.ledger import query
from demarche.ledger.store import Ledger
from demarche.model.codec import decode
from demarche.model.records import Event
from tests.ledger.samples import TEXT, full_report

ONE = full_report(0)
AGREED, CLOSED, SAID, PROMISED = (one.claim for one in ONE.claims)
WHY = ("--why", "so the sentence says", "--who", "Ana")


def _run(path: Path, *arguments: str) -> Result:
    command = [*arguments, "--ledger", str(path)]
    return CliRunner(env={"COLUMNS": "200"}).invoke(cli.app, command)


def _said(result: Result) -> str:
    """Return the id of the correction that was made."""
    assert result.exit_code == 0, result.output
    (found,) = re.findall(r"^k:[0-9a-f]{16}", result.stderr, flags=re.MULTILINE)
    return str(found)


def test_a_rejected_claim_is_left_out_shown_with_its_reason_and_taken_back(path: Path) -> None:
    said = _said(_run(path, "correct", "reject", CLOSED.id, *WHY))
    assert CLOSED.id not in _run(path, "list", "events").stdout
    rejected = _run(path, "list", "events", "--rejected").stdout
    assert CLOSED.id in rejected
    assert "rejected by Ana" in rejected
    assert CLOSED.id in _run(path, "list", "events", "--as-coded").stdout
    for command in ("show", "explain"):
        told = _run(path, command, CLOSED.id).stdout
        assert "rejected by Ana" in told
        assert "so the sentence says" in told
    assert "rejected by Ana" in _run(path, "show", ONE.report.id).stdout
    listed = _run(path, "corrections").stdout
    assert "rejected" in listed
    assert said in listed
    _said(_run(path, "correct", "undo", said[:8], *WHY))
    assert CLOSED.id in _run(path, "list", "events").stdout
    assert "(undone)" in _run(path, "corrections").stdout


def test_a_corrected_claim_is_a_line_of_the_contract_and_told_by_its_rule(path: Path) -> None:
    result = _run(
        path,
        "correct",
        "edit",
        AGREED.id,
        "status=planned",
        "when=2024-05",
        "actors=#2",
        "contexts=none",
        *WHY,
    )
    (made,) = re.findall(r"now (e:\w+)", result.stderr)
    lines = [decode(line) for line in _run(path, "list", "events", "-f", "jsonl").stdout.splitlines()]
    (after,) = [one for one in lines if isinstance(one, Event) and one.id == made]
    assert (after.status, after.when.earliest, after.when.latest, after.when.precision) == (
        "planned", "2024-05-01", "2024-05-31", "month",
    )  # fmt: skip
    assert isinstance(AGREED, Event)
    assert (after.actors, after.contexts, after.rule) == (AGREED.actors[1:], (), f"{AGREED.rule}+hand")
    explained = _run(path, "explain", made).stdout
    assert "because edited by Ana" in explained
    assert "status: happened → planned" in explained
    assert f"in its place stands {made}" in _run(path, "show", AGREED.id).stdout


def test_a_missed_claim_is_added_by_its_words(path: Path) -> None:
    start = TEXT.index("repair")
    added = _run(
        path, "correct", "add", "event", ONE.report.id, f"trigger={start}-{start + 6}", "type=AID", "status=planned",
        "actors=La Paz=state:BOL", "recipients=observers", "when=2024-05-01..2024-06-30", *WHY,
    )  # fmt: skip
    (made,) = re.findall(r"now (e:\w+)", added.stderr)
    with Ledger.open(path) as ledger:
        event = query.find(ledger, made)
    assert isinstance(event, Event)
    assert [(one.id, one.country, one.span.text) for one in event.actors] == [("state:BOL", "BOL", "La Paz")]
    assert [(one.id, one.kind) for one in event.recipients] == [(None, "unnamed")]
    assert (event.when.earliest, event.when.latest, event.rule) == ("2024-05-01", "2024-06-30", "hand")
    said = _run(path, "correct", "add", "statement", ONE.report.id, "cue=said", "content=the road", *WHY)
    assert "“the road” does not stand in the report" in said.stderr


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ("status", "is not of the form FIELD=VALUE"),
        ("status=foo", "status: 'foo' is none of happened, ongoing"),
        ("colour=red", "'colour' is no field of events; they have trigger"),
        ("when=May", "is not a date such as"),
        ("when=2024-13", "is no month"),
        ("when=2024-05-32", "2024-05-32"),
        ("actors=#3", "actors: there are 2, no #3"),
        ("actors=Chile=state:XYZ", "nobody in the ledger has the id state:XYZ"),
        ("trigger=0-99999", "the report's text has"),
        ("actors=[1", "no JSON"),
        pytest.param("actors=" + "[" * 3000, "no JSON", id="too deep"),
        ("where=Visviri", "give #1, #2"),
        ("casualties=three", "the JSON of the contract is needed"),
    ],
)
def test_values_that_cannot_be_read_are_told(path: Path, assignment: str, told: str) -> None:
    result = _run(path, "correct", "edit", AGREED.id, assignment, *WHY)
    assert result.exit_code == 2
    assert re.search(told, result.stderr), result.stderr


def test_merging_splitting_states_and_reading_through(path: Path) -> None:
    other = full_report(1).claims[1].claim.id
    _said(_run(path, "correct", "merge", AGREED.id, other, *WHY))
    assert "1 happening that" in _run(path, "happenings").stderr
    assert "merged by Ana" in _run(path, "happenings", "show", AGREED.id).stdout
    _said(_run(path, "correct", "split", other, *WHY))
    assert "0 happenings" in _run(path, "happenings").stderr
    _said(_run(path, "correct", "state", PROMISED.id, "fulfilled", "--evidence", AGREED.id, "--strike", *WHY))
    _said(_run(path, "correct", "accept", AGREED.id, "--who", "Ana"))
    _said(_run(path, "correct", "reviewed", ONE.report.id, "--who", "Ana"))
    figures = [
        json.loads(line)
        for line in _run(path, "agreement", "-f", "jsonl", "--draws", "9").stdout.splitlines()
    ]
    assert {"kind": "event", "field": "claim", "figure": "precision"}.items() <= figures[0].items()
    assert "precision" in _run(path, "agreement", "--draws", "9").stdout


def test_the_queue_is_listed(path: Path) -> None:
    (line, *_) = _run(path, "review", "--kind", "statements", "-f", "jsonl").stdout.splitlines()
    assert json.loads(line)["doubts"][0] == "score"
    assert "its score is low" in _run(path, "review", "--limit", "3").stdout


def test_the_chain_is_checked_and_exported(path: Path) -> None:
    assert "0 corrections, no fault" in _run(path, "corrections", "verify").stderr
    _said(_run(path, "correct", "reject", CLOSED.id, *WHY))
    checked = _run(path, "corrections", "verify")
    head = checked.stdout.strip()
    (line,) = _run(path, "corrections", "-f", "jsonl").stdout.splitlines()
    record = json.loads(line)
    assert (record["digest"], record["before"][0]["id"], record["kind"]) == (head, CLOSED.id, "correction")
    assert _run(path, "corrections", "verify", "--head", "0000").exit_code == 1
    assert "0 corrections no longer stand" in _run(path, "corrections", "lost").stderr
    assert "0 corrections\n" in _run(path, "corrections", "--report", "r:0").stderr
    assert _run(path, "corrections", "--which", "live").exit_code == 0
