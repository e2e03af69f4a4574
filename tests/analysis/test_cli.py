"""The commands: tables, CSV and JSON Lines with the claims behind every figure."""

import csv
import json
import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from demarche.cli import app
from demarche.ledger.query import find
from demarche.ledger.store import Ledger

_QUESTIONS = (["dyads"], ["timeline"], ["escalation", "CHL", "BOL"])


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--ledger", str(path)], env={"COLUMNS": "200"})


@pytest.mark.parametrize("question", _QUESTIONS)
def test_every_figure_lists_its_events(path: Path, question: list[str]) -> None:
    result = run(path, *question, "--format", "jsonl", "--changes")
    assert result.exit_code == 0, result.output
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert records
    with Ledger.open(path) as ledger:
        for record in records:
            if "step_to" in record:
                assert find(ledger, record["claim"]).id == record["claim"]
                continue
            for figure in ("events", "verbal_cooperation", "material_cooperation", "verbal_conflict"):
                assert record[figure]["count"] == len(record[figure]["claims"])
            assert record["happenings"]["count"] == len(record["happenings"]["happenings"])
            assert record["reports"]["count"] == len(record["reports"]["reports"])
            assert record["sources"]["count"] == len(record["sources"]["sources"])
            assert bool(record["highest_rung"]["claims"]) == bool(record["highest_rung"]["rung"])
            assert isinstance(record["change"], bool)
            for claim in record["open_commitments"]["claims"]:
                assert find(ledger, claim).id == claim


@pytest.mark.parametrize("question", _QUESTIONS)
def test_csv_has_ids_where_they_are_wanted(path: Path, question: list[str]) -> None:
    without, with_ids = (
        list(csv.DictReader(run(path, *question, "-f", "csv", *more).stdout.splitlines()))
        for more in ([], ["--ids"])
    )
    assert "claims" not in without[0]
    assert len(without) == len(with_ids)
    for row in with_ids:
        assert len(re.findall(r"e:[0-9a-f]{16}", row["claims"])) == int(row["events"])


def test_what_lies_in_no_month_is_told(path: Path) -> None:
    result = run(path, "timeline")
    assert re.search(r"\d+ events? lies? in no one month", result.stderr)
    assert "Goldstein" in result.stdout


def test_escalation_shows_the_steps(path: Path) -> None:
    result = run(path, "escalation", "CHL", "BOL", "--per", "year")
    assert "each step up" in result.stdout
    assert re.search(r"e:[0-9a-f]{16}", result.stdout)


def test_the_steps_are_lines_of_json_and_no_rows_of_csv(path: Path) -> None:
    lines = [
        json.loads(line) for line in run(path, "escalation", "CHL", "BOL", "-f", "jsonl").stdout.splitlines()
    ]
    steps = [line for line in lines if "step_to" in line]
    assert steps
    assert lines[-len(steps) :] == steps
    result = run(path, "escalation", "CHL", "BOL", "-f", "csv")
    assert len(list(csv.reader(result.stdout.splitlines()))) == len(lines) - len(steps) + 1
    assert "steps" in result.stderr


def test_sql_answers_in_three_forms(path: Path) -> None:
    question = (
        "SELECT type, count(*) AS n, min(first_day) AS first FROM events GROUP BY type ORDER BY type LIMIT 2"
    )
    table, comma, lines = (run(path, "sql", question, "-f", form) for form in ("table", "csv", "jsonl"))
    assert [result.exit_code for result in (table, comma, lines)] == [0, 0, 0]
    rows = list(csv.DictReader(comma.stdout.splitlines()))
    records = [json.loads(line) for line in lines.stdout.splitlines()]
    assert [row["type"] for row in rows] == [record["type"] for record in records] == ["AGREE", "AID"]
    assert [int(row["n"]) for row in rows] == [record["n"] for record in records]
    assert rows[0]["first"] == records[0]["first"]
    assert rows[0]["type"] in table.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sql", "DROP TABLE events"], "only questions are answered, no DROP"),
        (["sql", "SELECT * FROM read_text('/etc/hostname')"], "disabled by configuration"),
        (["escalation", "CHL", "chl"], "the same actor"),
        (["dyads", "--since", "spring"], "not a date"),
    ],
)
def test_what_cannot_be_answered_is_said(path: Path, arguments: list[str], said: str) -> None:
    result = run(path, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("library", "user", "arguments"), [("pyarrow", "making", []), ("ruptures", "changes", ["--changes"])]
)
def test_a_library_that_is_missing_is_named_with_its_extra(
    path: Path, monkeypatch: pytest.MonkeyPatch, library: str, user: str, arguments: list[str]
) -> None:
    monkeypatch.delitem(sys.modules, f"demarche.analysis.{user}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    if user == "making":
        path.with_name(f"{path.name}.duckdb").unlink()
    result = run(path, "timeline", *arguments)
    assert result.exit_code == 2
    assert f"this question needs {library}: pip install 'demarche[analysis]'" in result.stderr
