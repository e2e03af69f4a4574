"""Weeks, months and years: in which one something lies, if it lies in one."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

Period = Literal["week", "month", "year"]
Days = tuple[date, date] | None
"""The days between which something lies; None unless both are known."""

_DAY = 10  # characters of an ISO date
_WEEKS_UP_TO = 400  # days that the dates span
_MONTHS_UP_TO = 366 * 12


def all_periods(first: date, last: date, period: Period) -> list[date]:
    """Return the first days of all periods from one to another."""
    found = [first]
    while found[-1] < last:
        found.append(period_after(found[-1], period))
    return found


def period_after(first: date, period: Period) -> date:
    """Return the first day of the period after the one that begins with a day."""
    match period:
        case "week":
            return first + timedelta(days=7)
        case "month":
            return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        case "year":
            return first.replace(year=first.year + 1)


def period_of(day: date, period: Period) -> date:
    """Return the first day of the period that a day is in; weeks begin on Monday."""
    match period:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)


def days_of(earliest: str | None, latest: str | None, *, at_latest: bool = False) -> Days:
    """Return the days between which something lies; or twice the last on which it can have been, if that is wanted."""
    if at_latest:
        earliest = latest = latest or earliest
    if earliest is None or latest is None:
        return None
    return date.fromisoformat(earliest[:_DAY]), date.fromisoformat(latest[:_DAY])


def only_period(days: Days, period: Period) -> date | None:
    """Return the first day of the period in which something lies; None if it is known to lie in no one."""
    if days is None:
        return None
    first, last = (period_of(day, period) for day in days)
    return first if first == last else None


def fitting(found: Iterable[Days]) -> Period:
    """Return the period by which so many days are told apart, and not too many bars are drawn."""
    days = [one for one in found if one is not None]
    if not days:
        return "month"
    span = (max(last for _, last in days) - min(first for first, _ in days)).days
    if span <= _WEEKS_UP_TO:
        return "week"
    return "month" if span <= _MONTHS_UP_TO else "year"
