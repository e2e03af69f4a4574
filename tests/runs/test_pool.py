"""Several processes: the order of the input, the same result for any number, and what becomes of one that ends."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from demarche.ledger.store import Ledger
from demarche.model.coded import CodedReport
from demarche.model.records import Problem
from demarche.model.syntax import PipelineError
from demarche.read.inputs import Input
from demarche.runs.attempt import Known, Outcome
from demarche.runs.crew import crew
from demarche.runs.errors import PoolError
from demarche.runs.keeper import Keeper
from demarche.runs.pool import Pool
from demarche.runs.settings import Settings
from tests.runs.coders import EndingSettings, RefusingSettings, SimpleSettings


def _written(folder: Path, texts: Sequence[str]) -> list[Path]:
    paths = [folder / f"{number:03}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text + "\n", encoding="utf-8")
    return paths


def _outcomes(paths: Sequence[Path | Problem], jobs: int) -> list[Outcome]:
    with crew(SimpleSettings(), jobs) as coders:
        return list(coders.outcomes(paths))


def test_outcomes_come_in_the_order_of_the_input_for_any_number_of_processes(tmp_path: Path) -> None:
    paths = _written(tmp_path, [f"Ferry {number} sails. " * (1 + number % 7) for number in range(60)])
    missing = Problem(report=None, stage="read", code="missing", message="lost.txt does not exist")
    inputs: list[Path | Problem] = [*paths[:30], missing, *paths[30:]]
    alone = _outcomes(inputs, 1)
    assert [one.report.path for one in alone if isinstance(one, CodedReport)] == [str(path) for path in paths]
    assert alone[30] == missing
    assert _outcomes(inputs, 2) == alone
    assert _outcomes(inputs, 5) == alone


def test_inputs_and_reports_that_fill_the_pipe_do_not_block_it() -> None:
    text = "The ferry sails at noon. " * 11_000
    inputs = [Input(f"news.zip!{number}.txt", "text", f"{text}{number}".encode()) for number in range(8)]
    with crew(SimpleSettings(), 2) as coders:
        found = list(coders.outcomes(inputs))
    assert [one.report.path for one in found if isinstance(one, CodedReport)] == [one.path for one in inputs]


def test_a_process_that_is_lost_over_a_member_is_told_by_the_path_of_that() -> None:
    lost = Input("news.zip!a.txt", "text", b"The flood came.")
    with crew(SimpleSettings(), 2) as coders:
        (found,) = coders.outcomes([lost])
    assert isinstance(found, Problem)
    assert found.message == "news.zip!a.txt: coding it ended 2 processes (signal 9)"


def test_a_process_that_ends_costs_its_report_a_problem_and_the_others_nothing(tmp_path: Path) -> None:
    texts = [f"The river at mile {number} is low." for number in range(30)]
    texts[7] = texts[19] = "The flood came."
    texts[9] = "The frost came."
    paths = _written(tmp_path, texts)
    found = _outcomes(paths, 2)
    problems = {place: one for place, one in enumerate(found) if isinstance(one, Problem)}
    assert list(problems) == [7, 19]
    assert problems[7].code == "process-lost"
    assert problems[7].message == f"{paths[7]}: coding it ended 2 processes (signal 9)"
    faults = [one.problems[-1].code for one in found if isinstance(one, CodedReport) and one.problems]
    assert "fault" in faults
    assert sum(isinstance(one, CodedReport) for one in found) == 28


def test_a_process_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    paths = _written(tmp_path, [f"The road to farm {number} is open." for number in range(40)])
    with Pool(SimpleSettings(), 2) as pool:
        found = []
        for place, outcome in enumerate(pool.outcomes(paths)):
            if place in {3, 20}:
                os.kill(pool.processes[place % 2], signal.SIGKILL)
            found.append(outcome)
    assert [one.report.path for one in found if isinstance(one, CodedReport)] == [str(path) for path in paths]


def test_what_would_fail_all_is_raised(tmp_path: Path) -> None:
    paths = _written(tmp_path, ["The drought came."])
    with pytest.raises(PipelineError, match="no water"):
        _outcomes(paths, 2)


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        (EndingSettings(), PoolError, "ended before it could begin: exit status 7"),
        (RefusingSettings(), PipelineError, "no such pipeline"),
    ],
)
def test_a_coder_that_cannot_be_loaded_stops_the_run(
    settings: Settings, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message), Pool(settings, 2):
        pass


def test_what_is_known_is_not_coded_again_unless_asked(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    paths = _written(tmp_path / "in", ["The bridge is open.", "The bridge is shut.", "The bridge is open."])
    ledger = tmp_path / "ledger"

    def run(*, anew: bool) -> tuple[Keeper, list[Outcome]]:
        settings = SimpleSettings(ledger=ledger, anew=anew)
        with Ledger.create_or_open(ledger) as opened, Pool(settings, 2) as pool:
            with Keeper(pool.introduction.run, opened, anew=anew) as keeper:
                found = list(pool.outcomes(paths))
                taken = [keeper.take(one) for one in found]
            assert [one.report.path for one in taken if isinstance(one, CodedReport)] == [*map(str, paths)]
            return keeper, found

    first, _ = run(anew=False)
    assert first.known == 1
    second, found = run(anew=False)
    assert second.known == 3
    assert all(isinstance(one, Known) for one in found)
    third, found = run(anew=True)
    assert third.known == 1
    assert all(isinstance(one, CodedReport) for one in found)
    with Ledger.open(ledger) as opened:
        assert opened.select("SELECT count(*), count(supersedes) FROM coding") == [(4, 2)]
