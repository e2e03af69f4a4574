"""Every pattern finds its good examples and leaves its bad ones."""

import pytest

from demarche.lexicon.calendar import Calendar, Pattern, load_calendar
from demarche.resolve.times.checks import CHECKS, TimeChecks
from demarche.resolve.times.found import find_forms
from demarche.resolve.times.readings import READINGS

from .times import flat, texts

CALENDAR = load_calendar()


@pytest.fixture(name="calendar")
def _calendar() -> Calendar:
    return CALENDAR


def found_by(pattern: Pattern, words: list[str], calendar: Calendar) -> list[list[str]]:
    syntax = flat(words, calendar)
    forms = find_forms(syntax, calendar, TimeChecks(syntax, calendar))
    return [texts(syntax.words[form.start : form.end]) for form in forms if form.pattern.name == pattern.name]


def bracketed(example: str) -> tuple[list[str], list[str]]:
    """Return the words of an example, and those in brackets."""
    before, rest = example.split("[")
    inside, after = rest.split("]")
    return before.split() + inside.split() + after.split(), inside.split()


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        pytest.param(pattern, example, id=f"{pattern.name}: {example}")
        for pattern in CALENDAR.patterns
        for example in pattern.good
    ],
)
def test_good_examples_are_found(pattern: Pattern, example: str, calendar: Calendar) -> None:
    words, expected = bracketed(example)
    assert expected in found_by(pattern, words, calendar)


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        pytest.param(pattern, example, id=f"{pattern.name}: {example}")
        for pattern in CALENDAR.patterns
        for example in pattern.bad
    ],
)
def test_bad_examples_are_not(pattern: Pattern, example: str, calendar: Calendar) -> None:
    assert found_by(pattern, example.split(), calendar) == []


def test_every_pattern_has_examples_and_every_name_is_used(calendar: Calendar) -> None:
    assert all(pattern.good and pattern.bad for pattern in calendar.patterns)
    assert {pattern.reading for pattern in calendar.patterns} == set(READINGS)
    assert {pattern.check for pattern in calendar.patterns} - {""} == set(CHECKS)
