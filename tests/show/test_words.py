import pytest

from demarche.model.parts import Attribution, Count, Span, When, Where
from demarche.model.values import DateBasis, Precision
from demarche.show import words
from demarche.show.labels import load_labels

from .strait import strait

SPAN = Span(0, 4, "Halm", None)


def when(
    earliest: str | None, latest: str | None, precision: Precision = "day", basis: DateBasis = "stated"
) -> When:
    return When(earliest, latest, precision, basis, None)


@pytest.mark.parametrize(
    ("time", "long", "short"),
    [
        (when("2024-03-04", "2024-03-04"), "4 March 2024", "2024-03-04"),
        (when("2024-03-04", "2024-03-05"), "4–5 March 2024", "2024-03-04 to 2024-03-05"),
        (when("2024-02-28", "2024-03-05"), "28 February to 5 March 2024", "2024-02-28 to 2024-03-05"),
        (when("2023-12-30", "2024-01-02"), "30 December 2023 to 2 January 2024", "2023-12-30 to 2024-01-02"),
        (when("2024-09-01", "2024-09-30", "month"), "September 2024", "2024-09"),
        (when("2024-06-01", "2024-08-31", "season"), "June to August 2024", "2024-06 to 2024-08"),
        (when("2024-01-01", "2024-12-31", "year"), "2024", "2024"),
        (when("1990-01-01", "1999-12-31", "decade"), "1990 to 1999", "1990 to 1999"),
        (when("2024-02-01", "2024-02-29", "month"), "February 2024", "2024-02"),
        (when("2023-02-01", "2023-02-27"), "1–27 February 2023", "2023-02-01 to 2023-02-27"),
        (when("2024-03-04T14:30", "2024-03-04T14:30", "minute"), "4 March 2024, 14:30", "2024-03-04T14:30"),
        (when(None, "2024-03-05", "unknown", "publication"), "not after 5 March 2024", "by 2024-03-05"),
        (when("2024-03-01", None, "month"), "from 1 March 2024", "from 2024-03-01"),
        (when(None, None, "unknown", "none"), "no date in the report", "no date"),
    ],
)
def test_a_time_is_told_as_precisely_as_it_is_known(time: When, long: str, short: str) -> None:
    labels = load_labels()
    assert words.when_words(time, labels) == long
    assert words.when_short(time, labels) == short


def test_a_day_that_is_none_is_shown_as_it_is() -> None:
    impossible = when("2024-02-31", "2024-02-31")
    assert words.when_words(impossible, load_labels()) == "31 February 2024"
    assert words.when_short(when("2024-02-31", "2024-03-31"), load_labels()) == "2024-02-31 to 2024-03-31"


def test_how_a_time_was_found_is_told_with_the_words() -> None:
    labels = load_labels()
    assert words.when_note(When("2024-03-04", None, "day", "reckoned", SPAN), labels) == "reckoned: “Halm”"
    assert words.when_note(when("2024-03-04", None, "day", "carried"), labels) == "carried over"
    assert words.when_note(when(None, None, "unknown", "none"), labels) == ""


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (Count(3, 3), "3"),
        (Count(3, None), "at least 3"),
        (Count(None, 4), "at most 4"),
        (Count(10, 12), "10 to 12"),
        (Count(0, 0), "0"),
    ],
)
def test_a_count_is_told_with_its_bounds(count: Count, told: str) -> None:
    assert words.count_words(count) == told


def test_a_place_is_told_with_province_and_country_once() -> None:
    tumbes = Where("Tumbes", "PER", "Tumbes", -3.57, -80.45, "admin1", None, SPAN)
    assert words.place_name(tumbes) == "Tumbes, PER"
    assert words.coordinates(tumbes) == "3.57° S 80.45° W"
    unknown = Where("Halm", None, None, None, None, "region", None, SPAN)
    assert words.place_name(unknown) == "Halm"
    assert words.coordinates(unknown) == ""


def test_a_chain_is_told_from_the_inside_out() -> None:
    chains = [
        entry.claim.attribution
        for entry in strait().claims
        if entry.claim.kind == "event" and len(entry.claim.attribution) == 3
    ]
    assert words.chain_words(chains[0], "the report") == (
        "the harbour master, according to an observer of the Lakes Conference, according to the report"
    )
    alone = (Attribution("AUTHOR", None, None, "CT+"),)
    assert words.chain_words(alone, "the report") == "the report"


@pytest.mark.parametrize(("value", "told"), [(4.0, "+4"), (-7.2, "−7.2"), (0.0, "0")])
def test_a_goldstein_value_has_its_sign(value: float, told: str) -> None:
    assert words.signed(value) == told
