"""Noun phrases to participants."""

import pytest

from .people import case, texts


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        # a state, its government, its seat
        (
            "Kenya closed the border. The government gave no reason.",
            "Kenya",
            ("state:KEN", "state", ("GOV",)),
        ),
        (
            "The French government sent soldiers to Mali.",
            "government",
            ("state:FRA", "state", ("GOV",)),
        ),
        ("The Kremlin rejected the claim.", "Kremlin", ("state:RUS", "state", ("GOV",))),
        # bodies that a state has one of
        (
            "Germany's army withdrew its soldiers from northern Syria.",
            "army",
            ("org:DEU:armed-forces", "organisation", ("MIL",)),
        ),
        # people
        ("The French rejected the treaty.", "French", (None, "people", ("CVL",))),
        ("Residents of Mosul, Iraq, fled.", "Residents", (None, "people", ("CVL",))),
        # persons with a role beside them
        (
            "The Peruvian foreign minister, Elena Quispe, resigned.",
            "minister",
            ("person:PER:elena-quispe", "person", ("GOV",)),
        ),
        (
            "Elena Quispe, the foreign minister of Peru, resigned.",
            "Elena",
            ("person:PER:elena-quispe", "person", ("GOV",)),
        ),
        (
            "French President Emmanuel Macron met Angela Merkel in Berlin.",
            "Emmanuel",
            ("person:FRA:emmanuel-macron", "person", ("GOV",)),
        ),
        # bodies named by the text
        ("The newspaper El Puente reported the deal.", "El", (None, "organisation", ("JRN",))),
        # roles nobody owns
        ("The minister met Kenyan and Ugandan officials.", "minister", (None, "person", ("GOV",))),
    ],
)
def test_one_participant(text: str, form: str, expected: tuple[str | None, str, tuple[str, ...]]) -> None:
    (found,) = case(text).who(form)
    assert (found.id, found.kind, found.sectors) == expected


def test_one_phrase_of_two_countries() -> None:
    found = case("Russian and Belarusian troops crossed the border.").who("troops")
    assert [(one.name, one.country, one.kind) for one in found] == [
        ("Russian troops", "RUS", "group"),
        ("Belarusian troops", "BLR", "group"),
    ]
    assert {one.span.text for one in found} == {"Russian and Belarusian troops"}


def test_spans_hold_title_and_apposition() -> None:
    for text, form, span in (
        ("French President Emmanuel Macron met Angela Merkel in Berlin.", "Emmanuel", "French President Emmanuel Macron"),
        ("The Peruvian foreign minister, Elena Quispe, resigned.", "minister", "The Peruvian foreign minister, Elena Quispe"),
        ("Elena Quispe, the foreign minister of Peru, resigned.", "Elena", "Elena Quispe, the foreign minister of Peru"),
        ("Soldiers from Kenya met their commander.", "Soldiers", "Soldiers"),
    ):  # fmt: skip
        assert case(text).who(form)[0].span.text == span


def test_the_holder_of_a_states_office_is_known_by_the_day() -> None:
    text = "The president of Kenya met the Ugandan president."
    found = case(text)
    assert [found.who("president", nth)[0].id for nth in (0, 1)] == [
        "person:KEN:william-ruto",
        "person:UGA:yoweri-museveni",
    ]
    undated = case(text, published=None).who("president")[0]
    assert (undated.id, undated.role, undated.country) == (None, "president", "KEN")


def test_former_office_holders_are_elites_without_office() -> None:
    (found,) = case("Former president Nicolas Sarkozy spoke.").who("Nicolas")
    assert (found.country, found.sectors) == ("FRA", ("ELI",))


def test_former_stands_once() -> None:
    (found,) = case("Former president Nicolas Sarkozy spoke.").who("Nicolas")
    assert found.role == "former president"


def test_titles_are_nobody_of_their_own() -> None:
    found = case("Maj. Gen. Ana Torres met Defense Secretary Elena Quispe.")
    assert [found.who(form) for form in ("Maj.", "Gen.")] == [(), ()]
    (torres,) = found.who("Ana")
    (quispe,) = found.who("Elena")
    assert (torres.sectors, torres.span.text) == (("MIL",), "Maj. Gen. Ana Torres")
    assert (quispe.role, quispe.span.text) == ("defence secretary", "Defense Secretary Elena Quispe")


