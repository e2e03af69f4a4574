"""`code --jobs`, `runs` and `diff` from the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from demarche import cli, pipeline
from demarche.ledger.query import coded
from demarche.ledger.store import Ledger
from demarche.pipeline import Coder
from demarche.show.progress import rate_words
from tests.coder import coder

_TALKS = "Kenya and Peru begin talks\n\n5 March 2024\n\nKenya and Peru agreed on Monday to reopen the {} crossing.\n"


@pytest.fixture(name="folder")
def written(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("east", "north", "south", "west"):
        (folder / f"{name}.txt").write_text(_TALKS.format(name), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _one_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = coder()

    def known(**_: object) -> Coder:
        return loaded

    monkeypatch.setattr(pipeline.Coder, "load", known)
    monkeypatch.delenv("DEMARCHE_LEDGER", raising=False)


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, [str(one) for one in arguments])


def test_two_processes_write_the_bytes_of_one(folder: Path, tmp_path: Path) -> None:
    alone = _run("code", folder, "--format", "jsonl", "--ledger", tmp_path / "one")
    command = [
        sys.executable,
        "-m",
        "demarche",
        "code",
        str(folder),
        "-f",
        "jsonl",
        "--ledger",
        "two",
        "-j",
        "2",
    ]
    two = subprocess.run(command, check=False, capture_output=True, cwd=tmp_path, env=dict(os.environ))  # noqa: S603
    assert (two.returncode, two.stdout) == (alone.exit_code, alone.stdout_bytes)
    assert two.stderr.decode() == alone.stderr.replace(str(tmp_path / "one"), "two")
    with Ledger.open(tmp_path / "one") as one, Ledger.open(tmp_path / "two") as other:
        reports = one.select("SELECT report FROM coding ORDER BY number")
        assert reports == other.select("SELECT report FROM coding ORDER BY number")
        assert all(coded(one, report) == coded(other, report) for (report,) in reports)


def test_the_ledger_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "news.ledger"
    result = _run("code", folder, "--ledger", ledger, "--format", "html", "--output", ledger)
    assert result.exit_code == 2
    assert "would overwrite the ledger" in " ".join(result.stderr.split())
    assert not ledger.exists()


def test_runs_and_their_differences_are_told(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    _run("code", folder, "--ledger", ledger)
    again = _run("code", folder, "--ledger", ledger)
    assert "0 claims added" in again.stderr
    assert "5 reports known already" in again.stderr
    _run("code", folder, "--ledger", ledger, "--anew")
    listed = [json.loads(line) for line in _run("runs", "-l", ledger, "-f", "jsonl").stdout.splitlines()]
    assert [(run["reports"], run["current"], run["ending"]["inputs"]) for run in listed] == [
        (5, 0, 5),
        (5, 5, 5),
    ]
    first, second = (run["id"] for run in listed)
    assert first[:8] in _run("runs", "-l", ledger).stdout
    result = _run("diff", first, second, "-l", ledger, "-f", "jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "5 reports coded by both, 0 of them with differences" in result.stderr
    assert _run("diff", first, "none", "-l", ledger).exit_code == 2


@pytest.mark.parametrize(
    ("rate", "words"), [(None, ""), (0.0, ""), (12.34, "12.3 reports/s"), (0.25, "15.0 reports/min")]
)
def test_a_rate_is_told_in_a_unit_that_has_some(rate: float | None, words: str) -> None:
    assert rate_words(rate) == words
