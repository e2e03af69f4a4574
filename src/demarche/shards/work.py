"""Codes a shard: each of its inputs for itself, and what became of them into files that appear all at once."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from demarche.model.checks import RecordError
from demarche.model.coded import CodedReport
from demarche.model.records import Problem
from demarche.model.run import Run
from demarche.read.problems import printable
from demarche.runs.attempt import Input, Known, Outcome, attempt, is_coded, name_of
from demarche.shards.cut import Shard
from demarche.shards.errors import shard_error
from demarche.shards.job import LAYOUT, as_json, read_json
from demarche.shards.tables import SCHEMAS, problems_of, read_tables, write_tables
from demarche.shards.tries import Try, put, trying

if TYPE_CHECKING:
    from demarche.pipeline import Coder

FORMAT = "demarche-shard"
SHARD = "shard.json"
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that was coded: its inputs, how many gave reports, were others again or failed, and its problems.

    A problem stands beside the path of its report, or None where there is none.
    """

    name: str
    inputs: int
    reports: int
    claims: int
    repeated: int
    failed: int
    problems: tuple[tuple[str | None, Problem], ...]


def code_shard(shard: Shard, coder: "Coder", run: Run, folder: Path) -> Done:
    """Code a shard and put its files into the folder of the job; return what was done.

    An input over which three processes have ended is a problem, like one whose coding fails; the others are coded all
    the same. Raise `ShardError` if three have ended over the writing.
    """
    with trying(folder, shard.name) as this:
        outcomes = list(_outcomes(shard, coder, this))
        if this.ended[len(shard.items)] >= _TRIES:
            raise shard_error(folder / shard.name, f"writing it ended {_TRIES} processes")
        this.begin(len(shard.items))
        done = _done(shard, outcomes)
        try:
            _write(done, outcomes, run, this.folder)
        except FileNotFoundError:  # another attempt was done first, and took this one's folder away
            if not (folder / shard.name).is_dir():
                raise
            return done
        put(this, folder / shard.name)
    return done


def _outcomes(shard: Shard, coder: "Coder", this: Try) -> Iterator[Outcome]:
    seen: set[str] = set()
    for place, item in enumerate(shard.items):
        if this.ended[place] >= _TRIES:
            yield _lost(item)
            continue
        this.begin(place)
        outcome = attempt(coder, item, seen.__contains__)
        if isinstance(outcome, CodedReport):
            seen.add(outcome.report.id)
        yield outcome


def _lost(item: Input) -> Problem:
    message = f"{printable(name_of(item))}: coding it ended {_TRIES} processes"
    return Problem(report=None, stage="coding", code="process-lost", message=message)


def _done(shard: Shard, outcomes: Sequence[Outcome]) -> Done:
    coded = [one for one in outcomes if isinstance(one, CodedReport)]
    return Done(
        name=shard.name,
        inputs=len(outcomes),
        reports=len(coded),
        claims=sum(len(one.claims) for one in coded),
        repeated=sum(isinstance(one, Known) for one in outcomes),
        failed=sum(isinstance(one, Problem) for one in outcomes) + sum(not is_coded(one) for one in coded),
        problems=tuple((_path_of(one), problem) for one in outcomes for problem in problems_of(one)),
    )


def _path_of(outcome: Outcome) -> str | None:
    return None if isinstance(outcome, Problem) else outcome.report.path


def _write(done: Done, outcomes: Sequence[Outcome], run: Run, folder: Path) -> None:
    """Write the tables and, beside them, what they are; all of it is on the disk when this returns."""
    rows = write_tables(outcomes, folder)
    told = {
        "format": FORMAT,
        "layout": LAYOUT,
        **{name: value for name, value in asdict(done).items() if name != "problems"},
        "versions": {name: value for name, value in asdict(run).items() if name not in {"id", "started"}},
        "files": {
            f"{name}.parquet": {"rows": count, "sha256": _synced(folder / f"{name}.parquet")}
            for name, count in rows.items()
        },
    }
    (folder / SHARD).write_bytes(as_json(told))
    _synced(folder / SHARD)


def _synced(path: Path) -> str:
    """Make sure that a file is on the disk; return its SHA-256."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_shard(place: Path, run: Run) -> Iterator[CodedReport | Problem]:
    """Yield what became of the inputs of a shard, in their order.

    Raise `ShardError` if a file of it is missing, cut short, changed or foreign, or it is of other versions than the run.
    """
    told = read_json(place / SHARD, FORMAT)
    versions = {name: value for name, value in asdict(run).items() if name not in {"id", "started"}}
    if told.get("versions") != versions:
        raise shard_error(place, "it is of other versions than the job")
    for name in SCHEMAS:
        _check(place / f"{name}.parquet", told)
    try:
        yield from read_tables(place)
    except (pa.ArrowException, OSError, RecordError, KeyError, TypeError) as error:
        raise shard_error(place, f"it is damaged: {error}") from error


def _check(path: Path, told: dict[str, object]) -> None:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise shard_error(path, f"it cannot be read: {error.strerror}") from error
    files = told.get("files")
    known = files.get(path.name) if isinstance(files, dict) else None
    if not isinstance(known, dict) or known.get("sha256") != digest:
        raise shard_error(path, "it was cut short or changed after it was written")
