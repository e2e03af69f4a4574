"""`happenings` and `unmerge` from the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from demarche import cli
from demarche.happenings.link import link
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import load_link_rules

from .samples import RUN
from .test_link import _ONE, _THREE, _TWO


@pytest.fixture(name="ledger")
def filled(path: Path) -> Path:
    with Ledger.create_or_open(path) as ledger:
        for one in (_ONE, _TWO, _THREE):
            ledger.append(RUN, one)
        link(ledger, load_link_rules())
    return path


def _run(*arguments: object) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(cli.app, [str(one) for one in arguments])


def test_a_happening_is_listed_shown_and_taken_back(ledger: Path) -> None:
    listed = _run("happenings", "-l", ledger)
    assert listed.exit_code == 0
    assert "3 reports" in listed.stdout
    (line,) = _run("happenings", "-l", ledger, "-f", "jsonl").stdout.splitlines()
    happening = json.loads(line)
    assert happening["reports"] == 3
    assert len(happening["merges"]) == 3
    shown = _run("happenings", "-l", ledger, "show", happening["id"])
    for words in ("1 happening, 3 reports", "source 1", "lighthouse", "held to be one", "both on 2025-05-12"):
        assert words in shown.stdout
    again = _run("happenings", "-l", ledger, "show", happening["events"][0]["event"], "-f", "jsonl")
    assert again.stdout.strip() == line
    parted = _run("unmerge", happening["id"], "-l", ledger, "--why", "three meetings", "--who", "a reader")
    assert "parted by a reader" in parted.stderr
    assert "0 happenings" in _run("happenings", "-l", ledger).stderr
    assert _run("happenings", "-l", ledger, "show", happening["id"]).exit_code == 2


def test_the_ledger_may_stand_before_or_behind_show(ledger: Path) -> None:
    (line,) = _run("happenings", "-l", ledger, "-f", "jsonl").stdout.splitlines()
    identifier = json.loads(line)["id"]
    before = _run("happenings", "-l", ledger, "show", identifier)
    behind = _run("happenings", "show", identifier, "-l", ledger)
    assert before.exit_code == behind.exit_code == 0
    assert before.stdout == behind.stdout
    for arguments in (("happenings",), ("happenings", "show", identifier)):
        without = _run(*arguments)
        assert without.exit_code == 2
        assert "--ledger is needed" in without.stderr


def test_an_event_is_parted_by_the_beginning_of_its_id_without_the_letter(ledger: Path) -> None:
    (line,) = _run("happenings", "-l", ledger, "-f", "jsonl").stdout.splitlines()
    event = json.loads(line)["merges"][0]["one"]
    parted = _run(
        "unmerge", event.removeprefix("e:")[:12], "-l", ledger, "--who", "Jane Roe", "--why", "another post"
    )
    assert "split off by Jane Roe" in parted.stderr


def test_what_is_asked_for_wrongly_is_told_and_makes_no_ledger(ledger: Path) -> None:
    dated = _run("happenings", "-l", ledger, "--since", "spring")
    assert (dated.exit_code, "not a date" in dated.stderr) == (2, True)
    lost = ledger.with_name("lost.ledger")
    parted = _run("unmerge", "e:0123", "-l", lost, "--who", "Jane Roe", "--why", "another post")
    assert (parted.exit_code, "there is no such file" in parted.stderr) == (2, True)
    assert not lost.exists()


def test_a_user_without_a_name_is_asked_for_one(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("demarche.cli.correct.getuser", nobody)
    parted = _run("unmerge", "e:0123", "-l", ledger, "--why", "another post")
    assert parted.exit_code == 2
    assert "--who is needed" in parted.stderr
