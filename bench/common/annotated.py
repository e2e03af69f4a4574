"""What the benchmarks on annotated reports have in common: the data, and a run over it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.common.annotations import Annotated, annotation_files, read_annotated
from bench.common.benchmark import Benchmark, Data
from bench.common.claims import CodeReport, ReportPrediction, predicted


class AnnotatedBenchmark(Benchmark[Annotated, ReportPrediction]):
    """A measure of what is written for whole reports; without data, for those of the repository."""

    usual = (".",)
    prediction = ReportPrediction

    def __init__(self, load: Callable[[], CodeReport]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the texts and annotations of the folder, or of the repository."""
        return annotation_files(self, data)

    def items(self, data: Data) -> Sequence[Annotated]:
        """Return the annotated texts; raise `BenchError` for an annotation that is not of the format."""
        annotations = [path for path in self.files(data) if path.suffix == ".yaml"]
        return [item for path in annotations for item in read_annotated(path)]

    def predict(self, items: Sequence[Annotated]) -> Iterator[ReportPrediction]:
        """Yield what is written for each report."""
        code = self._load()
        for item in items:
            yield predicted(item.id, code(item.text, item.published))
