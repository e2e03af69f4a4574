"""Pronouns and repeated roles to whom they stand for."""

import pytest

from .people import case, ids, texts


@pytest.mark.parametrize(
    ("text", "form", "nth", "expected"),
    [
        # the subject of the clause above, then of the sentence before
        ("Macron said he would go.", "he", 0, ["person:FRA:emmanuel-macron"]),
        (
            "Elena Quispe arrived on Monday. Quispe met nobody. She left on Friday.",
            "She",
            0,
            ["person:elena-quispe"],
        ),
        ("Germany's army withdrew its soldiers from northern Syria.", "its", 0, ["org:DEU:armed-forces"]),
        ("Kenya said its soldiers had left.", "its", 0, ["state:KEN"]),
        # "he" is no woman: by a noun beside her, by the pronoun before
        ("Elena Quispe, a spokeswoman, met Omar Haddad. He left.", "He", 0, ["person:omar-haddad"]),
        ("Elena Quispe said her office had met Omar Haddad. He left.", "He", 0, ["person:omar-haddad"]),
        # nobody who is named in the quotation only; the same pronoun goes on
        ('" A soldier left the city, " said Elena Quispe. She rested.', "She", 0, ["person:elena-quispe"]),
        ("Omar Haddad spoke. He left. He rested. He slept.", "He", 2, ["person:omar-haddad"]),
        # "they" is several: everybody coordinated
        ("France and Germany signed a treaty. They praised it.", "They", 0, ["state:FRA", "state:DEU"]),
        # bodies before "the group"
        ("The Houthis attacked a ship. The group denied it.", "group", 0, ["group:houthis"]),
        # roles repeated
        (
            "The Kenyan army crossed the river. The army then withdrew.",
            "army",
            1,
            ["org:KEN:armed-forces"],
        ),
        # the subject above is what its clause is about
        ("Haiti thanked Peru, which said it would stay.", "it", 0, ["state:PER"]),
        # nobody to stand for
        ("The United States agreed. Peru asked that Member States stay.", "States", 1, [None]),
        ("It rained in Kenya.", "It", 0, []),
        ("Officials said they took it.", "it", 0, []),
        ("He lives in Paris, Texas.", "He", 0, []),
        ("They fled to Kursk region in Russia.", "They", 0, []),
    ],
)
def test_who_words_stand_for(text: str, form: str, nth: int, expected: list[str | None]) -> None:
    assert ids(case(text).referent(form, nth)) == expected


def test_both_are_the_two_named_before() -> None:
    found = case("Elena Quispe met Ana Torres. Both women spoke.").referent("women")
    assert [one.name for one in found] == ["Elena Quispe", "Ana Torres"]
    assert {(one.basis, one.span.text) for one in found} == {("coreference", "Both women")}


def test_a_government_is_that_of_the_only_country_named() -> None:
    one = "Kenya closed the border. The government gave no reason."
    two = "Kenya and Uganda closed the border. The government gave no reason."
    assert [found.country for found in case(one).referent("government")] == ["KEN"]
    assert [found.country for found in case(two).referent("government")] == [None]


def test_the_government_of_the_only_country_is_the_state() -> None:
    text = "Kenya closed the border. The government gave no reason."
    assert ids(case(text).referent("government")) == ["state:KEN"]


def test_soldiers_of_a_pronoun_are_of_its_country() -> None:
    (found,) = case("Kenya said its soldiers had left.").referent("soldiers")
    assert (found.country, found.sectors, found.basis) == ("KEN", ("MIL",), "coreference")


def test_who_speaks_for_the_group_is_of_the_group() -> None:
    found = case("Hamas fired rockets. A spokesman for the group said the group's leader had left.")
    for form in ("spokesman", "leader"):
        (one,) = found.referent(form)
        assert (one.country, one.sectors, one.basis) == ("PSE", ("REB", "PTY"), "coreference")


def test_roles_of_nobody_stay_so() -> None:
    (army,) = case("The newspaper said that the army had left.").referent("army")
    assert (army.country, army.basis) == (None, "text")


@pytest.mark.parametrize("text", texts())
def test_a_pronoun_looks_back_only_and_says_so(text: str) -> None:
    found = case(text)
    for index, mention in found.referents().items():
        word = found.syntax.words[index]
        assert mention.reason
        if word.upos == "PRON":
            assert {one.basis for one in mention.participants} == {"coreference"}
            assert {one.span.text for one in mention.participants} == {word.text}
            before = {
                one.name for at, other in found.phrases.items() if at < index for one in other.participants
            }
            assert {one.name for one in mention.participants} <= before


@pytest.mark.parametrize("text", texts())
def test_resolving_takes_nothing_away(text: str) -> None:
    found = case(text)
    assert set(found.phrases) <= set(found.referents())


def test_partners_of_a_state_are_not_of_it() -> None:
    (partners,) = case("Kenya met its partners.").referent("partners")
    assert partners.country is None


def test_a_party_is_of_the_only_country_of_its_sentence() -> None:
    (party,) = case("The Harbour Party boycotted an election in Peru.").referent("Party")
    assert (party.country, party.sectors) == ("PER", ("PTY",))


def test_a_president_is_of_the_country_whose_president_was_named_before() -> None:
    (one,) = case("Guyana's president left. President Desmond Sukhdeo met Venezuela's leadership.").referent(
        "Desmond"
    )
    assert (one.id, one.country) == ("person:GUY:desmond-sukhdeo", "GUY")


def test_a_name_inside_a_role_is_nobody_whose_role_it_is() -> None:
    found = case("The Ministry of Foreign Affairs of Peru left.").referent("Ministry")
    assert ids(found) == ["org:PER:foreign-ministry"]
