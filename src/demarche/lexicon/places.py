"""Where things are: countries, first-level divisions, regions in the news, cities; looked up by name."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

import msgspec

from demarche.lexicon.actor_rows import Cells, Codes, State, read_cells, read_states
from demarche.lexicon.tables import LexiconError, data_folder, read_table
from demarche.model.values import PLACE_PRECISIONS, PlacePrecision

_COUNTRY_COLUMNS = ("id", "name", "lat", "lon", "rank", "geoname", "continent")
_DIVISION_COLUMNS = ("code", "name", "names", "country", "lat", "lon", "rank", "geoname")
_REGION_COLUMNS = ("name", "names", "country", "admin1", "lat", "lon", "precision", "note")
_COUNTY_COLUMNS = ("code", "name", "names", "country", "lat", "lon")
_CITY_COLUMNS = ("key", "geoname", "name", "country", "admin1", "lat", "lon", "rank")
_KIND_COLUMNS = ("word", "side", "precision")
_RANK_COLUMNS = ("precision", "rank")
_DERIVED_COLUMNS = ("word", "place")
_SHORT_COLUMNS = ("short", "code")
_OUTLET_COLUMNS = ("host", "place", "division", "country")
_WEIGHT_COLUMNS = ("name", "weight", "meaning")
_FURTHER_NAME = 4  # the cells of a line of cities.tsv that gives a further name
_PLAIN = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "þ": "th", "ß": "ss", "ə": "a", "œ": "oe", "'": "",
        "`": "", "\u2018": "", "\u2019": "", "\u02bb": "", "\u02bc": "", "\u02be": "", "\u02bf": "",
    }
)  # fmt: skip
_GAPS = re.compile(r"[\W_]+")
_ABBREVIATED = frozenset({"admin1", "country"})
_PRECISIONS: Mapping[str, PlacePrecision] = {precision: precision for precision in PLACE_PRECISIONS}


class Place(msgspec.Struct, frozen=True, gc=False):
    """A place of the gazetteer; `rank` says how well known it is, in people, ten times for a capital or a country."""

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    geoname: int | None
    rank: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A word beside a name that says what kind of place it is ("Donetsk oblast", "city of Homs")."""

    word: str
    before: bool
    precision: PlacePrecision

    def strip(self, key: str) -> str | None:
        """Return a name's key without the word, or None if it does not stand there."""
        rest = key.removeprefix(f"{self.word} ") if self.before else key.removesuffix(f" {self.word}")
        return None if rest == key else rest


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where a newspaper, broadcaster or agency is at home, as names of the gazetteer, by the host of its address."""

    host: str
    town: str | None
    division: str | None
    country: str


@dataclass(frozen=True, slots=True)
class CityFile:
    """The bytes of cities.tsv, whose lines are in the order of their keys; nothing is read but what is asked for."""

    name: str
    data: bytes
    first: int

    def rows(self, key: str) -> Iterator[list[str]]:
        """Yield the cells of the lines of a key; for a further name, those of its main line with the rank it gives."""
        for cells in self._lines(key.encode()):
            if len(cells) == len(_CITY_COLUMNS):
                yield cells
            elif len(cells) == _FURTHER_NAME:
                _, number, main, rank = cells
                for line in self._lines(main.encode()):
                    if line[1] == number and len(line) == len(_CITY_COLUMNS):
                        yield [*line[:-1], rank]
            else:
                raise LexiconError(f"{self.name}: {len(cells)} cells in the line of {cells[0]!r}")

    def points(self) -> Iterator[tuple[str, float, float]]:
        """Yield country and coordinates of every city."""
        for line in self.data[self.first :].splitlines():
            cells = line.split(b"\t")
            if len(cells) == len(_CITY_COLUMNS):
                yield cells[3].decode(), float(cells[5]), float(cells[6])

    def _lines(self, key: bytes) -> Iterator[list[str]]:
        at = self._find(key)
        wanted = key + b"\t"
        while self.data.startswith(wanted, at):
            end = self.data.index(b"\n", at)
            yield self.data[at:end].decode().split("\t")
            at = end + 1

    def _find(self, key: bytes) -> int:
        """Return where the first line begins whose key is not before this one."""
        low, high = self.first, len(self.data)
        while low < high:
            start = self.data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            tab = self.data.find(b"\t", start)
            if tab < 0:
                raise LexiconError(f"{self.name}: a line without cells")
            if self.data[start:tab] < key:
                low = self.data.index(b"\n", tab) + 1
            else:
                high = start
        return low


@dataclass(frozen=True, slots=True)
class Places:
    """The gazetteer; made by `load_places`. `countries` by alpha-3 code, `divisions` by country and code."""

    countries: Mapping[str, Place]
    divisions: Mapping[tuple[str, str], Place]
    regions: tuple[Place, ...]
    weights: Mapping[str, float]
    _named: Mapping[str, tuple[Place, ...]]
    _kinds: Sequence[Kind]
    _derived: Mapping[str, Place]
    _short: Mapping[str, tuple[Place, ...]]
    _outlets: Mapping[str, Outlet]
    _no_places: frozenset[str]
    _cities: CityFile

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Return all places of a name, the best known first; none if there is none.

        Where none has the whole name, a word that says the kind is taken off ("Donetsk oblast", "the city of Homs",
        "northern Syria"); places of that precision come first then, and a part of an area is a region.
        """
        found = self.exact(name)
        if found:
            return found
        for kind, stripped in self._stripped(name):
            if stripped:
                return _as_kind(stripped, kind)
        return ()

    def exact(self, name: str) -> tuple[Place, ...]:
        """Return all places that have the whole name, the best known first; "Kan." is no city but Kansas."""
        found = self._exact(place_key(name).removeprefix("the "))
        if name.endswith("."):
            return tuple(place for place in found if place.precision in _ABBREVIATED) or found
        return found

    def of_kind(self, name: str) -> tuple[Place, ...]:
        """Return the places of a name with the word for their kind, if they have the whole name or are of that kind."""
        found = self.exact(name)
        if found:
            return found
        for kind, stripped in self._stripped(name):
            if kind.precision == "region" and stripped:
                return _as_kind(stripped, kind)
            of_kind = tuple(place for place in stripped if place.precision == kind.precision)
            if of_kind:
                return of_kind
        return ()

    def plural_kind(self, word: str) -> str | None:
        """Return the word for a kind of which this is the plural: "counties"."""
        text = word.casefold()
        singular = f"{text[:-3]}y" if text.endswith("ies") else text.removesuffix("s")
        known = singular != text and any(kind.word == singular and not kind.before for kind in self._kinds)
        return singular if known else None

    def derived(self, word: str) -> Place | None:
        """Return the place that an adjective is made from: "Peruvian", "European", "Texan"."""
        return self._derived.get(word)

    def is_none(self, text: str) -> bool:
        """Tell whether words name no place on their own: "Street", "North"."""
        return text in self._no_places

    def short(self, text: str) -> tuple[Place, ...]:
        """Return the divisions of a short form that names one only beside a place: "TX", "Wash."."""
        return self._short.get(text, ())

    def home(self, host: str) -> Place | None:
        """Return where an outlet is at home, by the host of its address: its town, or the country of its domain."""
        parts = host.casefold().split(".")
        tails = (".".join(parts[start:]) for start in range(len(parts)))
        outlet = next((found for tail in tails if (found := self._outlets.get(tail)) is not None), None)
        return None if outlet is None else self._home(outlet)

    def homes(self) -> Iterator[tuple[str, Place]]:
        """Yield all hosts of outlets with where they are; raise `LexiconError` if the gazetteer lacks a place."""
        for host, outlet in self._outlets.items():
            yield host, self._home(outlet)

    def _home(self, outlet: Outlet) -> Place:
        """Return the town of an outlet, or the whole of its division or country if it has none."""
        if outlet.town is None and outlet.division is None:
            return self.countries[outlet.country]
        found = self.exact(outlet.division or "") if outlet.town is None else self.cities(outlet.town)
        for place in found:
            if place.country == outlet.country and outlet.division in (None, place.admin1):
                return place
        raise LexiconError(f"outlets.tsv: the gazetteer lacks the home of {outlet.host}")

    def _stripped(self, name: str) -> Iterator[tuple[Kind, tuple[Place, ...]]]:
        """Yield what is left of a name without a word for a kind that it has."""
        key = place_key(name).removeprefix("the ")
        for kind in self._kinds:
            rest = kind.strip(key)
            if rest is not None:
                yield kind, self._exact(rest)

    def cities(self, name: str) -> tuple[Place, ...]:
        """Return the cities of a name, the best known first."""
        return tuple(sorted(self._city_places(place_key(name)), key=lambda place: -place.rank))

    def city_points(self) -> Iterator[tuple[str, float, float]]:
        """Yield country and coordinates of every city; this reads the whole table."""
        yield from self._cities.points()

    def _exact(self, key: str) -> tuple[Place, ...]:
        found = [*self._named.get(key, ()), *self._city_places(key)]
        return tuple(sorted(found, key=lambda place: -place.rank))

    def _city_places(self, key: str) -> Iterator[Place]:
        if not key:
            return
        for _, number, name, country, division, lat, lon, rank in self._cities.rows(key):
            inside = self.divisions.get((country, division))
            admin1 = None if inside is None else inside.name
            yield Place(name, country, admin1, float(lat), float(lon), "city", int(number), int(rank))


