"""Names: those of the tables, those that only the encoder sees, and second mentions."""

import pytest

from .people import case, texts


@pytest.mark.parametrize(
    ("text", "form", "sort", "identity", "country"),
    [
        ("The Kremlin rejected the claim.", "Kremlin", "seat", "state:RUS", "RUS"),
        ("Paris sent troops.", "Paris", "capital", "state:FRA", "FRA"),
        ("Russian and Belarusian troops crossed the border.", "Russian", "adjective", "state:RUS", "RUS"),
        ("The French rejected the treaty.", "French", "demonym", "state:FRA", "FRA"),
        ("The French government sent soldiers to Mali.", "French", "adjective", "state:FRA", "FRA"),
        ("The French government sent soldiers to Mali.", "Mali", "state", "state:MLI", "MLI"),
        ("The Houthis attacked a ship.", "Houthis", "body", "group:houthis", "YEM"),
        ("Macron said he would go.", "Macron", "person", "person:FRA:emmanuel-macron", "FRA"),
    ],
)
def test_names_of_the_tables(text: str, form: str, sort: str, identity: str, country: str) -> None:
    key = text if text in texts() else next(found for found in texts() if found.startswith(text))
    name = case(key).name(form)
    assert (name.sort, name.identity.id, name.identity.country) == (sort, identity, country)


@pytest.mark.parametrize(
    ("day", "role", "sectors"),
    [
        ("2024-11-18", None, ("ELI",)),
        ("2015-05-01", "chancellor", ("GOV",)),
    ],
)
def test_offices_are_those_of_the_day(day: str, role: str | None, sectors: tuple[str, ...]) -> None:
    found = case("French President Emmanuel Macron met Angela Merkel in Berlin.", published=day)
    merkel = found.name("Angela").identity
    assert (merkel.id, merkel.role, merkel.sectors) == ("person:DEU:angela-merkel", role, sectors)


def test_without_a_day_nobody_holds_an_office() -> None:
    found = case("French President Emmanuel Macron met Angela Merkel in Berlin.", published=None)
    assert found.name("Emmanuel").identity.role is None
    assert found.name("Emmanuel").identity.country == "FRA"
    macron = case("Macron said he would go.", published=None).name("Macron").identity
    assert (macron.id, macron.role) == ("person:FRA:emmanuel-macron", None)
    assert "only head of the surname" in macron.reason


def test_metonyms_say_so() -> None:
    paris = case("Paris sent troops.").name("Paris").identity
    assert (paris.name, paris.basis) == ("France", "metonym")
    assert "capital of France" in paris.reason


def test_a_person_named_like_a_state_is_no_state() -> None:
    name = case("Jordan Hale, a spokesman for the ministry, spoke.").name("Jordan")
    assert (name.sort, name.identity.name, name.identity.country) == ("person", "Jordan Hale", None)
    assert (name.start, name.end) == (0, 2)


def test_ambiguous_names_need_to_be_borne_out() -> None:
    assert case("Georgian police arrested protesters in Tbilisi.").name("Georgian").identity.id == "state:GEO"


def test_names_that_only_the_encoder_sees() -> None:
    newspaper = case("The newspaper El Puente reported the deal.").name("El")
    assert (newspaper.sort, newspaper.identity.basis, newspaper.identity.id) == ("body", "text", None)
    place = case("Residents of Mosul, Iraq, fled.").name("Mosul")
    assert (place.sort, place.identity.kind) == ("place", "unnamed")


def test_a_surname_stands_for_the_person_named_in_full() -> None:
    found = case("Elena Quispe arrived on Monday. Quispe met nobody. She left on Friday.")
    second = found.name("Quispe", 1)
    assert (second.identity.name, second.identity.basis) == ("Elena Quispe", "coreference")


@pytest.mark.parametrize("text", texts())
def test_names_do_not_overlap_and_hold_their_head(text: str) -> None:
    found = case(text)
    last = 0
    for index, name in found.names.items():
        assert index == name.head.i
        assert last <= name.start <= index < name.end <= len(found.syntax.words)
        last = name.end


def test_a_title_says_which_leader_of_any_time() -> None:
    for published in ("2024-11-18", None):
        found = case("President Brezhnev met President Nasser.", published=published)
        assert [found.name(form).identity.country for form in ("Brezhnev", "Nasser")] == ["SUN", "EGY"]


def test_a_given_name_belongs_to_the_person_whatever_the_encoder_makes_of_it() -> None:
    name = case("Yemen freed Samira Okaforn.").name("Samira")
    assert (name.sort, name.identity.name) == ("person", "Samira Okaforn")


def test_the_name_of_no_actor_is_no_body_either() -> None:
    name = case("Soldiers left the West Bank.").name("Bank")
    assert (name.sort, name.identity.country) == ("place", "PSE")


def test_an_ambiguous_adjective_is_of_a_state_where_another_state_is_named() -> None:
    assert case("Peru rejected an Indian proposal.").name("Indian").identity.id == "state:IND"


def test_heads_of_one_surname_and_country_are_of_that_country() -> None:
    bush = case("The Bush administration left.", published=None).name("Bush").identity
    assert (bush.id, bush.country) == (None, "USA")
    assert "of one country" in bush.reason
