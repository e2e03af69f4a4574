"""What TimeML would mark, and its values, in reports of Monday 18 November 2024."""

import pytest

from bench.resolving.time_finder import reading_in_place
from bench.resolving.time_timex import timexes
from demarche.lexicon.calendar import Calendar, load_calendar
from demarche.resolve.times.finder import read_times
from demarche.resolve.times.memory import published_period
from tests.resolve.times import clause
from tests.trees import reading_of


@pytest.fixture(name="calendar", scope="module")
def _calendar() -> Calendar:
    return load_calendar()


def _timexes(words: str, calendar: Calendar) -> list[tuple[str, str, str]]:
    syntax = clause(words, calendar)
    reading = reading_of(syntax, published="2024-11-18")
    times = read_times(syntax, published_period("2024-11-18"), calendar)
    return [
        (found.text, found.type, found.value) for time in times for found in timexes(time, syntax, reading)
    ]


@pytest.mark.parametrize(
    ("words", "type_", "value"),
    [
        ("on Sunday", "DATE", "2024-11-17"),
        ("since 2014", "DATE", "2014"),
        ("in late September", "DATE", "2024-09"),
        ("last week", "DATE", "2024-W46"),
        ("over the weekend", "DATE", "2024-W46-WE"),
        ("last summer", "DATE", "2024-SU"),
        ("in the first quarter of 2024", "DATE", "2024-Q1"),
        ("in the second half of 2008", "DATE", "2008-H2"),
        ("in the late 1980s", "DATE", "198"),
        ("in the 20th century", "DATE", "19"),
        ("by the end of the year", "DATE", "2024"),
        ("in 490 BC", "DATE", "BC0490"),
        ("in March 44 BC", "DATE", "BC0044-03"),
        ("yesterday morning", "TIME", "2024-11-17TMO"),
        ("Sunday night", "TIME", "2024-11-17TNI"),
        ("overnight", "TIME", "2024-11-17TNI"),
        ("at 3 p.m. on Friday", "TIME", "2024-11-15T15:00"),
        ("at 10:30", "TIME", "XXXX-XX-XXT10:30"),
        ("the next day", "DATE", "XXXX-XX-XX"),
        ("several weeks ago", "DATE", "PAST_REF"),
        ("for two and a half years", "DURATION", "P2.5Y"),
        ("for half an hour", "DURATION", "PT30M"),
        ("for several weeks", "DURATION", "PXW"),
        ("for two decades", "DURATION", "P2DE"),
        ("a 22 - year - old woman", "DURATION", "P22Y"),
        ("every Monday", "SET", "XXXX-WXX-1"),
        ("every March", "SET", "XXXX-03"),
        ("every night", "SET", "XXXX-XX-XXTNI"),
        ("nightly", "SET", "XXXX-XX-XXTNI"),
        ("quarterly", "SET", "P3M"),
        ("daily", "SET", "P1D"),
        ("three times a week", "SET", "P1W"),
        ("once every two years", "SET", "P2Y"),
        ("for a quarter - century", "DURATION", "P25Y"),
        ("all day", "DURATION", "P1D"),
        ("recently", "DATE", "PAST_REF"),
        ("now", "DATE", "PRESENT_REF"),
    ],
)
def test_values(words: str, type_: str, value: str, calendar: Calendar) -> None:
    ((_, *found),) = _timexes(words, calendar)
    assert found == [type_, value]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("from May to July", [("May", "2024-05"), ("July", "2024-07")]),
        ("between 3 and 5 March", [("3", "2024-03-03"), ("5 March", "2024-03-05")]),
        ("in 1914-18", [("1914", "1914"), ("18", "1918")]),
        ("in 492-490 BC", [("492", "BC0492"), ("490 BC", "BC0490")]),
        ("30 May - 2 June", [("30 May", "2024-05-30"), ("2 June", "2024-06-02")]),
        ("two weeks before Christmas", [("two weeks", "P2W"), ("Christmas", "2023-12-25")]),
        ("in fiscal year 2024", []),
        ("aged 22", []),
    ],
)
def test_what_demarche_joins_timeml_marks_apart(
    words: str, expected: list[tuple[str, str]], calendar: Calendar
) -> None:
    assert [(text, value) for text, _, value in _timexes(words, calendar)] == expected


def test_a_text_keeps_its_offsets_and_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "The ferry sank in the storm on the lake that\nlies west of the town on Sunday.\n"
    text = f"\nFerry sinks\n\n{wrapped}It was late.\n"
    reading = reading_in_place(text, "2024-11-18")
    assert len(reading.report.text) == len(text)
    assert reading.report.published == "2024-11-18"
    paragraphs = [reading.report.text[block.start : block.end] for block in reading.blocks]
    assert paragraphs == ["Ferry sinks", wrapped.strip().replace("\n", " "), "It was late."]
