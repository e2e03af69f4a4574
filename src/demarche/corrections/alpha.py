"""Krippendorff's alpha for values without an order, and intervals by bootstrap; both deterministic.

Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A to C. The maintained library for it
(`krippendorff`) is under the GPL, which this project may not depend on; the published examples are our tests.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from random import Random
from typing import TypeVar

Unit = Mapping[str, Hashable]
"""What each coder, by name, says of one unit."""

_SEED = 20240611
_T = TypeVar("_T")


def alpha(units: Sequence[Unit]) -> float | None:
    """Return the agreement of all coders, 1 for perfect, 0 for that of chance; None where it is not defined.

    A unit that fewer than two coders speak of tells nothing. With no pair, or where all values are one, there is nothing by which
    agreement could be told from chance.
    """
    pairable = [tuple(unit.values()) for unit in units if len(unit) > 1]
    totals = Counter(value for values in pairable for value in values)
    number = sum(totals.values())
    if len(totals) < 2:  # noqa: PLR2004 - one value alone cannot differ
        return None
    observed = sum(_disagreements(Counter(values)) / (len(values) - 1) for values in pairable) / number
    expected = _disagreements(totals) / (number * (number - 1))
    return 1 - observed / expected


def _disagreements(counts: Counter[Hashable]) -> int:
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
