"""The map: where it happened, as precisely as that is known; every shade, circle and hatching opens what it counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from demarche.index.cells import Cell
from demarche.index.figures import Spot, Spots, spots
from demarche.index.listing import tally
from demarche.index.wanted import Condition, condition
from demarche.ledger.errors import FilterError
from demarche.model.records import Event
from demarche.serve.charting import (
    Addresses,
    Figure,
    Opened,
    address,
    cell_words,
    figure_of,
    opened,
    sent,
    wanted_of,
)
from demarche.serve.filters import chosen_words, facets
from demarche.serve.lines import Line
from demarche.serve.sending import Figures, asked_words, files_of
from demarche.serve.sheet import Sheet, can_write_parquet
from demarche.serve.view import Asked, Page, View
from demarche.serve.views.timeline import WIDTHS
from demarche.show.charts.outlines import View as Part
from demarche.show.charts.outlines import load_outlines
from demarche.show.charts.svg import Node
from demarche.show.charts.world import WorldFigures, around, drawn_spots, spot_words, world_chart, world_key

_PATH = "/map"
_LIST = "#list"
_WORLD = "world"
_MOST_COUNTRIES, _MOST = 40, 8  # that the list beside the map has with their places; places of one
_NOWHERE, _NO_COUNTRY, _ANYWHERE = "nowhere", "none", "anywhere"
_PICTURE = 960


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the list beside the map: what it is called, how many happenings, where they are opened."""

    name: str
    happenings: int
    address: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the list with its places, how many more it has than are shown, and where it is shown with all of them."""

    place: Place
    places: Sequence[Place]
    more: int
    whole: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What the map is made of."""

    figure: Figure
    view: Part
    sides: Sequence[Condition]
    figures: WorldFigures
    extras: Mapping[str, str]
    link: Callable[[Cell], str]

    def chart(self, width: int, title: str | None = None, *, is_near: bool = False) -> Node:
        """Return the map, so many pixels wide; if it `is_near`, only of the part where something is."""
        outlines = load_outlines()
        box = around(self.figures, outlines, self.view.box) if is_near else self.view.box
        return world_chart(self.figures, outlines, self.link, box=box, width=width, title=title)


def find(asked: Asked) -> Found:
    """Return the places of what is chosen, and the part of the world that is shown."""
    figure, views = figure_of(asked.query), load_outlines().views
    view = asked.query.get("view") or _WORLD
    if view not in views:
        raise FilterError(f"view: {view!r} is none of {', '.join(views)}")
    sides = [condition(wanted_of(asked, figure))]
    extras = {**figure.claims, **({} if view == _WORLD else {"view": view})}
    figures = WorldFigures(spots(asked.index, sides[0]), asked.kit.countries)
    return Found(
        figure,
        views[view],
        sides,
        figures,
        extras,
        Addresses.of(_PATH, asked.choice, extras, anchor=_LIST).cell,
    )


def show(asked: Asked) -> Page:
    """Return the map of what is chosen, and what the figure that is opened counts."""
    found = find(asked)
    cell, places, names = found.figure.cell, found.figures.spots, found.figures.names
    shown, anchors = _opened(asked, found, cell)
    counts = tally(asked.index, asked.choice.wanted("event"))
    return Page(
        "Map",
        {
            "here": _PATH,
            "spots": places,
            "charts": {
                name: found.chart(width, is_near=name == "narrow").markup() for name, width in WIDTHS.items()
            },
            "keys": {name: world_key(found.figures, width=width).markup() for name, width in WIDTHS.items()},
            "views": list(load_outlines().views.values()),
            "view": found.view.name,
            "left_out": _left_out(places, len(drawn_spots(places, found.view.box))),
            "countries": _countries(asked, found),
            "anywhere": found.link(Cell(country=_ANYWHERE)),
            "most_countries": _MOST_COUNTRIES,
            "nowhere": found.link(Cell(country=_NOWHERE)),
            "figure": found.figure,
            "cell_name": "" if cell is None else _cell_name(cell, names),
            "opened": shown,
            "facets": facets(asked, "event", counts),
            "chosen": chosen_words(asked, "event"),
            "address": partial(address, _PATH, asked.choice),
            "kept": found.extras,
            "extras": {**found.extras, **({} if cell is None else cell_words(cell))},
            "has_parquet": can_write_parquet(),
        },
        styles=("charts.css",),
        scripts=("charts.js",),
        anchors={found.link(one): anchor for one, anchor in anchors.items()},
    )


