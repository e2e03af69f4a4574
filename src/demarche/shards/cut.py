"""Cuts the input into shards: by its order, each named by its place and by what is in it."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from demarche.model.records import Problem
from demarche.read import inputs
from demarche.runs.attempt import Input

_DIGITS = 16
NAME = re.compile(r"shard-(\d{6,})-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Share:
    """Which shards are wanted: every one whose place leaves `number - 1` when it is divided by `of`."""

    number: int = 1
    of: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError(f"{self.number}/{self.of} is no share: 1/{self.of} to {self.of}/{self.of} are")

    def has(self, place: int) -> bool:
        """Tell whether the shard at a place, from 0, is wanted."""
        return place % self.of == self.number - 1


WHOLE = Share()


@dataclass(frozen=True, slots=True)
class Shard:
    """Inputs that are coded together; `name` says where they stand in the input, from 0, and has a digest of them."""

    name: str
    items: tuple[Input, ...]


def cut(found: Iterable[Input], size: int, share: Share = WHOLE) -> Iterator[Shard]:
    """Yield the shards that are wanted of the input, `size` inputs each, the last with what is left.

    The same input, in the same order, gives the same shards. One that has changed gives a shard of another name.
    """
    waiting = map(_anywhere, found)
    place = 0
    while items := tuple(islice(waiting, size)):
        if share.has(place):
            yield Shard(f"shard-{place:06}-{_digest(items)}", items)
        place += 1


def _anywhere(item: Input) -> Input:
    """Return an input whose file is found wherever a worker was started; its path is told as it was given."""
    if isinstance(item, inputs.Input) and item.file is not None:
        return replace(item, file=item.file.absolute())
    return item


def place_of(name: str) -> int | None:
    """Return the place that a shard of this name has in the input; None if it is no shard's name."""
    found = NAME.fullmatch(name)
    return None if found is None else int(found[1])


def _digest(items: Iterable[Input]) -> str:
    digest = hashlib.sha256()
    for item in items:
        digest.update(json.dumps(_told(item)).encode() + b"\n")  # escapes what is no UTF-8
    return digest.hexdigest()[:_DIGITS]


def _told(item: Input) -> list[Any]:
    """Return what an input is known by: all that decides what is made of it, its bytes by their SHA-256."""
    if isinstance(item, Problem):
        return ["problem", item.code, item.message]
    if isinstance(item, Path):
        return ["file", str(item), _sha256_of(item)]
    data = _sha256_of(item.file) if item.file is not None else hashlib.sha256(item.data or b"").hexdigest()
    return [item.kind, item.path, data, item.sha256, item.charset, asdict(item.stated)]


def _sha256_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror}"