def place_key(name: str) -> str:
    """Return a name as it is looked up: no case, diacritics or punctuation, single spaces."""
    text = name.casefold()
    if text.isascii() and "  " not in text and text.replace(" ", "").isalpha():
        return text.strip()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return _GAPS.sub(" ", text.translate(_PLAIN)).strip()


def load_places() -> Places:
    """Return the gazetteer of the package; raise `LexiconError` if a table is broken."""
    folder = data_folder() / "places"
    countries = {place.country or "": place for place in _countries(folder / "countries.tsv")}
    named: dict[str, list[Place]] = defaultdict(list)
    derived: dict[str, Place] = {}
    for state in read_states(data_folder() / "actors" / "states.tsv"):
        if state.code in countries:
            _add(named, (state.name, *_unarticled(state)), countries[state.code])
            derived |= dict.fromkeys(
                (form for form in state.adjectives if form not in state.names), countries[state.code]
            )
    divisions: dict[tuple[str, str], Place] = {}
    codes: dict[str, Place] = {}
    for code, names, place in _divisions(folder / "admin1.tsv"):
        codes[code] = place
        divisions[place.country or "", code.partition(".")[2]] = place
        _add(named, names, place)
    ranks = _ranks(folder / "ranks.tsv")
    for names, place in _counties(folder / "counties.tsv", codes, ranks):
        _add(named, names, place)
    regions: list[Place] = []
    for names, place in _regions(folder / "regions.tsv", ranks):
        regions.append(place)
        _add(named, names, place)
    joined = {
        key: tuple(sorted(places, key=lambda place: -place.rank) if len(places) > 1 else places)
        for key, places in named.items()
    }
    bare = Places(
        countries,
        divisions,
        tuple(regions),
        _weights(folder / "weights.tsv"),
        joined,
        _kinds(folder / "kinds.tsv"),
        {},
        _short(folder / "short_names.tsv", codes),
        _outlets(folder / "outlets.tsv"),
        frozenset(row.text("word") for row in read_table(folder / "no_places.tsv", ("word",))),
        _city_file(folder / "cities.tsv"),
    )
    derived |= _derived(folder / "derived.tsv", bare)
    return replace(bare, _derived=derived)


