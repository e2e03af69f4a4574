"""One input coded: its claims, that they are kept already, or why there are none. No fault gets out."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.model.codable import is_codable
from demarche.model.coded import CodedReport
from demarche.model.records import Problem, Report
from demarche.model.syntax import PipelineError
from demarche.model.values import STAGES, Stage
from demarche.read import inputs
from demarche.read.problems import printable

if TYPE_CHECKING:
    from demarche.pipeline import Coder

PROCESS_LOST = "process-lost"
_FAULT = "fault"
_LONGEST = 200  # characters of an unforeseen error's message


@dataclass(frozen=True, slots=True)
class Known:
    """A report, as it was read, whose claims by these versions are in the ledger; it was not parsed."""

    report: Report


Input = Path | inputs.Input | Problem
Outcome = CodedReport | Known | Problem


def attempt(coder: "Coder", found: Input, is_known: Callable[[str], bool]) -> Outcome:
    """Return what becomes of an input; `is_known` tells by a report's id whether it need not be coded.

    A fault of the program costs no other report anything: it becomes a problem of this one, which then has no claims.
    A pipeline that cannot stand in the engine's place would fail all reports: raise `PipelineError`.
    """
    if isinstance(found, Problem):
        return found
    try:
        reading = coder.load_reading(found)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other reports are still to be coded
        return fault_of(name_of(found), error)
    if is_known(reading.report.id):
        return Known(reading.report)
    try:
        return coder.code(reading)
    except PipelineError:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        return CodedReport(reading.report, (), (*reading.problems, _fault(error, reading.report.id)))


def name_of(found: Input) -> str:
    """Return what an input is called in a message: its path, or what is told of one that could not be opened."""
    if isinstance(found, Problem):
        return found.message
    return str(found) if isinstance(found, Path) else found.path


def fault_of(path: Path | str, error: Exception) -> Problem:
    """Return the problem that an unforeseen error is that came up before there was a report."""
    problem = _fault(error, None)
    return replace(problem, message=f"{printable(str(path))}: {problem.message}")


def is_coded(coded: CodedReport) -> bool:
    """Tell whether a report was coded: its text could be, and no fault of the program kept it from being so."""
    return is_codable(coded.report) and is_kept(coded)


def is_kept(coded: CodedReport) -> bool:
    """Tell whether a ledger keeps a report: no fault of the program stood between it and its claims."""
    return all(problem.code != _FAULT for problem in coded.problems)


def is_lost(outcome: Outcome) -> bool:
    """Tell whether there is no report, or none that is kept, for a fault of the program: another run may have it."""
    if isinstance(outcome, CodedReport):
        return not is_kept(outcome)
    return isinstance(outcome, Problem) and outcome.code in {_FAULT, PROCESS_LOST}


def _fault(error: Exception, report: str | None) -> Problem:
    """Return the problem that an unforeseen error is, with the place in the program where it came up."""
    root = Path(str(files("demarche")))
    called = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    path, line = next(
        (call for call in reversed(called) if root in call[0].parents), (root / "pipeline.py", 0)
    )
    place = path.relative_to(root)
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    message = (
        f"a fault of the program, please report it: {printable(what[:_LONGEST])} ({place.as_posix()}:{line})"
    )
    stage: Stage = next((stage for stage in STAGES if stage == place.parts[0]), "coding")
    return Problem(report=report, stage=stage, code=_FAULT, message=message)
