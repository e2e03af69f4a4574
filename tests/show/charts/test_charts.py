"""Charts drawn from invented figures: what is drawn has the size of what it counts."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.index.cells import Cell
from demarche.index.figures import Bar, Bars, Spot, Spots
from demarche.index.periods import Period
from demarche.show.charts.outlines import load_outlines
from demarche.show.charts.panel import Words
from demarche.show.charts.projection import project
from demarche.show.charts.scales import TimeScale, round_step, ticks, time_scale
from demarche.show.charts.timeline import timeline_chart
from demarche.show.charts.world import WorldFigures, around, drawn_spots, world_chart
from demarche.show.labels import load_labels

LABELS = load_labels()
WORLD = load_outlines().views["world"].box
_MONTHS = [date(2024, month, 1) for month in range(1, 7)]


def _link(cell: Cell) -> str:
    return f"/x?in={cell.period}&class={cell.quad}&at={cell.country}{'/' + cell.spot[0] if cell.spot else ''}"


def _links(markup: str) -> dict[str, ET.Element]:
    return {one.attrib["href"]: one for one in ET.fromstring(markup).iter("{http://www.w3.org/2000/svg}a")}  # noqa: S314


def _bars(quads: Sequence[tuple[int, int, int, int]]) -> Bars:
    return Bars("month", [Bar(0, month, one) for month, one in zip(_MONTHS, quads, strict=True)])


@given(st.lists(st.tuples(*[st.integers(0, 400)] * 4), min_size=6, max_size=6), st.sampled_from([360, 760]))
def test_bars_are_as_high_as_their_counts(quads: list[tuple[int, int, int, int]], width: int) -> None:
    links = _links(timeline_chart(_bars(quads), Words(LABELS, _link, {}), width=width).markup())
    heights = {}
    for month, one in zip(_MONTHS, quads, strict=True):
        for quad, count in enumerate(one, start=1):
            link = links.get(f"/x?in={month}&class={quad}&at=None")
            assert (link is None) == (count == 0)
            if link is not None:
                (rect,) = (part for part in link if part.tag.endswith("rect"))
                heights[month, quad] = (count, float(rect.attrib["height"]))
    scale = max((height / count for count, height in heights.values() if height > 1), default=0)
    for count, height in heights.values():
        assert height == pytest.approx(max(1, count * scale), abs=0.15 + count * 0.05 * scale)


def test_cooperation_stands_above_the_line_and_conflict_below() -> None:
    links = _links(timeline_chart(_bars([(3, 2, 4, 5)] * 6), Words(LABELS, _link, {}), width=760).markup())
    rects = {
        quad: next(
            part for part in links[f"/x?in=2024-03-01&class={quad}&at=None"] if part.tag.endswith("rect")
        )
        for quad in (1, 2, 3, 4)
    }
    top = {quad: float(rect.attrib["y"]) for quad, rect in rects.items()}
    end = {quad: top[quad] + float(rect.attrib["height"]) for quad, rect in rects.items()}
    assert end[1] == pytest.approx(top[2], abs=0.2)
    assert end[2] == pytest.approx(top[4], abs=0.2)
    assert end[4] == pytest.approx(top[3], abs=0.2)


def test_nothing_is_said_to_be_nothing() -> None:
    markup = timeline_chart(Bars("month", []), Words(LABELS, _link, {}), width=760).markup()
    assert "nothing with a date" in markup


@given(st.integers(1, 10**9), st.integers(1, 12))
def test_steps_are_round_and_reach_the_most(most: int, steps: int) -> None:
    step = round_step(most, steps)
    assert step * steps >= most
    assert re.fullmatch(r"[125]0*", str(step))


@given(
    first=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    days=st.integers(1, 9000),
    width=st.sampled_from([300.0, 700.0]),
)
def test_labels_of_time_do_not_meet(first: date, days: int, width: float) -> None:
    scale = TimeScale(first, first + timedelta(days=days), 0, width)
    found = ticks(scale, LABELS)
    assert all(later.x - earlier.x >= 24 for earlier, later in pairwise(found))
    assert all(0 <= tick.x <= width for tick in found)


@pytest.mark.parametrize("period", ["week", "month", "year"])
def test_a_scale_has_room_for_its_last_period(period: Period) -> None:
    scale = time_scale([date(2024, 1, 1)], period, 10, 110)
    assert scale.at(date(2024, 1, 1)) == 10
    assert scale.at(scale.last) == pytest.approx(110)


SPOTS = Spots(
    [
        Spot("Lima", "PER", "Lima", "city", -12.0, -77.0, 3936456, 40),
        Spot("Peru", "PER", None, "country", -10.0, -76.0, 3932488, 30),
        Spot("Cusco", "PER", "Cusco", "admin1", -13.5, -72.0, 3941583, 10),
        Spot("Red Sea", None, None, "region", 20.0, 38.0, None, 5),
        Spot("Nauru", "NRU", None, "country", -0.5, 166.9, 2110425, 1),
    ],
    nowhere=7,
)


def _map() -> dict[str, ET.Element]:
    figures = WorldFigures(SPOTS, {"PER": "Peru"})
    return _links(world_chart(figures, load_outlines(), _link, box=WORLD, width=760).markup())


def _shapes(link: ET.Element) -> list[str]:
    return [part.tag.rpartition("}")[2] for part in link if not part.tag.endswith("title")]


def test_each_place_is_drawn_no_more_precisely_than_it_is_known() -> None:
    found = _map()
    assert {link.rpartition("at=")[2]: _shapes(one) for link, one in found.items()} == {
        "PER": ["path"],
        "NRU": ["path", "rect"],
        "PER/Cusco": ["ellipse"],
        "none/Red Sea": ["ellipse"],
        "PER/Lima": ["circle"],
    }


def test_a_country_counts_all_that_happened_in_it() -> None:
    found = {link.rpartition("at=")[2]: one[0].text for link, one in _map().items()}
    assert found["PER"] == "Peru: 80 happenings"
    assert found["NRU"] == "NRU: 1 happening"


def test_a_division_is_hatched_as_far_as_its_towns_reach() -> None:
    (ellipse,) = (
        part
        for link, one in _map().items()
        if link.endswith("Cusco")
        for part in one
        if part.tag.endswith("ellipse")
    )
    extent = load_outlines().divisions[3941583]
    x, y = project(extent.lat, extent.lon)
    assert float(ellipse.attrib["cx"]) == pytest.approx(x, abs=0.1)
    assert float(ellipse.attrib["ry"]) == pytest.approx(
        abs(project(extent.lat - extent.north, extent.lon)[1] - y), abs=0.1
    )


def test_a_part_of_the_world_has_what_lies_in_it() -> None:
    box = load_outlines().views["south_america"].box
    assert [spot.name for spot in drawn_spots(SPOTS, box)] == ["Lima", "Cusco"]


def test_a_near_map_holds_all_that_is_drawn_and_no_more_than_its_part() -> None:
    outlines = load_outlines()
    south = replace(SPOTS, spots=[spot for spot in SPOTS.spots if spot.name in {"Lima", "Cusco"}])
    for spots, whole in ((SPOTS, outlines.views["world"].box), (south, outlines.views["world"].box)):
        near = around(WorldFigures(spots, {}), outlines, whole)
        assert all(near.has(*project(spot.lat or 0, spot.lon or 0)) for spot in drawn_spots(spots, whole))
        assert (whole.west <= near.west, near.east <= whole.east, whole.north <= near.north) == (
            True,
            True,
            True,
        )
    assert near.width < whole.width / 4
    assert around(WorldFigures(Spots([], 3), {}), outlines, whole) == whole
