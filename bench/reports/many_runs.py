"""Runs over generated reports by one process and by two: what each of them takes, and what of it is not coding.

A run is a process of its own, so that its memory and time are nobody else's. What a process takes of the processor, and how
long it waits for one that others keep busy, are those that Linux tells of it.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.common.benchmark import BenchError
from bench.reports.many_texts import texts
from demarche.happenings.link import link
from demarche.histories.trace import trace
from demarche.ledger.store import Ledger
from demarche.lexicon.histories import load_history_rules
from demarche.lexicon.layout import load_layout
from demarche.lexicon.linking import load_link_rules
from demarche.read.inputs import Wanted
from demarche.runs.keeper import Keeper
from demarche.runs.opened import opened_all
from demarche.runs.pool import Pool
from demarche.runs.settings import Settings
from demarche.shards.cut import WHOLE
from demarche.shards.job import Job
from demarche.shards.local import Local
from demarche.shards.run import work_at

_NS = 1e9
_KIB = 1024
_SIZE = 100  # reports a shard
_POINTS = 10  # at which memory is looked at


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run over reports took: seconds of the clock, of the processors, and waited for one.

    `coding_s` and `waited_s` are of the processes that code, together; `storing_s` is of appending to the ledger and
    `linking_s` of linking and `tracing_s` of tracing commitments, in the process that writes; `rss_mb` is the memory of all processes at ten points of the run.
    """

    reports: int
    clock_s: float
    coding_s: float
    waited_s: float
    writing_s: float
    storing_s: float
    linking_s: float
    tracing_s: float
    rss_mb: tuple[float, ...]


def run(reports: int, processes: int, *, in_shards: bool = False) -> Taken:
    """Return what a run over so many reports takes; raise `BenchError` if it fails."""
    command = [
        sys.executable,
        "-m",
        "bench.reports.many_runs",
        str(reports),
        str(processes),
        str(int(in_shards)),
    ]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)  # noqa: S603 - our own file
    if done.returncode:
        raise BenchError(f"the run failed: {done.stderr[-500:]}")
    return msgspec.json.decode(done.stdout, type=Taken)


def _coded(folder: Path, reports: int, processes: int) -> Taken:
    settings = Settings(pipeline="accurate", ledger=folder / "ledger")
    paths = _written(folder, reports)
    storing = 0.0
    memory = []
    with Ledger.create_or_open(folder / "ledger") as ledger, Pool(settings, processes) as pool:
        before = [_spent(process) for process in pool.processes]
        began, writing = time.perf_counter(), time.process_time()
        with Keeper(pool.introduction.run, ledger) as keeper:
            for place, outcome in enumerate(pool.outcomes(opened_all(paths, Wanted(), load_layout()))):
                stored = time.thread_time()
                keeper.take(outcome)
                storing += time.thread_time() - stored
                if place % max(1, reports // _POINTS) == 0:
                    memory.append(sum(_rss_mb(process) for process in (os.getpid(), *pool.processes)))
        clock, written = time.perf_counter() - began, time.process_time() - writing
        spent = [_spent(process) for process in pool.processes]
        linked = time.process_time()
        link(ledger, load_link_rules())
        traced = time.process_time()
        trace(ledger, load_history_rules())
        tracing = time.process_time() - traced
    coding, waited = (
        sum(after[kind] - earlier[kind] for after, earlier in zip(spent, before, strict=True))
        for kind in (0, 1)
    )
    return Taken(reports, clock, coding, waited, written, storing, traced - linked, tracing, tuple(memory))


def _in_shards(folder: Path, reports: int, processes: int) -> Taken:
    paths = _written(folder, reports)
    job_folder = folder / "job"
    with Local(Settings(pipeline="accurate"), processes, job_folder) as crew:
        job = Job.begin(job_folder, crew.introduction.run, _SIZE)
        before = [_spent(process) for process in crew.processes]
        began, writing = time.perf_counter(), time.process_time()
        for _ in work_at(job, crew, opened_all(paths, Wanted(), load_layout()), WHOLE):
            pass
        clock, written = time.perf_counter() - began, time.process_time() - writing
        spent = [_spent(process) for process in crew.processes]
        memory = sum(_rss_mb(process) for process in (os.getpid(), *crew.processes))
    coding, waited = (
        sum(after[kind] - earlier[kind] for after, earlier in zip(spent, before, strict=True))
        for kind in (0, 1)
    )
    return Taken(reports, clock, coding, waited, written, 0.0, 0.0, 0.0, (memory,))


def _written(folder: Path, reports: int) -> list[Path]:
    (folder / "in").mkdir()
    paths = []
    for number, text in enumerate(texts(reports)):
        paths.append(folder / "in" / f"{number:06}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def _spent(process: int) -> tuple[float, float]:
    """Return the seconds of the processor that all threads of a process have taken, and those they waited for one."""
    ran = waited = 0
    for status in Path(f"/proc/{process}/task").glob("*/schedstat"):
        one, other, _ = status.read_text().split()
        ran, waited = ran + int(one), waited + int(other)
    return ran / _NS, waited / _NS


def _rss_mb(process: int) -> float:
    (line,) = [
        line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS")
    ]
    return int(line.split()[1]) / _KIB


def main(reports: int, processes: int, in_shards: bool) -> None:
    """Run, and print what it took as one JSON object."""
    with tempfile.TemporaryDirectory() as folder:
        taken = (_in_shards if in_shards else _coded)(Path(folder), reports, processes)
    print(json.dumps(msgspec.to_builtins(taken)))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), bool(int(sys.argv[3])))
