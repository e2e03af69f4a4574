"""What a process is there for: reports one at a time, or something else that needs a coder."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from demarche.model.run import Run
from demarche.runs.attempt import Input, Outcome, attempt
from demarche.runs.known import known_to
from demarche.runs.settings import Settings

if TYPE_CHECKING:
    from demarche.pipeline import Coder

_Task_contra = TypeVar("_Task_contra", contravariant=True)
_Result_co = TypeVar("_Result_co", covariant=True)


class Duty(Protocol[_Task_contra, _Result_co]):
    """What is to be made of tasks; it is sent to each process, once."""

    def doing(self, coder: "Coder", run: Run) -> AbstractContextManager[Callable[[_Task_contra], _Result_co]]:
        """Give what makes a task's result, for as long as the process is at work."""
        ...


class Reports:
    """Inputs are coded one at a time, but for those that the ledger of the settings has."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @contextmanager
    def doing(self, coder: "Coder", run: Run) -> Iterator[Callable[[Input], Outcome]]:
        """Give what codes an input."""
        with known_to(self._settings, run) as is_known:
            yield lambda found: attempt(coder, found, is_known)
