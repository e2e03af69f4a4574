"""Where things are: countries, first-level divisions, regions in the news, cities; looked up by name."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

from demarche.lexicon.actor_rows import Cells, Codes, State, read_cells, read_states
from demarche.lexicon.tables import LexiconError, data_folder
from demarche.model.values import PLACE_PRECISIONS, PlacePrecision

_COUNTRY_COLUMNS = ("id", "name", "lat", "lon", "rank", "geoname", "continent")
_DIVISION_COLUMNS = ("code", "name", "names", "country", "lat", "lon", "rank", "geoname")
_REGION_COLUMNS = ("name", "names", "country", "admin1", "lat", "lon", "precision", "note")
_CITY_COLUMNS = ("key", "geoname", "name", "country", "admin1", "lat", "lon", "rank")
_KIND_COLUMNS = ("word", "side", "precision")
_RANK_COLUMNS = ("precision", "rank")
_FURTHER_NAME = 4  # the cells of a line of cities.tsv that gives a further name
_PLAIN = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "þ": "th", "ß": "ss", "ə": "a", "œ": "oe", "'": "",
        "`": "", "\u2018": "", "\u2019": "", "\u02bb": "", "\u02bc": "", "\u02be": "", "\u02bf": "",
    }
)  # fmt: skip
_GAPS = re.compile(r"[\W_]+")
_PRECISIONS: Mapping[str, PlacePrecision] = {precision: precision for precision in PLACE_PRECISIONS}


@dataclass(frozen=True, slots=True)
class Place:
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
    _named: Mapping[str, tuple[Place, ...]]
    _kinds: Sequence[Kind]
    _cities: CityFile

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Return all places of a name, the best known first; none if there is none.

        Where none has the whole name, a word that says the kind is taken off ("Donetsk oblast", "the city of Homs",
        "northern Syria"); places of that precision come first then, and a part of an area is a region.
        """
        key = place_key(name).removeprefix("the ")
        found = self._exact(key)
        if found:
            return found
        for kind in self._kinds:
            rest = kind.strip(key)
            found = () if rest is None else self._exact(rest)
            if found:
                return _as_kind(found, kind)
        return ()

    def cities(self, name: str) -> tuple[Place, ...]:
        """Return the cities of a name, the best known first."""
        return tuple(sorted(self._city_places(place_key(name)), key=lambda place: -place.rank))

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
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return _GAPS.sub(" ", text.translate(_PLAIN)).strip()


def load_places() -> Places:
    """Return the gazetteer of the package; raise `LexiconError` if a table is broken."""
    folder = data_folder() / "places"
    countries = {place.country or "": place for place in _countries(folder / "countries.tsv")}
    named: dict[str, list[Place]] = defaultdict(list)
    for state in read_states(data_folder() / "actors" / "states.tsv"):
        if state.code in countries:
            _add(named, (state.name, *_unarticled(state)), countries[state.code])
    divisions: dict[tuple[str, str], Place] = {}
    for code, names, place in _divisions(folder / "admin1.tsv"):
        divisions[place.country or "", code] = place
        _add(named, names, place)
    regions: list[Place] = []
    for names, place in _regions(folder / "regions.tsv", _ranks(folder / "ranks.tsv")):
        regions.append(place)
        _add(named, names, place)
    kinds = _kinds(folder / "kinds.tsv")
    joined = {key: tuple(places) for key, places in named.items()}
    return Places(countries, divisions, tuple(regions), joined, kinds, _city_file(folder / "cities.tsv"))


def _add(named: dict[str, list[Place]], names: Iterable[str], place: Place) -> None:
    for key in dict.fromkeys(place_key(name).removeprefix("the ") for name in names):
        named[key].append(place)


def _unarticled(state: State) -> Iterable[str]:
    """Return the further names but those that mean the state with an article only ("the North")."""
    return (name for name in state.names if not (name.startswith("the ") and name in state.ambiguous))


def _as_kind(found: Sequence[Place], kind: Kind) -> tuple[Place, ...]:
    if kind.before and kind.precision == "region":
        return tuple(replace(place, precision="region") if _is_area(place) else place for place in found)
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
        yield code.partition(".")[2], (name, *codes.items(names)), place


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
