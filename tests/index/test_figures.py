"""Figures over time and space against a reckoning of their own from the records; every cell lists what it counts."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.index.cells import Cell, cell_condition, cell_numbers
from demarche.index.figures import bars, spots
from demarche.index.ladder import steps
from demarche.index.pairs import between
from demarche.index.periods import Period, all_periods, period_after, period_of
from demarche.index.wanted import Condition, Wanted, condition
from demarche.ledger.errors import FilterError
from demarche.model.records import Event

from .drawn import MUTUAL, Drawn

FACTS = Wanted(status=("happened", "ongoing"), voice=("asserted",))
PERIODS: tuple[Period, ...] = ("week", "month", "year")
WANTED: tuple[tuple[str, Wanted, Callable[[Event], bool]], ...] = (
    ("all", Wanted(), lambda _: True),
    ("facts", FACTS, lambda event: event.status != "planned"),
    ("actor", Wanted(actor="BOL"), lambda event: any(one.country == "BOL" for one in event.actors)),
    ("class", Wanted(quad=(4,)), lambda event: event.quad == 4),
    ("place", Wanted(place="La Paz"), lambda event: any(one.name == "La Paz" for one in event.where)),
)
_WIDTHS = ("point", "city", "admin2", "admin1", "region", "country")


def _days(event: Event) -> tuple[date, date] | None:
    first, last = event.when.earliest, event.when.latest
    if first is None or last is None:
        return None
    return date.fromisoformat(first[:10]), date.fromisoformat(last[:10])


def _period(event: Event, period: Period) -> date | None:
    days = _days(event)
    if days is None:
        return None
    starts = {
        "week": [day - timedelta(days=day.isoweekday() - 1) for day in days],
        "month": [date(day.year, day.month, 1) for day in days],
        "year": [date(day.year, 1, 1) for day in days],
    }[period]
    return starts[0] if starts[0] == starts[1] else None


def _order(event: Event) -> tuple[str, str, int]:
    return event.when.earliest or event.when.latest or "~", event.report, event.trigger[0].start


def _by_dates(event: Event) -> tuple[Any, ...]:
    days = _days(event)
    return (10**6 if days is None else (days[1] - days[0]).days, *_order(event))


def _by_place(event: Event) -> tuple[Any, ...]:
    return (_WIDTHS.index(event.where[0].precision) if event.where else 9, *_order(event))


def _leaders(
    drawn: Drawn, passes: Callable[[Event], bool], key: Callable[[Event], tuple[Any, ...]]
) -> list[Event]:
    """Return for each happening the first of its events that pass, by a key."""
    told: dict[str, list[Event]] = {}
    for event, happening in drawn.events():
        if passes(event):
            told.setdefault(happening, []).append(event)
    return [min(several, key=key) for several in told.values()]


def _ids(drawn: Drawn, narrowed: Condition) -> list[str]:
    numbers = cell_numbers(drawn.index, narrowed, 10_000)
    ids = dict(drawn.index.select("SELECT number, id FROM entry"))
    return [ids[number] for number in numbers]


def _sorted_ids(found: Iterable[Event]) -> list[str]:
    return sorted(event.id for event in found)


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize(("wanted", "passes"), [row[1:] for row in WANTED], ids=[row[0] for row in WANTED])
def test_bars_count_every_happening_once_and_open_it(
    drawn: Drawn, wanted: Wanted, passes: Callable[[Event], bool], period: Period
) -> None:
    found = bars(drawn.index, [condition(wanted)], period)
    leaders = _leaders(drawn, passes, _by_dates)
    expected = Counter((_period(event, period), event.quad) for event in leaders)
    counted = {(bar.period, quad): n for bar in found.bars for quad, n in enumerate(bar.quads, start=1) if n}
    assert counted == dict(expected)
    assert found.total == len(leaders)
    for bar in found.bars:
        cell = Cell(side=0, period=bar.period or "none")
        narrowed = cell_condition(drawn.index, condition(wanted), cell, period)
        own = [event for event in leaders if _period(event, period) == bar.period]
        assert sorted(_ids(drawn, narrowed)) == _sorted_ids(own)


@pytest.mark.parametrize("period", PERIODS)
def test_at_the_latest_all_with_a_date_are_in_a_bar(drawn: Drawn, period: Period) -> None:
    found = bars(drawn.index, [condition(Wanted())], period, at_latest=True)
    leaders = _leaders(drawn, lambda _: True, _by_dates)
    bounds = [(one, (one.when.latest or one.when.earliest or "")[:10]) for one in leaders]
    expected = Counter(period_of(date.fromisoformat(day), period) if day else None for _, day in bounds)
    assert {bar.period: bar.total for bar in found.bars} == dict(expected)
    for bar in found.bars:
        cell = Cell(period=bar.period or "none", at_latest=True)
        ids = _ids(drawn, cell_condition(drawn.index, condition(Wanted()), cell, period))
        assert len(ids) == bar.total


def test_a_class_of_a_bar_opens_its_happenings(drawn: Drawn) -> None:
    found = bars(drawn.index, [condition(Wanted())], "month")
    leaders = _leaders(drawn, lambda _: True, _by_dates)
    for bar in found.of(0):
        for quad in (1, 2, 3, 4):
            cell = Cell(period=bar.period, quad=quad)
            ids = _ids(drawn, cell_condition(drawn.index, condition(Wanted()), cell, "month"))
            assert len(ids) == bar.quads[quad - 1]
            own = [one for one in leaders if _period(one, "month") == bar.period and one.quad == quad]
            assert sorted(ids) == _sorted_ids(own)


@pytest.mark.parametrize(("wanted", "passes"), [row[1:] for row in WANTED], ids=[row[0] for row in WANTED])
def test_spots_count_every_happening_once_and_open_it(
    drawn: Drawn, wanted: Wanted, passes: Callable[[Event], bool]
) -> None:
    found = spots(drawn.index, condition(wanted))
    leaders = _leaders(drawn, passes, _by_place)
    expected = Counter(
        (one.where[0].name, one.where[0].country, one.where[0].admin1, one.where[0].precision)
        for one in leaders
        if one.where
    )
    assert {(s.name, s.country, s.admin1, s.precision): s.happenings for s in found.spots} == dict(expected)
    assert found.nowhere == sum(not one.where for one in leaders)
    for spot in found.spots:
        cell = Cell(country=spot.country or "none", spot=(spot.name, spot.admin1, spot.precision))
        ids = _ids(drawn, cell_condition(drawn.index, condition(wanted), cell, "year"))
        own = [
            one
            for one in leaders
            if one.where
            and (one.where[0].name, one.where[0].country) == (spot.name, spot.country)
            and one.where[0].precision == spot.precision
        ]
        assert sorted(ids) == _sorted_ids(own)
    for country, count in found.countries.items():
        narrowed = cell_condition(drawn.index, condition(wanted), Cell(country=country), "year")
        assert len(_ids(drawn, narrowed)) == count
    for name, count in (("nowhere", found.nowhere), ("anywhere", found.total)):
        narrowed = cell_condition(drawn.index, condition(wanted), Cell(country=name), "year")
        assert len(_ids(drawn, narrowed)) == count


def _is_from_to(event: Event, one: str, other: str) -> bool:
    actors, recipients = ([party.country for party in side] for side in (event.actors, event.recipients))
    together = event.type in MUTUAL and not recipients and other in actors
    return one in actors and (other in recipients or together)


def test_a_dyad_has_both_sides(drawn: Drawn) -> None:
    sides = between("CHL", "BOL", Wanted(), MUTUAL)
    found = bars(drawn.index, sides, "month")
    for side, (one, other) in enumerate((("CHL", "BOL"), ("BOL", "CHL"))):
        leaders = _leaders(drawn, lambda event, a=one, b=other: _is_from_to(event, a, b), _by_dates)  # type: ignore[misc]
        expected = Counter(_period(event, "month") for event in leaders)
        assert {bar.period: bar.total for bar in found.bars if bar.side == side} == dict(expected)
        assert sum(expected.values()) > 10


def test_nobody_is_a_dyad_with_themselves() -> None:
    with pytest.raises(FilterError, match="the same actor"):
        between("Chile", "CHILE", Wanted(), MUTUAL)


def test_each_step_goes_further_than_all_before_it(drawn: Drawn) -> None:
    rungs = {"REQUEST": 1, "ASSAULT": 9}
    wanted = between("CHL", "BOL", Wanted(), MUTUAL)[0]
    found = steps(drawn.index, wanted, rungs)
    dated = sorted(
        (event.when.latest[:10], event.when.earliest[:10], rungs[event.type])
        for event, _ in drawn.events()
        if _is_from_to(event, "CHL", "BOL")
        and event.type in rungs
        and event.when.earliest
        and event.when.latest
    )
    reached = 0
    expected = []
    for _, first, rung in dated:
        if rung > reached:
            expected.append((first, rung))
            reached = rung
    assert [(step.first_day, step.rung) for step in found] == expected
    assert found


def test_lists_have_the_newest_first_and_those_without_a_date_last(drawn: Drawn) -> None:
    narrowed = cell_condition(drawn.index, condition(Wanted()), Cell(), "month")
    dates = dict(drawn.index.select("SELECT number, dated FROM entry"))
    whole = cell_numbers(drawn.index, narrowed, 10_000)
    listed = [dates[number] for number in whole]
    with_date = [one for one in listed if one != "~"]
    assert with_date == sorted(with_date, reverse=True)
    assert listed == [*with_date, *(["~"] * (len(listed) - len(with_date)))]
    assert "~" in listed
    paged = [n for skip in range(0, len(whole), 7) for n in cell_numbers(drawn.index, narrowed, 7, skip)]
    assert paged == whole


@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)), period=st.sampled_from(PERIODS))
def test_a_day_is_in_its_period(day: date, period: Period) -> None:
    first = period_of(day, period)
    assert first <= day < period_after(first, period)
    assert period_of(first, period) == first
    assert all_periods(first, period_after(first, period), period) == [first, period_after(first, period)]
