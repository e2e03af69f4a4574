"""Readings of parts of longer times: quarters, halves, the last week of a month, the end of the year."""

from datetime import timedelta

from demarche.resolve.times.context import (
    Context,
    Meaning,
    reckoned,
    stated,
    unpublished,
    unresolved,
    with_part,
)
from demarche.resolve.times.found import Atom, Found
from demarche.resolve.times.named import in_year, part_of, season
from demarche.resolve.times.period import (
    DAYS_OF_WEEK,
    MONTHS,
    SATURDAY,
    Period,
    days_from,
    month_of,
    months_of,
    nth_weekday,
    one_day,
    unit_beside,
    unit_precision,
    year_of,
)

_SHIFTS = ("this", "current", "last", "next", "past", "coming")
_QUARTERS = 4
_QUARTER = 3
_HALF = 6
_LAST = ("last", "final")
_ONE, _TWO = 1, 2


def quarter(found: Found, context: Context) -> Meaning | None:
    """Read "the first quarter of 2024", "Q3", "last quarter"."""
    number = found.number("ordinal", "day_ordinal", "quarter_name")
    if number is None and found.has("final"):
        number = _QUARTERS
    if number is None:
        return _quarter_beside(found, context)
    if number > _QUARTERS:
        return None
    month = (number - 1) * _QUARTER + 1
    return in_year(found, context, lambda year: months_of(year, month, _QUARTER, "quarter"), "quarter")


def _quarter_beside(found: Found, context: Context) -> Meaning:
    shift = found.number("following", "previous")
    if shift is None and not found.has("same"):
        return pointed_unit(found, context, "quarter")
    base = context.spoken_as("quarter")
    if base is None:
        return unresolved("quarter", "no quarter was spoken of before")
    return reckoned(
        unit_beside(base.first, shift or 0, "quarter"), "counted from the date spoken of", "quarter"
    )


def half(found: Found, context: Context) -> Meaning | None:
    """Read "the second half of 2008", "H1 2022", "the first half of the year"."""
    number = found.number("half_name", "ordinal") or _TWO
    outer = _outer(found, context)
    if outer.period is None or number > _TWO:
        return outer if number <= _TWO else None
    first, last = outer.period.first, outer.period.last
    if outer.period == year_of(first.year):
        return _within(outer, months_of(first.year, 1 + _HALF * (number - 1), _HALF, "year"))
    middle = outer.period.middle
    bounds = (first, middle) if number == _ONE else (middle + timedelta(1), last)
    return _within(outer, Period(*bounds, outer.period.precision))


def _within(outer: Meaning, period: Period | None) -> Meaning | None:
    """Return the meaning of a part of the longer time; None if it has no such part."""
    return None if period is None else Meaning(period, period.precision, outer.basis, outer.reason)


def _outer(found: Found, context: Context) -> Meaning:
    """Return the month, year or decade that the words name or point to, of which they want a part."""
    number = found.number("month", "month_short")
    if number is not None:
        return in_year(found, context, lambda year: month_of(year, number), "month")
    year = found.number("year")
    if year is not None:
        return stated(year_of(year), "year")
    units = [atom.value for atom in found.atoms if atom.name == "unit"]
    return pointed_unit(found, context, units[-1] if units else "quarter")


def pointed_unit(found: Found, context: Context, unit: str) -> Meaning:
    """Return this, last, next or that unit; plain "the year" is that of the story, or else of the publication."""
    shift = found.number(*_SHIFTS)
    precision = unit_precision(unit)
    base = context.spoken_as(precision) if found.has("that") else None
    if base is None and shift is None:
        base = context.story
    if base is not None:
        return reckoned(
            unit_beside(base.first, 0, unit), f"that of {base.earliest}, spoken of before", precision
        )
    base = context.unit_of_writing(unit)
    if base is None:
        return unpublished(precision, context)
    return reckoned(unit_beside(base.first, shift or 0, unit), "counted from publication", precision)


def nth_unit(found: Found, context: Context) -> Meaning | None:
    """Read "the last week of August", "the first day of 2014", "the second Friday of March"."""
    head, rest = found.around("of")
    outer = _outer(rest, context)
    if outer.period is None:
        return outer
    which = -1 if head.has(*_LAST) else head.number("ordinal") or 1
    return _within(outer, _nth(head.atoms[-1], which, outer.period))


def _nth(unit: Atom, which: int, outer: Period) -> Period | None:
    """Return the nth weekday, weekend, day or week of the month or year; None if it has no such."""
    if unit.name in {"weekday", "weekend"}:
        weekday = int(unit.value) if unit.name == "weekday" else SATURDAY
        day = nth_weekday(outer, which, weekday)
        return None if day is None else days_from(day, 1 if unit.name == "weekday" else 2)
    size = 1 if unit.value == "day" else DAYS_OF_WEEK
    begins = outer.first + timedelta(size * (which - 1)) if which > 0 else outer.last - timedelta(size - 1)
    if begins > outer.last:
        return None
    ends = min(begins + timedelta(size - 1), outer.last)
    return one_day(begins) if size == 1 else Period(begins, ends, "week")


def first_units(found: Found, context: Context) -> Meaning | None:
    """Read "the first ten months of 1915", "the last two weeks of February"."""
    head, rest = found.around("of")
    outer = _outer(rest, context)
    count, unit = head.number("number", "day", "tens"), head.value("units")
    if outer.period is None or count is None:
        return outer if count is not None else None
    return _within(outer, _first(outer.period, count, unit or "", from_end=head.has(*_LAST)))


def _first(outer: Period, count: int, unit: str, *, from_end: bool) -> Period | None:
    """Return the first or last `count` units of the month or year; None if it has not so many."""
    if unit == "month" and outer == year_of(outer.first.year) and count <= MONTHS:
        return months_of(outer.first.year, MONTHS + 1 - count if from_end else 1, count, "month")
    size = {"day": 1, "week": DAYS_OF_WEEK}.get(unit, 0) * count
    if not 0 < size <= (outer.last - outer.first).days + 1:
        return None
    begins = outer.last - timedelta(size - 1) if from_end else outer.first
    return days_from(begins, size, outer.precision)


def edge_of_unit(found: Found, context: Context) -> Meaning | None:
    """Read "the end of the year", "month's end", "mid-month", "early next week"."""
    if found.has("season", "fall"):
        return season(found, context)
    unit = found.value("unit") or ("quarter" if found.has("quarter") else "week")
    if unit == "day" and found.has("later", "earlier") and context.near is not None:
        return reckoned(context.near, "the day spoken of")
    return with_part(pointed_unit(found, context, unit), part_of(found), context)
