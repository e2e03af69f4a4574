"""Krippendorff's alpha for values without an order, and intervals by bootstrap; both deterministic.

Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A to C. The maintained library for it
(`krippendorff`) is under the GPL, which this project may not depend on; the published examples are our tests.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

Unit = Mapping[str, Hashable]
"""What each coder, by name, says of one unit."""

_SEED = 20240611
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Tally:
    """What alpha needs to know of some units: how far they disagree, and how often each value is given."""

    disagreement: float
    totals: Mapping[Hashable, int]


def tally(units: Iterable[Unit]) -> Tally:
    """Return the tally of units; one that fewer than two coders speak of tells nothing."""
    pairable = [tuple(unit.values()) for unit in units if len(unit) > 1]
    disagreement = sum(_disagreements(Counter(values)) / (len(values) - 1) for values in pairable)
    return Tally(disagreement, Counter(value for values in pairable for value in values))


def alpha(tallies: Iterable[Tally]) -> float | None:
    """Return the agreement of all coders over these tallies, 1 for perfect, 0 for that of chance; None where it is not defined.

    With no pair, or where all values are one, there is nothing by which agreement could be told from chance.
    """
    totals: dict[Hashable, int] = {}
    observed = 0.0
    for one in tallies:
        observed += one.disagreement
        for value, count in one.totals.items():
            totals[value] = totals.get(value, 0) + count
    if len(totals) < 2:  # noqa: PLR2004 - one value alone cannot differ
        return None
    return 1 - observed * (sum(totals.values()) - 1) / _disagreements(totals)


def _disagreements(counts: Mapping[Hashable, int]) -> int:
    """Return the number of ordered pairs of unequal values."""
    number = sum(counts.values())
    return number * number - sum(count * count for count in counts.values())


def interval(
    units: Sequence[_T], measure: Callable[[Sequence[_T]], float | None], *, draws: int, level: float = 0.95
) -> tuple[float, float] | None:
    """Return the interval in which a measure lies in `level` of so many samples of the units with replacement.

    The generator is seeded alike each time; samples for which the measure is not defined are left out. None if there are none.
    """
    chance = Random(_SEED)  # noqa: S311 - no secret is drawn
    drawn = (measure(chance.choices(units, k=len(units))) for _ in range(draws if units else 0))
    found = sorted(value for value in drawn if value is not None)
    if not found:
        return None
    cut = (1 - level) / 2
    last = len(found) - 1
    return found[round(cut * last)], found[round((1 - cut) * last)]
