"""Several processes that code, and this one that hands out the inputs and puts what comes back into their order.

A process that ends while it codes a report (out of memory, say) is replaced and the report tried once more; one that
ends two processes has a problem. `ProcessPoolExecutor` is not used because it gives up all work when one of them ends.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Self, cast

from demarche.model.records import Problem
from demarche.read.problems import printable
from demarche.runs.attempt import Input, Outcome, name_of
from demarche.runs.errors import PoolError
from demarche.runs.settings import Introduction, Settings
from demarche.runs.worker import Reply, work

_IN_HAND = 2  # inputs that a process has, so that it need not wait for the next
_AHEAD = 16  # inputs a process that may be coded before one that comes earlier; bounds what is held back
_TRIES = 2
_PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class _Task:
    place: int
    found: Input
    tries: int = 0


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: "Connection[Input, Reply]"
    tasks: deque[_Task] = field(default_factory=deque)


class Pool:
    """So many processes with a coder each, for the time of a `with` block; `introduction` is that of the first.

    Entering raises what a coder raises that cannot be loaded, and `PoolError` if a process ends before it can begin.
    """

    introduction: Introduction

    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings = settings
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._done: dict[int, Outcome] = {}

    def __enter__(self) -> Self:
        try:
            self._workers.extend(_started(self._settings) for _ in range(self._jobs))
            introduced = [self._ready(worker) for worker in self._workers]
        except BaseException:
            self._end()
            raise
        self.introduction = introduced[0]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes."""
        return tuple(worker.process.pid or 0 for worker in self._workers)

    def outcomes(self, inputs: Iterable[Input]) -> Iterator[Outcome]:
        """Yield what becomes of each input, in their order; raise what would fail them all."""
        waiting = enumerate(inputs)
        handed_out = yielded = 0
        while True:
            while handed_out - yielded < _AHEAD * self._jobs and (worker := self._idle()) is not None:
                place, found = next(waiting, (handed_out, None))
                if found is None:
                    break
                handed_out += 1
                self._hand(worker, _Task(place, found))
            if yielded == handed_out:
                return
            while yielded not in self._done:
                self._collect()
            while yielded in self._done:
                yield self._done.pop(yielded)
                yielded += 1

    def _idle(self) -> _Worker | None:
        """Return the process with the fewest inputs in hand; None if all have enough."""
        worker = min(self._workers, key=lambda one: len(one.tasks))
        return worker if len(worker.tasks) < _IN_HAND else None

    def _hand(self, worker: _Worker, task: _Task) -> None:
        worker.tasks.append(task)
        with suppress(OSError):  # it has ended, which `_collect` notices
            worker.pipe.send(task.found)

    def _collect(self) -> None:
        """Wait until a process answers or ends, and take what there is."""
        busy = {worker.pipe: worker for worker in self._workers if worker.tasks}
        for pipe in wait(list(busy)):
            worker = busy[cast("Connection[Input, Reply]", pipe)]
            try:
                reply = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            if isinstance(reply, Exception):
                raise reply
            if not isinstance(reply, Introduction):
                self._done[worker.tasks.popleft().place] = reply

    def _replace(self, ended: _Worker) -> None:
        """Put another in the place of a process that has ended, and give it what that one had in hand."""
        how = _how_ended(ended)
        self._workers.remove(ended)
        worker = _started(self._settings)
        self._workers.append(worker)
        self._ready(worker)
        first, *others = ended.tasks
        if first.tries + 1 < _TRIES:
            self._hand(worker, replace(first, tries=first.tries + 1))
        else:
            self._done[first.place] = _lost(first.found, how)
        for task in others:
            self._hand(worker, task)

    def _ready(self, worker: _Worker) -> Introduction:
        try:
            reply = worker.pipe.recv()
        except (EOFError, OSError) as error:
            raise PoolError(
                f"a process that should code ended before it could begin: {_how_ended(worker)}"
            ) from error
        if isinstance(reply, Exception):
            raise reply
        if not isinstance(reply, Introduction):
            raise TypeError(f"a process began with {type(reply).__name__}")
        return reply

    def _end(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_PATIENCE_S)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()


def _started(settings: Settings) -> _Worker:
    """Start a process; it is a fresh one, since the encoder's threads do not survive a fork."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, settings), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _how_ended(worker: _Worker) -> str:
    worker.process.join(_PATIENCE_S)
    code = worker.process.exitcode
    return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"


def _lost(found: Input, how: str) -> Problem:
    """Return the problem of an input whose coding has ended processes."""
    message = f"{printable(name_of(found))}: coding it ended {_TRIES} processes ({how})"
    return Problem(report=None, stage="coding", code="process-lost", message=message)
