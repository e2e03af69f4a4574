"""The gazetteer: what it says, that it holds together, and that its large table is searched rightly."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.lexicon.actor_rows import read_states
from demarche.lexicon.places import CityFile, Place, Places, load_places, place_key
from demarche.lexicon.tables import LexiconError, data_folder


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
    ],
)
def test_the_best_known_place_of_a_name(places: Places, name: str, expected: tuple[str, str | None, str]) -> None:
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


# The tables hold together


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
    far = [place.name for place in places.regions if place.country and _apart(place, places.countries[place.country]) > 65]
    assert far == ["Guantanamo Bay", "Hawaii", "Pearl Harbor"] or set(far) <= {
        "Hawaii", "Pearl Harbor", "Kamchatka", "Sakhalin", "Vostochny Cosmodrome", "Russian Far East", "Chagos Islands",
    }  # fmt: skip


def _apart(one: Place, other: Place) -> float:
    assert one.lat is not None
    assert one.lon is not None
    assert other.lat is not None
    assert other.lon is not None
    return max(abs(one.lat - other.lat), abs(one.lon - other.lon))


def test_divisions_of_regions_are_known(places: Places) -> None:
    known = {(place.country, place.admin1) for place in places.divisions.values()}
    unknown = [(p.name, p.country, p.admin1) for p in places.regions if p.admin1 and (p.country, p.admin1) not in known]
    assert unknown == []


def test_the_city_table_is_sorted_and_whole(places: Places) -> None:
    lines = places._cities.data[places._cities.first :].split(b"\n")
    assert lines.pop() == b""
    keys = [line.partition(b"\t")[0] for line in lines]
    assert keys == sorted(keys)
    assert {line.count(b"\t") + 1 for line in lines} == {4, 8}
    mains = {tuple(line.split(b"\t")[:2]) for line in lines if line.count(b"\t") == 7}
    further = (line.split(b"\t") for line in lines if line.count(b"\t") == 3)
    assert all((cells[2], cells[1]) in mains for cells in further)


def test_keys_of_the_city_table_are_keys(places: Places) -> None:
    lines = places._cities.data[places._cities.first :].decode().split("\n")[:-1:97]
    assert [cells for cells in (line.split("\t") for line in lines) if len(cells) == 8 and place_key(cells[2]) != cells[0]] == []


# Searching


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    key = place_key(name)
    assert place_key(key) == key


@given(st.lists(st.text(alphabet="abé z", min_size=1, max_size=4).map(place_key).filter(bool), max_size=12), st.text(alphabet="abé z", max_size=4))
def test_the_search_finds_what_a_scan_finds(keys: list[str], wanted: str) -> None:
    rows = sorted({(key.encode(), str(n).encode()) for n, key in enumerate(keys)})
    head = b"head\n"
    body = b"".join(b"\t".join((key, number, key, b"PER", b"01", b"0", b"0", b"1")) + b"\n" for key, number in rows)
    file = CityFile("cities.tsv", head + body, len(head))
    key = place_key(wanted)
    found = [cells[1] for cells in file.rows(key)] if key else []
    assert sorted(found) == sorted(number.decode() for other, number in rows if other.decode() == key)


def test_a_broken_line_is_named() -> None:
    file = CityFile("cities.tsv", b"lima\t1\tLima\n", 0)
    with pytest.raises(LexiconError, match=r"cities\.tsv"):
        list(file.rows("lima"))


def test_the_package_has_no_path_of_its_own(tmp_path: Path) -> None:
    assert tmp_path.exists()
    for name in ("countries", "admin1", "regions", "cities"):
        text = (data_folder() / "places" / f"{name}.tsv").read_bytes()[:3000].decode("utf-8", "ignore")
        assert "/work/" not in text
