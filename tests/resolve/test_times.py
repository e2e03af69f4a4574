"""What times mean: counted from publication, by the tense of their verb; stated; or honestly unknown."""

from pathlib import Path

import pytest

from demarche.lexicon.calendar import Calendar, load_calendar
from demarche.model.parts import When
from demarche.model.syntax import Syntax
from tests.trees import tree

from .times import PAST, PRESENT, clause, flat, shown, times_of

MONDAY = "2024-11-18"


@pytest.fixture(name="calendar", scope="module")
def _calendar() -> Calendar:
    return load_calendar()


def only(syntax: Syntax, calendar: Calendar, published: str | None) -> When:
    times = times_of(syntax, calendar, published)
    assert len(times) == 1, [shown(time) for time in times]
    return times[0].when


def days(when: When) -> tuple[str | None, str | None, str]:
    return when.earliest, when.latest, when.precision


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "precision"),
    [
        ("on Sunday", "2024-11-17", None, "day"),
        ("on Monday", "2024-11-18", None, "day"),
        ("on Wednesday", "2024-11-13", None, "day"),
        ("Sunday night", "2024-11-17", None, "day"),
        ("early on Friday", "2024-11-15", None, "day"),
        ("last Sunday", "2024-11-10", None, "day"),
        ("last Friday", "2024-11-15", None, "day"),
        ("this past Friday", "2024-11-15", None, "day"),
        ("Monday of last week", "2024-11-11", None, "day"),
        ("yesterday", "2024-11-17", None, "day"),
        ("the day before yesterday", "2024-11-16", None, "day"),
        ("this morning", "2024-11-18", None, "day"),
        ("last night", "2024-11-17", None, "day"),
        ("overnight", "2024-11-17", "2024-11-18", "day"),
        ("over the weekend", "2024-11-16", "2024-11-17", "day"),
        ("last weekend", "2024-11-16", "2024-11-17", "day"),
        ("last week", "2024-11-11", "2024-11-17", "week"),
        ("earlier this month", "2024-11-01", "2024-11-18", "month"),
        ("last month", "2024-10-01", "2024-10-31", "month"),
        ("last year", "2023-01-01", "2023-12-31", "year"),
        ("last May", "2024-05-01", "2024-05-31", "month"),
        ("last December", "2023-12-01", "2023-12-31", "month"),
        ("last summer", "2024-06-01", "2024-08-31", "season"),
        ("this spring", "2024-03-01", "2024-05-31", "season"),
        ("this autumn", "2024-09-01", "2024-11-30", "season"),
        ("last quarter", "2024-07-01", "2024-09-30", "quarter"),
        ("three days ago", "2024-11-15", None, "day"),
        ("two weeks ago", "2024-11-04", "2024-11-10", "week"),
        ("three months ago", "2024-08-01", "2024-08-31", "month"),
        ("a decade ago", "2014-01-01", "2014-12-31", "year"),
        ("twenty - two years ago", "2002-01-01", "2002-12-31", "year"),
        ("on October 23", "2024-10-23", None, "day"),
        ("on 20 December", "2023-12-20", None, "day"),
        ("on November 20", "2024-11-20", None, "day"),
        ("in September", "2024-09-01", "2024-09-30", "month"),
        ("in late September", "2024-09-21", "2024-09-30", "month"),
        ("in winter", "2023-12-01", "2024-02-29", "season"),
        ("on Easter", "2024-03-31", None, "day"),
        ("on Thanksgiving", "2023-11-23", None, "day"),
        ("during Ramadan", "2024-03-11", "2024-04-09", "day"),
        ("between 3 and 5 March", "2024-03-03", "2024-03-05", "day"),
        ("from May to July", "2024-05-01", "2024-07-31", "month"),
        ("in the first quarter", "2024-01-01", "2024-03-31", "quarter"),
        ("in the second half of the year", "2024-07-01", "2024-12-31", "year"),
        ("at 3 p.m. on Friday", "2024-11-15T15:00", None, "hour"),
        ("on Friday at 10:30", "2024-11-15T10:30", None, "minute"),
        ("since Friday", "2024-11-15", "2024-11-18", "day"),
        ("two weeks before Christmas", "2023-12-11", "2023-12-17", "week"),
    ],
)
def test_what_is_past_is_the_last_one(
    words: str, earliest: str, latest: str | None, precision: str, calendar: Calendar
) -> None:
    when = only(clause(words, calendar), calendar, MONDAY)
    assert days(when) == (earliest, latest or earliest, precision)
    assert when.basis == "reckoned"
    assert when.span is not None
    assert when.span.text == words


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "precision"),
    [
        ("on Sunday", "2024-11-24", None, "day"),
        ("on Monday", "2024-11-18", None, "day"),
        ("next Tuesday", "2024-11-26", None, "day"),
        ("next Friday", "2024-11-29", None, "day"),
        ("this Friday", "2024-11-22", None, "day"),
        ("Friday next week", "2024-11-29", None, "day"),
        ("tomorrow morning", "2024-11-19", None, "day"),
        ("this weekend", "2024-11-23", "2024-11-24", "day"),
        ("this summer", "2025-06-01", "2025-08-31", "season"),
        ("next week", "2024-11-25", "2024-12-01", "week"),
        ("later this year", "2024-11-18", "2024-12-31", "year"),
        ("early next year", "2025-01-01", "2025-04-30", "year"),
        ("next May", "2025-05-01", "2025-05-31", "month"),
        ("two weeks from now", "2024-12-02", "2024-12-08", "week"),
        ("on October 23", "2025-10-23", None, "day"),
        ("on November 10", "2024-11-10", None, "day"),
        ("in January", "2025-01-01", "2025-01-31", "month"),
        ("on Christmas Eve", "2024-12-24", None, "day"),
        ("over the weekend", "2024-11-23", "2024-11-24", "day"),
    ],
)
def test_what_is_ahead_is_the_next_one(
    words: str, earliest: str, latest: str | None, precision: str, calendar: Calendar
) -> None:
    when = only(clause(words, calendar, auxiliary="will"), calendar, MONDAY)
    assert days(when) == (earliest, latest or earliest, precision)


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "precision"),
    [
        ("on 18 November 2024", "2024-11-18", None, "day"),
        ("on Monday , May 18 , 2015", "2015-05-18", None, "day"),
        ("on 2024 - 11 - 18", "2024-11-18", None, "day"),
        ("on 18/11/2024", "2024-11-18", None, "day"),
        ("in November 2024", "2024-11-01", "2024-11-30", "month"),
        ("in early 2024", "2024-01-01", "2024-04-30", "year"),
        ("in mid-2023", "2023-05-01", "2023-08-31", "year"),
        ("in 2018", "2018-01-01", "2018-12-31", "year"),
        ("in the 1990s", "1990-01-01", "1999-12-31", "decade"),
        ("in the late 1980s", "1987-01-01", "1989-12-31", "decade"),
        ("in the 20th century", "1901-01-01", "2000-12-31", "decade"),
        ("in the first quarter of 2024", "2024-01-01", "2024-03-31", "quarter"),
        ("in the second half of 2008", "2008-07-01", "2008-12-31", "year"),
        ("in the last week of August 2023", "2023-08-25", "2023-08-31", "week"),
        ("in the first ten months of 1915", "1915-01-01", "1915-10-31", "month"),
        ("in the winter of 1941 - 42", "1941-12-01", "1942-02-28", "season"),
        ("from 2014 to 2018", "2014-01-01", "2018-12-31", "year"),
        ("from 14 August to 24 August 1914", "1914-08-14", "1914-08-24", "day"),
        ("on November 16 - 17 , 2024", "2024-11-16", "2024-11-17", "day"),
        ("by 15 March 2024", "2024-03-15", None, "day"),
    ],
)
def test_full_dates_need_no_publication(
    words: str, earliest: str, latest: str | None, precision: str, calendar: Calendar
) -> None:
    when = only(clause(words, calendar), calendar, None)
    assert days(when) == (earliest, latest or earliest, precision)
    assert when.basis == ("reckoned" if words.startswith("from 14") else "stated")


