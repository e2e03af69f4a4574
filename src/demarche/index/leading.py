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

# counted here and not by GROUP BY: SQLite walks along the index of lists, which has all of this, in a third of the time
_ALONE = "SELECT facet, earliest, latest FROM entry WHERE {where} AND happening IS NULL"
_QUADS = "SELECT number, quad FROM facet"
_OF_HAPPENINGS = """
SELECT happening, number, quad, earliest, latest FROM entry
WHERE {where} AND happening IS NOT NULL ORDER BY dated, report, start
"""
_PLACE = "name, country, admin1, precision, lat, lon, geoname"
_ALONE_THERE = f"""
SELECT {_PLACE}, count(*) FROM (SELECT number FROM entry WHERE {{where}} AND happening IS NULL) AS found
LEFT JOIN place ON place.entry = found.number AND place.position = 0 GROUP BY name, country, admin1, precision
"""
_OF_HAPPENINGS_THERE = f"""
SELECT happening, found.number, {_PLACE}
FROM (SELECT number, happening, dated, report, start FROM entry WHERE {{where}} AND happening IS NOT NULL) AS found
LEFT JOIN place ON place.entry = found.number AND place.position = 0 ORDER BY dated, report, start
"""


def by_date(index: Index, wanted: Condition) -> Iterator[tuple[int, str | None, str | None, int]]:
    """Yield quad class and dates of the happenings, and how many have them."""
    quads = dict(index.select(_QUADS))
    counts = Counter(index.select(_ALONE.format(where=wanted.sql), wanted.values))
    yield from (
        (quads[facet], earliest, latest, count) for (facet, earliest, latest), count in counts.items()
    )
    for _, quad, earliest, latest in leading_in_time(index, wanted):
        yield quad, earliest, latest, 1


def by_place(index: Index, wanted: Condition) -> dict[tuple[Any, ...], int]:
    """Return how many happenings each place has: name, country, division, precision, coordinates and GeoNames number."""
    counts: dict[tuple[Any, ...], int] = {}
    for row in index.select(_ALONE_THERE.format(where=wanted.sql), wanted.values):
        counts[row[:-1]] = counts.get(row[:-1], 0) + row[-1]
    for _, place in leading_in_space(index, wanted):
        counts[place] = counts.get(place, 0) + 1
    return counts


def leading_in_time(index: Index, wanted: Condition) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Yield number, quad class and dates of the events that stand for happenings of several."""

    def width(row: Sequence[Any]) -> int:
        days = days_of(row[2], row[3])
        return date.max.toordinal() if days is None else (days[1] - days[0]).days

    yield from _first_of_each(index.select(_OF_HAPPENINGS.format(where=wanted.sql), wanted.values), width)


def leading_in_space(index: Index, wanted: Condition) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield number and place of the events that stand for happenings of several."""

    def width(row: Sequence[Any]) -> int:
        return _PLACES.index(row[4]) if row[4] in _PLACES else len(_PLACES)

    rows = index.select(_OF_HAPPENINGS_THERE.format(where=wanted.sql), wanted.values)
    yield from ((row[0], tuple(row[1:])) for row in _first_of_each(rows, width))


def _first_of_each(rows: Iterable[Sequence[Any]], width: Callable[[Sequence[Any]], int]) -> Iterator[Any]:
    """Yield of each happening the narrowest of its rows, without the happening; of two alike the first."""
    best: dict[str, tuple[int, Sequence[Any]]] = {}
    for happening, *row in rows:
        wide = width(row)
        if happening not in best or wide < best[happening][0]:
            best[happening] = (wide, row)
    yield from (row for _, row in best.values())