def _derived(file: Traversable, places: Places) -> dict[str, Place]:
    derived: dict[str, Place] = {}
    for row in read_table(file, _DERIVED_COLUMNS):
        found = places.exact(row.text("place"))
        if not found:
            raise row.error(f"no place is named {row.text('place')!r}")
        derived[row.text("word")] = found[0]
    return derived


def _short(file: Traversable, divisions: Mapping[str, Place]) -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for row in read_table(file, _SHORT_COLUMNS):
        if row.text("code") not in divisions:
            raise row.error(f"no division has the code {row.text('code')!r}")
        short = row.text("short")
        found[short] = (*found.get(short, ()), divisions[row.text("code")])
    return found


def _outlets(file: Traversable) -> dict[str, Outlet]:
    """Return the outlets by host; where they are is looked up when it is asked for."""
    return {
        row.text("host").casefold(): Outlet(
            row.text("host"), row.optional("place"), row.optional("division"), row.text("country")
        )
        for row in read_table(file, _OUTLET_COLUMNS)
    }


def _weights(file: Traversable) -> dict[str, float]:
    return {row.text("name"): row.decimal("weight") for row in read_table(file, _WEIGHT_COLUMNS)}


def _add(named: dict[str, list[Place]], names: Iterable[str], place: Place) -> None:
    for key in dict.fromkeys(place_key(name).removeprefix("the ") for name in names):
        named[key].append(place)


def _unarticled(state: State) -> Iterable[str]:
    """Return the further names but those that mean the state with an article only ("the North")."""
    return (name for name in state.names if not (name.startswith("the ") and name in state.ambiguous))