@pytest.mark.parametrize(
    ("words", "precision", "reason"),
    [
        ("on Monday", "day", "no publication date"),
        ("yesterday", "day", "no publication date"),
        ("last month", "month", "no publication date"),
        ("on October 23", "day", "no publication date, and no year is near"),
        ("the next day", "day", "no date was spoken of before"),
        ("on 02/03/2024", "day", "day and month cannot be told apart"),
        ("on 30 February 2024", "day", "the calendar has no such day"),
        ("in 490 BC", "year", "before the common era, which ISO dates do not reach"),
        ("several weeks ago", "week", "no publication date"),
    ],
)
def test_what_cannot_be_known_says_why(words: str, precision: str, reason: str, calendar: Calendar) -> None:
    (time,) = times_of(clause(words, calendar), calendar, None)
    assert days(time.when) == (None, None, precision)
    assert time.when.basis == "none"
    assert time.when.span is not None
    assert time.reason == reason


@pytest.mark.parametrize(
    ("published", "words", "expected"),
    [
        ("2011-12", "last month", ("2011-11-01", "2011-11-30", "month")),
        ("2011-12", "today", ("2011-12-01", "2011-12-31", "month")),
        ("2011-12", "on Monday", (None, None, "day")),
        ("2011", "last year", ("2010-01-01", "2010-12-31", "year")),
        ("2011", "last month", (None, None, "month")),
    ],
)
def test_a_reduced_publication_gives_no_more_than_it_holds(
    published: str, words: str, expected: tuple[str | None, str | None, str], calendar: Calendar
) -> None:
    assert days(only(clause(words, calendar), calendar, published)) == expected


