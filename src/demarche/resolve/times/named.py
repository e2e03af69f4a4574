"""Readings of dates that are named: days, months, years, decades, seasons, with or without their year."""

from dataclasses import replace

from demarche.model.values import Precision
from demarche.resolve.times.context import (
    BEFORE_ERA,
    Candidate,
    Context,
    Meaning,
    reckoned,
    stated,
    unpublished,
    unresolved,
    with_part,
    without_year,
)
from demarche.resolve.times.found import Found
from demarche.resolve.times.period import (
    CENTURY,
    Period,
    century_of,
    day_of,
    month_of,
    months_of,
    shifted,
    year_of,
    years_of,
)

_POINTING = ("this", "last", "next", "that", "same", "following", "previous")
_ANAPHORIC = ("that", "same", "following", "previous")


def part_of(found: Found) -> str | None:
    """Return the part that the words name: early, mid, late or end; None for the whole."""
    return found.value("latter", "part", "edge")


def in_year(found: Found, context: Context, candidate_of: Candidate, precision: Precision) -> Meaning:
    """Return the day or longer time of the year that the words name or point to, or of the year that fits."""
    year = found.number("year")
    short = found.number("short_year")
    if year is not None or short is not None:
        return stated(candidate_of(year or full_year(short or 0, context)), precision)
    if found.value("unit") != "year" or not found.has(*_POINTING):
        meaning = without_year(context, candidate_of, precision)
        is_term = context.role == "deadline" and meaning.period is not None
        return (
            replace(meaning, basis="stated", reason=f"a deadline, {meaning.reason}") if is_term else meaning
        )
    pointed = _pointed_year(found, context)
    if pointed is None:
        return unresolved(precision, "the year that the words point to is not known")
    return reckoned(candidate_of(pointed.first.year), "the year is the one pointed to", precision)


def _pointed_year(found: Found, context: Context) -> Period | None:
    """Return this, last or next year, or that of the date that was spoken of."""
    base = context.spoken_as("year") if found.has(*_ANAPHORIC) else context.unit_of_writing("year")
    shift = found.number("this", "last", "next", "following", "previous") or 0
    return None if base is None else year_of(base.first.year + shift)


def full_year(short: int, context: Context) -> int:
    """Return the year of two digits: up to the story's, or to some years after publication."""
    if context.story is not None:
        limit = context.story.last.year
    elif context.published is not None:
        limit = context.published.last.year + context.calendar.conventions.short_year_ahead
    else:
        limit = context.calendar.conventions.short_year_limit
    return limit - (limit - short) % CENTURY


def calendar_day(found: Found, context: Context) -> Meaning | None:
    """Read "18 November 2024", "October 23"."""
    number = found.number("month", "month_short")
    day = found.number("day", "day_ordinal", "ordinal")
    if number is None or day is None:
        return None
    return in_year(found, context, lambda year: day_of(year, number, day), "day")


def day_range(found: Found, context: Context) -> Meaning | None:
    """Read "3 to 5 March", "Nov. 16 - 17"."""
    number = found.number("month", "month_short")
    days = found.numbers("day", "day_ordinal")
    if number is None or days[0] >= days[-1]:
        return None

    def candidate(year: int) -> Period | None:
        first, last = day_of(year, number, days[0]), day_of(year, number, days[-1])
        return None if first is None or last is None else Period(first.first, last.last, "day")

    return in_year(found, context, candidate, "day")


def dash_range(found: Found, context: Context) -> Meaning | None:
    """Read "14 August-24 August 1914": two days of a month each, the first completed by the second."""
    one, two = found.around("dash")
    second = calendar_day(two, context)
    if second is None or second.period is None:
        return second
    first = calendar_day(one, replace(context, story=second.period))
    if first is None or first.period is None:
        return first
    begins, ends = first.period.first, second.period.last
    if begins > ends:
        begins = shifted(begins, -1, "year") or begins
    return None if begins > ends else replace(second, period=Period(begins, ends, "day"))