def _opened(asked: Asked, found: Found, cell: Cell | None) -> tuple[Opened | None, Mapping[Cell, str]]:
    """Return what is listed under the map: what is opened; in a file that is sent, else all that has a place."""
    places = found.figures.spots
    if asked.is_saved:
        whole = cell or Cell(country=_ANYWHERE)
        sort = partial(_sorted, found.figures.names)
        return sent(asked, found.sides, whole, "year", _total(places, whole), sort)
    return (None if cell is None else opened(asked, found.sides, cell, "year", _total(places, cell))), {}


def _sorted(names: Mapping[str, str], _: int, line: Line) -> list[tuple[Cell, str]]:
    """Return the cells of a happening: its country, and its place in it."""
    event = line.claim
    if not isinstance(event, Event) or not event.where:
        return [(Cell(country=_NOWHERE), "without a place")]
    where = event.where[0]
    country = where.country or _NO_COUNTRY
    place = Cell(country=country, spot=(where.name, where.admin1, where.precision))
    return [(one, _cell_name(one, names)) for one in (Cell(country=country), place)]


def _total(found: Spots, cell: Cell) -> int:
    if cell.country == _ANYWHERE:
        return found.total
    if cell.country == _NOWHERE:
        return found.nowhere
    if cell.spot is not None:
        return sum(
            spot.happenings
            for spot in found.spots
            if (spot.country or _NO_COUNTRY) == (cell.country or spot.country or _NO_COUNTRY)
            and (spot.name, spot.admin1, spot.precision) == cell.spot
        )
    return sum(spot.happenings for spot in found.spots if (spot.country or _NO_COUNTRY) == cell.country)


def _left_out(found: Spots, drawn: int) -> int:
    """Return how many places narrower than a country are not drawn, in this part of the world or for their number."""
    narrow = sum(spot.precision != "country" for spot in found.spots)
    return narrow - drawn


def _countries(asked: Asked, world: Found) -> list[Country]:
    """Return the countries with their places, those of most happenings first, and what is of no one country last.

    All places of one country are there if the address asks for them.
    """
    found, names, link = world.figures.spots, world.figures.names, world.link
    whole = asked.query.get("places", "")
    inside: dict[str, list[Spot]] = {}
    for spot in found.spots:
        inside.setdefault(spot.country or _NO_COUNTRY, []).append(spot)
    counts = {**found.countries}
    if _NO_COUNTRY in inside:
        counts[_NO_COUNTRY] = sum(spot.happenings for spot in inside[_NO_COUNTRY])
    return [
        Country(
            Place(names.get(code, code) if code != _NO_COUNTRY else "seas and regions of several countries", count, link(Cell(country=code))),
            [_place(spot, link) for spot in inside[code][: None if code == whole else _MOST]]
            if at < _MOST_COUNTRIES or code == whole
            else [],
            0 if code == whole else max(0, len(inside[code]) - _MOST),
            address(_PATH, asked.choice, world.extras, {"places": code}, anchor="#places"),
            code == whole,
        )
        for at, (code, count) in enumerate(counts.items())
    ]  # fmt: skip


def _place(spot: Spot, link: Callable[[Cell], str]) -> Place:
    name = "no nearer than the country" if spot.precision == "country" else spot_words(spot)
    cell = Cell(country=spot.country or _NO_COUNTRY, spot=(spot.name, spot.admin1, spot.precision))
    return Place(name, spot.happenings, link(cell))


def _cell_name(cell: Cell, names: Mapping[str, str]) -> str:
    if cell.country == _NOWHERE:
        return "without a place"
    country = (
        names.get(cell.country or "", cell.country or "")
        if cell.country != _NO_COUNTRY
        else "of no one country"
    )
    name = cell.spot[0] if cell.spot else ""
    return ", ".join(dict.fromkeys(part for part in (name, country) if part))


def _figures(asked: Asked) -> Figures:
    found = find(asked)
    columns = ("country", "place", "admin1", "precision", "latitude", "longitude", "happenings")
    rows = [
        (one.country, one.name, one.admin1, one.precision, one.lat, one.lon, one.happenings)
        for one in found.figures.spots.spots
    ]
    picture = found.chart(_PICTURE, asked_words("Map", asked))
    return Figures(
        "map",
        found.sides,
        found.figure.cell or Cell(country=_ANYWHERE),
        "year",
        picture,
        Sheet(columns, rows),
    )


VIEW = View("world", _PATH, "Map", show, files_of(_figures))
