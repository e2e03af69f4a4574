"""A job on a Dask cluster of two workers on this machine, of which workers and the client are killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from demarche.lexicon.layout import load_layout
from demarche.model.coded import CodedReport
from demarche.read.inputs import Wanted
from demarche.runs.opened import opened_all
from demarche.shards.cut import cut
from demarche.shards.job import Job
from demarche.shards.work import code_shard, read_shard
from tests.runs.coders import SimpleSettings
from tests.shards.samples import ROOT, begin, contents, written

_PATIENCE_S = 60.0
_SIZE = 20
_POISONED = 133


@dataclass(frozen=True, slots=True)
class _Cluster:
    folder: Path
    address: str

    def workers(self) -> list[int]:
        """Return the ids of the processes that code, which each are looked after by another."""
        found = []
        for status in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                command, of = status.read_bytes(), (status.parent / "environ").read_bytes()
            except OSError:
                continue
            if b"multiprocessing.spawn" in command and f"MARK={self.folder}\0".encode() in of:
                found.append(int(status.parent.name))
        return found


@pytest.fixture(name="cluster", scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    told = folder / "scheduler.json"
    with ExitStack() as stack:
        plain: list[object] = ["--scheduler-file", told, "--no-dashboard"]
        stack.enter_context(_dask(folder, "scheduler", *plain, "--host", "127.0.0.1", "--port", "0"))
        own = ("--nthreads", "1", "--local-directory", folder, "--memory-limit", "0")
        for _ in range(2):
            stack.enter_context(_dask(folder, "worker", *plain, *own))
        _wait(told.exists)
        yield _Cluster(folder, json.loads(told.read_text())["address"])


@contextmanager
def _dask(folder: Path, *given: object) -> Iterator[None]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MARK": str(folder)}
    command = [sys.executable, "-m", "dask", *map(str, given)]
    with (folder / "log").open("ab") as log:
        child = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait(is_so: Callable[[], object]) -> None:
    until = time.monotonic() + _PATIENCE_S
    while not is_so():
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.02)


def _coded_here(given: Path, folder: Path) -> dict[str, str]:
    """Return the contents of the shards as one process makes them, but for that of what ends it."""
    folder.mkdir()
    inputs = opened_all(sorted(given.iterdir()), Wanted(), load_layout())
    coder = SimpleSettings().coder()
    for place, shard in enumerate(cut(inputs, _SIZE)):
        if place != _POISONED // _SIZE:
            code_shard(shard, coder, coder.run(), folder)
    return contents(folder)


def test_workers_and_the_client_are_killed_and_nothing_is_lost_or_doubled(
    cluster: _Cluster, tmp_path: Path
) -> None:
    texts = [f"The ferry to island {number} sails." for number in range(300)]
    texts[_POISONED] = "The flood came."
    written(tmp_path / "in", texts)
    said: list[str] = []
    _wait(lambda: len(cluster.workers()) == 2)
    with begin(tmp_path / "in", tmp_path / "job", _SIZE, cluster.address) as child:
        assert child.stdout is not None
        said.append(child.stdout.readline())
        os.kill(cluster.workers()[0], signal.SIGKILL)
        said.append(child.stdout.readline())
        child.kill()
        said.extend(child.stdout.read().splitlines(keepends=True))
    done = {line.split()[1] for line in said if line.endswith("\n")}
    assert len(done) >= 2
    with begin(tmp_path / "in", tmp_path / "job", _SIZE, cluster.address) as child:
        output, _ = child.communicate(timeout=_PATIENCE_S)
        assert child.returncode == 0
    job = Job.open(tmp_path / "job")
    assert len(output.splitlines()) == len(job.shards()) == 15
    passed = {line.split()[1] for line in output.splitlines() if line.startswith("Passed")}
    assert done <= passed
    assert _coded_here(tmp_path / "in", tmp_path / "here").items() <= contents(job.folder).items()
    found = [one for name in job.shards() for one in read_shard(job.folder / name, job.run)]
    assert [place for place, one in enumerate(found) if not isinstance(one, CodedReport)] == [_POISONED]
    assert job.finished() == 300


def test_without_a_scheduler_it_is_said(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.shards.program", str(tmp_path), str(tmp_path / "job"), "5"]
    environment = {**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
    tried = subprocess.run(  # noqa: S603 - our own file
        [*command, "tcp://127.0.0.1:9"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ShardError: no scheduler answers at tcp://127.0.0.1:9" in tried.stderr
    assert not (tmp_path / "job").exists()
