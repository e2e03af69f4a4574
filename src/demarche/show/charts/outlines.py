"""The outlines of the map: areas, borders, extents of divisions and parts of the world, from `data/map`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from demarche.lexicon.tables import Row, data_folder, one_of, read_table
from demarche.show.charts.projection import project

_KINDS = ("plain", "disputed")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in map units."""

    west: float
    north: float
    east: float
    south: float

    @property
    def width(self) -> float:
        """Return how wide it is."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """Return how high it is."""
        return self.south - self.north

    @property
    def middle(self) -> tuple[float, float]:
        """Return its middle."""
        return (self.west + self.east) / 2, (self.north + self.south) / 2

    def meets(self, other: "Box") -> bool:
        """Return whether two have a point in common."""
        return (
            self.west <= other.east and other.west <= self.east
            and self.north <= other.south and other.north <= self.south
        )  # fmt: skip

    def has(self, x: float, y: float) -> bool:
        """Return whether a point is in it."""
        return self.west <= x <= self.east and self.north <= y <= self.south


@dataclass(frozen=True, slots=True)
class Area:
    """A country's outline as an SVG path; one that is `small` is hardly to be seen on a map of the world."""

    box: Box
    is_small: bool
    path: str


@dataclass(frozen=True, slots=True)
class Extent:
    """The middle of a division's towns, and how far they reach to the north and to the east, in degrees."""

    lat: float
    lon: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world that is shown."""

    name: str
    label: str
    box: Box


@dataclass(frozen=True, slots=True)
class Outlines:
    """All that the map is drawn from: areas by ISO code, borders by kind, divisions by GeoNames number, views by name."""

    areas: Mapping[str, Area]
    borders: Mapping[str, str]
    divisions: Mapping[int, Extent]
    views: Mapping[str, View]


@cache
def load_outlines() -> Outlines:
    """Return the outlines; raise `LexiconError` if a table is not as it should be."""
    folder = data_folder() / "map"
    areas = read_table(folder / "areas.tsv", ("code", "west", "north", "east", "south", "small", "path"))
    borders = read_table(folder / "borders.tsv", ("kind", "path"))
    divisions = read_table(folder / "divisions.tsv", ("geoname", "lat", "lon", "north", "east"))
    views = read_table(folder / "views.tsv", ("name", "label", "west", "south", "east", "north"))
    return Outlines(
        areas={row.cells["code"]: _area(row) for row in areas},
        borders={one_of(row, "kind", _KINDS): row.text("path") for row in borders},
        divisions={row.whole("geoname"): _extent(row) for row in divisions},
        views={row.text("name"): _view(row) for row in views},
    )


def _area(row: Row) -> Area:
    west, north, east, south = (row.whole(side) for side in ("west", "north", "east", "south"))
    return Area(Box(west, north, east, south), row.optional("small") is not None, row.text("path"))


def _extent(row: Row) -> Extent:
    return Extent(row.decimal("lat"), row.decimal("lon"), row.decimal("north"), row.decimal("east"))


def _view(row: Row) -> View:
    west, south, east, north = (row.decimal(side) for side in ("west", "south", "east", "north"))
    if row.text("name") == "world":
        corners = [project(north, 11), project(south, 11), project(0, west + 0.001), project(0, east - 0.001)]
    else:
        corners = [
            project(lat, lon)
            for lat in (south, (south + north) / 2, north)
            for lon in (west, (west + east) / 2, east)
        ]
    xs, ys = zip(*corners, strict=True)
    return View(row.text("name"), row.text("label"), Box(min(xs), min(ys), max(xs), max(ys)))
