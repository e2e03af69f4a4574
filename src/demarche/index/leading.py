"""The events that stand for their happenings, so that each happening is counted once, in one place.

Of the events of a happening that are wanted, the one with the narrowest dates stands for it over time, and the one with the
narrowest place in space; of two alike the one that comes first in lists.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from demarche.index.file import Index
from demarche.index.periods import days_of
from demarche.index.wanted import Condition

_PLACES = ("point", "city", "admin2", "admin1", "region", "country")  # from the narrowest
_PRECISION = 3  # where it stands in a place

# counted here and not by GROUP BY: SQLite walks along the index of lists, which has all of this, in a third of the time
_ALONE = "SELECT facet, earliest, latest FROM entry WHERE {where} AND happening IS NULL"
_QUADS = "SELECT number, quad FROM facet"
_OF_HAPPENINGS = """
SELECT happening, number, quad, earliest, latest FROM entry INDEXED BY entry_happening
WHERE happening IS NOT NULL AND {where} ORDER BY dated, report, start
"""
_ALONE_THERE = "SELECT spot FROM entry WHERE {where} AND happening IS NULL"
_SPOTS = "SELECT number, name, country, admin1, precision, lat, lon, geoname FROM spot"
_OF_HAPPENINGS_THERE = """
SELECT happening, number, spot FROM entry INDEXED BY entry_happening
WHERE happening IS NOT NULL AND {where} ORDER BY dated, report, start
"""

Place = tuple[Any, ...]
"""Name, country, division, precision, coordinates and GeoNames number."""


def by_date(index: Index, wanted: Condition) -> Iterator[tuple[int, str | None, str | None, int]]:
    """Yield quad class and dates of the happenings, and how many have them."""
    quads = dict(index.select(_QUADS))
    counts = Counter(index.select(_ALONE.format(where=wanted.sql), wanted.values))
    yield from (
        (quads[facet], earliest, latest, count) for (facet, earliest, latest), count in counts.items()
    )
    for _, quad, earliest, latest in leading_in_time(index, wanted):
        yield quad, earliest, latest, 1


def by_place(index: Index, wanted: Condition) -> dict[Place | None, int]:
    """Return how many happenings each place has, and how many have none."""
    places = _places(index)
    counts = Counter(spot for (spot,) in index.select(_ALONE_THERE.format(where=wanted.sql), wanted.values))
    found = Counter({None if spot is None else places[spot]: count for spot, count in counts.items()})
    found.update(place for _, place in leading_in_space(index, wanted))
    return found


def leading_in_time(index: Index, wanted: Condition) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Yield number, quad class and dates of the events that stand for happenings of several."""

    def width(row: Sequence[Any]) -> int:
        days = days_of(row[2], row[3])
        return date.max.toordinal() if days is None else (days[1] - days[0]).days

    yield from _first_of_each(index.select(_OF_HAPPENINGS.format(where=wanted.sql), wanted.values), width)


def leading_in_space(index: Index, wanted: Condition) -> Iterator[tuple[int, Place | None]]:
    """Yield number and place of the events that stand for happenings of several."""
    rows = index.select(_OF_HAPPENINGS_THERE.format(where=wanted.sql), wanted.values)
    places = _places(index) if rows else {}

    def width(row: Sequence[Any]) -> int:
        return len(_PLACES) if row[1] is None else _PLACES.index(places[row[1]][_PRECISION])

    yield from (
        (number, None if spot is None else places[spot]) for number, spot in _first_of_each(rows, width)
    )


def _places(index: Index) -> dict[int, Place]:
    return {number: tuple(place) for number, *place in index.select(_SPOTS)}


def _first_of_each(rows: Iterable[Sequence[Any]], width: Callable[[Sequence[Any]], int]) -> Iterator[Any]:
    """Yield of each happening the narrowest of its rows, without the happening; of two alike the first."""
    best: dict[str, tuple[int, Sequence[Any]]] = {}
    for happening, *row in rows:
        wide = width(row)
        if happening not in best or wide < best[happening][0]:
            best[happening] = (wide, row)
    yield from (row for _, row in best.values())
