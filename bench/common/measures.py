"""Precision, recall, F1, macro averages and confusion tables."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are in the gold data, how many were predicted, and how many agree."""

    gold: int
    predicted: int
    right: int

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.gold + other.gold, self.predicted + other.predicted, self.right + other.right)

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right; 0 if nothing was."""
        return share(self.right, self.predicted)

    @property
    def recall(self) -> float:
        """The share of the gold data that was found; 0 if there is none."""
        return share(self.right, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return share(2 * self.right, self.gold + self.predicted)


NOTHING = Counts(0, 0, 0)


def share(part: float, whole: float) -> float:
    """Return the quotient, 0 if the whole is empty."""
    return part / whole if whole else 0.0


def overlap(gold: Iterable[str], predicted: Iterable[str]) -> Counts:
    """Return the counts of two bags of labels: a label is right as often as it stands in both."""
    ours, theirs = Counter(gold), Counter(predicted)
    return Counts(ours.total(), theirs.total(), (ours & theirs).total())


def by_label(pairs: Iterable[tuple[str, str | None]]) -> dict[str, Counts]:
    """Return the counts of each label, from (gold, predicted) pairs; a prediction of None counts nowhere."""
    counts: dict[str, Counts] = {}
    for gold, predicted in pairs:
        counts[gold] = counts.get(gold, NOTHING) + Counts(1, 0, int(gold == predicted))
        if predicted is not None:
            counts[predicted] = counts.get(predicted, NOTHING) + Counts(0, 1, 0)
    return counts


def macro_f1(pairs: Iterable[tuple[str, str | None]]) -> float:
    """Return the mean F1 of the labels that stand in the gold data."""
    scores = [counts.f1 for counts in by_label(pairs).values() if counts.gold]
    return share(sum(scores), len(scores))


def harmonic(precision: float, recall: float) -> float:
    """Return the harmonic mean, 0 if both are."""
    return share(2 * precision * recall, precision + recall)


def confusion(pairs: Sequence[tuple[str, str | None]], none: str = "-") -> str:
    """Return a table as text: a row for each gold label, a column for each predicted one."""
    counts = Counter((gold, none if predicted is None else predicted) for gold, predicted in pairs)
    rows = sorted({gold for gold, _ in counts})
    columns = sorted({predicted for _, predicted in counts}, key=lambda label: (label == none, label))
    first = max([len(row) for row in rows] + [len("gold")])
    widths = [max(len(column), 3) for column in columns]
    lines = [
        "  ".join(["gold".ljust(first), *(c.rjust(w) for c, w in zip(columns, widths, strict=True)), "all"])
    ]
    for row in rows:
        cells = [counts[row, column] for column in columns]
        shown = [str(cell or ".").rjust(width) for cell, width in zip(cells, widths, strict=True)]
        lines.append("  ".join([row.ljust(first), *shown, str(sum(cells)).rjust(3)]))
    return "\n".join(lines)
