"""Whatever the words: times stand in order, never overlap, cover their words and never end before they begin."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.lexicon.calendar import load_calendar
from demarche.resolve.times.finder import find_times
from tests.trees import reading_of

from .times import flat

CALENDAR = load_calendar()
FORMS = sorted(form for form in CALENDAR.words if " " not in form)
FIGURES = [
    "1",
    "3rd",
    "12",
    "31",
    "45",
    "1914",
    "2024",
    "1990s",
    "10:30",
    "0300",
    "2024-02-30",
    "3/4/2024",
    "Q3",
    "'99",
]
HOLIDAYS = ["Easter", "Ramadan", "Christmas", "Thanksgiving", "9/11", "Diwali"]


def _cased(form: str) -> st.SearchStrategy[str]:
    return st.sampled_from([form, form.capitalize()])


WORDS = st.one_of(
    st.sampled_from(FORMS).flatmap(_cased),
    st.sampled_from(FIGURES),
    st.sampled_from(HOLIDAYS),
    st.sampled_from(["troops", "said", "Lima", "1941-42", "mid-May", "August-24"]),
)
FRAGMENTS = [
    example[example.index("[") + 1 : example.index("]")].split()
    for pattern in CALENDAR.patterns
    for example in pattern.good
]
GLUE = ["to", "until", "-", "and", ",", "on", "at", "before", "after", "from", "between", "since", "by"]
SENTENCES = st.lists(
    st.one_of(
        WORDS.map(lambda word: [word]),
        st.sampled_from(FRAGMENTS),
        st.sampled_from(GLUE).map(lambda word: [word]),
    ),
    min_size=1,
    max_size=10,
).map(lambda pieces: [word for piece in pieces for word in piece])
PUBLISHED = st.one_of(
    st.none(),
    st.dates(min_value=date(1, 1, 1)).map(date.isoformat),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
)


@settings(max_examples=400, deadline=None)
@given(SENTENCES, PUBLISHED)
def test_times_are_sound(words: list[str], published: str | None) -> None:
    syntax = flat(words, CALENDAR)
    reading = reading_of(syntax, published=published)
    reached = 0
    for time in find_times(reading, syntax, CALENDAR):
        assert reached <= time.start < time.end <= len(syntax.words)
        reached = time.end
        span = time.when.span
        assert span is not None
        assert (span.start, span.end) == (syntax.words[time.start].start, syntax.words[time.end - 1].end)
        assert reading.report.text[span.start : span.end] == span.text
        assert time.reason
        known = time.when.earliest or time.when.latest
        assert (time.when.basis == "none") == (known is None)
        assert time.kind != "frequency" or known is None


@settings(max_examples=150, deadline=None)
@given(SENTENCES, st.dates(min_value=date(1, 1, 1)))
def test_the_same_words_mean_the_same(words: list[str], published: date) -> None:
    syntax = flat(words, CALENDAR)
    reading = reading_of(syntax, published=published.isoformat())
    assert find_times(reading, syntax, CALENDAR) == find_times(reading, syntax, CALENDAR)
