"""Reports in a batch: a fault of the program in one of them costs the others nothing."""

from pathlib import Path

import pytest

from demarche import pipeline
from demarche.ledger.query import coded as kept
from demarche.ledger.store import Ledger
from demarche.model.coded import CodedReport
from demarche.model.reading import Reading
from demarche.model.records import Problem
from demarche.model.syntax import PipelineError, Syntax
from demarche.parse.parser import Engine
from demarche.runs.attempt import is_coded, is_lost
from tests.coder import coder
from tests.runs.batch import Batch

_TALKS = "Kenya and Peru begin talks\n\n5 March 2024\n\nKenya and Peru agreed on Monday to reopen the {} crossing.\n"


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.txt" for name in ("north", "south", "west")]
    for path in paths:
        path.write_text(_TALKS.format(path.stem), encoding="utf-8")
    return paths


@pytest.fixture
def _faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the parser fail on the report that names the south."""
    parse = Engine.parse

    def failing(engine: Engine, reading: Reading) -> Syntax:
        if "south" in reading.report.text:
            raise ValueError("a line\nand \x1b[31m another")
        return parse(engine, reading)

    monkeypatch.setattr(Engine, "parse", failing)


@pytest.mark.usefixtures("_faulty")
def test_a_fault_is_a_problem_of_its_report_alone(reports: list[Path]) -> None:
    found = [Batch(coder(), None).code(path) for path in reports]
    assert [isinstance(coded, CodedReport) and is_coded(coded) for coded in found] == [True, False, True]
    assert isinstance(found[1], CodedReport)
    assert found[1].claims == ()
    problem = found[1].problems[-1]
    assert (problem.code, problem.stage, problem.report) == ("fault", "coding", found[1].report.id)
    assert [is_lost(one) for one in found] == [one is found[1] for one in found]
    assert r"ValueError: a line\nand \x1b[31m another (pipeline.py:" in problem.message


@pytest.mark.usefixtures("_faulty")
def test_a_report_with_a_fault_is_not_kept_and_tried_again(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.create_or_open(tmp_path / "ledger") as ledger:
        for path in reports:
            Batch(coder(), ledger).code(path)
        assert ledger.select("SELECT count(*) FROM report") == [(2,)]
        monkeypatch.undo()
        again = Batch(coder(), ledger)
        coded = [again.code(path) for path in reports]
        assert again.known == 2
        assert ledger.select("SELECT count(*) FROM report") == [(3,)]
        assert isinstance(coded[1], CodedReport)
        assert kept(ledger, coded[1].report.id) == coded[1]


def test_a_pipeline_that_cannot_parse_stops_the_batch(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_: object) -> Syntax:
        raise PipelineError("the pipeline table gives no lemmas")

    monkeypatch.setattr(Engine, "parse", refusing)
    with Ledger.create_or_open(tmp_path / "ledger") as ledger:
        with pytest.raises(PipelineError, match="gives no lemmas"):
            Batch(coder(), ledger).code(reports[0])
        assert ledger.select("SELECT count(*) FROM report") == [(0,)]


def test_a_fault_in_reading_is_told_with_the_path(
    reports: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> Reading:
        raise RuntimeError

    monkeypatch.setattr(pipeline, "load", failing)
    found = Batch(coder(), None).code(reports[0])
    assert isinstance(found, Problem)
    assert found.code == "fault"
    assert found.message.startswith(f"{reports[0]}: a fault of the program")


def test_a_report_known_by_another_path_comes_back_with_its_own(reports: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(reports[0].read_bytes())
    alone = Batch(coder(), None).code(copy)
    with Ledger.create_or_open(tmp_path / "ledger") as ledger:
        batch = Batch(coder(), ledger)
        batch.code(reports[0])
        assert batch.code(copy) == alone
        assert batch.known == 1
