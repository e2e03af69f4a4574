"""Runs benchmarks, scores predictions again, and holds figures against their floors."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.common.benchmark import BenchError, Benchmark, Data, Figure, Figures, located, rounded
from bench.common.floors import Floor, digest, measured
from bench.common.predictions import read_predictions, write_predictions

Benchmarks = Mapping[str, Benchmark[Any, Any]]


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where predictions and the list of errors are written; None: nowhere."""

    predictions: Path | None = None
    errors: Path | None = None


def run(benchmark: Benchmark[Any, Any], data: Data, outputs: Outputs) -> Figures:
    """Return the figures of a run."""
    items = benchmark.items(data)
    predictions = list(benchmark.predict(items))
    if outputs.predictions is not None:
        write_predictions(outputs.predictions, predictions)
    return _scored(benchmark, items, predictions, outputs)


def score(benchmark: Benchmark[Any, Any], data: Data, predictions: Path, outputs: Outputs) -> Figures:
    """Return the figures of a file of predictions."""
    found = read_predictions(predictions, benchmark.prediction)
    return _scored(benchmark, benchmark.items(data), found, outputs)


def check(benchmarks: Benchmarks, floors: Sequence[Floor], folder: Path | None) -> tuple[Figures, list[str]]:
    """Run what has a floor and data; return the figures by benchmark, and a message for each floor not kept."""
    figures: dict[str, Figure] = {}
    failures: list[str] = []
    for floor in floors:
        if floor.file is not None and (folder is None or not (folder / floor.file).exists()):
            print(f"{floor.title}: no data, left out", file=sys.stderr)
            continue
        benchmark = benchmarks[floor.benchmark]
        data = Data(None if floor.file is None else folder, floor.file, floor.split)
        if digest(benchmark.files(data)) != floor.sha256:
            failures.append(f"{floor.title}: the data is not that of the floor")
            continue
        found = run(benchmark, data, Outputs())
        figures[floor.title] = found
        failures.extend(floor.failures(found))
    return figures, failures


def pin(benchmark: Benchmark[Any, Any], data: Data) -> Floor:
    """Return the floor that a run makes; the data has to be a folder, so that the floor can name a file of it."""
    if data.path is None:
        return measured(benchmark, data, run(benchmark, data, Outputs()))
    if not data.path.is_dir():
        raise BenchError(
            f"{data.path} is no folder: a floor names its file by its place in one (--data FOLDER --file NAME)"
        )
    named = replace(data, file=located(benchmark, data).relative_to(data.path).as_posix())
    return measured(benchmark, named, run(benchmark, named, Outputs()))


def _scored(
    benchmark: Benchmark[Any, Any], items: Sequence[Any], predictions: Sequence[Any], outputs: Outputs
) -> Figures:
    if outputs.errors is not None:
        outputs.errors.write_text(benchmark.errors(items, predictions), encoding="utf-8")
    return rounded(benchmark.score(items, predictions))
