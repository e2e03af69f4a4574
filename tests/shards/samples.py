"""Inputs of a job, and what stands in its folder."""

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from demarche.lexicon.layout import load_layout
from demarche.model.coded import CodedReport
from demarche.model.run import Run
from demarche.read.inputs import Wanted
from demarche.runs.opened import opened_all
from demarche.runs.settings import Introduction
from demarche.shards.cut import WHOLE, Shard, Share
from demarche.shards.job import Job
from demarche.shards.run import Hands, Passed, work_at
from demarche.shards.work import Done, code_shard, read_shard
from tests.runs.coders import SimpleSettings

ROOT = Path(__file__).parent.parent.parent
RUN = Run(
    id="run-1", started="2025-03-01T10:00:00+00:00", demarche="0", code="c", rules="r", lexicon="l", model="m"
)


def written(folder: Path, texts: Sequence[str]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number:04}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text + "\n", encoding="utf-8")
    return paths


def contents(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of the shards of a job, by its path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("shard-*/*"))
    }


def paths_coded(folder: Path) -> list[str]:
    """Return the paths of the reports in the shards of a job, in their order."""
    job = Job.open(folder)
    found = (one for name in job.shards() for one in read_shard(folder / name, job.run))
    return [one.report.path for one in found if isinstance(one, CodedReport)]


class Here:
    """Codes shards in the process of the tests."""

    def __init__(self, folder: Path) -> None:
        self._coder = SimpleSettings().coder()
        self._folder = folder
        self.introduction = Introduction.of(self._coder)

    def coded(self, shards: Iterable[Shard]) -> Iterator[Done]:
        """Yield what was done, shard by shard."""
        return (code_shard(shard, self._coder, self.introduction.run, self._folder) for shard in shards)


def worked(
    paths: Sequence[Path], folder: Path, crew: Hands, *, size: int = 4, share: Share = WHOLE
) -> list[Done | Passed]:
    """Return what becomes of a job that is worked at."""
    job = Job.begin(folder, crew.introduction.run, size)
    return list(work_at(job, crew, opened_all(paths, Wanted(), load_layout()), share))


def begin(*given: object) -> "subprocess.Popen[str]":
    """Begin a job in a process of its own, as `tests.shards.program` has it."""
    command = [sys.executable, "-m", "tests.shards.program", *map(str, given)]
    return subprocess.Popen(  # noqa: S603 - our own file
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
