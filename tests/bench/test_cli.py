import json
from pathlib import Path
from typing import Any

import pytest

from bench.cli import main
from tests.bench.stub import StubBenchmark


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "numbers.txt").write_text("0.5 1.0", encoding="utf-8")
    return tmp_path


def bench(
    capsys: pytest.CaptureFixture[str], *arguments: object, stub: StubBenchmark | None = None
) -> tuple[int, Any]:
    """Return the exit code and what standard output holds: one JSON value, or None for nothing."""
    code = main([str(argument) for argument in arguments], {"stub": stub or StubBenchmark()})
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_a_run_prints_one_object(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, figures = bench(capsys, "stub", "--data", folder)
    assert code == 0
    assert figures == {"mean": {"of_all": 0.75}, "worst": -0.5, "count": 2}


def test_predictions_can_be_scored_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "out.jsonl"
    _, figures = bench(capsys, "stub", "--data", folder, "--predictions", out, stub=StubBenchmark(0.2))
    assert [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] == [
        {"id": "0", "value": 0.7},
        {"id": "1", "value": 1.2},
    ]
    assert bench(capsys, "score", "stub", "--data", folder, "--predictions", out) == (0, figures)


def test_errors_are_written_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench(capsys, "stub", "--data", folder, "--errors", folder / "errors.md")
    assert (folder / "errors.md").read_text(encoding="utf-8") == "2 numbers, 2 guesses"


def test_a_file_may_be_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "others.txt").write_text("3", encoding="utf-8")
    assert bench(capsys, "stub", "--data", folder, "--file", "others.txt")[1]["mean"] == {"of_all": 3.0}
    assert bench(capsys, "stub", "--data", folder / "others.txt")[1]["count"] == 1


@pytest.mark.parametrize(
    "arguments", [("stub",), ("stub", "--data", "nowhere"), ("stub", "--data", ".", "--file", "no")]
)
def test_data_that_is_not_there_is_a_mistake(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench(capsys, *arguments) == (2, None)


def test_predictions_that_are_none_are_a_mistake(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "out.jsonl").write_text('{"id": "0"}\n', encoding="utf-8")
    assert bench(capsys, "score", "stub", "--data", folder, "--predictions", folder / "out.jsonl") == (
        2,
        None,
    )


def test_check_fails_below_a_floor(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = ("--floors", folder / "floors.json")
    assert bench(capsys, "pin", "stub", "--data", folder, *floors)[0] == 0
    code, figures = bench(capsys, "check", "--data", folder, *floors)
    assert (code, figures["stub numbers.txt test"]["count"]) == (0, 2)
    assert bench(capsys, "check", "--data", folder, *floors, stub=StubBenchmark(-0.1))[0] == 1
    assert bench(capsys, "pin", "stub", "--data", folder, *floors, stub=StubBenchmark(-0.1)) == (2, None)
    lowered = bench(capsys, "pin", "stub", "--data", folder, "--lower", *floors, stub=StubBenchmark(-0.1))
    assert lowered == (0, {"at_least": {"mean.of_all": 0.65}, "at_most": {"worst": -0.4}})
    assert bench(capsys, "check", "--data", folder, *floors, stub=StubBenchmark(-0.1))[0] == 0


def test_check_fails_on_other_data(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = ("--floors", folder / "floors.json")
    bench(capsys, "pin", "stub", "--data", folder, *floors)
    (folder / "numbers.txt").write_text("5.0", encoding="utf-8")
    assert bench(capsys, "check", "--data", folder, *floors) == (1, {})


def test_check_leaves_out_what_has_no_data(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = ("--floors", folder / "floors.json")
    bundled = StubBenchmark(bundled=folder / "numbers.txt")
    bench(capsys, "pin", "stub", *floors, stub=bundled)
    bench(capsys, "pin", "stub", "--data", folder, *floors)
    code, figures = bench(capsys, "check", *floors, stub=bundled)
    assert (code, list(figures)) == (0, ["stub test"])


def test_a_floor_names_a_file_of_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = ("--floors", folder / "floors.json")
    assert bench(capsys, "pin", "stub", "--data", folder / "numbers.txt", *floors) == (2, None)
