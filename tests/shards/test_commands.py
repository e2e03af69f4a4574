"""`code --shards` and `import shards` from the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from demarche import cli
from demarche.shards.job import Job
from tests.shards.samples import written

_TALKS = (
    "Kenya and Peru begin talks\n\n5 March 2024\n\nKenya and Peru agreed on Monday to reopen the {} crossing."
)


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, [str(one) for one in arguments])


@pytest.fixture(autouse=True)
def _no_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMARCHE_LEDGER", raising=False)


def test_reports_are_coded_into_shards_and_taken_into_a_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "in"
    written(given, [_TALKS.format(name) for name in ("north", "south", "west")])
    monkeypatch.setenv("DEMARCHE_LEDGER", str(tmp_path / "ledger"))
    made = _run("code", given, "--shards", tmp_path / "job", "--shard-size", 2)
    assert (made.exit_code, made.stdout) == (0, "")
    assert "2 shards in" in made.stderr
    assert "3 reports coded" in made.stderr
    assert not (tmp_path / "ledger").exists()
    (tmp_path / "job" / "notes.txt").write_text("mine")
    name = Job.open(tmp_path / "job").shards()[1]
    whole = (tmp_path / "job" / name / "reports.parquet").read_bytes()
    (tmp_path / "job" / name / "reports.parquet").write_bytes(whole[:-4])
    taken = _run("import", "shards", tmp_path / "job")
    assert taken.exit_code == 1
    assert "notes.txt is of no shard, and left alone" in taken.stderr
    assert "was cut short or changed" in taken.stderr
    assert "2 reports added" in taken.stderr
    assert "1 of 2 shards taken" in taken.stderr
    (tmp_path / "job" / name / "reports.parquet").write_bytes(whole)
    again = _run("import", "shards", tmp_path / "job")
    assert again.exit_code == 0
    assert "of 1 report added" in again.stderr
    assert "2 reports known already" in again.stderr
    assert "pairs of reports are copies" in again.stderr
    (run,) = (json.loads(line) for line in _run("runs", "--format", "jsonl").stdout.splitlines())
    assert run["ending"]["inputs"] == run["reports"] == 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--shards", "job", "--ledger", "l"), "--ledger has no use beside --shards"),
        (("--shards", "job", "--format", "jsonl"), "--format has no use beside --shards"),
        (("--shards", "job", "--anew"), "--anew has no use beside --shards"),
        (("--shards", "job", "--part", "3/2"), "it is one of 1/2 to 2/2"),
        (("--shards", "job", "--part", "half"), "it is one of 1/1 to 1/1"),
        (("--shards", "job", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:9"), "workers of its own"),
        (("--scheduler", "tcp://127.0.0.1:9"), "--scheduler needs --shards"),
        (("--shard-size", "5"), "--shard-size needs --shards"),
    ],
)
def test_options_that_have_no_use_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    refused = _run("code", tmp_path, *options)
    assert refused.exit_code == 2
    assert message in " ".join(refused.stderr.replace("│", " ").split())
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_no_shards_is_told(tmp_path: Path) -> None:
    refused = _run("import", "shards", tmp_path, "--ledger", tmp_path / "ledger")
    assert refused.exit_code == 2
    assert "this is no folder of shards" in refused.stderr
    assert not (tmp_path / "ledger").exists()
