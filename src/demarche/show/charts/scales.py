"""Scales of charts: round steps of counts, and the days and labels of a time axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from demarche.index.periods import Period, period_after
from demarche.show.labels import Labels

_ROUND = (1, 2, 5, 10)
_LABEL_ROOM = 38  # pixels that a label of the time axis wants
_MONTHS = (1, 3, 6)
_SHORT = 3  # letters of a month's name


def round_step(most: int, steps: int) -> int:
    """Return the least round number, 1, 2 or 5 by a power of ten, of which so many steps reach the most."""
    power = 1
    while True:
        for one in _ROUND:
            if one * power * steps >= most:
                return one * power
        power *= 10


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Where days stand between two pixels."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return where a day begins; days outside stand at the edges."""
        within = min(max(day, self.first), self.last)
        return self.left + (within - self.first).days * self.day_width

    @property
    def day_width(self) -> float:
        """Return the width of a day in pixels."""
        return (self.right - self.left) / max(1, (self.last - self.first).days)


def time_scale(periods: Sequence[date], period: Period, left: float, right: float) -> TimeScale:
    """Return the scale on which the periods, at least one, have room from their first day to their last."""
    return TimeScale(periods[0], period_after(periods[-1], period), left, right)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the time axis: where it stands, what it says, and the year under it where one begins."""

    x: float
    label: str
    year: str


def ticks(scale: TimeScale, labels: Labels) -> Sequence[Tick]:
    """Return the marks that have room: every month, quarter or half year with its years below, or years alone."""
    years = range(scale.first.year, scale.last.year + 1)
    starts = [date(year, month, 1) for year in years for month in range(1, 13)]
    inside = [day for day in starts if scale.first <= day < scale.last]
    room = max(1, int((scale.right - scale.left) / _LABEL_ROOM))
    for step in _MONTHS:
        kept = [day for day in inside if (day.month - 1) % step == 0]
        if len(kept) <= room and (kept or step == 1):
            return _months(kept, scale, labels)
    step = round_step(len(years), room)
    wanted = [day for day in inside if day.month == 1 and day.year % step == 0]
    return [Tick(scale.at(day), str(day.year), "") for day in wanted]


def _months(days: Sequence[date], scale: TimeScale, labels: Labels) -> Sequence[Tick]:
    if not days:
        return [Tick(scale.left, _month(scale.first, labels), str(scale.first.year))]
    begins = {days[0], *(later for earlier, later in pairwise(days) if earlier.year != later.year)}
    return [Tick(scale.at(day), _month(day, labels), str(day.year) if day in begins else "") for day in days]


def _month(day: date, labels: Labels) -> str:
    return labels.text("month", f"{day.month:02}")[:_SHORT]