def _as_kind(found: Sequence[Place], kind: Kind) -> tuple[Place, ...]:
    if kind.before and kind.precision == "region":
        return tuple(
            msgspec.structs.replace(place, precision="region") if _is_area(place) else place
            for place in found
        )
    return tuple(sorted(found, key=lambda place: place.precision != kind.precision))


def _is_area(place: Place) -> bool:
    return place.precision in ("country", "region", "admin1")


def _countries(file: Traversable) -> Iterator[Place]:
    codes = Codes()
    for row in read_cells(file, _COUNTRY_COLUMNS):
        code, name, lat, lon, rank, geoname, _ = row.cells
        country = codes.country(code, row)
        north, east = _point(lat, lon, row)
        yield Place(name, country, None, north, east, "country", _number(geoname, row), _number(rank, row))


def _divisions(file: Traversable) -> Iterator[tuple[str, tuple[str, ...], Place]]:
    codes = Codes()
    for row in read_cells(file, _DIVISION_COLUMNS):
        code, name, names, country, lat, lon, rank, geoname = row.cells
        alpha3 = codes.country(country, row)
        north, east = _point(lat, lon, row)
        place = Place(name, alpha3, name, north, east, "admin1", _number(geoname, row), _number(rank, row))
        yield code, (name, *codes.items(names)), place


def _counties(
    file: Traversable, divisions: Mapping[str, Place], ranks: Mapping[str, int]
) -> Iterator[tuple[tuple[str, ...], Place]]:
    codes = Codes()
    for row in read_cells(file, _COUNTY_COLUMNS):
        code, name, names, country, lat, lon = row.cells
        if code not in divisions:
            raise row.error(f"no division has the code {code!r}")
        north, east = _point(lat, lon, row)
        alpha3 = codes.country(country, row)
        place = Place(name, alpha3, divisions[code].name, north, east, "admin2", None, ranks["admin2"])
        yield (name, *codes.items(names)), place


def _regions(file: Traversable, ranks: Mapping[str, int]) -> Iterator[tuple[tuple[str, ...], Place]]:
    codes = Codes()
    for row in read_cells(file, _REGION_COLUMNS):
        name, names, country, admin1, lat, lon, cell, _ = row.cells
        precision = _PRECISIONS.get(cell)
        if precision is None or cell not in ranks or not lat:
            raise row.error(f"precision: {cell!r} has no rank, or a place has no coordinates")
        alpha3 = codes.country(country, row) if country else None
        north, east = _point(lat, lon, row)
        place = Place(name, alpha3, admin1 or None, north, east, precision, None, ranks[cell])
        yield (name, *codes.items(names)), place


def region_names() -> Iterator[str]:
    """Yield all names of the regions in the news, without reading anything else."""
    for names, _ in _regions(
        data_folder() / "places" / "regions.tsv", _ranks(data_folder() / "places" / "ranks.tsv")
    ):
        yield from names


def _ranks(file: Traversable) -> dict[str, int]:
    return {row.cells[0]: _number(row.cells[1], row) for row in read_cells(file, _RANK_COLUMNS)}


def _kinds(file: Traversable) -> list[Kind]:
    kinds = []
    for row in read_cells(file, _KIND_COLUMNS):
        word, side, cell = row.cells
        precision = _PRECISIONS.get(cell)
        if precision is None or side not in ("before", "after"):
            raise row.error(f"{side!r} is neither before nor after, or {cell!r} is no precision")
        kinds.append(Kind(word, side == "before", precision))
    return sorted(kinds, key=lambda kind: -len(kind.word))


def _city_file(file: Traversable) -> CityFile:
    data = file.read_bytes()
    header = "\t".join(_CITY_COLUMNS).encode() + b"\n"
    at = data.find(header, 0, 10_000)
    if at < 0 or not data.endswith(b"\n"):
        raise LexiconError(
            f"{file.name}: the columns are not {list(_CITY_COLUMNS)}, or the last line does not end"
        )
    return CityFile(file.name, data, at + len(header))


def _number(cell: str, row: Cells) -> int:
    if not cell.isdecimal():
        raise row.error(f"{cell!r} is no number")
    return int(cell)


def _point(lat: str, lon: str, row: Cells) -> tuple[float | None, float | None]:
    if not lat and not lon:
        return None, None
    try:
        return float(lat), float(lon)
    except ValueError as error:
        raise row.error(f"{lat!r} and {lon!r} are no coordinates") from error
