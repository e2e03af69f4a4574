"""The arithmetic of the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.lexicon.calendar import load_calendar
from demarche.resolve.times.period import (
    Period,
    day_of,
    easter,
    month_of,
    months_of,
    narrowed,
    nth_weekday,
    shifted,
    unit_around,
    unit_beside,
    week_of,
    weekday_from,
    weekday_until,
    year_of,
    years_of,
)

PARTS = load_calendar().conventions.parts
DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(3000, 1, 1))
UNITS = st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century"])


@given(DAYS, UNITS)
def test_a_unit_holds_its_day_and_all_of_its_days_share_it(day: date, unit: str) -> None:
    around = unit_around(day, unit)
    assert around is not None
    assert around.first <= day <= around.last
    assert unit_around(around.first, unit) == unit_around(around.last, unit) == around


@given(DAYS, UNITS)
def test_neighbouring_units_touch(day: date, unit: str) -> None:
    this, following = unit_around(day, unit), unit_beside(day, 1, unit)
    assert this is not None
    assert following is not None
    assert following.first == this.last + timedelta(1)
    assert unit_beside(following.first, -1, unit) == this


@given(DAYS, st.sampled_from(["month", "year", "decade"]))
def test_the_parts_make_up_the_whole(day: date, unit: str) -> None:
    whole = unit_around(day, unit)
    assert whole is not None
    early, mid, late = (narrowed(whole, part, PARTS) for part in ("early", "mid", "late"))
    assert (early.first, late.last) == (whole.first, whole.last)
    assert (mid.first, late.first) == (early.last + timedelta(1), mid.last + timedelta(1))
    assert {early.precision, mid.precision, late.precision} == {whole.precision}


@given(DAYS)
def test_a_week_and_a_day_are_cut_in_thirds_or_not_at_all(day: date) -> None:
    week = week_of(day)
    early, mid, late = (narrowed(week, part, PARTS) for part in ("early", "mid", "late"))
    assert (early.first, mid.first, late.last) == (week.first, early.last + timedelta(1), week.last)
    one = Period(day, day, "day")
    assert narrowed(one, "late", PARTS) == one


@given(DAYS, st.integers(0, 6))
def test_weekdays_are_found_within_a_week(day: date, weekday: int) -> None:
    ahead, behind = weekday_from(day, weekday), weekday_until(day, weekday)
    assert ahead.weekday() == behind.weekday() == weekday
    assert timedelta(0) <= ahead - day < timedelta(7)
    assert timedelta(0) <= day - behind < timedelta(7)


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    sunday = easter(year)
    assert sunday is not None
    assert sunday.first.weekday() == 6
    assert date(year, 3, 22) <= sunday.first <= date(year, 4, 25)


@pytest.mark.parametrize("day", ["2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31", "2038-04-25"])
def test_easter_of_known_years(day: str) -> None:
    assert easter(int(day[:4])) == Period(date.fromisoformat(day), date.fromisoformat(day), "day")


def test_outside_the_calendar_is_none() -> None:
    assert day_of(2023, 2, 29) is None
    assert day_of(2024, 13, 1) is None
    assert year_of(0) is None
    assert years_of(2020, 2019) is None
    assert months_of(9999, 12, 2, "month") is None
    assert shifted(date(9999, 12, 31), 1, "day") is None
    assert shifted(date(1, 1, 1), -1, "year") is None


def test_a_short_month_gives_its_last_day() -> None:
    assert shifted(date(2024, 1, 31), 1, "month") == date(2024, 2, 29)
    assert shifted(date(2024, 2, 29), 1, "year") == date(2025, 2, 28)


def test_nth_weekday() -> None:
    november = month_of(2024, 11)
    assert november is not None
    assert nth_weekday(november, 4, 3) == date(2024, 11, 28)
    assert nth_weekday(november, -1, 0) == date(2024, 11, 25)
    assert nth_weekday(november, 5, 0) is None
