"""demarche's places, and its gazetteer, as the benchmark of toponyms sees them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import cos, floor, hypot, radians

from bench.resolving.place import FoundPlace, Locate
from bench.resolving.place_files import Article, Convention
from demarche.lexicon.places import Places, load_places
from demarche.model.reading import Reading
from demarche.model.resolved import ToponymSort
from demarche.model.syntax import Syntax
from demarche.pipeline import Coder
from demarche.resolve.places.finder import Located
from demarche.resolve.resolver import toponyms

_SORTS: Mapping[Convention, frozenset[ToponymSort]] = {
    "lgl": frozenset({"name", "adjective", "people", "inner"}),
    "geovirus": frozenset({"name"}),
    "geowebnews": frozenset({"name", "adjective", "inner"}),
}

_FAR = 0.9  # degrees of latitude: 100 km


def load_locate() -> Locate:
    """Return the finder of places, loaded."""
    coder = Coder.load()

    def locate(article: Article) -> tuple[FoundPlace, ...]:
        reading = coder.read_text(article.text, published=article.published)
        if article.host is not None:
            reading = replace(reading, report=replace(reading.report, url=f"https://{article.host}/"))
        syntax = coder.parser.parse(reading)
        wanted = _SORTS[article.convention]
        return tuple(
            _found(one, reading, syntax)
            for one in toponyms(reading, syntax, coder.lexicon)
            if one.toponym.sort in wanted
        )

    return locate


def _found(located: Located, reading: Reading, syntax: Syntax) -> FoundPlace:
    """Return a toponym where it stands in the text that was given."""
    one, choice = located.toponym, located.choice
    span = reading.span(syntax.words[one.start].start, syntax.words[one.end - 1].end)
    start, end = (span.start, span.end) if span.source is None else (span.source[0][0], span.source[-1][1])
    if choice is None:
        return FoundPlace(start, end, span.text, span.text, None, None, None, "not in the gazetteer")
    place = choice.place
    return FoundPlace(
        start, end, span.text, place.name, place.country, place.lat, place.lon, f"{one.sort}: {choice.reason}"
    )


class GazetteerAtlas:
    """The package's gazetteer with its cities by degree of latitude and longitude."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._cells: dict[tuple[int, int], list[tuple[str, float, float]]] = defaultdict(list)
        for country, lat, lon in places.city_points():
            self._cells[floor(lat), floor(lon)].append((country, lat, lon))

    def country_at(self, lat: float, lon: float) -> str | None:
        """Return the country of the city nearest to a point, None if none is within 100 km."""
        around = [(row, column) for row in (-1, 0, 1) for column in (-1, 0, 1)]
        cities = [
            (hypot(north - lat, (east - lon) * cos(radians(lat))), country)
            for row, column in around
            for country, north, east in self._cells.get((floor(lat) + row, floor(lon) + column), ())
        ]
        distance, country = min(cities, default=(_FAR, ""))
        return country if distance < _FAR else None

    def country_named(self, name: str) -> str | None:
        """Return the country of a name, None if it is none."""
        return next((one.country for one in self._places.lookup(name) if one.precision == "country"), None)

    def points(self, name: str) -> Sequence[tuple[float, float]]:
        """Return the points of all places of a name."""
        found = self._places.lookup(name)
        return [(one.lat, one.lon) for one in found if one.lat is not None and one.lon is not None]


def load_atlas() -> GazetteerAtlas:
    """Return the package's gazetteer, loaded."""
    return GazetteerAtlas(load_places())
