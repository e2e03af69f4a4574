"""What times of several forms mean: ranges, a day with its clock time, so long before or after a date."""

from collections.abc import Sequence
from dataclasses import replace

from demarche.resolve.times.context import NO_SUCH_DAY, Context, Meaning, unresolved
from demarche.resolve.times.found import Found
from demarche.resolve.times.join import Joined
from demarche.resolve.times.measures import counted, with_clock
from demarche.resolve.times.period import Period, shifted, year_of
from demarche.resolve.times.readings import read
from demarche.resolve.times.spoken import afternoon, clock_of, is_to_minute


def meaning_of(joined: Joined, context: Context) -> Meaning | None:
    """Return what the time means where it stands; None if it is no time after all."""
    try:
        return _meaning(joined, context)
    except OverflowError:  # counted beyond the years 1 to 9999
        return unresolved("unknown", NO_SUCH_DAY)


def _meaning(joined: Joined, context: Context) -> Meaning | None:
    if joined.completed_by is not None:
        return _completed(joined.parts[0], joined.completed_by, context)
    if joined.kind == "single":
        return read(joined.parts[0], context)
    if joined.kind == "range":
        return _range(joined.parts, context)
    if joined.kind == "clock":
        return _clock(joined.parts, context)
    length, date = read(joined.parts[0], context), read(joined.parts[1], context)
    if length is None or date is None:
        return date
    meaning = date if date.period is None else counted(joined.parts[0], joined.direction, date.period)
    return replace(meaning, parts=(length, date))


def _completed(one: Found, two: Found, context: Context) -> Meaning | None:
    """Return the date with the year that the next one names, or the year before that if it comes later."""
    second = read(two, context)
    if second is None or second.period is None:
        return read(one, context)
    year = second.period.first.year
    first = read(one, replace(context, story=year_of(year)))
    if first is not None and first.period is not None and first.period.first > second.period.first:
        return read(one, replace(context, story=year_of(year - 1)))
    return first


def _range(parts: Sequence[Found], context: Context) -> Meaning | None:
    """Return the days from the first date to the second, each completed by the other."""
    one, two = parts
    borrows = two.has("year") and not one.has("year")
    first = _completed(one, two, context) if borrows else read(one, context)
    begun = None if first is None or two.has("year") else first.period
    second = read(two, context if begun is None else replace(context, story=begun))
    if first is None or second is None:
        return first or second
    return replace(_from_to(parts, first, second), parts=(first, second))


def _from_to(parts: Sequence[Found], first: Meaning, second: Meaning) -> Meaning:
    """Return the days from the first date to the second; one alone if the other has none, or comes too early."""
    if first.period is None or second.period is None:
        return second if first.period is None else first
    one, two = parts
    begins, ends = first.period.first, second.period.last
    if begins > ends and not two.has("year"):
        ends = shifted(ends, 1, "week" if one.has("weekday") else "year") or ends
    if begins > ends:
        return second
    both = first.basis == second.basis == "stated"
    period = Period(begins, ends, second.period.precision)
    reason = f"from {first.reason} to {second.reason}"
    return Meaning(period, period.precision, "stated" if both else "reckoned", reason)


def _clock(parts: Sequence[Found], context: Context) -> Meaning | None:
    """Return the day with its time of the day; a longer period without it."""
    of_day, date = parts if parts[0].pattern.reading == "clock" else reversed(parts)
    day = read(date, context)
    time = clock_of(of_day, afternoon(date))
    return None if day is None else with_clock(day, time, to_minute=is_to_minute(of_day))
