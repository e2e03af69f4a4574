"""A benchmark of one figure, read from its data file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.common.benchmark import Benchmark, Data, Figures, Item, Prediction, located


@dataclass(frozen=True, slots=True)
class Number(Item):
    value: float


@dataclass(frozen=True, slots=True)
class Guess(Prediction):
    value: float


class StubBenchmark(Benchmark[Number, Guess]):
    """Its predictions repeat the numbers in the data plus a bias; its figures are their mean and their count."""

    name = "stub"
    purpose = "the mean of some numbers"
    usual = ("numbers.txt",)
    at_least = ("mean.*",)
    at_most = ("worst",)
    tolerance = 0.01
    prediction = Guess

    def __init__(self, bias: float = 0.0, bundled: Path | None = None) -> None:
        self.bias = bias
        self.bundled = bundled

    def files(self, data: Data) -> Sequence[Path]:
        return [self.bundled if data.path is None and self.bundled is not None else located(self, data)]

    def items(self, data: Data) -> Sequence[Number]:
        lines = self.files(data)[0].read_text(encoding="utf-8").split()
        return [Number(str(at), float(line)) for at, line in enumerate(lines)]

    def predict(self, items: Sequence[Number]) -> Iterator[Guess]:
        for item in items:
            yield Guess(item.id, item.value + self.bias)

    def score(self, items: Sequence[Number], predictions: Sequence[Guess]) -> Figures:
        values = [prediction.value for prediction in predictions]
        return {"mean": {"of_all": sum(values) / len(items)}, "worst": -min(values), "count": len(items)}

    def errors(self, items: Sequence[Number], predictions: Sequence[Guess]) -> str:
        return f"{len(items)} numbers, {len(predictions)} guesses"
