"""Readings of times that are counted from a date the report spoke of: the next day, that month, 10.30."""

from datetime import date, timedelta

from demarche.model.values import Precision
from demarche.resolve.times.context import Context, Meaning, reckoned, unresolved, with_part
from demarche.resolve.times.found import Found
from demarche.resolve.times.measures import with_clock
from demarche.resolve.times.named import part_of
from demarche.resolve.times.period import (
    Period,
    month_of,
    months_of,
    one_day,
    unit_around,
    unit_beside,
    unit_precision,
    weekday_from,
    weekday_until,
)

_POINTING = ("same", "following", "previous", "next", "that", "this")
_WRITTEN_TO_MINUTE = ("clock", "clock_dot", "clock_digits", "year")
_AFTER_NOON = frozenset({"AF", "EV"})
_HOURS, _HOURS_OF_HALF = 24, 12


def neighbour(found: Found, context: Context) -> Meaning | None:
    """Read "the next day", "that month", "the previous year", "later that year"."""
    name, value = _unit_of(found)
    precision = _precision(name, value)
    spoken = context.spoken_as(precision)
    is_rest = found.atoms[0].name in {"later", "earlier"} and value != "day"
    if spoken is None and is_rest and not found.has(*_POINTING):
        spoken = context.unit_of_writing(value)
    if spoken is None:
        return unresolved(precision, "no date was spoken of before")
    shift = _shift(found)
    period = _beside(name, value, shift, spoken, context)
    if is_rest and name == "unit":
        period = _rest(found, spoken, value)
    meaning = reckoned(period, f"counted from {spoken.earliest}, spoken of before", precision)
    return with_part(meaning, part_of(found), context)


def _unit_of(found: Found) -> tuple[str, str]:
    """Return the class and value of the unit, month or season that the words name; a part of the day is a day."""
    for atom in found.atoms:
        if atom.name in {"unit", "month", "season", "fall"}:
            return atom.name, atom.value
    return "unit", "day"


def _precision(name: str, value: str) -> Precision:
    if name == "unit":
        return unit_precision(value)
    return "month" if name == "month" else "season"


def _shift(found: Found) -> int:
    """Return how far from the date spoken of: "next" and a final "later" one ahead, "previous" one back."""
    if found.atoms[-1].name in {"later", "earlier"}:
        return found.number("later", "earlier") or 0
    return found.number("following", "previous", "next") or 0


def _beside(name: str, value: str, shift: int, spoken: Period, context: Context) -> Period | None:
    """Return the unit beside the date, or the nearest such month or season before or after it."""
    start = spoken.last if shift > 0 else spoken.first
    if name == "unit":
        return unit_beside(start, shift, value)
    first, count = (int(value), 1) if name == "month" else context.calendar.conventions.seasons[int(value)]
    year = start.year
    if shift < 0:
        year -= first + count - 1 >= start.month
    elif shift > 0:
        year += first <= start.month
    return month_of(year, first) if name == "month" else months_of(year, first, count, "season")


def _rest(found: Found, spoken: Period, unit: str) -> Period | None:
    """Return what is left of the unit after the date, or what was before it."""
    around = unit_around(spoken.first, unit)
    if around is None or around == spoken:
        return around
    if found.has("later"):
        return Period(spoken.last, max(around.last, spoken.last), around.precision)
    return Period(around.first, spoken.first, around.precision)


def neighbour_weekday(found: Found, context: Context) -> Meaning | None:
    """Read "the following Monday", "that Friday"."""
    number = found.number("weekday") or 0
    spoken = context.spoken_as("week")
    if spoken is None:
        return unresolved("day", "no day was spoken of before")
    day = _weekday_beside(number, found.number("following", "previous", "next") or 0, spoken)
    return reckoned(one_day(day), f"counted from {spoken.earliest}, spoken of before")


def _weekday_beside(number: int, shift: int, spoken: Period) -> date:
    if shift < 0:
        return weekday_until(spoken.first - timedelta(1), number)
    return weekday_from(spoken.last + timedelta(1) if shift > 0 else spoken.first, number)


def clock(found: Found, context: Context) -> Meaning | None:
    """Read "10:30", "3 p.m. GMT": on the day that was just spoken of; the zone is left to the words."""
    day = context.near
    to_minute = is_to_minute(found)
    if day is None or not day.is_day:
        return unresolved("minute" if to_minute else "hour", "on what day is not said")
    return with_clock(reckoned(day, "on the day spoken of"), clock_of(found), to_minute=to_minute)


def is_to_minute(found: Found) -> bool:
    """Return whether the time of the day is written with its minutes."""
    return found.has(*_WRITTEN_TO_MINUTE)


def clock_of(found: Found, half: int | None = None) -> str:
    """Return the time of the day that the words name, "14:30"; `half` is 12 if other words put it after noon."""
    written = found.value(*_WRITTEN_TO_MINUTE)
    hour, minute = split_clock(written) if written else (found.number("day", "number", "hour_name") or 0, 0)
    named = found.number("ampm")
    half = named if named is not None else afternoon(found) or half
    if half is not None and hour <= _HOURS_OF_HALF:
        hour = hour % _HOURS_OF_HALF + half
    return f"{hour % _HOURS:02}:{minute:02}"


def afternoon(found: Found) -> int | None:
    """Return 12, the hour from which the part of the day counts that the words name; None for morning, night or none."""
    return _HOURS_OF_HALF if found.value("daypart") in _AFTER_NOON else None


def split_clock(written: str) -> tuple[int, int]:
    """Return the hour and minute of "10:30", "10.30" or "1030"."""
    digits = written.replace(":", "").replace(".", "")
    return int(digits[:-2]), int(digits[-2:])
