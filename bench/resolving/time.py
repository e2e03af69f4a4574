"""`time`: which words of a text name a time, and which (TimeML's TIMEX3, or TEI's dates).

Data are files of TimeML (`.tml`) and TEI (`.xml`, as GUM has it); `bench/resolving/time_files.py` says what is read of them. A
text is read as if it had appeared on the day that the document gives. A set is the files of one folder.
`strict` asks for the same tokens as the gold expression, `relaxed` for a token in common, the likest pairs first,
each expression once. `value_f1` is TempEval-3's: of the pairs of `relaxed`, those count whose values are the same
string. TEI gives days and no values: there the first and last day have to be the same, and only predictions of
dates with their days count. `day_accuracy`: of the gold expressions that name one calendar day (and perhaps a time of it), the
share that a prediction in common with it resolves to that very day; `day_accuracy_found` is of those that have one.
`by_kind` has recall and the share of right values among what was found, by what the gold value is. The first figures
are over all expressions of all sets; `kchar_per_second` is the speed of finding the times in parsed text (CPU).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bench.common.benchmark import Benchmark, Data, Figure, Figures, Prediction, located, paired
from bench.common.errors import Error, listed
from bench.common.measures import NOTHING, Counts, confusion, share
from bench.common.spans import Tokens, jaccard, matched, tokens_of, touched
from bench.resolving.time_files import GoldTime, TimeText, read_texts, time_files

_DATES = frozenset({"DATE", "TIME"})
_WIDE = 40  # characters shown around an expression in lists of errors


@dataclass(frozen=True, slots=True)
class FoundTime:
    """An expression that was found: its place in the text, TIMEX3's type and value, the first and last day meant."""

    start: int
    end: int
    text: str
    type: str
    value: str
    earliest: str | None
    latest: str | None

    @property
    def is_dated(self) -> bool:
        """Tell whether it is a date whose days are known, no measure."""
        return self.type in _DATES and self.earliest is not None


@dataclass(frozen=True, slots=True)
class TimePrediction(Prediction):
    """The times of a text, and the CPU seconds that finding them took."""

    times: tuple[FoundTime, ...]
    seconds: float


FindTimes = Callable[[TimeText], TimePrediction]
"""Finds the times of a text that appeared on a day."""


