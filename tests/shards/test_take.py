"""Shards taken into a ledger: what coding into it would have written, each once, and nothing that is damaged."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from demarche import cli
from demarche.ledger.query import coded, runs
from demarche.ledger.store import Ledger
from demarche.lexicon.layout import load_layout
from demarche.model.records import Problem
from demarche.read.inputs import Input, Wanted
from demarche.runs import attempt
from demarche.runs.opened import opened_all
from demarche.shards.cut import WHOLE, cut
from demarche.shards.errors import ShardError
from demarche.shards.job import Job
from demarche.shards.take import Taken, take
from demarche.shards.work import code_shard
from tests.coder import coder
from tests.runs.batch import Batch
from tests.runs.coders import SimpleSettings
from tests.server import Server
from tests.shards.samples import ROOT, RUN, written

_ROWS = (
    "SELECT sha256 FROM report ORDER BY id",
    "SELECT coding.number, report, supersedes FROM coding ORDER BY number",
    "SELECT report, digest, body FROM reading ORDER BY number",
    "SELECT number, id, rule, dated, score FROM claim ORDER BY number",
    "SELECT claim, body FROM claim_record ORDER BY claim",
    "SELECT * FROM coding_claim ORDER BY coding, position",
    "SELECT number, claim, body FROM reasoning ORDER BY number",
    "SELECT * FROM participant ORDER BY number",
    "SELECT * FROM participation ORDER BY claim, role, position",
    "SELECT * FROM problem ORDER BY coding, position",
    "SELECT how, inputs, known, failed FROM ending",
)


def _inputs(folder: Path) -> list[attempt.Input]:
    texts = [
        "Kenya and Peru begin talks\n\n5 March 2024\n\nKenya and Peru agreed on Monday to reopen the crossing.",
        "Peru said on 4 March 2024 that it would close the road to Tumbes unless Ecuador withdrew its troops.",
        "",
        "Chilean police arrested ten protesters in Arica on 6 March 2024, two officials said.",
    ]
    paths = written(folder, [*texts, texts[0]])
    missing: list[Path | str | Problem] = [*paths, folder / "missing.txt"]
    return list(opened_all(missing, Wanted(), load_layout()))


@pytest.fixture(name="job", scope="module")
def coded_in_shards(tmp_path_factory: pytest.TempPathFactory) -> Job:
    folder = tmp_path_factory.mktemp("shards")
    inputs = _inputs(folder / "in")
    job = Job.begin(folder / "job", coder().run(), 2)
    shards = list(cut(inputs, 2))
    for shard in shards:
        code_shard(shard, coder(), job.run, job.folder)
    job.finish(WHOLE, shards=len(shards), inputs=len(inputs))
    return job


def _take(ledger: Path | str, job: Job) -> list[Taken]:
    with Ledger.create_or_open(ledger) as opened:
        return list(take(opened, job, job.shards()))


def _rows(ledger: Path | str) -> Iterator[list[tuple[object, ...]]]:
    with Ledger.open(ledger) as opened:
        for select in _ROWS:
            yield opened.select(select)


def test_a_ledger_has_what_coding_into_it_would_have_written(job: Job, tmp_path: Path) -> None:
    taken = _take(tmp_path / "taken", job)
    with Ledger.create_or_open(tmp_path / "coded") as opened, Batch(coder(), opened) as batch:
        for found in _inputs(job.folder.parent / "in"):
            batch.code(found)
    assert list(_rows(tmp_path / "taken")) == list(_rows(tmp_path / "coded"))
    assert sum(one.claims for one in taken) == batch.added > 5
    with Ledger.open(tmp_path / "taken") as opened:
        (entry,) = runs(opened)
    assert entry.run == job.run


def test_a_ledger_on_a_server_takes_them_from_the_command_line(
    job: Job, server: Server, blank_database: str, tmp_path: Path
) -> None:
    _take(tmp_path / "taken", job)
    name = server.new_database(blank_database)
    try:
        for added in ("4 reports", "0 reports"):
            result = CliRunner().invoke(
                cli.app, ["import", "shards", str(job.folder), "--ledger", server.url(name)]
            )
            assert result.exit_code == 0
            assert added in result.stderr
        assert list(_rows(server.url(name))) == list(_rows(tmp_path / "taken"))
        with Ledger.open(server.url(name)) as opened:
            assert opened.select("SELECT (SELECT count(*) FROM linked), (SELECT count(*) FROM traced)") == [
                (4, 4)
            ]
    finally:
        server.run(f"DROP DATABASE {name} WITH (FORCE)")


def test_shards_taken_again_add_nothing(job: Job, tmp_path: Path) -> None:
    _take(tmp_path / "ledger", job)
    before = list(_rows(tmp_path / "ledger"))
    again = _take(tmp_path / "ledger", job)
    assert list(_rows(tmp_path / "ledger")) == before
    assert [(one.reports, one.claims) for one in again] == [(0, 0)] * 3
    assert sum(one.known for one in again) == 5


def test_how_the_run_ended_is_told_once_all_is_there(job: Job, tmp_path: Path) -> None:
    shutil.copytree(job.folder, tmp_path / "job")
    (tmp_path / "job" / "done-1-of-1.json").rename(tmp_path / "done")
    part = Job.open(tmp_path / "job")
    _take(tmp_path / "ledger", part)
    with Ledger.open(tmp_path / "ledger") as opened:
        assert opened.select("SELECT count(*) FROM ending") == [(0,)]
    (tmp_path / "done").rename(tmp_path / "job" / "done-1-of-1.json")
    _take(tmp_path / "ledger", part)
    with Ledger.open(tmp_path / "ledger") as opened:
        assert opened.select("SELECT how, inputs, known, failed FROM ending") == [("done", 6, 1, 2)]


def _cut_short(shard: Path) -> None:
    file = shard / "events.parquet"
    file.write_bytes(file.read_bytes()[:-100])


def _without_a_file(shard: Path) -> None:
    (shard / "problems.parquet").unlink()


def _without_its_note(shard: Path) -> None:
    (shard / "shard.json").unlink()


def _of_other_versions(shard: Path) -> None:
    note = shard / "shard.json"
    note.write_text(note.read_text().replace('"demarche": "0', '"demarche": "9'))


def _of_something_else(shard: Path) -> None:
    (shard / "shard.json").write_text('{"format": "recipes"}')


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (_cut_short, "events.parquet': it was cut short or changed"),
        (_without_a_file, "problems.parquet': it cannot be read: No such file"),
        (_without_its_note, "there is no such file"),
        (_of_other_versions, "it is of other versions than the job"),
        (_of_something_else, "it is no file of shards"),
    ],
)
def test_nothing_is_taken_of_a_damaged_shard(job: Job, tmp_path: Path, harm: object, message: str) -> None:
    shutil.copytree(job.folder, tmp_path / "job")
    name = job.shards()[1]
    assert callable(harm)
    harm(tmp_path / "job" / name)
    taken = _take(tmp_path / "ledger", Job.open(tmp_path / "job"))
    refused = [one for one in taken if one.refused is not None]
    assert [one.name for one in refused] == [name]
    assert message in str(refused[0].refused)
    with Ledger.open(tmp_path / "ledger") as opened:
        assert opened.select("SELECT count(*) FROM coding") == [(2,)]
        assert opened.select("SELECT count(*) FROM ending") == [(0,)]


def test_a_fault_of_the_program_keeps_its_report_out(tmp_path: Path) -> None:
    job = Job.begin(tmp_path / "job", RUN, 3)
    texts = ("The ferry sails.", "The frost came.", "The ferry stays.")
    inputs: list[attempt.Input] = [
        Input(f"{number}.txt", "text", text.encode()) for number, text in enumerate(texts)
    ]
    (shard,) = cut(inputs, 3)
    code_shard(shard, SimpleSettings().coder(), RUN, job.folder)
    (taken,) = _take(tmp_path / "ledger", job)
    assert (taken.reports, taken.failed, taken.left_out) == (2, 1, 1)


def test_killed_while_taking_is_gone_on_with(tmp_path: Path) -> None:
    job = Job.begin(tmp_path / "job", RUN, 4)
    inputs: list[attempt.Input] = [
        Input(f"{number}.txt", "text", f"Ferry {number} sails.".encode()) for number in range(160)
    ]
    for shard in cut(inputs, 4):
        code_shard(shard, SimpleSettings().coder(), RUN, job.folder)
    for _ in range(2):
        command = [sys.executable, "-m", "tests.shards.taker", str(job.folder), str(tmp_path / "ledger")]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(0.02)
            os.kill(child.pid, signal.SIGKILL)
            said = len(child.stdout.read().splitlines())
        with Ledger.open(tmp_path / "ledger") as opened:
            assert opened.select("PRAGMA integrity_check") == [("ok",)]
            ((kept,),) = opened.select("SELECT count(*) FROM coding")
        assert kept % 4 == 0
        assert kept >= 4 * said
    _take(tmp_path / "ledger", job)
    with Ledger.open(tmp_path / "ledger") as opened:
        assert opened.select("SELECT count(*), count(DISTINCT report) FROM coding") == [(160, 160)]
        (first,) = opened.select("SELECT report FROM coding ORDER BY number LIMIT 1")
        assert coded(opened, first[0]).report.path == "0.txt"


def test_a_folder_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShardError, match="no folder of shards"):
        Job.open(tmp_path)
