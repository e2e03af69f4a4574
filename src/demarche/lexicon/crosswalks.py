"""What other formats call countries, sectors and event types: the tables of `data/export/`, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from demarche.lexicon.ontology import Ontology, load_ontology
from demarche.lexicon.tables import LexiconError, Row, data_folder, read_table, shown

_NAME_COLUMNS = ("id", "name", "lat", "lon", "rank", "geoname", "continent")


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """A country in other schemes: its English name, ISO 3166 alpha-2 and numeric code, FIPS 10-4; empty: none."""

    name: str
    alpha_2: str
    numeric: str
    fips: str


@dataclass(frozen=True, slots=True)
class SectorCodes:
    """A PLOVER sector in other schemes: CAMEO's role, ICEWS's wording, ACLED's kind of actor, and whether it is armed; empty: none."""

    cameo: str
    icews: str
    inter: str
    armed: bool


@dataclass(frozen=True, slots=True)
class AcledType:
    """ACLED's event type and sub-event type; `battle` is the latter against armed people, or empty."""

    event: str
    sub_event: str
    battle: str


@dataclass(frozen=True, slots=True)
class Crosswalks:
    """All of it, with the ontology; `mutual` are types that two actors do to each other."""

    ontology: Ontology
    countries: Mapping[str, CountryCodes]
    sectors: Mapping[str, SectorCodes]
    mutual: frozenset[str]
    _acled: Mapping[tuple[str, str], AcledType]

    def country_name(self, code: str | None) -> str:
        """Return the English name of a country, or the code where it has none ("IGO"); nothing of None."""
        if code is None:
            return ""
        return self.countries[code].name if code in self.countries else code

    def acled(self, type_: str, mode: str | None) -> AcledType | None:
        """Return what ACLED calls events of this type and mode, or None if it does not record them."""
        return self._acled.get((type_, mode or "")) or self._acled.get((type_, ""))


def load_crosswalks(folder: Traversable | None = None) -> Crosswalks:
    """Return the tables of a folder, by default the package's; raise `LexiconError` if one is broken."""
    data = data_folder()
    tables = data / "export" if folder is None else folder
    ontology = load_ontology(data / "ontology")
    return Crosswalks(
        ontology,
        _countries(tables / "countries.tsv", data / "places" / "countries.tsv"),
        _sectors(tables / "sectors.tsv", ontology),
        frozenset(_type(row, ontology) for row in read_table(tables / "mutual.tsv", ("type",))),
        _acled(tables / "acled.tsv", ontology),
    )


def _countries(codes: Traversable, names: Traversable) -> dict[str, CountryCodes]:
    named = {row.text("id"): row.text("name") for row in read_table(names, _NAME_COLUMNS)}
    found: dict[str, CountryCodes] = {}
    for row in read_table(codes, ("id", "alpha_2", "numeric", "fips")):
        code = row.text("id")
        if code not in named:
            raise row.error(f"{code} is no country of {shown(names)}")
        found[code] = CountryCodes(
            named[code], row.text("alpha_2"), row.text("numeric"), row.optional("fips") or ""
        )
    return found


def _sectors(file: Traversable, ontology: Ontology) -> dict[str, SectorCodes]:
    found: dict[str, SectorCodes] = {}
    for row in read_table(file, ("sector", "cameo", "icews", "inter", "armed")):
        sector = row.text("sector")
        if sector not in ontology.sectors or sector in found:
            raise row.error(f"sector {sector!r} is none of the ontology, or stands twice")
        cameo, icews, inter = (row.optional(name) or "" for name in ("cameo", "icews", "inter"))
        found[sector] = SectorCodes(cameo, icews, inter, row.optional("armed") is not None)
    missing = sorted(ontology.sectors - found.keys())
    if missing:
        raise LexiconError(f"{shown(file)}: no line for {', '.join(missing)}")
    return found


def _acled(file: Traversable, ontology: Ontology) -> dict[tuple[str, str], AcledType]:
    found: dict[tuple[str, str], AcledType] = {}
    for row in read_table(file, ("type", "mode", "event", "sub_event", "battle")):
        key = _type(row, ontology), row.optional("mode") or ""
        if key[1] and key[1] not in ontology.types[key[0]].modes:
            raise row.error(f"{key[0]} has no mode {key[1]!r}")
        if key in found:
            raise row.error("the same type and mode stand twice")
        found[key] = AcledType(row.text("event"), row.text("sub_event"), row.optional("battle") or "")
    return found


def _type(row: Row, ontology: Ontology) -> str:
    name = row.text("type")
    if name not in ontology.types:
        raise row.error(f"type {name!r} is none of the ontology")
    return name
