"""Several processes that code reports, one at a time."""

from demarche.model.records import Problem
from demarche.read.problems import printable
from demarche.runs.attempt import PROCESS_LOST, Input, Outcome, name_of
from demarche.runs.duty import Reports
from demarche.runs.processes import Processes
from demarche.runs.settings import Settings

_AHEAD = 16  # reports a process
_TRIES = 2


class Pool(Processes[Input, Outcome]):
    """So many processes that code reports; one over which two of them end is a problem."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        super().__init__(settings, jobs, Reports(settings), ahead=_AHEAD)

    def lost(self, task: Input, ended: int, how: str) -> Problem | None:
        """Return the problem of an input whose coding has ended processes; None if it is tried again."""
        if ended < _TRIES:
            return None
        message = f"{printable(name_of(task))}: coding it ended {_TRIES} processes ({how})"
        return Problem(report=None, stage="coding", code=PROCESS_LOST, message=message)
