"""Shards on processes of this machine."""

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from demarche.model.run import Run
from demarche.runs.processes import Processes
from demarche.runs.settings import Settings
from demarche.shards.cut import Shard
from demarche.shards.work import Done, code_shard

if TYPE_CHECKING:
    from demarche.pipeline import Coder

_AHEAD = 4  # shards a process; each is held with its inputs until it is done
_TERMINATED = 143


class Shards:
    """Whole shards are coded into the folder of a job."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def doing(self, coder: "Coder", run: Run) -> Iterator[Callable[[Shard], Done]]:
        """Give what codes a shard; a process that is asked to end leaves no folder behind."""
        signal.signal(signal.SIGTERM, _end)
        yield lambda shard: code_shard(shard, coder, run, self._folder)


class Local(Processes[Shard, Done]):
    """So many processes of this machine that code shards into the folder of a job."""

    def __init__(self, settings: Settings, jobs: int, folder: Path) -> None:
        super().__init__(settings, jobs, Shards(folder), ahead=_AHEAD)

    def lost(self, task: Shard, ended: int, how: str) -> None:
        """Try every shard again: the shard itself gives up the input over which processes end."""

    def coded(self, shards: Iterable[Shard]) -> Iterator[Done]:
        """Yield what was done, shard by shard."""
        return self.outcomes(shards)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(_TERMINATED)
