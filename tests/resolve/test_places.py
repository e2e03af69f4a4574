"""Names of places to the gazetteer."""

import pytest

from .people import case, texts


@pytest.mark.parametrize(
    ("text", "words", "country", "precision"),
    [
        ("Residents of Mosul, Iraq, fled.", "Mosul", "IRQ", "city"),
        ("Residents of Mosul, Iraq, fled.", "Iraq", "IRQ", "country"),
        ("Georgian police arrested protesters in Tbilisi.", "Tbilisi", "GEO", "city"),
        ("The Houthis attacked a ship in the Red Sea.", "Red Sea", None, "region"),
        ("They fled to Kursk region in Russia.", "Kursk region", "RUS", "admin1"),
        ("Soldiers from Kenya met their commander.", "Kenya", "KEN", "country"),
        ("French President Emmanuel Macron met Angela Merkel in Berlin.", "Berlin", "DEU", "city"),
    ],
)
def test_places(text: str, words: str, country: str | None, precision: str) -> None:
    where = case(text).places()[words].where
    assert (where.country, where.precision) == (country, precision)
    assert where.lat is not None


def test_a_division_says_which_city() -> None:
    assert case("He lives in Paris, Texas.").places()["Paris"].where.country == "USA"


def test_what_chose_a_place_is_told() -> None:
    places = case("Residents of Mosul, Iraq, fled.").places()
    assert places["Mosul"].reason == "the text puts it in IRQ"


def test_adjectives_persons_and_bodies_are_no_places() -> None:
    for text in (
        "Russian and Belarusian troops crossed the border.",
        "Jordan Hale, a spokesman for the ministry, spoke.",
        "The French rejected the treaty.",
        "The Kremlin rejected the claim.",
    ):
        assert case(text).places() == {}


@pytest.mark.parametrize("text", texts())
def test_spans_are_the_words_and_hold_the_head(text: str) -> None:
    found = case(text)
    for words, place in found.places().items():
        span = place.where.span
        assert found.reading.report.text[span.start : span.end] == words
        assert place.start <= place.head < place.end
        assert place.reason
