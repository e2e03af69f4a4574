"""Several processes at one duty, and this one that hands out the tasks and puts what comes back into their order.

A process that ends over a task (out of memory, say) is replaced and the task tried again; what becomes of one that ends
several is for the duty to say. `ProcessPoolExecutor` is not used because it gives up all work when one of them ends.
"""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from demarche.runs.duty import Duty
from demarche.runs.errors import PoolError
from demarche.runs.settings import Introduction, Settings
from demarche.runs.worker import work

_T = TypeVar("_T")
_R = TypeVar("_R")
_IN_HAND = 2  # tasks that a process has, so that it need not wait for the next
_PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class _Task(Generic[_T]):
    place: int
    found: _T
    tries: int = 0


@dataclass(slots=True)
class _Worker(Generic[_T]):
    process: SpawnProcess
    pipe: "Connection[_T, Any]"
    tasks: deque[_Task[_T]] = field(default_factory=deque)


class Processes(ABC, Generic[_T, _R]):
    """So many processes with a coder each, for the time of a `with` block; `introduction` is that of the first.

    `ahead` is how many tasks a process may be done before one that comes earlier: it bounds what is held back. Entering
    raises what a coder raises that cannot be loaded, and `PoolError` if a process ends before it can begin.
    """

    introduction: Introduction

    def __init__(self, settings: Settings, jobs: int, duty: Duty[_T, _R], *, ahead: int) -> None:
        self._settings = settings
        self._jobs = jobs
        self._duty = duty
        self._ahead = ahead
        self._workers: list[_Worker[_T]] = []
        self._done: dict[int, _R] = {}

    @abstractmethod
    def lost(self, task: _T, ended: int, how: str) -> _R | None:
        """Return what is made of a task that has ended so many processes, the last in this way; None: it is tried again."""

    def __enter__(self) -> Self:
        try:
            self._workers.extend(_started(self._settings, self._duty) for _ in range(self._jobs))
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

    def outcomes(self, inputs: Iterable[_T]) -> Iterator[_R]:
        """Yield what becomes of each input, in their order; raise what would fail them all."""
        waiting = enumerate(inputs)
        handed_out = yielded = 0
        while True:
            while handed_out - yielded < self._ahead * self._jobs and (worker := self._idle()) is not None:
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

    def _idle(self) -> _Worker[_T] | None:
        """Return the process with the fewest inputs in hand; None if all have enough."""
        worker = min(self._workers, key=lambda one: len(one.tasks))
        return worker if len(worker.tasks) < _IN_HAND else None

    def _hand(self, worker: _Worker[_T], task: _Task[_T]) -> None:
        worker.tasks.append(task)
        with suppress(OSError):  # it has ended, which `_collect` notices
            worker.pipe.send(task.found)

    def _collect(self) -> None:
        """Wait until a process answers or ends, and take what there is."""
        busy: dict[object, _Worker[_T]] = {worker.pipe: worker for worker in self._workers if worker.tasks}
        for pipe in wait([worker.pipe for worker in busy.values()]):
            worker = busy[pipe]
            try:
                reply = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            if isinstance(reply, Exception):
                raise reply
            if not isinstance(reply, Introduction):
                self._done[worker.tasks.popleft().place] = reply

    def _replace(self, ended: _Worker[_T]) -> None:
        """Put another in the place of a process that has ended, and give it what that one had in hand."""
        how = _how_ended(ended)
        self._workers.remove(ended)
        worker = _started(self._settings, self._duty)
        self._workers.append(worker)
        self._ready(worker)
        first, *others = ended.tasks
        given_up = self.lost(first.found, first.tries + 1, how)
        if given_up is None:
            self._hand(worker, replace(first, tries=first.tries + 1))
        else:
            self._done[first.place] = given_up
        for task in others:
            self._hand(worker, task)

    def _ready(self, worker: _Worker[_T]) -> Introduction:
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


def _started(settings: Settings, duty: Duty[_T, _R]) -> _Worker[_T]:
    """Start a process; it is a fresh one, since the encoder's threads do not survive a fork."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, settings, duty), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _how_ended(worker: _Worker[_T]) -> str:
    worker.process.join(_PATIENCE_S)
    code = worker.process.exitcode
    return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"
