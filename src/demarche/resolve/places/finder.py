"""Names of places to the gazetteer, told apart by what stands beside them and by what else the report names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from demarche.lexicon.places import Place, Places
from demarche.model.parts import Where
from demarche.model.reading import Reading
from demarche.model.resolved import PlaceMention
from demarche.model.syntax import Syntax
from demarche.resolve.actors.names import parts_of_names
from demarche.resolve.identity import Name
from demarche.resolve.places.choice import Choice, Chooser, supposed
from demarche.resolve.places.context import beside
from demarche.resolve.places.toponyms import Toponym, ToponymFinder


@dataclass(frozen=True, slots=True)
class Located:
    """A toponym with the place it means, and why.

    A name that the gazetteer has not is `supposed` to lie where the report's other names are; None if there are none.
    """

    toponym: Toponym
    choice: Choice | None
    supposed: bool


def locate(
    reading: Reading, syntax: Syntax, names: Mapping[int, Name], places: Places
) -> tuple[Located, ...]:
    """Return everything in a report that names a place, in the order of the text, with the place it means."""
    toponyms = ToponymFinder(reading, syntax, names, places, parts_of_names(syntax)).find()
    home = _home(reading, places)
    chosen = Chooser(toponyms, beside(toponyms, syntax), home, places.weights).choose()
    known = [(toponym, chosen[toponym.key]) for toponym in toponyms if toponym.options]
    found = []
    for toponym in toponyms:
        choice = chosen.get(toponym.key) if toponym.options else None
        if choice is None:
            words = syntax.words[toponym.start : toponym.end]
            name = reading.report.text[words[0].start : words[-1].end]
            choice = supposed(toponym, name, known, home)
        found.append(Located(toponym, choice, supposed=not toponym.options))
    return tuple(found)


def find_places(
    reading: Reading, syntax: Syntax, names: Mapping[int, Name], places: Places
) -> dict[int, PlaceMention]:
    """Return the places that a report names, by the index of their head word; adjectives and parts of names are none."""
    found: dict[int, PlaceMention] = {}
    for located in locate(reading, syntax, names, places):
        toponym, choice = located.toponym, located.choice
        if choice is None or located.supposed or toponym.sort != "name":
            continue
        place = choice.place
        span = reading.span(syntax.words[toponym.start].start, syntax.words[toponym.end - 1].end)
        where = Where(
            place.name, place.country, place.admin1, place.lat, place.lon, place.precision, place.geoname, span
        )  # fmt: skip
        mention = PlaceMention(toponym.start, toponym.end, toponym.head.i, where, choice.reason)
        found.setdefault(toponym.head.i, mention)
    return found


def _home(reading: Reading, places: Places) -> Place | None:
    host = None if reading.report.url is None else urlsplit(reading.report.url).hostname
    return None if host is None else places.home(host)


def with_countries(names: Mapping[int, Name], found: Mapping[int, PlaceMention]) -> dict[int, Name]:
    """Return the names; a place that was found has its country, so that "Mosul police" is of Iraq."""
    countries = {
        index: place.where.country for place in found.values() for index in range(place.start, place.end)
    }
    return {
        index: name
        if name.sort != "place" or countries.get(name.start) is None
        else replace(name, identity=replace(name.identity, country=countries[name.start]))
        for index, name in names.items()
    }
