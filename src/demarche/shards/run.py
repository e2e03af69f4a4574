"""A job, worked at: the shards that are not done yet are coded, and counted with those that are."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from demarche.runs.attempt import Input
from demarche.runs.settings import Introduction, Settings
from demarche.shards.cut import Shard, Share, cut
from demarche.shards.job import Job
from demarche.shards.local import Local
from demarche.shards.work import Done


class Hands(Protocol):
    """Who codes shards; they have introduced themselves once they are there."""

    introduction: Introduction

    def coded(self, shards: Iterable[Shard]) -> Iterator[Done]:
        """Yield what was done, shard by shard, in any order."""
        ...


@dataclass(frozen=True, slots=True)
class Passed:
    """A shard that was done before, and how many inputs it has."""

    name: str
    inputs: int


def hands(
    settings: Settings, folder: Path, jobs: int, scheduler: str | None
) -> AbstractContextManager[Hands]:
    """Give so many processes of this machine, or the workers of a scheduler, for the shards of a folder."""
    if scheduler is None:
        return Local(settings, jobs, folder)
    from demarche.shards.cluster import Cluster  # noqa: PLC0415 - needs what only a cluster needs

    return Cluster(settings, scheduler, folder)


def work_at(job: Job, crew: Hands, inputs: Iterable[Input], share: Share) -> Iterator[Done | Passed]:
    """Yield what becomes of the shards of a share of the input: done now, or before.

    Once all are done, that is noted in the folder of the job.
    """
    shards = reports = 0
    passed: list[Passed] = []

    def missing() -> Iterator[Shard]:
        nonlocal shards, reports
        for shard in cut(inputs, job.size, share):
            shards += 1
            reports += len(shard.items)
            if job.has(shard.name):
                passed.append(Passed(shard.name, len(shard.items)))
            else:
                yield shard

    for done in crew.coded(missing()):
        while passed:
            yield passed.pop()
        yield done
    yield from passed
    job.finish(share, shards=shards, inputs=reports)
