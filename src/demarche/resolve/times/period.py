"""Stretches of days, and the arithmetic of the calendar on them. Weeks begin on Monday."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from demarche.model.values import Precision

DAYS_OF_WEEK = 7
MONTHS = 12
CENTURY = 100
SATURDAY = 5
_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_UNIT_PRECISION: dict[str, Precision] = {
    "second": "day",
    "minute": "day",
    "hour": "day",
    "day": "day",
    "week": "week",
    "fortnight": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "decade",
}
_COARSENESS: dict[Precision, int] = {
    "minute": 0,
    "hour": 0,
    "day": 0,
    "week": 1,
    "month": 2,
    "season": 3,
    "quarter": 3,
    "year": 4,
    "decade": 5,
    "unknown": 6,
}

Parts = Mapping[str, Mapping[str, tuple[int, int | None]]]


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, and how precisely words named them; `clock` is a time of one day, "14:30"."""

    first: date
    last: date
    precision: Precision
    clock: str = ""

    @property
    def middle(self) -> date:
        """Return the day in the middle."""
        return self.first + (self.last - self.first) // 2

    @property
    def is_day(self) -> bool:
        """Return whether it is one day."""
        return self.first == self.last

    @property
    def earliest(self) -> str:
        """Return the first day in ISO form, with the time of the day if there is one."""
        return self.first.isoformat() + self._time

    @property
    def latest(self) -> str:
        """Return the last day in ISO form, with the time of the day if there is one."""
        return self.last.isoformat() + self._time

    @property
    def _time(self) -> str:
        return f"T{self.clock}" if self.clock else ""


def unit_precision(unit: str) -> Precision:
    """Return how precise a date is that is counted in this unit: days for hours, decades for centuries."""
    return _UNIT_PRECISION[unit]


def coarseness(precision: Precision) -> int:
    """Return the rank of a precision, days and finer 0."""
    return _COARSENESS[precision]


def day_of(year: int, month: int, day: int) -> Period | None:
    """Return the day, or None if there is no such day."""
    try:
        return one_day(date(year, month, day))
    except ValueError:
        return None


def one_day(day: date) -> Period:
    """Return the day as a period."""
    return Period(day, day, "day")


def days_from(first: date, count: int, precision: Precision = "day") -> Period:
    """Return `count` days from the first."""
    return Period(first, first + timedelta(count - 1), precision)


def months_of(year: int, month: int, count: int, precision: Precision) -> Period | None:
    """Return `count` months from this month (1 to 12, or beyond into other years); None outside the calendar."""
    index = year * MONTHS + month - 1
    first, after = _first_of_month(index), _first_of_month(index + count)
    if first is None or after is None:
        return None
    return Period(first, after - timedelta(1), precision)


def month_of(year: int, month: int) -> Period | None:
    """Return the month."""
    return months_of(year, month, 1, "month")


def year_of(year: int) -> Period | None:
    """Return the year."""
    return months_of(year, 1, MONTHS, "year")


def years_of(first: int, last: int, precision: Precision = "year") -> Period | None:
    """Return the years from the first to the last."""
    return months_of(first, 1, (last - first + 1) * MONTHS, precision) if first <= last else None


def week_of(day: date) -> Period:
    """Return the week, Monday to Sunday, in which the day lies."""
    return days_from(day - timedelta(day.weekday()), DAYS_OF_WEEK, "week")


def unit_around(day: date, unit: str) -> Period | None:
    """Return the whole day, week, month, quarter, year, decade or century in which the day lies."""
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        return months_of(day.year, (day.month - 1) // 3 * 3 + 1, 3, "quarter")
    if unit == "year":
        return year_of(day.year)
    if unit == "decade":
        return years_of(day.year // 10 * 10, day.year // 10 * 10 + 9, "decade")
    if unit == "century":
        return century_of((day.year - 1) // CENTURY + 1)
    return week_of(day) if unit in {"week", "fortnight"} else one_day(day)


def century_of(number: int) -> Period | None:
    """Return the century with this number, the first from year 1; no precision is coarser than a decade."""
    return years_of((number - 1) * CENTURY + 1, number * CENTURY, "decade")


def shifted(day: date, count: int, unit: str) -> date | None:
    """Return the day so many units away, None outside the calendar; too short a month gives its last day."""
    if unit in _UNIT_MONTHS:
        index = day.year * MONTHS + day.month - 1 + count * _UNIT_MONTHS[unit]
        first, after = _first_of_month(index), _first_of_month(index + 1)
        if first is None or after is None:
            return None
        return first + timedelta(min(day.day, (after - first).days) - 1)
    try:
        return day + timedelta(count * _UNIT_DAYS.get(unit, 0))
    except OverflowError:
        return None


def unit_beside(day: date, count: int, unit: str) -> Period | None:
    """Return the whole unit that lies so many units from the one around the day; None outside the calendar."""
    beside = shifted(day, count, unit)
    return None if beside is None else unit_around(beside, unit)


def narrowed(period: Period, part: str, parts: Parts) -> Period:
    """Return the early, mid or late part of a month, year or decade; of other periods a third, of a day the day."""
    first, last = period.first, period.last
    if period.is_day:
        return period
    if period.precision == "month":
        begin, end = parts["month"][part]
        return replace(period, first=first.replace(day=begin), last=first.replace(day=end) if end else last)
    if period == year_of(first.year):
        begin, end = parts["year"][part]
        return months_of(first.year, begin, (end or MONTHS) - begin + 1, "year") or period
    if period == years_of(first.year, first.year + 9, "decade"):
        begin, end = parts["decade"][part]
        return years_of(first.year + begin, first.year + (end or 9), "decade") or period
    third = {"early": 0, "mid": 1, "late": 2}[part]
    days = (last - first).days + 1
    begins, ends = (first + timedelta(days * edge // 3) for edge in (third, third + 1))
    return replace(period, first=begins, last=ends - timedelta(1))


def easter(year: int) -> Period | None:
    """Return Western Easter Sunday (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    lunar = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * lunar) // 451
    month, day = divmod(h + lunar - 7 * m + 114, 31)
    return day_of(year, month, day + 1)


def nth_weekday(month: Period, which: int, weekday: int) -> date | None:
    """Return the nth such weekday (Monday 0) of the month, -1 the last; None if there is none."""
    if which < 0:
        return month.last - timedelta((month.last.weekday() - weekday) % DAYS_OF_WEEK)
    ahead = (weekday - month.first.weekday()) % DAYS_OF_WEEK
    found = month.first + timedelta(ahead + DAYS_OF_WEEK * (which - 1))
    return found if found <= month.last else None


def weekday_from(day: date, weekday: int) -> date:
    """Return the first such weekday on or after the day."""
    return day + timedelta((weekday - day.weekday()) % DAYS_OF_WEEK)


def weekday_until(day: date, weekday: int) -> date:
    """Return the last such weekday on or before the day."""
    return day - timedelta((day.weekday() - weekday) % DAYS_OF_WEEK)


def _first_of_month(index: int) -> date | None:
    """Return the first day of the month with this number, counted from January of the year 0."""
    year, month = divmod(index, MONTHS)
    return date(year, month + 1, 1) if MINYEAR <= year <= MAXYEAR else None
