"""The gazetteer: what it says, that it holds together, and that its large table is searched rightly."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.lexicon.actor_rows import read_states
from demarche.lexicon.places import CityFile, Place, Places, load_places, place_key
from demarche.lexicon.tables import LexiconError, data_folder
from training.tables import gazetteer

NEAR = 9.5  # degrees of latitude, about 1050 km
WIDE = {"RUS", "USA", "CHN", "IDN"}
FAR_OFF = ["Svalbard"]


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places()


def first(places: Places, name: str) -> tuple[str, str | None, str]:
    place = places.lookup(name)[0]
    return place.name, place.country, place.precision


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Peru", ("Peru", "PER", "country")),
        ("U.S.", ("United States", "USA", "country")),
        ("Tumbes", ("Tumbes", "PER", "city")),
        ("Kyiv", ("Kyiv", "UKR", "city")),
        ("Kiev", ("Kyiv", "UKR", "city")),
        ("Washington", ("Washington", "USA", "city")),
        ("New York", ("New York", "USA", "city")),
        ("Georgia", ("Georgia", "GEO", "country")),
        ("Quebec", ("Quebec", "CAN", "admin1")),
        ("Kursk region", ("Kursk region", "RUS", "admin1")),
        ("Kursk Oblast", ("Kursk region", "RUS", "admin1")),
        ("the Gaza Strip", ("Gaza Strip", "PSE", "admin1")),
        ("Strait of Hormuz", ("Strait of Hormuz", None, "region")),
        ("the Red Sea", ("Red Sea", None, "region")),
        ("Pokrovsk", ("Pokrovsk", "UKR", "city")),
        ("Ar Raqqah", ("Raqqa", "SYR", "city")),
        ("São Paulo", ("São Paulo", "BRA", "city")),
        ("Sao Paulo", ("São Paulo", "BRA", "city")),
        ("W.Va.", ("West Virginia", "USA", "admin1")),
        ("city of Homs", ("Homs", "SYR", "city")),
        ("northern Syria", ("Syria", "SYR", "region")),
        ("Herat province", ("Herat", "AFG", "admin1")),
        ("Kan.", ("Kansas", "USA", "admin1")),
        ("Rapides Parish", ("Rapides Parish", "USA", "admin2")),
        ("Kanawha", ("Kanawha County", "USA", "admin2")),
    ],
)
def test_the_best_known_place_of_a_name(
    places: Places, name: str, expected: tuple[str, str | None, str]
) -> None:
    assert first(places, name) == expected


@pytest.mark.parametrize("name", ["", "   ", "'", "Zzyzxland", "North", "Monday"])
def test_what_is_no_place(places: Places, name: str) -> None:
    assert places.lookup(name) == ()


def test_all_candidates_are_given(places: Places) -> None:
    found = {(place.country, place.admin1) for place in places.lookup("Paris")}
    assert {("FRA", "Île-de-France"), ("USA", "Texas")} <= found


def test_candidates_are_in_order_of_rank(places: Places) -> None:
    for name in ("Victoria", "San José", "Springfield", "Tripoli"):
        ranks = [place.rank for place in places.lookup(name)]
        assert ranks == sorted(ranks, reverse=True)
        assert len(ranks) > 1


def test_a_city_is_in_its_division(places: Places) -> None:
    city = next(place for place in places.cities("Mosul") if place.country == "IRQ")
    assert city.admin1 == "Nineveh"
    assert city.geoname is not None


def test_adjectives_and_peoples_stand_for_places(places: Places) -> None:
    derived = {word: places.derived(word) for word in ("Peruvian", "European", "Texan", "U.S.", "Lima")}
    assert {word: place.name for word, place in derived.items() if place is not None} == {
        "Peruvian": "Peru",
        "European": "Europe",
        "Texan": "Texas",
    }


@pytest.mark.parametrize(("short", "names"), [("TX", ["Texas"]), ("Wash.", ["Washington"]), ("Lima", [])])
def test_short_forms_of_divisions(places: Places, short: str, names: list[str]) -> None:
    assert [place.name for place in places.short(short)] == names


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Herat province", ["Herat"]),
        ("Palestine police", []),
        ("Otoe county", ["Otoe County"]),
        ("northern Syria", ["Syria"]),
    ],
)
def test_a_name_with_its_kind_is_of_that_kind(places: Places, name: str, found: list[str]) -> None:
    assert [place.name for place in places.of_kind(name)][:1] == found


@pytest.mark.parametrize(
    ("word", "kind"), [("counties", "county"), ("Provinces", "province"), ("police", None)]
)
def test_plurals_of_kinds(places: Places, word: str, kind: str | None) -> None:
    assert places.plural_kind(word) == kind


@pytest.mark.parametrize(
    ("host", "home"),
    [("www.oxfordmail.co.uk", "Oxford"), ("anything.co.uk", "United Kingdom"), ("press.example", None)],
)
def test_where_an_outlet_is_at_home(places: Places, host: str, home: str | None) -> None:
    found = places.home(host)
    assert (found.name if found is not None else None) == home


# The tables hold together


def test_every_outlet_is_at_home_in_a_place_of_the_gazetteer(places: Places) -> None:
    homes = dict(places.homes())
    assert len(homes) > 900
    assert all(home.lat is not None for home in homes.values())


def test_counties_are_near_their_division(places: Places) -> None:
    rows = [
        line.split("\t")
        for line in (data_folder() / "places" / "counties.tsv").read_text("utf-8").splitlines()
    ]
    divisions = {place.name: place for place in places.divisions.values() if place.country == "USA"}
    counties = [
        place for cells in rows[3:] for place in places.exact(cells[1]) if place.precision == "admin2"
    ]
    assert len(counties) > 2700
    assert [one.name for one in counties if _degrees(one, divisions[one.admin1 or ""]) > NEAR] == []


def test_all_weights_are_used(places: Places) -> None:
    assert set(places.weights) == {
        "known", "other_name", "stated", "container", "listed", "division", "country", "near", "near_km",
        "home_near", "home_division", "home_country",
    }  # fmt: skip


def test_every_state_of_the_map_has_a_country(places: Places) -> None:
    former = {"SUN", "YUG", "SCG", "CSK", "DDR", "VDR", "YMD"}
    states = {state.code for state in read_states(data_folder() / "actors" / "states.tsv")}
    assert states - former == set(places.countries)


def test_coordinates_are_on_the_globe(places: Places) -> None:
    everything = [*places.countries.values(), *places.divisions.values(), *places.regions]
    for place in everything:
        assert (place.lat is None) == (place.lon is None)
        if place.lat is not None and place.lon is not None:
            assert -90 <= place.lat <= 90
            assert -180 <= place.lon <= 180


def test_regions_are_near_their_country(places: Places) -> None:
    alone = [place for place in places.regions if not place.admin1]
    owned = [
        (place, places.countries[place.country])
        for place in alone
        if place.country and place.country not in WIDE
    ]
    assert [place.name for place, country in owned if _degrees(place, country) > NEAR] == FAR_OFF


def test_regions_are_near_their_division(places: Places) -> None:
    divisions = {(place.country, place.name): place for place in places.divisions.values()}
    owned = [(place, divisions[place.country, place.admin1]) for place in places.regions if place.admin1]
    assert [
        place.name
        for place, division in owned
        if division.lat is not None and _degrees(place, division) > NEAR
    ] == []


def _degrees(one: Place, other: Place) -> float:
    assert one.lat is not None
    assert one.lon is not None
    assert other.lat is not None
    assert other.lon is not None
    narrowing = cos(radians((one.lat + other.lat) / 2))
    return hypot(one.lat - other.lat, (one.lon - other.lon) * narrowing)


def test_divisions_of_regions_are_known(places: Places) -> None:
    known = {(place.country, place.admin1) for place in places.divisions.values()}
    unknown = [
        (p.name, p.country, p.admin1)
        for p in places.regions
        if p.admin1 and (p.country, p.admin1) not in known
    ]
    assert unknown == []


@pytest.fixture(scope="module")
def city_lines() -> list[list[bytes]]:
    data = (data_folder() / "places" / "cities.tsv").read_bytes()
    assert data.endswith(b"\n")
    lines = [line for line in data.split(b"\n")[:-1] if not line.startswith(b"#")]
    return [line.split(b"\t") for line in lines[1:]]


def test_the_city_table_is_sorted_and_whole(city_lines: list[list[bytes]]) -> None:
    keys = [cells[0] for cells in city_lines]
    assert keys == sorted(keys)
    assert {len(cells) for cells in city_lines} == {4, 8}
    mains = {tuple(cells[:2]) for cells in city_lines if len(cells) == 8}
    assert all((cells[2], cells[1]) in mains for cells in city_lines if len(cells) == 4)


def test_keys_of_the_city_table_are_keys(city_lines: list[list[bytes]]) -> None:
    mains = [cells for cells in city_lines if len(cells) == 8][::97]
    assert [cells for cells in mains if place_key(cells[2].decode()).encode() != cells[0]] == []


def test_the_middle_of_a_division_over_the_date_line() -> None:
    cities = [
        gazetteer.City(n, "Aya", (), "FJI", "02", -18.0, lon, 10) for n, lon in enumerate((179.0, -178.0))
    ]
    assert gazetteer.middle(cities) == ("-18.00", "-179.50")


# Searching


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    key = place_key(name)
    assert place_key(key) == key


@given(
    st.lists(st.text(alphabet="abé z", min_size=1, max_size=4).map(place_key).filter(bool), max_size=12),
    st.text(alphabet="abé z", max_size=4),
)
def test_the_search_finds_what_a_scan_finds(keys: list[str], wanted: str) -> None:
    rows = sorted({(key.encode(), str(n).encode()) for n, key in enumerate(keys)})
    head = b"head\n"
    body = b"".join(
        b"\t".join((key, number, key, b"PER", b"01", b"0", b"0", b"1")) + b"\n" for key, number in rows
    )
    file = CityFile("cities.tsv", head + body, len(head))
    key = place_key(wanted)
    found = [cells[1] for cells in file.rows(key)] if key else []
    assert sorted(found) == sorted(number.decode() for other, number in rows if other.decode() == key)


def test_a_broken_line_is_named() -> None:
    file = CityFile("cities.tsv", b"lima\t1\tLima\n", 0)
    with pytest.raises(LexiconError, match=r"cities\.tsv"):
        list(file.rows("lima"))
