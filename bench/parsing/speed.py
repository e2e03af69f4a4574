"""`speed`: words, sentences and reports per second on one core, by stage; start-up time; memory.

Each of five runs is a process of its own (`bench.parsing.worker`) that may use one core and one thread a library, loads
everything, codes a short text that is no report, then codes every report once: read, parse, resolve, coding, append to
a ledger, write as JSON Lines. So every report meets caches that have not seen it. A stage's time is the CPU time of
its thread (other programs on the machine do not count), the median of the runs, summed over the reports; rates divide
words, sentences and reports by it. `wall_words_per_second` divides by elapsed time instead, waiting for the disk
included. `engine_share` is the parser's part of the whole. `startup_s` is the elapsed and `startup_cpu_s` the CPU time
of a whole process that loads everything, codes the short text and ends, `peak_rss_mb` the largest resident set of a
run (MiB), medians of the runs.
Without `--data`, the bundled example reports are coded. The figures are the machine's as much as the program's.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import msgspec

from bench.common.benchmark import BenchError, Benchmark, Data, Figure, Figures, Item, Prediction, located
from bench.common.measures import share
from bench.parsing.clock import Coded

_RUNS = 5
_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")  # idle OpenBLAS threads spin
_ENGINE = "parse"


@dataclass(frozen=True, slots=True)
class ReportFile(Item):
    """A report to be coded; its id is its file name."""

    path: Path


@dataclass(frozen=True, slots=True)
class SpeedRun(Prediction):
    """One run: what it took to start, its memory, and each report's words, sentences and seconds by stage."""

    startup_s: float
    startup_cpu_s: float
    peak_rss_mb: float
    reports: tuple[Coded, ...]


Work = Callable[[str, Sequence[Path]], SpeedRun]
"""Runs once over the files, under the name given."""


class SpeedBenchmark(Benchmark[ReportFile, SpeedRun]):
    """Words per second, memory and start-up on one core."""

    name = "speed"
    purpose = "words per second on one core by stage, start-up, memory (default: the bundled examples)"
    usual = (".",)
    at_least = ("words_per_second",)
    at_most = ("startup_cpu_s", "peak_rss_mb")
    tolerance = 0.6  # machines differ by as much; a floor of speed catches a blunder, not a percent
    prediction = SpeedRun

    def __init__(self, bundled: Callable[[], Sequence[Path]], work: Work) -> None:
        self._bundled = bundled
        self._work = work

    def files(self, data: Data) -> Sequence[Path]:
        """Return the bundled examples, the file given, or the text files of the folder."""
        if data.path is None:
            return self._bundled()
        place = located(self, data)
        found = (
            [place]
            if place.is_file()
            else sorted(path for path in place.iterdir() if path.suffix in _SUFFIXES)
        )
        if not found:
            raise BenchError(f"no text files in {place}")
        return found

    def items(self, data: Data) -> Sequence[ReportFile]:
        """Return the reports."""
        return [ReportFile(path.name, path) for path in self.files(data)]

    def predict(self, items: Sequence[ReportFile]) -> Iterator[SpeedRun]:
        """Yield the runs."""
        for number in range(1, _RUNS + 1):
            yield self._work(f"run-{number}", [item.path for item in items])

    def score(self, items: Sequence[ReportFile], predictions: Sequence[SpeedRun]) -> Figures:
        """Return the medians of the runs; raise `BenchError` unless each coded every report."""
        names = [item.id for item in items]
        if not predictions or any([report.name for report in run.reports] != names for run in predictions):
            raise BenchError("the runs did not code these reports")
        first = predictions[0].reports
        sizes = {
            "words": sum(report.words for report in first),
            "sentences": sum(report.sentences for report in first),
            "reports": len(first),
        }
        stages = {
            name: sum(
                median(run.reports[at].seconds[name] for run in predictions) for at in range(len(first))
            )
            for name in first[0].seconds
        }
        total = sum(stages.values())
        wall = median(sum(report.wall_s for report in run.reports) for run in predictions)
        return {
            **_rates(sizes, total),
            "wall_words_per_second": share(sizes["words"], wall),
            "stage_seconds": stages,
            "stage_rates": {name: _rates(sizes, seconds) for name, seconds in stages.items()},
            "engine_share": share(stages.get(_ENGINE, 0.0), total),
            "peak_rss_mb": median(run.peak_rss_mb for run in predictions),
            "startup_s": median(run.startup_s for run in predictions),
            "startup_cpu_s": median(run.startup_cpu_s for run in predictions),
            **sizes,
        }


def run_worker(name: str, files: Sequence[Path]) -> SpeedRun:
    """Start the worker twice: without files, timed from outside, and to code the files."""
    began, cpu_began = time.perf_counter(), _cpu_of_children()
    _worker([])
    startup, startup_cpu = time.perf_counter() - began, _cpu_of_children() - cpu_began
    *lines, last = _worker([str(path.resolve()) for path in files]).splitlines()
    memory: float = json.loads(last)["peak_rss_mb"]
    reports = tuple(msgspec.json.decode(line, type=Coded) for line in lines)
    return SpeedRun(name, startup, startup_cpu, memory, reports)


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _worker(arguments: Sequence[str]) -> str:
    environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}
    command = [sys.executable, "-m", "bench.parsing.worker", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise BenchError(f"the worker ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def _rates(sizes: Mapping[str, int], seconds: float) -> dict[str, Figure]:
    return {f"{name}_per_second": round(share(count, seconds), 1) for name, count in sizes.items()}
