"""Names of places to the gazetteer."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from demarche.model.syntax import EntityLabel, Syntax
from demarche.resolve.identity import Name
from demarche.resolve.places.finder import Located, locate
from tests.trees import reading_of, tree

from .people import case, places, texts

NOBODY: Mapping[int, Name] = {}
HUNTSVILLE = """
Police police NOUN nsubj 2
left leave VERB root 0
Huntsville Huntsville PROPN obj 2
. . PUNCT punct 2
"""
SPRINGFIELD = """
Springfield Springfield PROPN nsubj 4
, , PUNCT punct 3
{state} {state} PROPN appos 1
won win VERB root 0
. . PUNCT punct 4

Springfield Springfield PROPN nsubj 2
celebrated celebrate VERB root 0
. . PUNCT punct 2
"""
LIST = """
Ohio Ohio PROPN nsubj 6
, , PUNCT punct 3
Washington Washington PROPN conj 1
and and CCONJ cc 5
Utah Utah PROPN conj 1
agreed agree VERB root 0
. . PUNCT punct 6
"""
COUNTIES = """
Otoe Otoe PROPN nsubj 5
and and CCONJ cc 3
Lancaster Lancaster PROPN conj 1
counties county NOUN nmod:desc 1
agreed agree VERB root 0
. . PUNCT punct 5
"""
HALL = """
The the DET det 4
Lima Lima PROPN compound 4
Town Town PROPN compound 4
Hall Hall PROPN nsubj 5
closed close VERB root 0
. . PUNCT punct 5
"""
HAMLET = """
Farmers farmer NOUN nsubj 2
left leave VERB root 0
Lower low PROPN compound 4
Zyxholm Zyxholm PROPN obj 2
near near ADP case 6
Lima Lima PROPN obl 2
. . PUNCT punct 2
"""


def located(rows: str, *names: tuple[int, int, EntityLabel], url: str | None = None) -> dict[str, Located]:
    """Return what names a place in a tree, by its words; of several with the same words the last."""
    syntax: Syntax = tree(rows, *names)
    reading = reading_of(syntax)
    reading = replace(reading, report=replace(reading.report, url=url))
    found = locate(reading, syntax, NOBODY, places())
    text = reading.report.text
    words = syntax.words
    return {text[words[one.toponym.start].start : words[one.toponym.end - 1].end]: one for one in found}


def where(one: Located) -> tuple[str, str | None, str | None]:
    """Return name, division and country of the place that was chosen."""
    assert one.choice is not None
    return one.choice.place.name, one.choice.place.admin1, one.choice.place.country


@pytest.mark.parametrize(
    ("url", "division"),
    [
        ("https://www.tennessean.com/a", "Alabama"),
        ("https://itemonline.com/a", "Texas"),
        ("https://thestar.com/a", "Ontario"),
        (None, "Alabama"),
    ],
)
def test_the_home_of_the_outlet_chooses_among_places_of_a_name(url: str | None, division: str) -> None:
    assert where(located(HUNTSVILLE, (2, 3, "LOC"), url=url)["Huntsville"])[1] == division


@pytest.mark.parametrize(
    ("state", "division"), [("Ohio", "Ohio"), ("Ill.", "Illinois"), ("MA", "Massachusetts")]
)
def test_a_name_has_one_meaning_in_a_report(state: str, division: str) -> None:
    found = located(SPRINGFIELD.format(state=state), (0, 1, "LOC"), (2, 3, "LOC"), (5, 6, "LOC"))
    assert where(found["Springfield"]) == ("Springfield", division, "USA")


def test_a_name_is_of_the_kind_of_what_it_is_listed_with() -> None:
    found = located(LIST, (0, 1, "LOC"), (2, 3, "LOC"), (4, 5, "LOC"))
    assert where(found["Washington"]) == ("Washington", "Washington", "USA")


def test_counties_that_share_their_word() -> None:
    found = located(COUNTIES, (0, 1, "LOC"), (2, 3, "LOC"))
    assert where(found["Otoe"]) == ("Otoe County", "Nebraska", "USA")
    assert where(found["Lancaster"]) == ("Lancaster County", "Nebraska", "USA")


def test_a_place_inside_another_name_is_no_place_of_an_event() -> None:
    found = located(HALL, (1, 4, "ORG"))
    assert found["Lima"].toponym.sort == "inner"
    assert where(found["Lima"])[2] == "PER"


def test_a_name_the_gazetteer_lacks_is_only_supposed_somewhere() -> None:
    one = located(HAMLET, (2, 4, "LOC"), (5, 6, "LOC"))["Lower Zyxholm"]
    assert one.supposed
    assert where(one) == ("Lower Zyxholm", "Lima", "PER")
    assert one.choice is not None
    assert one.choice.reason.startswith("not in the gazetteer")


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
    reason = case("He lives in Paris, Texas.").places()["Paris"].reason
    assert "places of the name: stated" in reason


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