def month(found: Found, context: Context) -> Meaning | None:
    """Read "November 2024", "in September", "late September"."""
    number = found.number("month", "month_short")
    if number is None:
        return None
    meaning = in_year(found, context, lambda year: month_of(year, number), "month")
    return with_part(meaning, part_of(found), context)


def season(found: Found, context: Context) -> Meaning | None:
    """Read "winter", "the spring of 1862", "the winter of 1941-42"."""
    number = found.number("season", "fall")
    if number is None:
        return None
    first, count = context.calendar.conventions.seasons[number]
    meaning = in_year(found, context, lambda year: months_of(year, first, count, "season"), "season")
    return with_part(meaning, part_of(found), context)


def year(found: Found, context: Context) -> Meaning | None:
    """Read "2018", "mid-2023", "'99", "AD 70"."""
    short = found.number("short_year")
    number = found.number("year", "day", "count") if short is None else full_year(short, context)
    meaning = None if number is None else stated(year_of(number), "year")
    return None if meaning is None else with_part(meaning, part_of(found), context)


def before_era(found: Found, context: Context) -> Meaning | None:
    """Read "490 BC"."""
    del context
    return unresolved("month" if found.has("month", "month_short") else "year", BEFORE_ERA)


def year_range(found: Found, context: Context) -> Meaning | None:
    """Read "2014-2018", "1967-70"."""
    del context
    first, last = found.numbers("year", "day", "count")[:2]
    if last < CENTURY:
        last += first // CENTURY * CENTURY
    return stated(years_of(first, last), "year") if first < last else None


def iso_date(found: Found, context: Context) -> Meaning | None:
    """Read "2024-11-18", whole or in pieces."""
    del context
    whole = found.value("iso_date")
    numbers = whole.split("-") if whole else [atom.value for atom in found.atoms if atom.name != "dash"]
    first, second, third = (int(number) for number in numbers)
    return stated(day_of(first, second, third))


def slashed(found: Found, context: Context) -> Meaning | None:
    """Read "18/11/2024"; where day and month could change places nothing is known."""
    one, two, last = (int(number) for number in (found.value("slashed") or "").replace(".", "/").split("/"))
    number = last if last >= CENTURY else full_year(last, context)
    readings = {
        period for period in (day_of(number, two, one), day_of(number, one, two)) if period is not None
    }
    if len(readings) > 1:
        return unresolved("day", "day and month cannot be told apart")
    return stated(readings.pop()) if readings else None


def day_of_month(found: Found, context: Context) -> Meaning | None:
    """Read "the 20th": of the month that was spoken of, or else the nearest to publication that fits the verb."""
    day = found.number("day_ordinal") or 0
    spoken, today = context.spoken_as("month"), context.today
    if spoken is not None:
        return reckoned(day_of(spoken.first.year, spoken.first.month, day), "of the month that was spoken of")
    if today is None:
        return unpublished("day", context)
    behind = context.direction == "past"
    months = [months_of(today.year, today.month + shift, 1, "month") for shift in (-1, 0, 1)]
    days = [day_of(at.first.year, at.first.month, day) for at in months if at is not None]
    fitting = [at for at in days if at is not None and (at.first <= today if behind else at.first >= today)]
    nearest = min(fitting, key=lambda at: abs((at.first - today).days), default=None)
    return reckoned(nearest, f"the nearest to publication ({today}) that fits the verb")


def decade(found: Found, context: Context) -> Meaning | None:
    """Read "the 1990s", "the sixties"."""
    number = found.number("decade", "year")
    if number is not None:
        return with_part(stated(years_of(number, number + 9, "decade"), "decade"), part_of(found), context)
    first = full_year(found.number("short_decade", "decade_word", "count") or 0, context)
    meaning = reckoned(years_of(first, first + 9, "decade"), "of the century at hand", "decade")
    return with_part(meaning, part_of(found), context)


def century(found: Found, context: Context) -> Meaning | None:
    """Read "the 20th century", counted from year 1."""
    if found.has("era_before"):
        return unresolved("decade", BEFORE_ERA)
    number = found.number("ordinal", "day_ordinal") or 0
    return with_part(stated(century_of(number), "decade"), part_of(found), context)
