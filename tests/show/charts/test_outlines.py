"""The map's tables are whole, and points fall where they should."""

import re
from math import cos, pi, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.lexicon.tables import data_folder, read_table
from demarche.show.charts.outlines import Outlines, load_outlines
from demarche.show.charts.projection import HEIGHT, KM, WIDTH, project

Point = tuple[float, float]
_OFF_THE_MAP = {"ATA", "HMD", "SGS", "ATF", "BVT"}  # far south
_TOO_SMALL = {
    "GIB",
    "CCK",
    "CXR",
    "SJM",
    "TKL",
    "UMI",
    "BES",
    "GLP",
    "GUF",
    "MTQ",
    "MYT",
    "REU",
}  # part of another's area, or none


@pytest.fixture(name="outlines", scope="module")
def loaded() -> Outlines:
    return load_outlines()


def _rings(path: str) -> list[list[Point]]:
    rings = []
    for part in re.findall(r"M([^Mz]+)z", path):
        x, y, ring = 0.0, 0.0, list[Point]()
        for at, pair in enumerate(re.findall(r"(-?\d+),?(-?\d+)", part.replace("h1v1h-1", ""))):
            step = (float(pair[0]), float(pair[1]))
            x, y = step if at == 0 else (x + step[0], y + step[1])
            ring.append((x, y))
        rings.append(ring)
    return rings


def _is_inside(point: Point, path: str) -> bool:
    """Count how often a ray to the right crosses an outline."""
    (x, y), crossings = point, 0
    for ring in _rings(path):
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("country", "lat", "lon"),
    [
        ("FRA", 46.5, 2.5),
        ("BRA", -10.0, -55.0),
        ("RUS", 60.0, 100.0),
        ("RUS", 67.0, -175.0),
        ("USA", 40.0, -100.0),
        ("USA", 65.0, -155.0),
        ("AUS", -25.0, 135.0),
        ("FJI", -17.8, 178.0),
        ("SOM", 9.5, 44.0),
        ("CYP", 35.3, 33.5),
        ("UKR", 45.2, 34.2),
        ("PSE", 32.0, 35.3),
        ("PSE", 31.4, 34.35),
        ("XKX", 42.6, 20.9),
        ("ESH", 25.0, -13.0),
        ("TWN", 23.8, 121.0),
    ],
)
def test_a_point_is_in_its_country_alone(outlines: Outlines, country: str, lat: float, lon: float) -> None:
    point = project(lat, lon)
    assert [code for code, area in outlines.areas.items() if _is_inside(point, area.path)] == [country]


def test_every_country_of_the_gazetteer_is_on_the_map(outlines: Outlines) -> None:
    columns = ("id", "name", "lat", "lon", "rank", "geoname", "continent")
    known = {row.text("id") for row in read_table(data_folder() / "places" / "countries.tsv", columns)}
    assert known - set(outlines.areas) <= _OFF_THE_MAP | _TOO_SMALL
    assert set(outlines.areas) - known <= {"", "CLP"}


def test_outlines_lie_on_the_map_and_in_their_boxes(outlines: Outlines) -> None:
    for area in outlines.areas.values():
        for x, y in (point for ring in _rings(area.path) for point in ring):
            assert area.box.west - 1 <= x <= area.box.east + 1
            assert area.box.north - 1 <= y <= area.box.south + 1
        assert area.box.north >= 0
        assert -20 <= area.box.west <= area.box.east <= WIDTH + 20


def test_disputed_lines_are_apart(outlines: Outlines) -> None:
    assert outlines.borders["disputed"]
    assert len(outlines.borders["plain"]) > 5 * len(outlines.borders["disputed"])


def test_a_division_reaches_around_its_towns(outlines: Outlines) -> None:
    texas = outlines.divisions[4736286]
    assert texas.lat - texas.north == pytest.approx(26, abs=1)
    assert texas.lon + texas.east == pytest.approx(-94, abs=1)
    assert all(extent.north >= 0 and extent.east >= 0 for extent in outlines.divisions.values())


@given(lat=st.floats(-55, 80), lon=st.floats(-180, 180))
def test_areas_are_kept(lat: float, lon: float) -> None:
    """A tenth of a degree either way covers on the map what it covers on the ground."""
    step = 0.1
    edge = (lon - 11 + 180) % 360
    if edge + step >= 360:
        return
    corners = [project(lat + a, lon + b) for a, b in ((0, 0), (step, 0), (step, step), (0, step))]
    area = abs(
        sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True))
        / 2
    )
    degree = 6371.0 * pi / 180
    ground = (step * degree) ** 2 * cos(radians(lat + step / 2))
    assert area == pytest.approx(ground * KM**2, rel=0.01)


def test_the_map_has_its_corners() -> None:
    assert project(84, 11) == (WIDTH / 2, 0.0)
    assert project(-58, 11)[1] == pytest.approx(HEIGHT, abs=5)
    assert project(0, -168.999)[0] == pytest.approx(0, abs=1)
    assert project(0, -169.001)[0] == pytest.approx(WIDTH, abs=1)


def test_parts_of_the_world_are_parts_of_it(outlines: Outlines) -> None:
    world = outlines.views["world"].box
    for view in outlines.views.values():
        assert view.box.width > 0
        assert world.west - 1 <= view.box.west
        assert view.box.east <= world.east + 1
        assert view.box.meets(world)