class TimeBenchmark(Benchmark[TimeText, TimePrediction]):
    """Expressions of time: where they are and what they mean."""

    name = "time"
    purpose = "words that name a time, and their values (TimeML, TEI)"
    usual = ("time", ".")
    at_least = ("*f1", "sets.*.*f1", "day_accuracy", "sets.*.day_accuracy")
    prediction = TimePrediction

    def __init__(self, load: Callable[[], FindTimes]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the file given, or the files of the folder and the folders in it."""
        return time_files(located(self, data))

    def items(self, data: Data) -> Sequence[TimeText]:
        """Return the texts with their times; raise `BenchError` for a file that is not of the format."""
        return read_texts(self.files(data))

    def predict(self, items: Sequence[TimeText]) -> Iterator[TimePrediction]:
        """Yield the times of each text."""
        find = self._load()
        for item in items:
            yield find(item)

    def score(self, items: Sequence[TimeText], predictions: Sequence[TimePrediction]) -> Figures:
        """Return the figures of all texts together and of each set."""
        compared = [_compared(item, prediction) for item, prediction in paired(items, predictions)]
        members = groupby(sorted(compared, key=_set_of), key=_set_of)
        return {
            **_figures(compared),
            "kchar_per_second": _speed(items, predictions),
            "sets": {name: _figures(list(ones)) for name, ones in members},
        }

    def errors(self, items: Sequence[TimeText], predictions: Sequence[TimePrediction]) -> str:
        """Return what became of the gold times by kind, and every one missed, misread or found in vain."""
        compared = [_compared(item, prediction) for item, prediction in paired(items, predictions)]
        tables = []
        for name, ones in groupby(sorted(compared, key=_set_of), key=_set_of):
            causes = [
                (gold.kind, one.cause(index)) for one in ones for index, gold in enumerate(one.item.gold)
            ]
            tables.append((f"{name}: kind of gold value by what became of it", confusion(causes)))
        return listed(self.name, tables, [error for one in compared for error in one.errors()])


@dataclass(frozen=True, slots=True)
class _Compared:
    """The times of a text and those found, with the tokens of each; `pairs` says which belong together."""

    item: TimeText
    found: Sequence[FoundTime]
    gold_tokens: Sequence[Tokens]
    found_tokens: Sequence[Tokens]
    pairs: Mapping[int, int]

    def is_strict(self, index: int) -> bool:
        """Tell whether a gold time was found with the same tokens."""
        at = self.pairs.get(index)
        return at is not None and self.found_tokens[at] == self.gold_tokens[index]

    def is_right(self, index: int) -> bool:
        """Tell whether a gold time was found and means the same."""
        at = self.pairs.get(index)
        return at is not None and _same(self.item.gold[index], self.found[at])

    def is_day(self, index: int) -> bool:
        """Tell whether a gold time was resolved to its very day."""
        at = self.pairs.get(index)
        return (
            at is not None and self.found[at].earliest == self.found[at].latest == self.item.gold[index].day
        )

    def cause(self, index: int) -> str:
        """Return `right`, `extent` if only the words differ, `value` if it was misread, or `missed`."""
        if index not in self.pairs:
            return "missed"
        if not self.is_right(index):
            return "value"
        return "right" if self.is_strict(index) else "extent"

    def errors(self) -> Iterator[Error]:
        """Yield the gold times that were missed or misread, and what was found where there is none."""
        for index, gold in enumerate(self.item.gold):
            cause = self.cause(index)
            if cause != "right":
                answers = (_shown(self.found[self.pairs[index]]),) if index in self.pairs else ()
                words = f"{_around(self.item.text, gold.start, gold.end)} = {gold.meaning}"
                yield Error(f"{self.item.set}: {gold.kind}", cause, self.item.id, words, answers)
        for at, found in enumerate(self.found):
            if at not in self.pairs.values():
                words = _around(self.item.text, found.start, found.end)
                yield Error(f"{self.item.set}: nothing", "in vain", self.item.id, words, (_shown(found),))


def _compared(item: TimeText, prediction: TimePrediction) -> _Compared:
    tokens = tokens_of(item.text)
    found = [time for time in prediction.times if item.has_values or time.is_dated]
    gold_tokens = [touched([(gold.start, gold.end)], tokens) for gold in item.gold]
    found_tokens = [touched([(time.start, time.end)], tokens) for time in found]
    likeness = {
        (left, right): jaccard(one, other)
        for left, one in enumerate(gold_tokens)
        for right, other in enumerate(found_tokens)
        if one & other
    }
    return _Compared(item, found, gold_tokens, found_tokens, matched(likeness))


def _same(gold: GoldTime, found: FoundTime) -> bool:
    if gold.value is not None:
        return gold.value == found.value
    return (gold.earliest, gold.latest) == (found.earliest, found.latest)


def _set_of(compared: _Compared) -> str:
    return compared.item.set


def _figures(compared: Sequence[_Compared]) -> dict[str, Figure]:
    strict = relaxed = value = NOTHING
    days: list[tuple[bool, bool]] = []
    kinds: dict[str, list[tuple[bool, bool]]] = {}
    for one in compared:
        indices = range(len(one.item.gold))
        size = (len(indices), len(one.found))
        strict += Counts(*size, sum(map(one.is_strict, indices)))
        relaxed += Counts(*size, len(one.pairs))
        value += Counts(*size, sum(map(one.is_right, indices)))
        for index, gold in enumerate(one.item.gold):
            is_found = index in one.pairs
            kinds.setdefault(gold.kind, []).append((is_found, one.is_right(index)))
            if gold.day is not None:
                days.append((is_found, one.is_day(index)))
    exact, met = sum(is_day for _, is_day in days), sum(is_found for is_found, _ in days)
    return {
        "strict_f1": strict.f1,
        "relaxed_f1": relaxed.f1,
        "value_f1": value.f1,
        "day_accuracy": share(exact, len(days)),
        "day_accuracy_found": share(exact, met),
        "strict_precision": strict.precision,
        "strict_recall": strict.recall,
        "relaxed_precision": relaxed.precision,
        "relaxed_recall": relaxed.recall,
        "value_accuracy": share(value.right, relaxed.right),
        "by_kind": {name: _kind(found) for name, found in sorted(kinds.items())},
        "texts": len(compared),
        "gold": relaxed.gold,
        "predicted": relaxed.predicted,
        "gold_days": len(days),
    }


def _kind(found: Sequence[tuple[bool, bool]]) -> dict[str, Figure]:
    met, right = (sum(column) for column in zip(*found, strict=True))
    return {"gold": len(found), "recall": share(met, len(found)), "value_accuracy": share(right, met)}


def _speed(items: Sequence[TimeText], predictions: Sequence[TimePrediction]) -> float:
    characters = sum(len(item.text) for item in items)
    return share(characters / 1000, sum(prediction.seconds for prediction in predictions))


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _WIDE) : start], text[end : end + _WIDE]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def _shown(found: FoundTime) -> str:
    return f"{found.text} = {found.type} {found.value} ({found.earliest} to {found.latest})"
