from dataclasses import replace
from pathlib import Path

import pytest

from bench.common.benchmark import BenchError, Data, Figures
from bench.common.floors import Floor, digest, load_floors, measured, pinned, save_floors
from tests.bench.stub import StubBenchmark

FLOOR = Floor(
    benchmark="stub",
    file="numbers.txt",
    split="test",
    sha256="0" * 64,
    tolerance=0.01,
    at_least={"mean.of_all": 0.8},
    at_most={"worst": 2.0},
)


def test_a_figure_fails_only_beyond_the_tolerance() -> None:
    assert list(FLOOR.failures({"mean": {"of_all": 0.793}, "worst": 2.01})) == []
    assert len(list(FLOOR.failures({"mean": {"of_all": 0.791}, "worst": 2.03}))) == 2


def test_a_figure_that_is_gone_fails() -> None:
    assert list(FLOOR.failures({"mean": {"of_all": 0.9}})) == [
        "stub numbers.txt test: worst is None, the ceiling 2.0"
    ]


def test_a_new_floor_is_added_and_a_better_one_raised() -> None:
    floors = pinned([], FLOOR, lower=False)
    assert floors == [FLOOR]
    better = replace(FLOOR, at_least={"mean.of_all": 0.9}, at_most={"worst": 1.5})
    assert pinned(floors, better, lower=False) == [better]


def test_a_little_worse_leaves_the_floor_where_it_was() -> None:
    slightly = replace(FLOOR, at_least={"mean.of_all": 0.799}, at_most={"worst": 2.001})
    assert pinned([FLOOR], slightly, lower=False) == [FLOOR]


def test_lowering_takes_the_flag() -> None:
    worse = replace(FLOOR, at_least={"mean.of_all": 0.5})
    with pytest.raises(BenchError, match=r"mean.of_all is 0.5, the floor 0.8(.|\n)*--lower"):
        pinned([FLOOR], worse, lower=False)
    assert pinned([FLOOR], worse, lower=True) == [worse]


def test_other_data_takes_the_flag() -> None:
    other = replace(FLOOR, sha256="1" * 64)
    with pytest.raises(BenchError, match="the data is not that of the floor"):
        pinned([FLOOR], other, lower=False)
    assert pinned([FLOOR], other, lower=True) == [other]


def test_floors_of_other_data_stay() -> None:
    other = replace(FLOOR, file="others.txt", at_least={"mean.of_all": 0.1})
    assert pinned([FLOOR], other, lower=False) == [FLOOR, other]


def test_floors_survive_a_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    bundled = replace(FLOOR, file=None)
    assert load_floors(path) == []
    save_floors(path, [FLOOR, bundled])
    assert load_floors(path) == [bundled, FLOOR]
    path.write_text("[{}]", encoding="utf-8")
    with pytest.raises(BenchError, match=r"floors\.json"):
        load_floors(path)


def test_the_digest_is_of_names_and_contents(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a", encoding="utf-8")
    two.write_text("b", encoding="utf-8")
    before = digest([one, two])
    assert before == digest([two, one])
    two.write_text("c", encoding="utf-8")
    assert digest([one, two]) != before


def test_only_the_figures_named_get_a_floor(tmp_path: Path) -> None:
    (tmp_path / "numbers.txt").write_text("1", encoding="utf-8")
    figures: Figures = {"mean": {"of_all": 1.0, "of": {"some": 2.0}}, "worst": 3.0, "count": 4}
    floor = measured(StubBenchmark(), Data(tmp_path, "numbers.txt"), figures)
    assert floor.at_least == {"mean.of_all": 1.0}
    assert floor.at_most == {"worst": 3.0}
