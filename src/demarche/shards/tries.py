"""How often a report was being coded when its process ended: read from the folders that such processes leave behind.

Each attempt at a shard has a folder of its own beside the shard's place, with the place of the input in hand written into
a file. One that ends takes its folder away, or puts it in the shard's place; one that is killed leaves it.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

_IN_HAND = "in-hand"
_WIDTH = 9


@dataclass(frozen=True, slots=True)
class Try:
    """An attempt at a shard: its folder, and how many processes ended over each input, by place, before it."""

    folder: Path
    ended: Counter[int]
    file: int

    def begin(self, place: int) -> None:
        """Note which input is in hand from now on."""
        os.pwrite(self.file, f"{place:{_WIDTH}}".encode(), 0)


@contextmanager
def trying(folder: Path, name: str) -> Iterator[Try]:
    """Give an attempt at the shard of this name; its folder is gone afterwards unless it was moved or the process killed."""
    ended = Counter(_in_hand(part) for part in parts(folder, name))
    own = folder / f".{name}.{uuid4().hex}.part"
    own.mkdir()
    file = os.open(own / _IN_HAND, os.O_WRONLY | os.O_CREAT)
    try:
        yield Try(own, ended, file)
    finally:
        os.close(file)
        shutil.rmtree(own, ignore_errors=True)


def put(attempt: Try, place: Path) -> None:
    """Put the folder of an attempt in the shard's place, whole, unless another has been put there before.

    What other attempts at it have left behind goes.
    """
    (attempt.folder / _IN_HAND).unlink(missing_ok=True)
    try:
        attempt.folder.rename(place)
    except OSError:
        if not place.is_dir():
            raise
    for part in parts(place.parent, place.name):
        shutil.rmtree(part, ignore_errors=True)


def parts(folder: Path, name: str) -> list[Path]:
    """Return the folders of attempts at a shard that are under way or were cut short."""
    return sorted(folder.glob(f".{name}.*.part"))


def _in_hand(part: Path) -> int:
    """Return the place of the input that an attempt had in hand; -1 if it had none yet."""
    try:
        return int((part / _IN_HAND).read_bytes() or -1)
    except (OSError, ValueError):
        return -1
