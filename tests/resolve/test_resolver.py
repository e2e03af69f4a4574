"""All resolvers together, and the day for which offices are asked."""

from datetime import date

import pytest

from demarche.lexicon.lexicon import Lexicon, load_lexicon
from demarche.resolve.resolver import resolve
from demarche.resolve.terms import office_day

from .people import DAY, case, texts


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2024-11-18", date(2024, 11, 18)),
        ("2024-11-18T09:30", date(2024, 11, 18)),
        ("2024-11", date(2024, 11, 15)),
        ("2024", date(2024, 7, 1)),
        (None, None),
    ],
)
def test_office_day_is_that_of_publication_or_the_middle_of_it(
    published: str | None, day: date | None
) -> None:
    assert office_day(published) == day


def test_who_when_and_where_of_one_report(lexicon: Lexicon) -> None:
    found = case("Elena Quispe arrived on Monday. Quispe met nobody. She left on Friday.", published=DAY)
    resolved = resolve(found.reading, found.syntax, lexicon)
    assert [mention.participants[0].name for mention in resolved.mentions.values()] == ["Elena Quispe"] * 3
    spans = [time.when.span for time in resolved.times]
    assert [span and span.text for span in spans] == ["on Monday", "on Friday"]
    assert resolved.places == {}


@pytest.mark.parametrize("text", texts())
def test_mentions_and_places_are_in_text_order_by_their_head(text: str, lexicon: Lexicon) -> None:
    found = case(text)
    resolved = resolve(found.reading, found.syntax, lexicon)
    assert list(resolved.mentions) == sorted(resolved.mentions)
    assert all(index == mention.head for index, mention in resolved.mentions.items())
    assert all(index == place.head for index, place in resolved.places.items())
