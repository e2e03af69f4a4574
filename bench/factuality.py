"""`factuality`: how sure a reader may be that what a word names happened, from -3 (it did not) to 3 (it did).

Data are JSON Lines, one sentence each: `text`, its words separated by single spaces, and `targets`, each with the range
of its words (`span1`, end exclusive) and its value (`label`). A corpus is a folder and is named by it. The text is
parsed as it stands, spaces and all, and cut into words again; a target's value is that of the predicted word that has
its first character. The sentences of a corpus are read as one report.
`r` is Pearson's correlation (0 where either side is constant), `mae` the mean absolute error, both over all targets of
the corpus, predictions clipped to -3 … 3. `macro_f1` and `accuracy` compare FactBank's values, to which both sides are
mapped by the nearest of the whole numbers that are usual for them, a half going to the surer: 3 is CT+, 2 PR+, 1 PS+,
0 Uu, -1 PS-, -2 PR-, -3 CT-. `macro_f1` is the mean F1 of the values in the corpus's gold data. The corpora give no
CTu, and 0 is what they give where the text leaves it open.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import correlation, fmean

import msgspec

from bench.benchmark import BenchError, Benchmark, Data, Figure, Figures, Item, Prediction, located, paired
from bench.errors import Error, listed
from bench.events import Range
from bench.measures import confusion, macro_f1, share
from bench.readings import Parses, reading_of
from demarche.model.values import Factuality

_MOST = 3.0
# The least distance from 0 at which a value is certain, probable, possible.
_GRADES: tuple[tuple[float, Factuality, Factuality], ...] = (
    (2.5, "CT+", "CT-"),
    (1.5, "PR+", "PR-"),
    (0.5, "PS+", "PS-"),
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a word stands that names an event, and how sure a reader may be that it happened."""

    start: int
    end: int
    value: float


@dataclass(frozen=True, slots=True)
class GradedSentence(Item):
    """A sentence of a corpus with its targets."""

    corpus: str
    text: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class FactualityPrediction(Prediction):
    """The value of each target of a sentence, as it was predicted."""

    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    span1: Range
    label: float


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    targets: tuple[_Mark, ...]


