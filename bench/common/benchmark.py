"""What every benchmark is: gold items, predictions that can be written and read again, and figures.

Shares are fractions from 0 to 1. Figures are computed from the predictions alone, so that a file of predictions,
scored again, gives the same ones.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

Figure = float | int | Mapping[str, "Figure"]
Figures = Mapping[str, Figure]
_DIGITS = 4


class BenchError(Exception):
    """A benchmark cannot be run or scored; the message says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be predicted; `id` ties the prediction to it."""

    id: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was predicted for the item of the same id."""

    id: str


G = TypeVar("G", bound=Item)
P = TypeVar("P", bound=Prediction)


@dataclass(frozen=True, slots=True)
class Data:
    """Where the data lies: a file, or a folder and which of its files (None: the usual); and which split."""

    path: Path | None = None
    file: str | None = None
    split: str = "test"


class Benchmark(ABC, Generic[G, P]):
    """A way of measuring; `usual` are the places, below a data folder, where its data is looked for.

    `at_least` and `at_most` are patterns (as of a shell, full stops apart) of the figures that get a floor or a
    ceiling, and `tolerance` is the share by which another machine may miss them.
    """

    name: ClassVar[str]
    purpose: ClassVar[str]
    usual: ClassVar[tuple[str, ...]]
    at_least: ClassVar[tuple[str, ...]]
    at_most: ClassVar[tuple[str, ...]] = ()
    tolerance: ClassVar[float] = 0.003
    prediction: type[P]

    @abstractmethod
    def files(self, data: Data) -> Sequence[Path]:
        """Return the files that are read; raise `BenchError` if there are none."""

    @abstractmethod
    def items(self, data: Data) -> Sequence[G]:
        """Return the gold items."""

    @abstractmethod
    def predict(self, items: Sequence[G]) -> Iterator[P]:
        """Yield a prediction for each item, and perhaps more."""

    @abstractmethod
    def score(self, items: Sequence[G], predictions: Sequence[P]) -> Figures:
        """Return the figures."""

    def errors(self, items: Sequence[G], predictions: Sequence[P]) -> str:
        """Return, for people, what went wrong; empty where there is nothing to tell."""
        del items, predictions
        return ""


def located(benchmark: Benchmark[G, P], data: Data) -> Path:
    """Return the file or folder that holds the benchmark's data; raise `BenchError` if there is none."""
    if data.path is None:
        raise BenchError(f"{benchmark.name} needs --data PATH")
    if not data.path.exists():
        raise BenchError(f"no such file or folder: {data.path}")
    if data.path.is_file():
        return data.path
    names = benchmark.usual if data.file is None else (data.file,)
    for name in names:
        if (data.path / name).exists():
            return data.path / name
    raise BenchError(f"{benchmark.name}: none of {', '.join(names)} in {data.path}")


def paired(items: Sequence[G], predictions: Iterable[P]) -> list[tuple[G, P]]:
    """Return each item with its prediction; raise `BenchError` unless each has exactly one."""
    found: dict[str, P] = {}
    for prediction in predictions:
        if prediction.id in found:
            raise BenchError(f"two predictions for {prediction.id}")
        found[prediction.id] = prediction
    missing = [item.id for item in items if item.id not in found]
    if missing:
        raise BenchError(f"no prediction for {missing[0]} and {len(missing) - 1} others")
    return [(item, found[item.id]) for item in items]


def rounded(figures: Figures) -> dict[str, Figure]:
    """Return the figures with four digits after the point."""
    return {name: _rounded(value) for name, value in figures.items()}


def flattened(figures: Figures, prefix: str = "") -> Iterator[tuple[str, float]]:
    """Yield each number with its name, the names of what it stands in joined by full stops."""
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from flattened(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _rounded(value: Figure) -> Figure:
    if isinstance(value, Mapping):
        return rounded(value)
    return round(value, _DIGITS) if isinstance(value, float) else value
