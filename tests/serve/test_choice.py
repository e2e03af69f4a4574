"""What is chosen goes into an address and comes back the same."""

import re
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.datastructures import QueryParams

from demarche.index.wanted import Wanted, match
from demarche.serve.choice import Choice

_WORDS = (
    st.text(min_size=1, max_size=40).filter(lambda text: bool(text.strip()) and _is_utf8(text)).map(str.strip)
)
_DAYS = st.dates().map(lambda day: day.isoformat())


def _is_utf8(text: str) -> bool:
    return not any(0xD800 <= ord(sign) <= 0xDFFF for sign in text)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    days = sorted(draw(st.lists(_DAYS, min_size=2, max_size=2)))
    return Choice(
        actor=draw(st.none() | _WORDS),
        recipient=draw(st.none() | _WORDS),
        source=draw(st.none() | _WORDS),
        place=draw(st.none() | _WORDS),
        words=draw(st.none() | _WORDS),
        type=tuple(draw(st.lists(_WORDS, max_size=3, unique=True))),
        quad=tuple(draw(st.lists(st.integers(1, 4), max_size=4, unique=True))),
        status=tuple(draw(st.lists(_WORDS, max_size=2, unique=True))),
        since=draw(st.none() | st.just(days[0])),
        until=draw(st.none() | st.just(days[1])),
        order=draw(st.sampled_from(["newest", "oldest", "doubt", "due"])),
        page=draw(st.integers(1, 1000)),
    )


@given(choices())
def test_an_address_gives_back_what_was_chosen(choice: Choice) -> None:
    pairs = parse_qsl(choice.query().removeprefix("?"), keep_blank_values=True)
    assert Choice.of(QueryParams(pairs)) == choice


@given(choices(), _WORDS)
def test_a_change_leaves_all_else_and_goes_to_the_first_page(choice: Choice, actor: str) -> None:
    changed = choice.changed(actor=actor)
    assert changed.page == 1
    assert changed.given() == {**choice.given(), "actor": actor}


def test_blanks_ask_nothing() -> None:
    assert Choice.of(QueryParams("actor=&since=+&type=&quad=")) == Choice()
    assert Choice().query() == ""


@pytest.mark.parametrize(
    "query",
    [
        "since=soon",
        "since=2025-02-30",
        "since=2026&until=2025",
        "quad=5",
        "page=0",
        "order=up",
        "actor=" + "x" * 201,
    ],
)
def test_what_cannot_be_asked_is_refused(query: str) -> None:
    with pytest.raises(ValidationError):
        Choice.of(QueryParams(query))


@given(st.text(max_size=60))
def test_words_are_never_operators(words: str) -> None:
    assert re.fullmatch(r'"[\w ]*"\*?( "[\w ]+"\*?)*', match(words))


def test_a_condition_can_be_taken_away() -> None:
    wanted = Wanted(actor="NOR", type=("AGREE",))
    assert wanted.without("actor", "type") == Wanted()
