"""Shards on the workers of a Dask cluster, which share the folder of the job and have the same demarche installed."""

from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from distributed import Client, Future, KilledWorker, Worker, WorkerPlugin, as_completed, get_worker

from demarche.runs.settings import Introduction, Settings
from demarche.shards.cut import Shard
from demarche.shards.errors import ShardError
from demarche.shards.tries import parts
from demarche.shards.work import Done, code_shard

if TYPE_CHECKING:
    from demarche.pipeline import Coder

_AHEAD = 2  # shards that a worker's thread has, so that it need not wait for the next
_FRUITLESS = 2  # times that a shard may be given back without an input over which its workers ended


class CoderPlugin(WorkerPlugin):  # type: ignore[misc] # distributed's types are those of untyped functions
    """A worker's coder, loaded when the first shard comes; one shard at a time, since a process has one."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.name = name
        self._settings = settings
        self._coder: Coder | None = None
        self._lock: Any = None

    def setup(self, worker: Worker) -> None:
        """Make ready on a worker."""
        del worker
        self._lock = Lock()

    def introduce(self) -> Introduction:
        """Return how the worker's coder introduces itself."""
        with self._lock:
            return Introduction.of(self._loaded())

    def code(self, shard: Shard, wanted: Introduction, folder: Path) -> Done:
        """Code a shard; raise `ShardError` if the worker has other versions than the job."""
        with self._lock:
            coder = self._loaded()
            if coder.run().fingerprint != wanted.run.fingerprint:
                raise ShardError(f"the worker {get_worker().address} has other versions than the first")
            return code_shard(shard, coder, wanted.run, folder)

    def _loaded(self) -> "Coder":
        if self._coder is None:
            self._coder = self._settings.coder()
        return self._coder


def _introduce(name: str) -> Introduction:
    plugin: CoderPlugin = get_worker().plugins[name]
    return plugin.introduce()


def _code(name: str, shard: Shard, wanted: Introduction, folder: Path) -> Done:
    plugin: CoderPlugin = get_worker().plugins[name]
    return plugin.code(shard, wanted, folder)


class Cluster:
    """The workers of the cluster whose scheduler has this address, for the time of a `with` block.

    Entering waits for the first worker and raises what its coder raises that cannot be loaded, `ShardError` if there is
    no scheduler.
    """

    introduction: Introduction

    def __init__(self, settings: Settings, address: str, folder: Path) -> None:
        self._settings = settings
        self._address = address
        self._folder = folder.resolve()
        self._name = f"demarche-{uuid4().hex}"

    def __enter__(self) -> Self:
        try:
            self._client = Client(self._address, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ShardError(f"no scheduler answers at {self._address}: {error}") from error
        try:
            self._client.register_plugin(CoderPlugin(self._name, self._settings))
            self.introduction = self._client.submit(_introduce, self._name, pure=False).result()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.unregister_worker_plugin(self._name)
        self._client.close()

    def coded(self, shards: Iterable[Shard]) -> Iterator[Done]:
        """Yield what was done, shard by shard as they are done.

        A shard whose workers end is given to others until the input over which they end is given up.
        """
        waiting = iter(shards)
        running: dict[Future, Shard] = {}
        fruitless: dict[str, tuple[int, int]] = {}
        done = as_completed([], loop=self._client.loop)

        def hand(shard: Shard) -> None:
            future = self._client.submit(
                _code,
                self._name,
                shard,
                self.introduction,
                self._folder,
                pure=False,
                key=f"{shard.name}-{uuid4().hex}",
            )
            running[future] = shard
            done.add(future)

        def fill() -> None:
            while len(running) < _AHEAD * max(1, sum(self._client.nthreads().values())):
                shard = next(waiting, None)
                if shard is None:
                    return
                hand(shard)

        fill()
        for future in done:
            shard = running.pop(future)
            try:
                yield future.result()
            except KilledWorker as error:
                self._give_back(shard, fruitless, error)
                hand(shard)
            except CancelledError as error:
                raise ShardError(f"the scheduler at {self._address} is gone") from error
            fill()

    def _give_back(self, shard: Shard, fruitless: dict[str, tuple[int, int]], error: KilledWorker) -> None:
        """Note that workers ended over a shard; raise `ShardError` if they do so before they begin."""
        tried = len(parts(self._folder, shard.name))
        times, before = fruitless.get(shard.name, (0, 0))
        times = times + 1 if tried == before else 0
        if times >= _FRUITLESS:
            raise ShardError(f"workers end before they begin with a shard: {error}") from error
        fruitless[shard.name] = times, tried
