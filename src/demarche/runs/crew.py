"""Who does the coding: this process alone, or several beside it that each load the coder once."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from demarche.runs.attempt import Input, Outcome, attempt
from demarche.runs.known import known_to
from demarche.runs.pool import Pool
from demarche.runs.settings import Introduction, Settings

if TYPE_CHECKING:
    from demarche.pipeline import Coder


class Crew(Protocol):
    """Codes inputs; it has introduced itself once it is there."""

    introduction: Introduction

    def outcomes(self, inputs: Iterable[Input]) -> Iterator[Outcome]:
        """Yield what becomes of each input, in their order."""
        ...


@dataclass(slots=True)
class Alone:
    """This process; it asks the ledger that it writes to what is known already."""

    coder: "Coder"
    settings: Settings
    introduction: Introduction

    def outcomes(self, inputs: Iterable[Input]) -> Iterator[Outcome]:
        """Yield what becomes of each input, in their order."""
        with known_to(self.settings, self.introduction.run) as is_known:
            for found in inputs:
                yield attempt(self.coder, found, is_known)


def crew(settings: Settings, jobs: int) -> AbstractContextManager[Crew]:
    """Give a crew of so many processes, dismissed at the end; one of a single process is this one."""
    return Pool(settings, jobs) if jobs > 1 else _alone(settings)


@contextmanager
def _alone(settings: Settings) -> Iterator[Crew]:
    coder = settings.coder()
    yield Alone(coder, settings, Introduction.of(coder))
