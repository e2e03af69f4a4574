from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.common.benchmark import BenchError, Data, flattened
from bench.parsing.clock import Clock, Coded
from bench.parsing.speed import SpeedBenchmark, SpeedRun


class FakeWork:
    """Runs that take what the list says for the parser and a tenth of it for reading."""

    def __init__(self, parse_s: Sequence[float]) -> None:
        self.parse_s = iter(parse_s)

    def __call__(self, name: str, files: Sequence[Path]) -> SpeedRun:
        parse_s = next(self.parse_s)
        reports = tuple(
            Coded(path.name, 100, 5, 2 * parse_s, {"read": parse_s / 10, "parse": parse_s}) for path in files
        )
        return SpeedRun(name, parse_s, 0.5, 100 * parse_s, reports)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "notes.pdf"):
        (tmp_path / name).write_text("A ferry sailed.", encoding="utf-8")
    return tmp_path


def test_figures_are_medians_of_the_runs(folder: Path) -> None:
    benchmark = SpeedBenchmark(list, FakeWork([1.0, 3.0, 2.0, 9.0, 1.0]))
    items = benchmark.items(Data(folder))
    assert [item.id for item in items] == ["a.txt", "b.txt"]
    runs = list(benchmark.predict(items))
    assert [run.id for run in runs] == ["run-1", "run-2", "run-3", "run-4", "run-5"]
    figures = dict(flattened(benchmark.score(items, runs)))
    assert figures["stage_seconds.parse"] == 4.0
    assert figures["words_per_second"] == round(200 / 4.4, 1)
    assert figures["sentences_per_second"] == round(10 / 4.4, 1)
    assert figures["stage_rates.parse.reports_per_second"] == 0.5
    assert figures["wall_words_per_second"] == 25.0
    assert figures["engine_share"] == pytest.approx(1 / 1.1)
    assert (figures["peak_rss_mb"], figures["startup_s"], figures["startup_cpu_s"]) == (200.0, 2.0, 0.5)


def test_runs_over_other_reports_are_refused(folder: Path) -> None:
    benchmark = SpeedBenchmark(list, FakeWork([1.0] * 5))
    items = benchmark.items(Data(folder))
    runs = list(benchmark.predict(items))
    with pytest.raises(BenchError, match="these reports"):
        benchmark.score(items[:1], runs)


def test_without_data_the_bundled_reports_are_coded(folder: Path) -> None:
    benchmark = SpeedBenchmark(lambda: [folder / "b.txt"], FakeWork([]))
    assert benchmark.files(Data()) == [folder / "b.txt"]


def test_a_folder_without_text_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="no text files"):
        SpeedBenchmark(list, FakeWork([])).files(Data(tmp_path))


def test_the_clock_adds_up_stages() -> None:
    clock = Clock()
    for _ in range(2):
        with clock.stage("read"):
            sum(range(20_000))
    with clock.stage("parse"):
        pass
    assert clock.seconds["read"] > clock.seconds["parse"] >= 0.0
