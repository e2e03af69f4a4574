"""Floors: the figures reached on the development data, with that data's digest, so that none is lost unseen.

`floors.json` holds them as they were measured. A figure fails where it is worse than its floor by more than the
tolerance, a share of the floor that allows for another processor's arithmetic (or, for `speed`, another machine).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import msgspec

from bench.common.benchmark import BenchError, Benchmark, Data, Figures, flattened

DEFAULT_FLOORS = Path(__file__).parents[1] / "floors.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The pinned figures of one benchmark on one piece of data; `file` is relative to the data folder.

    A benchmark whose data is bundled has no file.
    """

    benchmark: str
    file: str | None
    split: str
    sha256: str
    tolerance: float
    at_least: Mapping[str, float]
    at_most: Mapping[str, float]

    @property
    def title(self) -> str:
        """What it is called in messages."""
        return " ".join(filter(None, (self.benchmark, self.file, self.split)))

    def failures(self, figures: Figures) -> Iterator[str]:
        """Yield a message for each figure that is worse than its floor, or not there."""
        found = dict(flattened(figures))
        for name, floor in self.at_least.items():
            if found.get(name, float("-inf")) < floor - abs(floor) * self.tolerance:
                yield f"{self.title}: {name} is {found.get(name)}, the floor {floor}"
        for name, ceiling in self.at_most.items():
            if found.get(name, float("inf")) > ceiling + abs(ceiling) * self.tolerance:
                yield f"{self.title}: {name} is {found.get(name)}, the ceiling {ceiling}"


def load_floors(path: Path) -> list[Floor]:
    """Return the floors of a file; none if there is no file."""
    if not path.exists():
        return []
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Floor])
    except msgspec.MsgspecError as error:
        raise BenchError(f"{path.name}: {error}") from error


def save_floors(path: Path, floors: Sequence[Floor]) -> None:
    """Write the floors, sorted, so that a difference shows what changed."""
    ordered = sorted(floors, key=_key)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n")


def digest(files: Sequence[Path]) -> str:
    """Return the SHA-256 of the files, by name and content, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(files, key=lambda file: file.name):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def measured(benchmark: Benchmark[Any, Any], data: Data, figures: Figures) -> Floor:
    """Return the floor that the figures would make."""
    flat = dict(flattened(figures))
    return Floor(
        benchmark=benchmark.name,
        file=data.file,
        split=data.split,
        sha256=digest(benchmark.files(data)),
        tolerance=benchmark.tolerance,
        at_least={name: value for name, value in flat.items() if _matches(name, benchmark.at_least)},
        at_most={name: value for name, value in flat.items() if _matches(name, benchmark.at_most)},
    )


def pinned(floors: Sequence[Floor], new: Floor, *, lower: bool) -> list[Floor]:
    """Return the floors with the new one; a worse figure, or other data, needs `lower`, else `BenchError`.

    Without `lower`, a figure that is a little worse, within the tolerance, leaves the floor where it was.
    """
    old = next((floor for floor in floors if _key(floor) == _key(new)), None)
    others = [floor for floor in floors if floor is not old]
    if old is None or lower:
        return [*others, new]
    if old.sha256 != new.sha256:
        raise BenchError(f"{old.title}: the data is not that of the floor; --lower replaces it")
    failures = list(old.failures({**new.at_least, **new.at_most}))
    if failures:
        raise BenchError("\n".join([*failures, "--lower lowers a floor"]))
    best = {name: max(value, old.at_least.get(name, value)) for name, value in new.at_least.items()}
    least = {name: min(value, old.at_most.get(name, value)) for name, value in new.at_most.items()}
    return [*others, replace(new, at_least=best, at_most=least)]


def _key(floor: Floor) -> tuple[str, str, str]:
    return floor.benchmark, floor.file or "", floor.split


def _matches(name: str, patterns: Sequence[str]) -> bool:
    """Tell whether a name is of one of the patterns; a `*` reaches no further than a full stop."""
    parts = name.split(".")
    return any(
        len(parts) == pattern.count(".") + 1 and all(map(fnmatch, parts, pattern.split(".")))
        for pattern in patterns
    )
