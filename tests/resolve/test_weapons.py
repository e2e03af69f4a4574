"""Weapons: nobody's, with one name each."""

import pytest

from .people import case

MISSILES = "Kenya fired two ATACMS missiles and Storm Shadow cruise missiles."
GUNMEN = "Gunmen in fighter aircraft used a Javelin and a car bomb."


@pytest.mark.parametrize(
    ("text", "form", "nth", "identity", "sort", "span"),
    [
        (MISSILES, "missiles", 0, "weapon:atacms", "ballistic missile", "ATACMS missiles"),
        (MISSILES, "missiles", 1, "weapon:storm-shadow", "cruise missile", "Storm Shadow cruise missiles"),
        (GUNMEN, "bomb", 0, "weapon:car-bomb", None, "car bomb"),
        (GUNMEN, "aircraft", 0, "weapon:fighter-jet", None, "fighter aircraft"),
    ],
)
def test_weapons_have_one_name(
    text: str, form: str, nth: int, identity: str, sort: str | None, span: str
) -> None:
    (found,) = case(text).who(form, nth)
    assert (found.id, found.role, found.span.text) == (identity, sort, span)
    assert (found.kind, found.country, found.sectors) == ("weapon", None, ())


def test_what_only_says_which_weapon_is_nobody() -> None:
    assert case(MISSILES).who("cruise") == ()
    assert case(GUNMEN).who("fighter") == ()
    assert case(GUNMEN).who("car") == ()


def test_an_ambiguous_name_needs_a_weapons_noun_beside_it() -> None:
    assert case(GUNMEN).who("Javelin") == ()


def test_no_pronoun_stands_for_a_weapon() -> None:
    found = case(MISSILES).referents()
    kinds = {one.kind for mention in found.values() for one in mention.participants}
    assert kinds == {"state", "weapon"}