class FactualityBenchmark(Benchmark[GradedSentence, FactualityPrediction]):
    """Values of words that name events, as numbers and as FactBank has them."""

    name = "factuality"
    purpose = "how sure it is that what a word names happened, against UDS-IH2 and MEANTIME"
    usual = ("factuality", ".")
    at_least = ("*.r", "*.macro_f1", "*.accuracy")
    at_most = ("*.mae",)
    prediction = FactualityPrediction

    def __init__(self, load: Callable[[], Parses]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the file given, or the split of the corpus, or of each corpus in the folder."""
        place = located(self, data)
        if place.is_file():
            return [place]
        name = f"{data.split}.jsonl"
        found = sorted([*place.glob(name), *place.glob(f"*/{name}")])
        if not found:
            raise BenchError(f"no {name} in {place} or its folders (choose a split by --split)")
        return found

    def items(self, data: Data) -> Sequence[GradedSentence]:
        """Return the sentences that have targets; raise `BenchError` for a line that is not of the format."""
        return [item for path in self.files(data) for item in _sentences(path)]

    def predict(self, items: Sequence[GradedSentence]) -> Iterator[FactualityPrediction]:
        """Yield the values of each sentence's targets, a corpus at a time."""
        parser = self._load()
        for _, members in groupby(items, key=lambda item: item.corpus):
            sentences = list(members)
            reading = reading_of([item.text for item in sentences])
            words = parser.parse(reading).words
            starts, values = [word.start for word in words], [word.factuality for word in words]
            for item, block in zip(sentences, reading.blocks, strict=True):
                places = (block.start + target.start for target in item.targets)
                found = [values[bisect_right(starts, place) - 1] for place in places]
                known = tuple(value for value in found if value is not None)
                if len(known) < len(found):
                    raise BenchError("the parser says nothing of factuality")
                yield FactualityPrediction(item.id, known)

    def score(self, items: Sequence[GradedSentence], predictions: Sequence[FactualityPrediction]) -> Figures:
        """Return the figures of each corpus."""
        pairs = paired(items, predictions)
        return {
            corpus: _figures([pair for pair in pairs if pair[0].corpus == corpus])
            for corpus in sorted({item.corpus for item in items})
        }

    def errors(self, items: Sequence[GradedSentence], predictions: Sequence[FactualityPrediction]) -> str:
        """Return which FactBank value was taken for which, and every target with a wrong one."""
        pairs = paired(items, predictions)
        wrong = [error for item, prediction in pairs for error in _errors(item, prediction)]
        tables = [
            (f"{corpus}: gold value by predicted value", confusion(_graded(_values(members))))
            for corpus in sorted({item.corpus for item in items})
            for members in [[pair for pair in pairs if pair[0].corpus == corpus]]
        ]
        return listed(self.name, tables, wrong)


def graded(value: float) -> Factuality:
    """Return FactBank's value for a number."""
    for least, positive, negative in _GRADES:
        if abs(value) >= least:
            return positive if value > 0 else negative
    return "Uu"


def _sentences(path: Path) -> Iterator[GradedSentence]:
    corpus = path.resolve().parent.name
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = msgspec.json.decode(line, type=_Row)
                targets = tuple(_target(row.text, mark) for mark in row.targets)
            except (msgspec.MsgspecError, ValueError) as error:
                raise BenchError(f"{path.name}, line {number}: {error}") from error
            if targets:
                yield GradedSentence(f"{corpus}/{number}", corpus, row.text, targets)


def _target(text: str, mark: _Mark) -> Target:
    words = text.split(" ")
    first, last = mark.span1
    if not 0 <= first < last <= len(words):
        raise ValueError(f"no words from {first} to {last}")
    start = len(" ".join(words[:first])) + (first > 0)
    return Target(start, start + len(" ".join(words[first:last])), mark.label)


def _values(pairs: Sequence[tuple[GradedSentence, FactualityPrediction]]) -> list[tuple[float, float]]:
    """Return gold and predicted value of every target; raise `BenchError` if some have none."""
    for item, prediction in pairs:
        if len(prediction.values) != len(item.targets):
            counted = f"{len(prediction.values)} values for {len(item.targets)} targets"
            raise BenchError(f"{item.id}: {counted}")
    return [
        (target.value, _clipped(value))
        for item, prediction in pairs
        for target, value in zip(item.targets, prediction.values, strict=True)
    ]


def _clipped(value: float) -> float:
    return max(-_MOST, min(_MOST, value))


def _graded(values: Sequence[tuple[float, float]]) -> list[tuple[str, str | None]]:
    return [(graded(gold), graded(found)) for gold, found in values]


def _figures(pairs: Sequence[tuple[GradedSentence, FactualityPrediction]]) -> dict[str, Figure]:
    values = _values(pairs)
    grades = _graded(values)
    return {
        "r": _correlation(values),
        "mae": fmean(abs(gold - found) for gold, found in values),
        "macro_f1": macro_f1(grades),
        "accuracy": share(sum(gold == found for gold, found in grades), len(grades)),
        "sentences": len(pairs),
        "targets": len(values),
    }


def _correlation(values: Sequence[tuple[float, float]]) -> float:
    gold, found = zip(*values, strict=True)
    return correlation(gold, found) if len(set(gold)) > 1 and len(set(found)) > 1 else 0.0


def _errors(item: GradedSentence, prediction: FactualityPrediction) -> Iterator[Error]:
    """Yield the targets whose FactBank value is wrong; the cause is what was predicted."""
    for target, value in zip(item.targets, prediction.values, strict=True):
        gold, found = graded(target.value), graded(_clipped(value))
        if gold != found:
            yield Error(gold, found, item.id, _shown(item, target), (f"{value:.2f} for {target.value:.2f}",))


def _shown(item: GradedSentence, target: Target) -> str:
    text = item.text
    return f"{text[: target.start]}[{text[target.start : target.end]}]{text[target.end :]}"
