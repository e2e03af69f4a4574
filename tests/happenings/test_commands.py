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
    assert "3 pairs of events parted" in parted.stderr
    assert "0 happenings" in _run("happenings", "-l", ledger).stderr
    assert _run("happenings", "-l", ledger, "show", happening["id"]).exit_code == 2
