"""Predictions as JSON Lines: one object an item."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from bench.common.benchmark import BenchError, P


def write_predictions(path: Path, predictions: Iterable[P]) -> None:
    """Write the predictions, one a line."""
    with path.open("wb") as file:
        for prediction in predictions:
            file.write(msgspec.json.encode(prediction) + b"\n")


def read_predictions(path: Path, kind: type[P]) -> list[P]:
    """Return the predictions of a file; raise `BenchError` that names the line that is none."""
    found: list[P] = []
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                found.append(msgspec.json.decode(line, type=kind))
            except msgspec.MsgspecError as error:
                raise BenchError(f"{path.name}, line {number}: {error}") from error
    return found
