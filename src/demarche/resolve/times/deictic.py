"""Readings of times that are counted from the day of writing: weekdays, yesterday, last month, this morning."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from demarche.resolve.times.context import Context, Meaning, reckoned, unpublished, unresolved, with_part
from demarche.resolve.times.found import Found
from demarche.resolve.times.named import part_of
from demarche.resolve.times.period import (
    DAYS_OF_WEEK,
    SATURDAY,
    Period,
    days_from,
    month_of,
    months_of,
    one_day,
    unit_beside,
    unit_precision,
    week_of,
    weekday_from,
    weekday_until,
)

_SHIFTS = ("this", "current", "last", "next", "past", "coming")
_WEEKEND = 2
_YEARS_AROUND = 2


def shift_of(found: Found) -> int:
    """Return how many units away "this", "last" or "next" points; in "this past week" the second word decides."""
    return next((shift for shift in reversed(found.numbers(*_SHIFTS)) if shift), 0)


def day_word(found: Found, context: Context) -> Meaning | None:
    """Read "yesterday", "tomorrow morning", "the day after tomorrow", "tonight"."""
    days = found.number("day_word", "night_word") or 0
    return _day_from_writing(2 * days if found.has("unit") else days, context)


def _day_from_writing(days: int, context: Context) -> Meaning:
    """Return the day so many days from publication; the day itself is known as precisely as the publication."""
    today, published = context.today, context.published
    if today is not None:
        return reckoned(one_day(today + timedelta(days)), f"counted from publication ({today})")
    if published is None or days:
        return unpublished("day", context)
    return reckoned(published, f"the publication, known only to the {published.precision}")


def overnight(found: Found, context: Context) -> Meaning | None:
    """Read "overnight": the night to the day of writing, or from it."""
    del found
    today = context.today
    if today is None:
        return unpublished("day", context)
    first = today if context.direction == "future" else today - timedelta(1)
    return reckoned(days_from(first, 2), f"the night at publication ({today})")


def weekday(found: Found, context: Context) -> Meaning | None:
    """Read "on Monday": the last one for what is past, the day of writing included; the next one for what is ahead."""
    number = found.number("weekday", "weekday_short") or 0
    story, today = context.story, context.today
    if story is not None and story.precision == "day":
        day = weekday_from(story.first, number)
        return reckoned(one_day(day), f"the first one from {story.earliest}, of which the report speaks")
    if today is None:
        return unpublished("day", context)
    if context.direction in {"past", "open"}:
        return reckoned(one_day(weekday_until(today, number)), f"the last one until publication ({today})")
    return reckoned(one_day(weekday_from(today, number)), f"the next one from publication ({today})")


def weekday_shift(found: Found, context: Context) -> Meaning | None:
    """Read "last Sunday", "this Friday", "Friday next week": by weeks from Monday to Sunday.

    "Last Sunday" said on a Monday is not the day before, which would be plain "Sunday"; so with "next".
    """
    today = context.today
    if today is None:
        return unpublished("day", context)
    number, shift = found.number("weekday", "weekday_short") or 0, shift_of(found)
    if found.has("past", "coming") and not found.has("unit"):
        beside = today + timedelta(shift)
        day = weekday_until(beside, number) if shift < 0 else weekday_from(beside, number)
    else:
        day = week_of(today).first + timedelta(DAYS_OF_WEEK * shift + number)
        day += timedelta(0 if found.has("unit") else DAYS_OF_WEEK * _correction(day, today, shift, context))
    return reckoned(one_day(day), f"counted in weeks from publication ({today})")


def _correction(day: date, today: date, shift: int, context: Context) -> int:
    """Return how many weeks to add: none, one more for the day beside today, and "this" goes by the verb."""
    if shift:
        return shift if abs((day - today).days) == 1 else 0
    if day > today and context.direction == "past":
        return -1
    return 1 if day < today and context.direction == "future" else 0


def unit_shift(found: Found, context: Context) -> Meaning | None:
    """Read "last month", "later this year", "this morning", "last May", "next summer"."""
    shift = shift_of(found)
    if found.has("month", "month_short"):
        meaning = _month_shift(found.number("month", "month_short") or 1, shift, context)
    elif found.has("season", "fall"):
        meaning = _season_shift(found.number("season", "fall") or 0, shift, context)
    elif found.has("daypart"):
        meaning = _day_from_writing(shift, context)
    else:
        meaning = _unit_shift(found.value("unit") or "day", shift, context)
    return _cut(with_part(meaning, part_of(found), context), found, context)


def _unit_shift(unit: str, shift: int, context: Context) -> Meaning:
    precision = unit_precision(unit)
    spoken = context.spoken_as(precision) if context.history and shift == 0 else None
    if spoken is not None:
        return reckoned(
            unit_beside(spoken.first, 0, unit), f"that of {spoken.earliest}, spoken of before", precision
        )
    base = context.unit_of_writing(unit)
    if base is None:
        return unpublished(precision, context)
    return reckoned(unit_beside(base.first, shift, unit), "counted from publication", precision)


def _month_shift(number: int, shift: int, context: Context) -> Meaning:
    """Return the last such month that is over, the next that has not begun, or for "this" the one of the year."""
    base = context.unit_of_writing("month")
    if base is None:
        return unpublished("month", context)
    year = base.first.year
    if shift < 0:
        year -= number >= base.first.month
    elif shift > 0:
        year += number <= base.first.month
    return reckoned(month_of(year, number), "counted from publication", "month")


def _season_shift(number: int, shift: int, context: Context) -> Meaning:
    """Return the last such season that is over, the next that has not begun; "this" is told by the verb."""
    base = context.published if context.unit_of_writing("month") is not None else None
    if base is None:
        return unpublished("season", context)
    first, count = context.calendar.conventions.seasons[number]
    years = range(base.first.year - _YEARS_AROUND, base.first.year + _YEARS_AROUND + 1)
    seasons = [period for year in years if (period := months_of(year, first, count, "season")) is not None]
    way = shift or _way_of_this(seasons, base, context)
    fitting = [
        period
        for period in seasons
        if way == 0 or (period.last < base.first if way < 0 else period.first > base.last)
    ]
    nearest = min(fitting, key=lambda period: abs((period.middle - base.middle).days), default=None)
    return reckoned(nearest, "counted from publication", "season")


def _way_of_this(seasons: Sequence[Period], base: Period, context: Context) -> int:
    """Return where "this summer" lies: 0 if it is under way or the verb does not tell, -1 behind, 1 ahead."""
    if any(period.first <= base.last and period.last >= base.first for period in seasons):
        return 0
    direction = context.direction
    return 1 if direction == "future" else -1 if direction == "past" else 0


def _cut(meaning: Meaning, found: Found, context: Context) -> Meaning:
    """Return the meaning of "later this year", cut at the publication, and so with "earlier"."""
    today, period = context.today, meaning.period
    if today is None or period is None or not period.first <= today <= period.last:
        return meaning
    if found.has("later"):
        return replace(
            meaning, period=replace(period, first=today), reason=f"{meaning.reason}, from that day on"
        )
    if found.has("earlier"):
        return replace(
            meaning, period=replace(period, last=today), reason=f"{meaning.reason}, up to that day"
        )
    return meaning


def weekend(found: Found, context: Context) -> Meaning | None:
    """Read "the weekend", "last weekend": Saturday and Sunday, by the verb where the words do not tell."""
    if found.has("that", "same", "following", "previous"):
        return _weekend_spoken(found, context)
    today = context.today
    if today is None:
        return unpublished("day", context)
    saturday = _saturday(today, shift_of(found), context, is_next=found.has("next"))
    return reckoned(days_from(saturday, _WEEKEND), f"counted from publication ({today})")


def _saturday(today: date, shift: int, context: Context, *, is_next: bool) -> date:
    """Return the Saturday of the weekend that is meant."""
    before = weekday_until(today, SATURDAY)
    since = (today - before).days
    if shift < 0:
        return before if since >= _WEEKEND else before - timedelta(DAYS_OF_WEEK)
    if shift > 0:
        return week_of(today).first + timedelta(SATURDAY + (DAYS_OF_WEEK if is_next else 0))
    way = context.direction
    is_on, is_fresh = since < _WEEKEND, since <= DAYS_OF_WEEK // 2
    if is_on or way == "past" or (way != "future" and is_fresh):
        return before
    return before + timedelta(DAYS_OF_WEEK)


def _weekend_spoken(found: Found, context: Context) -> Meaning:
    spoken = context.spoken_as("week")
    if spoken is None:
        return unresolved("day", "no day was spoken of before")
    weeks = -1 if found.has("previous") else 0
    saturday = week_of(spoken.first).first + timedelta(SATURDAY + DAYS_OF_WEEK * weeks)
    return reckoned(days_from(saturday, _WEEKEND), f"counted from {spoken.earliest}, spoken of before")
