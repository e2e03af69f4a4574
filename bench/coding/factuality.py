"""`factuality`: how sure a reader may be that what a word names happened, from -3 (it did not) to 3 (it did).

Measured are the engine's own value of the word and, under `status`, the one that follows from the status which the
rules of `coding/clauses/status.py` give to it, by the ontology's table: CT+ is 3, PR+ 2, PS+ 1, Uu 0, PS- -1, PR- -2, CT- -3.
The rules judge every target as a deed of its own, whether or not the lexicon has a sense for it. `all_certain` is what
calling every target CT+ would give. Without values of the engine, its figures are left out.

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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import correlation, fmean

import msgspec

from bench.common.benchmark import (
    BenchError,
    Benchmark,
    Data,
    Figure,
    Figures,
    Item,
    Prediction,
    located,
    paired,
)
from bench.common.errors import Error, listed
from bench.common.events import Range
from bench.common.measures import confusion, macro_f1, share
from bench.common.readings import Parses, reading_of
from demarche.model.syntax import Word
from demarche.model.values import Factuality, Status

_MOST = 3.0
_VALUES: Mapping[Factuality, float] = {
    "CT+": 3.0,
    "PR+": 2.0,
    "PS+": 1.0,
    "Uu": 0.0,
    "CTu": 0.0,
    "PS-": -1.0,
    "PR-": -2.0,
    "CT-": -3.0,
}
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
class Judged:
    """The status of a word, the FactBank value that follows from it, and the reason."""

    status: Status
    factuality: Factuality
    reason: str

    @property
    def value(self) -> float:
        """The value as a number."""
        return _VALUES[self.factuality]


Judge = Callable[[Word], Judged]
"""Tells what the report claims of the event that a word names."""
Values = Sequence[tuple[float, float]]
"""Gold and predicted value of some targets."""


@dataclass(frozen=True, slots=True)
class FactualityPrediction(Prediction):
    """What was predicted for each target of a sentence; `values` are the engine's, None if it has none for some."""

    values: tuple[float, ...] | None
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    span1: Range
    label: float


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    targets: tuple[_Mark, ...]


class FactualityBenchmark(Benchmark[GradedSentence, FactualityPrediction]):
    """Values of words that name events, as numbers and as FactBank has them, by the engine and by the rules."""

    name = "factuality"
    purpose = "how sure it is that what a word names happened, against UDS-IH2 and MEANTIME"
    usual = ("factuality", ".")
    at_least = tuple(f"*.{part}{name}" for part in ("", "status.") for name in ("r", "macro_f1", "accuracy"))
    at_most = ("*.mae", "*.status.mae")
    prediction = FactualityPrediction

    def __init__(self, load: Callable[[], Parses], load_judge: Callable[[], Judge]) -> None:
        self._load = load
        self._load_judge = load_judge

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
        """Yield what is predicted for each sentence's targets, a corpus at a time."""
        parser, judge = self._load(), self._load_judge()
        for _, members in groupby(items, key=lambda item: item.corpus):
            sentences = list(members)
            reading = reading_of([item.text for item in sentences])
            words = parser.parse(reading).words
            starts = [word.start for word in words]
            for item, block in zip(sentences, reading.blocks, strict=True):
                places = (block.start + target.start for target in item.targets)
                found = [words[bisect_right(starts, place) - 1] for place in places]
                known = tuple(word.factuality for word in found if word.factuality is not None)
                values = known if len(known) == len(found) else None
                yield FactualityPrediction(item.id, values, tuple(map(judge, found)))

    def score(self, items: Sequence[GradedSentence], predictions: Sequence[FactualityPrediction]) -> Figures:
        """Return the figures of each corpus."""
        pairs = paired(items, predictions)
        return {
            corpus: _figures([pair for pair in pairs if pair[0].corpus == corpus])
            for corpus in sorted({item.corpus for item in items})
        }

    def errors(self, items: Sequence[GradedSentence], predictions: Sequence[FactualityPrediction]) -> str:
        """Return which FactBank value was taken for which, and every target whose status gives a wrong one."""
        pairs = paired(items, predictions)
        wrong = [error for item, prediction in pairs for error in _errors(item, prediction)]
        tables = []
        for corpus in sorted({item.corpus for item in items}):
            values = _values([pair for pair in pairs if pair[0].corpus == corpus])
            tables.append(
                (f"{corpus}: gold value by that of the status", confusion(_graded(values.by_status)))
            )
            if values.by_engine is not None:
                tables.append((f"{corpus}: gold value by the engine's", confusion(_graded(values.by_engine))))
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


@dataclass(frozen=True, slots=True)
class _Values:
    """Gold and predicted value of every target of a corpus, by the engine and by the status."""

    by_engine: Values | None
    by_status: Values


def _values(pairs: Sequence[tuple[GradedSentence, FactualityPrediction]]) -> _Values:
    """Return the values; raise `BenchError` if some targets have none. Without some of the engine's, it has none."""
    for item, prediction in pairs:
        for found in (prediction.judged, prediction.values):
            if found is not None and len(found) != len(item.targets):
                raise BenchError(f"{item.id}: {len(found)} values for {len(item.targets)} targets")
    gold = [target.value for item, _ in pairs for target in item.targets]
    judged = [one.value for _, prediction in pairs for one in prediction.judged]
    own = [
        _clipped(value)
        for _, prediction in pairs
        if prediction.values is not None
        for value in prediction.values
    ]
    by_engine = list(zip(gold, own, strict=True)) if len(own) == len(gold) else None
    return _Values(by_engine, list(zip(gold, judged, strict=True)))


def _clipped(value: float) -> float:
    return max(-_MOST, min(_MOST, value))


def _graded(values: Values) -> list[tuple[str, str | None]]:
    return [(graded(gold), graded(found)) for gold, found in values]


def _figures(pairs: Sequence[tuple[GradedSentence, FactualityPrediction]]) -> dict[str, Figure]:
    values = _values(pairs)
    certain = _measured([(gold, _MOST) for gold, _ in values.by_status])
    return {
        **({} if values.by_engine is None else _measured(values.by_engine)),
        "status": _measured(values.by_status),
        "all_certain": {name: certain[name] for name in ("macro_f1", "mae")},
        "sentences": len(pairs),
        "targets": len(values.by_status),
    }


def _measured(values: Values) -> dict[str, Figure]:
    grades = _graded(values)
    return {
        "r": _correlation(values),
        "mae": fmean(abs(gold - found) for gold, found in values),
        "macro_f1": macro_f1(grades),
        "accuracy": share(sum(gold == found for gold, found in grades), len(grades)),
    }


def _correlation(values: Values) -> float:
    gold, found = zip(*values, strict=True)
    return correlation(gold, found) if len(set(gold)) > 1 and len(set(found)) > 1 else 0.0


def _errors(item: GradedSentence, prediction: FactualityPrediction) -> Iterator[Error]:
    """Yield the targets whose status gives a wrong FactBank value; the cause is what it gives."""
    for target, judged in zip(item.targets, prediction.judged, strict=True):
        gold, found = graded(target.value), graded(judged.value)
        if gold != found:
            answer = f"{judged.status} for {target.value:.2f}: {judged.reason}"
            yield Error(gold, found, item.id, _shown(item, target), (answer,))


def _shown(item: GradedSentence, target: Target) -> str:
    text = item.text
    return f"{text[: target.start]}[{text[target.start : target.end]}]{text[target.end :]}"
