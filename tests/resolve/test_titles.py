"""Roles and whose they are."""

import pytest

from .people import Case, case


def _owners(found: Case, form: str, nth: int = 0) -> list[str | None]:
    head = found.word(form, nth)
    return [name.identity.country for name in found.titles.owners(head, found.titles.role_ending_at(head))]


@pytest.mark.parametrize(
    ("text", "form", "role"),
    [
        ("The Peruvian foreign minister, Elena Quispe, resigned.", "minister", "foreign minister"),
        ("The minister met Kenyan and Ugandan officials.", "minister", "minister"),
        ("Russian and Belarusian troops crossed the border.", "troops", "troops"),
        ("Kenya closed the border. The government gave no reason.", "border", None),
        ("Kenya closed the border. The government gave no reason.", "government", "government"),
    ],
)
def test_the_longest_role_that_ends_at_a_word(text: str, form: str, role: str | None) -> None:
    found = case(text)
    run = found.titles.role_ending_at(found.word(form))
    assert (run and run.role.lemma) == role


@pytest.mark.parametrize(
    ("text", "form", "owners"),
    [
        ("The Peruvian foreign minister, Elena Quispe, resigned.", "minister", ["PER"]),
        ("Elena Quispe, the foreign minister of Peru, resigned.", "minister", ["PER"]),
        ("Germany's army withdrew its soldiers from northern Syria.", "army", ["DEU"]),
        ("Germany's army withdrew its soldiers from northern Syria.", "soldiers", []),
        ("Russian and Belarusian troops crossed the border.", "troops", ["RUS", "BLR"]),
        ("Soldiers from Kenya met their commander.", "Soldiers", ["KEN"]),
        ("The minister met Kenyan and Ugandan officials.", "minister", []),
        ("U.S. and Russian negotiators met.", "negotiators", ["USA", "RUS"]),
        ("A newspaper based in Lima left.", "newspaper", ["PER"]),
    ],
)
def test_owners(text: str, form: str, owners: list[str | None]) -> None:
    assert _owners(case(text), form) == owners


@pytest.mark.parametrize(
    ("text", "form", "title"),
    [
        (
            "French President Emmanuel Macron met Angela Merkel in Berlin.",
            "Emmanuel",
            ["French", "President"],
        ),
        ("French President Emmanuel Macron met Angela Merkel in Berlin.", "Angela", []),
        ("Former president Nicolas Sarkozy spoke.", "Nicolas", ["Former", "president"]),
        ("The newspaper El Puente reported the deal.", "El", ["The", "newspaper"]),
    ],
)
def test_title_before_a_name(text: str, form: str, title: list[str]) -> None:
    found = case(text)
    assert [word.text for word in found.titles.title_before(found.name(form))] == title


def test_role_beside_a_name() -> None:
    found = case("Elena Quispe, the foreign minister of Peru, resigned.")
    beside = found.titles.role_beside(found.name("Elena"))
    assert beside is not None
    run, owners = beside
    assert (run.role.lemma, [owner.identity.country for owner in owners]) == ("foreign minister", ["PER"])
    other = case("French President Emmanuel Macron met Angela Merkel in Berlin.")
    assert other.titles.role_beside(other.name("Angela")) is None


def test_name_beside_a_role() -> None:
    found = case("The Peruvian foreign minister, Elena Quispe, resigned.")
    apposed = found.titles.apposed(found.word("minister"))
    assert apposed is not None
    assert apposed.identity.name == "Elena Quispe"
    assert found.titles.apposed(found.word("resigned")) is None


def test_last_role_of_a_run_of_words() -> None:
    found = case("French President Emmanuel Macron met Angela Merkel in Berlin.")
    run = found.titles.last_role(found.syntax.words[:2])
    assert run is not None
    assert (run.role.lemma, run.start, run.end) == ("president", 1, 2)
    assert found.titles.last_role(found.syntax.words[:1]) is None


def test_an_of_phrase_of_a_country_is_part_of_a_name() -> None:
    found = case("The president of Kenya met the Ugandan president.")
    assert found.titles.is_of_country(found.word("Kenya"))
    soldiers = case("Soldiers from Kenya met their commander.")
    assert not soldiers.titles.is_of_country(soldiers.word("Kenya"))