@pytest.mark.parametrize(
    ("text", "form", "country", "identity", "sectors"),
    [
        # a people of a part of a state, by descent, and of a region that acts: of the country, but not the state
        ("Chechen rebels and ethnic Albanians in Serbia met Transnistrian police.", "Albanians", "SRB", None, ("CVL",)),
        ("Chechen rebels and ethnic Albanians in Serbia met Transnistrian police.", "police", "MDA", None, ("COP", "PRE")),
        # a place's people, those led and those backed
        ("Mosul police stopped US-led and Iran-backed fighters.", "police", "IRQ", None, ("COP",)),
        ("Mosul police stopped US-led and Iran-backed fighters.", "fighters", "USA", None, ("REB",)),
        # whoever serves a body has its sectors; the best known court gives way to the one named
        ("A Hamas official praised the Ivory Coast's Supreme Court.", "official", "PSE", None, ("REB", "PTY")),
        ("A Hamas official praised the Ivory Coast's Supreme Court.", "Court", "CIV", "org:CIV:supreme-court", ("JUD",)),
    ],
)  # fmt: skip
def test_whose_they_are(
    text: str, form: str, country: str, identity: str | None, sectors: tuple[str, ...]
) -> None:
    (found,) = case(text).who(form)
    assert (found.country, found.id, found.sectors) == (country, identity, sectors)


def test_no_role_inside_a_places_name() -> None:
    assert case("Palestinians of the West Bank protested.").who("Bank") == ()


def test_places_and_things_are_nobody() -> None:
    found = case("Residents of Mosul, Iraq, fled.")
    assert found.who("Mosul") == ()
    assert found.who("fled") == ()


@pytest.mark.parametrize("text", texts())
def test_every_mention_says_why_and_its_span_is_in_the_text(text: str) -> None:
    found = case(text)
    for index, mention in found.phrases.items():
        word = found.syntax.words[index]
        assert mention.head == index
        assert mention.reason
        for one in mention.participants:
            assert one.span.start <= word.start < word.end <= one.span.end
            assert found.reading.report.text[one.span.start : one.span.end] == one.span.text


def test_pronouns_are_left_to_coreference() -> None:
    assert case("Macron said he would go.").who("he") == ()


def test_the_words_that_bound_a_number_belong_to_the_people() -> None:
    (officers,) = case("Gunmen killed at least seven officers.").who("officers")
    assert officers.span.text == "at least seven officers"


def test_a_person_of_the_tables_who_never_led_the_state_of_the_title_is_somebody_else() -> None:
    (merkel,) = case("Peruvian minister Angela Merkel resigned.").who("Angela")
    assert (merkel.id, merkel.country) == ("person:PER:angela-merkel", "PER")


def test_a_name_stands_for_the_person_at_every_word_the_tree_joins_to_it() -> None:
    (hamid,) = case("Yemen freed Maulana Hamid.").who("Maulana")
    assert hamid.name == "Hamid"


def test_the_possessor_before_a_body_decides_its_country() -> None:
    (body,) = case("Guyana's State Committee for National Security denied it.").who("Committee")
    assert (body.id, body.country, body.sectors) == (None, "GUY", ("SPY",))


def test_a_date_before_the_article_is_no_part_of_a_name() -> None:
    (side,) = case("On 3 June the Kenyan side left.").who("side")
    assert (side.name, side.country, side.span.text) == ("Kenyan side", "KEN", "the Kenyan side")


def test_whom_the_text_gives_an_office_goes_before_the_table() -> None:
    found = case("President Ana Torres of Peru spoke. Peru's president left.")
    assert [one.id for one in found.who("president")] == ["person:PER:ana-torres"]
    assert [one.id for one in found.who("Ana")] == ["person:PER:ana-torres"]


def test_islamic_state_without_an_article_is_not_a_part_of_it() -> None:
    (group,) = case("Peru attacked Islamic State of Iraq and Levant.").who("State")
    assert group.id == "group:isil"


def test_force_without_an_article_is_nobody() -> None:
    assert case("Peru condemned the use of force.").who("force") == ()
    assert [one.kind for one in case("Peru left the force.").who("force")] == ["group"]