def test_a_named_deadline_is_stated(calendar: Calendar) -> None:
    when = only(clause("by 15 March", calendar), calendar, "2024-03-05")
    assert (days(when), when.basis) == (("2024-03-15", "2024-03-15", "day"), "stated")
    when = only(clause("by the end of the year", calendar), calendar, MONDAY)
    assert (days(when), when.basis) == (("2024-12-31", "2024-12-31", "year"), "reckoned")


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("since 2014", ("2014-01-01", MONDAY)),
        ("before 5 May 2024", (None, "2024-05-05")),
        ("after 5 May 2024", ("2024-05-05", None)),
    ],
)
def test_prepositions_bound(words: str, bounds: tuple[str | None, str | None], calendar: Calendar) -> None:
    when = only(clause(words, calendar), calendar, MONDAY)
    assert (when.earliest, when.latest) == bounds


@pytest.mark.parametrize(
    ("words", "kind", "reason"),
    [
        ("in less than two months", "duration", "a duration, P2M"),
        ("within 48 hours", "duration", "a duration, PT48H"),
        ("for three days", "duration", "a duration, P3D"),
        ("over the past several weeks", "duration", "a duration, PXW"),
        ("all day", "duration", "a duration, P1D"),
        ("for another week", "duration", "a duration, P1W"),
        ("for two to three weeks", "duration", "a duration, P3W"),
        ("for two and a half years", "duration", "a duration, P2.5Y"),
        ("for several weeks", "duration", "a duration, PXW"),
        ("for decades", "duration", "a duration, PXY"),
        ("every Monday", "frequency", "a frequency"),
        ("on Mondays", "frequency", "a frequency"),
        ("daily", "frequency", "a frequency"),
        ("annually", "frequency", "a frequency"),
    ],
)
def test_measures_are_no_dates(words: str, kind: str, reason: str, calendar: Calendar) -> None:
    (time,) = times_of(clause(words, calendar), calendar, MONDAY)
    assert (time.kind, time.reason, time.when.basis) == (kind, reason, "none")
    assert time.when.precision == "unknown"


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "precision"),
    [
        ("over the next 70 days", MONDAY, "2025-01-27", "day"),
        ("over the past 20 - plus months", "2023-03-18", MONDAY, "month"),
        ("in the past year", "2023-11-18", MONDAY, "year"),
        ("in the last 36 hours", "2024-11-16", MONDAY, "day"),
        ("over the past decade", "2014-11-18", MONDAY, "decade"),
    ],
)
def test_a_stretch_beside_the_publication_has_days(
    words: str, earliest: str, latest: str, precision: str, calendar: Calendar
) -> None:
    (time,) = times_of(clause(words, calendar), calendar, MONDAY)
    assert time.kind == "duration"
    assert days(time.when) == (earliest, latest, precision)
    assert time.when.basis == "reckoned"
    assert only(clause(words, calendar), calendar, None).earliest is None


