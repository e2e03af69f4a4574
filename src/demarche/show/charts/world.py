"""The map: every happening as precisely as its place is known and no more.

A country is shaded by all that happened in it; a town is a circle; a division is hatched as far as its towns reach; a sea or
region whose extent is not known is a hatched ring. Nothing that is known to the country only has a place of its own in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from demarche.index.cells import Cell
from demarche.index.figures import Spot, Spots
from demarche.show.charts.outlines import Box, Extent, Outlines
from demarche.show.charts.projection import KM, project
from demarche.show.charts.scales import round_step
from demarche.show.charts.svg import LETTER, TEXT, Node

Address = Callable[[Cell], str | None]

MOST_SPOTS = 200
_SHADES = 5
_CIRCLE, _RING, _SQUARE, _LEAST = 14.0, 9.0, 3.6, 2.4  # pixels
_NEAREST_KM, _ROOM = (
    1500.0,
    1.3,
)  # from the middle of the narrowest map to its edge; what is left around the outermost places
_COUNTY_KM = 30.0  # what a county reaches from its seat, for want of its own figure
_SIGNS = (("town", "circle"), ("division or region: somewhere in it", "ellipse"), ("disputed border", "line"))
_CIRCLES = frozenset({"city", "point"})


@dataclass(frozen=True, slots=True)
class _Pen:
    """Map units a pixel, and the name of the hatching."""

    unit: float
    hatch: str


@dataclass(frozen=True, slots=True)
class WorldFigures:
    """What the map shows, and the names of the countries by code."""

    spots: Spots
    names: Mapping[str, str]

    def shades(self) -> Sequence[int]:
        """Return the least number of each shade, from the palest; round numbers, each step as many times the last."""
        most = max(self.spots.countries.values(), default=0)
        least = (round_step(max(1, int(most ** (step / _SHADES))), 1) for step in range(_SHADES))
        return sorted({one for one in least if one <= most})


def world_chart(
    figures: WorldFigures,
    outlines: Outlines,
    address: Address,
    *,
    box: Box,
    width: int,
    title: str | None = None,
) -> Node:
    """Return the map of a part of the world, so many pixels wide.

    With a title, written above it, it is a picture of its own, and what it is drawn with is explained below it.
    """
    unit = box.width / width  # map units a pixel
    top = 24.0 if title else 0.0
    height = box.height / unit
    svg = Node.root()
    if title:
        svg.text(title, 0, 16, "ink", font_weight="600")
    pen = _Pen(unit, f"hatched-{width}")
    _add_hatch(svg, pen.hatch, unit)
    view = svg.add(
        "svg", x=0, y=top, width=width, height=height,
        viewBox=f"{box.west:.0f} {box.north:.0f} {box.width:.0f} {box.height:.0f}",
    )  # fmt: skip
    _draw_areas(view, figures, outlines, address, box, unit)
    _draw_spots(view, drawn_spots(figures.spots, box), outlines, address, pen)
    if title is None:
        return svg.sized(width, top + height)
    return svg.sized(width, _draw_key(svg, figures.shades(), top + height + 16, width))


def around(figures: WorldFigures, outlines: Outlines, box: Box) -> Box:
    """Return the square of a part of the world that holds all that is drawn in it, for screens where the whole is small."""
    points = [
        *(project(spot.lat or 0, spot.lon or 0) for spot in drawn_spots(figures.spots, box)),
        *(outlines.areas[code].box.middle for code in figures.spots.countries if code in outlines.areas),
    ]
    inside = [point for point in points if box.has(*point)]
    if not inside:
        return box
    xs, ys = zip(*inside, strict=True)
    half = max(_ROOM * max(max(xs) - min(xs), max(ys) - min(ys)) / 2, _NEAREST_KM * KM)
    if 2 * half >= box.width:
        return box
    x = min(max((min(xs) + max(xs)) / 2, box.west + half), box.east - half)
    y = (min(ys) + max(ys)) / 2
    return Box(x - half, max(y - half, box.north), x + half, min(y + half, box.south))


def world_key(figures: WorldFigures, *, width: int) -> Node:
    """Return what the map is drawn with and what it means, so many pixels wide."""
    svg = Node.root()
    return svg.sized(width, _draw_key(svg, figures.shades(), 14, width))


def drawn_spots(spots: Spots, box: Box) -> list[Spot]:
    """Return the places narrower than a country that are drawn in a part of the world: those of most happenings."""
    inside = (
        spot
        for spot in spots.spots
        if spot.precision != "country" and spot.lat is not None and spot.lon is not None
        and box.has(*project(spot.lat, spot.lon))
    )  # fmt: skip
    return [spot for _, spot in zip(range(MOST_SPOTS), inside, strict=False)]


def _add_hatch(svg: Node, name: str, unit: float) -> None:
    """Add the pattern of what is somewhere in an area."""
    size = 5 * unit
    pattern = svg.add("defs").add(
        "pattern",
        id=name,
        width=size,
        height=size,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    pattern.add("path", d=f"M0,0V{size:.1f}", stroke_paint="dot", stroke_width=1.6 * unit)


def _draw_areas(
    view: Node, figures: WorldFigures, outlines: Outlines, address: Address, box: Box, unit: float
) -> None:
    counts, shades = figures.spots.countries, figures.shades()
    shown = {code: area for code, area in outlines.areas.items() if area.box.meets(box)}
    blank = "".join(area.path for code, area in shown.items() if code not in counts)
    if blank:
        view.add("path", "land", d=blank)
    for code, count in counts.items():
        if code in shown:
            paint = f"shade{_shade(count, shades)}"
            link = view.link(address(Cell(country=code)), f"{figures.names.get(code, code)}: {_told(count)}")
            link.add("path", paint, d=shown[code].path)
            if shown[code].is_small:
                x, y = shown[code].box.middle
                half = _SQUARE * unit
                link.add(
                    "rect",
                    paint,
                    x=x - half,
                    y=y - half,
                    width=2 * half,
                    height=2 * half,
                    stroke_paint="soft",
                    stroke_width=unit,
                )
    line: dict[str, Any] = {"stroke_paint": "paper", "stroke_width": unit * 0.8, "pointer_events": "none"}
    view.add("path", d=outlines.borders["plain"], **line)
    view.add(
        "path", d=outlines.borders["disputed"], stroke_dasharray=f"{3 * unit:.1f} {2.2 * unit:.1f}", **line
    )


def _draw_spots(view: Node, spots: Sequence[Spot], outlines: Outlines, address: Address, pen: _Pen) -> None:
    most = max((spot.happenings for spot in spots), default=1)
    for wide in (True, False):  # what is wide lies below what is not
        for spot in spots:
            if (spot.precision in _CIRCLES) == wide or spot.lat is None or spot.lon is None:
                continue
            cell = Cell(country=spot.country or "none", spot=(spot.name, spot.admin1, spot.precision))
            link = view.link(address(cell), f"{spot_words(spot)}: {_told(spot.happenings)}")
            x, y = project(spot.lat, spot.lon)
            if wide:
                _draw_extent(link, x, y, spot, outlines.divisions.get(spot.geoname or 0), pen)
            else:
                radius = max(_LEAST, _CIRCLE * sqrt(spot.happenings / most)) * pen.unit
                link.add(
                    "circle",
                    "dot",
                    cx=x,
                    cy=y,
                    r=radius,
                    fill_opacity="0.6",
                    stroke_paint="paper",
                    stroke_width=0.7 * pen.unit,
                )


def _draw_extent(link: Node, x: float, y: float, spot: Spot, extent: Extent | None, pen: _Pen) -> None:
    """Hatch as far as the towns of a division reach, a county's length around its seat, or a ring for want of an extent."""
    unit = pen.unit
    across = down = _RING * unit
    if spot.precision == "admin1" and extent is not None:
        x, y = project(extent.lat, extent.lon)
        east, south = (
            project(extent.lat, extent.lon + extent.east),
            project(extent.lat - extent.north, extent.lon),
        )
        across, down = max(_LEAST * unit, abs(east[0] - x)), max(_LEAST * unit, abs(south[1] - y))
    elif spot.precision == "admin2":
        across = down = max(_LEAST * unit, _COUNTY_KM * KM)
    link.add(
        "ellipse", fill=f"url(#{pen.hatch})", fill_opacity="0.55", stroke_paint="dot", stroke_width=0.9 * unit,
        stroke_dasharray=f"{3 * unit:.1f} {2 * unit:.1f}", cx=x, cy=y, rx=across, ry=down,
    )  # fmt: skip


