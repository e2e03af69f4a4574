"""A job: the folder of its shards, the versions that code it and how it is cut, the same for all who work at it."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from demarche.model.checks import RecordError
from demarche.model.run import Run
from demarche.shards.cut import Share, place_of
from demarche.shards.errors import shard_error

FORMAT = "demarche-shards"
LAYOUT = 1
JOB = "job.json"
_SHARE = re.compile(r"done-(\d+)-of-(\d+)\.json")
_VERSIONS = tuple(field.name for field in fields(Run) if field.name not in {"id", "started"})


@dataclass(frozen=True, slots=True)
class Job:
    """A folder of shards of `size` inputs each, coded by a run that all who work at the job continue."""

    folder: Path
    run: Run
    size: int

    @classmethod
    def begin(cls, folder: Path, run: Run, size: int) -> Self:
        """Return the job of a folder: a new one, or that which others have begun there by the same versions.

        Raise `ShardError` if it was begun by other versions or cut otherwise, or the folder is something else's.
        """
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / JOB
        if not place.exists():
            if any(not one.name.startswith(".") for one in folder.iterdir()) and not place.exists():
                raise shard_error(folder, "the folder has other files in it")
            told = {"format": FORMAT, "layout": LAYOUT, "size": size, "run": asdict(run)}
            with (
                _part(place, told) as part,
                suppress(FileExistsError),
            ):  # somebody else has begun it meanwhile
                os.link(part, place)
        job = cls.open(folder)
        if job.run.fingerprint != run.fingerprint:
            other = [name for name in _VERSIONS if getattr(job.run, name) != getattr(run, name)]
            reason = f"they were begun by other versions ({', '.join(other)}); code into another folder"
            raise shard_error(folder, reason)
        if job.size != size:
            raise shard_error(folder, f"they were begun with --shard-size {job.size}")
        return job

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the job of a folder; raise `ShardError` if there is none."""
        if not folder.is_dir():
            raise shard_error(folder, "there is no such folder")
        told = read_json(folder / JOB, FORMAT)
        try:
            return cls(folder, Run(**told["run"]), int(told["size"]))
        except (KeyError, TypeError, ValueError, RecordError) as error:
            raise shard_error(folder / JOB, f"it is damaged: {error}") from error

    def has(self, name: str) -> bool:
        """Tell whether the shard of this name is done."""
        return (self.folder / name).is_dir()

    def shards(self) -> list[str]:
        """Return the names of the shards that are done, in the order of the input."""
        names = [one.name for one in os.scandir(self.folder) if one.is_dir()]
        return sorted((name for name in names if place_of(name) is not None), key=_by_place)

    def strange(self) -> list[str]:
        """Return what stands in the folder and is of no job."""
        names = [one.name for one in os.scandir(self.folder) if not one.name.startswith(".")]
        return sorted(
            name for name in names if name != JOB and place_of(name) is None and not _SHARE.fullmatch(name)
        )

    def finish(self, share: Share, *, shards: int, inputs: int) -> None:
        """Note that all shards of a share are done, and how many there are, of so many inputs."""
        place = self.folder / f"done-{share.number}-of-{share.of}.json"
        with _part(place, {"format": FORMAT, "layout": LAYOUT, "shards": shards, "inputs": inputs}) as part:
            part.replace(place)

    def finished(self) -> int | None:
        """Return how many inputs the job has, where all shares of it are done; else None."""
        found = [match for one in os.scandir(self.folder) if (match := _SHARE.fullmatch(one.name))]
        for of in {int(match[2]) for match in found}:
            shares = [match[0] for match in found if int(match[2]) == of]
            if len(shares) == of:
                return sum(int(read_json(self.folder / name, FORMAT)["inputs"]) for name in shares)
        return None


def _by_place(name: str) -> tuple[int, str]:
    return place_of(name) or 0, name


def read_json(path: Path, form: str) -> dict[str, Any]:
    """Return what a file of ours says; raise `ShardError` if it is not there, of another form or a newer layout."""
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise shard_error(path, "there is no such file; this is no folder of shards") from error
    except ValueError as error:
        raise shard_error(path, "it is no file of shards, or damaged") from error
    if not isinstance(told, dict) or told.get("format") != form:
        raise shard_error(path, "it is no file of shards")
    if told.get("layout") != LAYOUT:
        raise shard_error(path, f"its layout is {told.get('layout')}; this demarche reads {LAYOUT}")
    return told


def as_json(told: dict[str, Any]) -> bytes:
    """Return what is written of a file of ours."""
    return json.dumps(told, indent=1, ensure_ascii=False).encode() + b"\n"


@contextmanager
def _part(place: Path, told: dict[str, Any]) -> Iterator[Path]:
    """Give a file that says this beside the place where it is to stand, and which is gone afterwards."""
    part = place.with_name(f".{place.name}.{uuid4().hex}.part")
    try:
        with part.open("wb") as file:
            file.write(as_json(told))
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)