@pytest.mark.parametrize(
    "words",
    [
        "a 22 - year - old woman",
        "aged 22",
        "in fiscal year 2024",
        "Resolution 1701",
        "the Fifth Fleet",
        "the other day",
        "at the end of the day",
        "it rains now",
        "the recent past",
        "the march went on",
    ],
)
def test_what_only_looks_like_a_time_is_none(words: str, calendar: Calendar) -> None:
    assert times_of(flat(words.split(), calendar), calendar, MONDAY) == ()


def test_the_present_of_a_headline_is_past(calendar: Calendar) -> None:
    rows = f"Peru Peru PROPN nsubj 2\nmeets meet VERB root 0 {PRESENT}\nFriday Friday PROPN obl 2"
    assert days(only(tree(rows, role="title"), calendar, MONDAY))[0] == "2024-11-15"
    assert days(only(tree(rows), calendar, MONDAY))[0] == "2024-11-22"


def test_a_date_that_belongs_to_a_noun_may_lie_behind_a_verb_that_points_ahead(calendar: Calendar) -> None:
    rows = (
        "Peru Peru PROPN nsubj 3\nwill will AUX aux 3\npublish publish VERB root 0 VerbForm=Inf\n"
        "the the DET det 5\n{} treaty NOUN obj 3"
    )
    of_a_noun = rows.format("October October PROPN nmod:unmarked 6\n23 23 NUM compound 7\ntreaty")
    assert days(only(tree(of_a_noun), calendar, MONDAY))[0] == "2024-10-23"
    of_the_verb = rows.format("treaty") + "\nOctober October PROPN nmod:unmarked 7\n23 23 NUM obl:unmarked 3"
    assert days(only(tree(of_the_verb), calendar, MONDAY))[0] == "2025-10-23"


def test_since_looks_back(calendar: Calendar) -> None:
    when = only(clause("since October 23", calendar, auxiliary="will"), calendar, MONDAY)
    assert days(when) == ("2024-10-23", MONDAY, "day")


def test_a_name_is_no_time(calendar: Calendar) -> None:
    rows = f"Theresa Theresa PROPN nsubj 3\nMay May PROPN flat 1\nleft leave VERB root 0 {PAST}"
    assert times_of(tree(rows, (0, 2, "PER")), calendar, MONDAY) == ()


def test_auxiliary_may_is_no_month(calendar: Calendar) -> None:
    rows = (
        "He he PRON nsubj 3\nmay may AUX aux 3\nmarch march VERB root 0 VerbForm=Inf\n"
        "in in ADP case 5\nMay May PROPN obl 3"
    )
    when = only(tree(rows), calendar, MONDAY)
    assert days(when) == ("2025-05-01", "2025-05-31", "month")


def documented() -> list[list[str]]:
    """Return the rows of the table of conventions in docs/times.md."""
    text = (Path(__file__).parents[2] / "docs" / "times.md").read_text(encoding="utf-8")
    table = text.split("| basis |\n")[1].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[1:]]


@pytest.mark.parametrize("row", documented(), ids=" ".join)
def test_the_conventions_are_as_documented(row: list[str], calendar: Calendar) -> None:
    words, verb, earliest, latest, precision, basis = row
    syntax = clause(words, calendar, auxiliary="" if verb == "past" else verb)
    (time,) = times_of(syntax, calendar, MONDAY)
    expected = (words, *(None if bound == "-" else bound for bound in (earliest, latest)), precision, basis)
    assert shown(time) == expected