def _draw_key(svg: Node, shades: Sequence[int], y: float, width: int) -> float:
    """Write what shades, circles and hatching mean; return the height below."""
    hatch = f"hatch-{width}"
    _add_hatch(svg, hatch, 1)
    labels = [
        _upto(least, shades[at + 1] if at + 1 < len(shades) else None) for at, least in enumerate(shades)
    ]
    x = 0.0
    for label, draw in (
        *((label, f"shade{_shade(least, shades)}") for label, least in zip(labels, shades, strict=True)),
        *_SIGNS,
    ):
        wide = 19 + len(label) * LETTER + 12
        if x and (x + wide > width or draw == _SIGNS[0][1]):
            x, y = 0.0, y + TEXT + 8
        _draw_sign(svg, draw, x, y, hatch)
        svg.text(label, x + 19, y, "ink")
        x += wide
    return y + TEXT


def _upto(least: int, following: int | None) -> str:
    if following is None:
        return f"{least:,} and more"
    return f"{least:,}" if following - 1 == least else f"{least:,}–{following - 1:,}"


def _draw_sign(svg: Node, sign: str, x: float, y: float, hatch: str) -> None:
    match sign:
        case "circle":
            svg.add("circle", "dot", cx=x + 7, cy=y - 4, r=4.5, fill_opacity="0.6")
        case "ellipse":
            svg.add(
                "ellipse", fill=f"url(#{hatch})", fill_opacity="0.55", stroke_paint="dot", stroke_dasharray="3 2",
                cx=x + 7, cy=y - 4, rx=7, ry=5,
            )  # fmt: skip
        case "line":
            svg.add(
                "path",
                d=f"M{x:.0f},{y - 4:.0f}h14",
                stroke_paint="soft",
                stroke_dasharray="3 2.2",
                stroke_width=1.4,
            )
        case _:
            svg.add("rect", sign, x=x, y=y - 10, width=14, height=11)


def _shade(count: int, shades: Sequence[int]) -> int:
    """Return the shade, 1 to 5; with fewer steps the palest are left out."""
    return _SHADES - len(shades) + sum(least <= count for least in shades)


def spot_words(spot: Spot) -> str:
    """Return a place with the division it lies in, and what it is if it is no town."""
    within = f", {spot.admin1}" if spot.admin1 and spot.admin1 != spot.name else ""
    kind = {
        "admin1": " (division)",
        "admin2": " (county or district)",
        "region": " (region)",
        "country": " (country)",
    }
    return f"{spot.name}{within}{kind.get(spot.precision, '')}"


def _told(count: int) -> str:
    return f"{count:,} happening" if count == 1 else f"{count:,} happenings"
