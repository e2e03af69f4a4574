"""Happenings, each counted once: over time by quad class, and in space as precisely as its place is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from demarche.index.file import Index
from demarche.index.leading import by_date, by_place
from demarche.index.periods import Period, all_periods, days_of, fitting, only_period
from demarche.index.wanted import Condition


@dataclass(frozen=True, slots=True)
class Bar:
    """How many happenings of each quad class, 1 to 4, a side has in a period; those of no one period are in that of None."""

    side: int
    period: date | None
    quads: tuple[int, int, int, int]

    @property
    def total(self) -> int:
        """Return the number of happenings of all classes."""
        return sum(self.quads)


@dataclass(frozen=True, slots=True)
class Bars:
    """All bars of what is wanted, by side and period, those of no one period last."""

    period: Period
    bars: Sequence[Bar]

    @property
    def total(self) -> int:
        """Return the number of happenings; one that two did to each other counts on both sides."""
        return sum(bar.total for bar in self.bars)

    def of(self, side: int) -> list[Bar]:
        """Return the bars of a side that lie in a period."""
        return [bar for bar in self.bars if bar.side == side and bar.period is not None]

    def apart(self, side: int) -> Bar:
        """Return what a side has in no one period."""
        found = (bar for bar in self.bars if bar.side == side and bar.period is None)
        return next(found, Bar(side, None, (0, 0, 0, 0)))

    @property
    def periods(self) -> list[date]:
        """Return the first days of all periods from the first bar to the last, also of those without one."""
        days = [bar.period for bar in self.bars if bar.period is not None]
        return all_periods(min(days), max(days), self.period) if days else []


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its happenings; `precision` says what it is: a point, city, division, region or country.

    `admin1` is the name of the division it lies in, `geoname` its number at GeoNames.
    """

    name: str
    country: str | None
    admin1: str | None
    precision: str
    lat: float | None
    lon: float | None
    geoname: int | None
    happenings: int


@dataclass(frozen=True, slots=True)
class Spots:
    """All places of what is wanted, those of most happenings first, and how many happenings name none."""

    spots: Sequence[Spot]
    nowhere: int

    @property
    def countries(self) -> Mapping[str, int]:
        """Return how many happenings were in each country, however precisely their place is known; the most first."""
        counts: dict[str, int] = {}
        for spot in self.spots:
            if spot.country is not None:
                counts[spot.country] = counts.get(spot.country, 0) + spot.happenings
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @property
    def total(self) -> int:
        """Return the number of happenings that have a place."""
        return sum(spot.happenings for spot in self.spots)


def bars(
    index: Index, sides: Sequence[Condition], period: Period | None = None, *, at_latest: bool = False
) -> Bars:
    """Count the happenings of each side; without a period by week, month or year, as the dates are far apart.

    What is known to lie in no one period is counted apart; or, `at_latest`, in that of the last day on which it can have been.
    """
    dated = [
        (side, quad, (earliest, latest), count)
        for side, wanted in enumerate(sides)
        for quad, earliest, latest, count in by_date(index, wanted)
    ]
    known = {days: days_of(*days, at_latest=at_latest) for _, _, days, _ in dated}
    chosen = period or fitting(known.values())
    periods = {days: only_period(found, chosen) for days, found in known.items()}
    counts: dict[tuple[int, date | None], list[int]] = {}
    for side, quad, days, count in dated:
        counts.setdefault((side, periods[days]), [0, 0, 0, 0])[quad - 1] += count
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], item[0][1] or date.max))
    return Bars(
        chosen, [Bar(side, first, (one[0], one[1], one[2], one[3])) for (side, first), one in ordered]
    )


def spots(index: Index, wanted: Condition) -> Spots:
    """Count the happenings by place."""
    counts = by_place(index, wanted)
    rows = ((*place, count) for place, count in counts.items() if place is not None)
    found = [Spot(*row) for row in rows]
    return Spots(sorted(found, key=_by_size), counts.get(None, 0))


def _by_size(spot: Spot) -> tuple[Any, ...]:
    return -spot.happenings, spot.name, spot.country or "", spot.admin1 or "", spot.precision
