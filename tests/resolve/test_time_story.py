"""Times that count from the dates a report spoke of."""

import pytest

from demarche.lexicon.calendar import Calendar, load_calendar
from demarche.model.syntax import Syntax
from tests.trees import tree

from .times import guess, shown, times_of


@pytest.fixture(name="calendar", scope="module")
def _calendar() -> Calendar:
    return load_calendar()


def sentences(texts: list[str], calendar: Calendar) -> Syntax:
    """Return one flat sentence for each text, all in one block; the first word is a verb in the past."""
    groups = []
    for text in texts:
        first, *words = text.split()
        rows = [f"{first} {first.lower()} VERB root 0 Tense=Past|VerbForm=Fin"]
        rows += [f"{word} {word.lower()} {guess(word, calendar)} dep 1" for word in words]
        groups.append("\n".join(rows))
    return tree("\n\n".join(groups))


def last_days(texts: list[str], calendar: Calendar, published: str | None) -> tuple[str | None, str | None]:
    _, earliest, latest, *_ = shown(times_of(sentences(texts, calendar), calendar, published)[-1])
    return earliest, latest


def test_what_looks_back_is_no_step_of_the_story(calendar: Calendar) -> None:
    texts = ["met on 14 March 2015", "spoke the day before", "left two days later"]
    assert last_days(texts, calendar, "2024-11-18") == ("2015-03-16", "2015-03-16")


def test_earlier_in_the_day_is_the_day_spoken_of(calendar: Calendar) -> None:
    texts = ["met on Friday", "left earlier in the day"]
    assert last_days(texts, calendar, "2024-11-18") == ("2024-11-15", "2024-11-15")


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("the next day", "2015-03-15", None),
        ("the previous day", "2015-03-13", None),
        ("the same day", "2015-03-14", None),
        ("the following morning", "2015-03-15", None),
        ("two days later", "2015-03-16", None),
        ("a week earlier", "2015-03-02", "2015-03-08"),
        ("later that month", "2015-03-14", "2015-03-31"),
        ("earlier that year", "2015-01-01", "2015-03-14"),
        ("that year", "2015-01-01", "2015-12-31"),
        ("the following year", "2016-01-01", "2016-12-31"),
        ("the following Monday", "2015-03-16", None),
        ("the previous Friday", "2015-03-13", None),
        ("the previous April", "2014-04-01", "2014-04-30"),
        ("at 10:30", "2015-03-14T10:30", None),
        ("on May 2", "2015-05-02", None),
        ("in February", "2015-02-01", "2015-02-28"),
        ("in December of that year", "2015-12-01", "2015-12-31"),
    ],
)
def test_counted_from_the_date_spoken_of(
    words: str, earliest: str, latest: str | None, calendar: Calendar
) -> None:
    found = last_days(["met on 14 March 2015", f"left {words}"], calendar, "2024-11-18")
    assert found == (earliest, latest or earliest)


def test_the_latest_precise_enough_date_counts(calendar: Calendar) -> None:
    texts = ["met on 14 March 2015", "won in 2011", "left the next day"]
    assert last_days(texts, calendar, "2024-11-18") == ("2015-03-15", "2015-03-15")


def test_a_date_too_long_ago_is_forgotten(calendar: Calendar) -> None:
    texts = ["met on 14 March 2015", *["talked"] * 20, "left the next day"]
    assert last_days(texts, calendar, "2024-11-18") == (None, None)


def test_a_list_shares_its_year(calendar: Calendar) -> None:
    times = times_of(sentences(["met in November and March 1937"], calendar), calendar, "2024-11-18")
    assert [time.when.earliest for time in times] == ["1936-11-01", "1937-03-01"]


def test_without_publication_the_report_gives_the_year(calendar: Calendar) -> None:
    texts = ["met on 3 May 2011", "left on 5 May"]
    assert last_days(texts, calendar, None) == ("2011-05-05", "2011-05-05")
    assert last_days(["left on 5 May", "met 3 May 2011"][:1], calendar, None) == (None, None)


HISTORY = ["fell on 3 May 1911", "rose in June 1912", "met in July 1913", "left in 1914"]


def test_a_history_goes_on_from_its_last_date(calendar: Calendar) -> None:
    texts = [*HISTORY, "won in March", "lost in 1871", "won in August"]
    assert last_days(texts[:5], calendar, "2009-12-19") == ("1914-03-01", "1914-03-31")
    assert last_days(texts, calendar, "2009-12-19") == ("1914-08-01", "1914-08-31")


def test_news_with_some_old_dates_is_no_history(calendar: Calendar) -> None:
    texts = [*HISTORY[:3], "said on Monday", "said on Friday", "said yesterday", "won in March"]
    assert last_days(texts, calendar, "2009-12-19") == ("2009-03-01", "2009-03-31")


def test_before_the_common_era_nothing_is_reckoned(calendar: Calendar) -> None:
    texts = ["fell in 490 BC", "won in August"]
    assert last_days(texts, calendar, "2009-12-19") == (None, None)
