"""Readings of festivals and other days with a name."""

from datetime import date, timedelta

from demarche.lexicon.calendar import Holiday
from demarche.resolve.times.context import Context, Meaning, reckoned, stated, unpublished, unresolved
from demarche.resolve.times.found import Found
from demarche.resolve.times.named import in_year
from demarche.resolve.times.period import Period, day_of, easter, month_of, nth_weekday, one_day

_YEARS_AROUND = 2
_SHIFTS = ("this", "current", "last", "next", "past", "coming")


def holiday(found: Found, context: Context) -> Meaning | None:
    """Read "Christmas Eve", "Easter 2016", "last Thanksgiving"."""
    known = context.calendar.holidays[found.value("holiday") or ""]
    if known.rule == "day":
        return stated(day_of(*known.numbers), reason=f"the day known as {known.name}")
    if known.rule == "moving" and not known.days:
        return unresolved("day", f"the days of {known.name} are in no table")
    shift = found.number(*_SHIFTS)
    if shift is not None and found.value("unit") is None:
        return _beside(known, shift, context)
    return in_year(found, context, lambda year: festival(known, year), "day")


def _beside(known: Holiday, shift: int, context: Context) -> Meaning:
    """Return the last festival that is over, the next one that is not, or for "this" the nearest."""
    today = context.today
    if today is None:
        return unpublished("day", context)
    years = range(today.year - _YEARS_AROUND, today.year + _YEARS_AROUND + 1)
    days = [period for year in years if (period := festival(known, year)) is not None]
    fitting = [period for period in days if shift == 0 or (period.last < today) == (shift < 0)]
    nearest = min(fitting, key=lambda period: abs((period.middle - today).days), default=None)
    return reckoned(nearest, f"counted from publication ({today})")


def festival(known: Holiday, year: int) -> Period | None:
    """Return the days of the festival in the year; None where they are not known."""
    if known.rule == "fixed":
        return day_of(year, *known.numbers)
    if known.rule == "easter":
        sunday = easter(year)
        return None if sunday is None else one_day(sunday.first + timedelta(known.numbers[0]))
    if known.rule == "weekday":
        return _on_weekday(year, *known.numbers)
    days = next(((first, last) for first, last in known.days if first.year == year), None)
    return None if days is None else Period(*days, "day")


def _on_weekday(year: int, month: int, which: int, weekday: int, later: int = 0) -> Period | None:
    """Return the nth weekday of the month, or so many days later."""
    span = month_of(year, month)
    found: date | None = None if span is None else nth_weekday(span, which, weekday)
    return None if found is None else one_day(found + timedelta(later))
