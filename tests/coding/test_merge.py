"""Mentions of one event become one; others stay apart."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.coding.events.merge import merged
from demarche.model.codec import identified
from demarche.model.parts import Attribution, Span
from demarche.model.reading import Block, Reading
from demarche.model.records import Event
from tests.trees import reading_of, tree

from .drafts import KENYA, SUDAN, UGANDA, coded, dated, event

_TITLE_END = 50
_SHARES = {"headline": 0.5, "repeated": 0.5}


def _reading() -> Reading:
    """Return a reading whose first characters are its title."""
    rows = "\n".join(f"{'x' * 9} x NOUN {'root' if i == 0 else 'dep'} {min(i, 1)}" for i in range(40))
    reading = reading_of(tree(rows))
    blocks = (
        Block(0, _TITLE_END, "title"),
        Block(_TITLE_END, len(reading.report.text), "paragraph"),
    )
    return replace(reading, blocks=blocks)


def _in_words(made: Event, words: str) -> Event:
    start = made.extent[0].start
    return replace(made, extent=(Span(start, start + len(words), words, None),))


def _merged(*events: Event) -> list[Event]:
    found = [one.claim for one in merged([coded(one) for one in events], _reading(), _SHARES)]
    assert all(isinstance(one, Event) for one in found)
    return [one for one in found if isinstance(one, Event)]


def test_a_headline_and_its_text_are_one_event() -> None:
    title, text = event(at=0, rule="strike.verb/active"), event(at=100)
    (found,) = _merged(title, text)
    assert [span.start for span in found.trigger] == [0, 100]
    assert found.rule == "attack.verb/active"
    assert found == identified(replace(found, id="e:" + "f" * 16))


@pytest.mark.parametrize(
    "other",
    [
        event("SANCTION", at=100),
        event(at=100, status="planned"),
        event(at=100, actors=[UGANDA]),
        event(at=100, recipients=[UGANDA]),
        event(at=100, recipients=[]),
        event(at=100, rule="shell.verb/active"),
        _in_words(event(at=100), "other words"),
    ],
    ids=["type", "status", "actor", "recipient", "no recipient", "sense", "words"],
)
def test_what_differs_stays_apart(other: Event) -> None:
    assert len(_merged(event(at=60), other)) == 2


def test_the_same_sense_in_another_construction_is_one() -> None:
    assert len(_merged(event(at=60), event(at=100, rule="attack.verb/passive"))) == 1


def test_a_headline_joins_the_first_such_event_only() -> None:
    title, first, second = event(at=0), event(at=100), event(at=200, rule="shell.verb/active")
    assert [[span.start for span in one.trigger] for one in _merged(title, first, second)] == [
        [0, 100],
        [200],
    ]


def test_two_headlines_stay_apart() -> None:
    assert len(_merged(event(at=0), event(at=20))) == 2


def test_days_that_contradict_stay_apart_and_days_are_shared() -> None:
    one, other, undated = (
        dated(event(at=60), "2024-03-01"),
        dated(event(at=100), "2024-03-02"),
        event(at=140),
    )
    assert len(_merged(one, other)) == 2
    (found,) = _merged(one, undated)
    assert found.when.earliest == "2024-03-01"


def test_what_one_mention_lacks_comes_from_the_other() -> None:
    (found,) = _merged(event(at=0), event(at=100, recipients=[]))
    assert [one.name for one in found.recipients] == ["Sudan"]


def test_events_of_different_sources_are_not_taken_for_one() -> None:
    source = Attribution(SUDAN, None, None, "CT+")
    attributed = replace(
        event(at=100), attribution=(Attribution("AUTHOR", None, None, "Uu"), source), voice="attributed"
    )
    assert len(_merged(event(at=60), attributed)) == 2


def test_merging_says_so() -> None:
    (one,) = merged([coded(event(at=60)), coded(event(at=100))], _reading(), _SHARES)
    assert [reason.field for reason in one.reasons] == ["trigger"]
    assert "60" in one.reasons[0].text


_EVENTS = st.builds(
    event,
    st.sampled_from(["ASSAULT", "CONSULT"]),
    at=st.integers(0, 30).map(lambda number: number * 10),
    status=st.sampled_from(["happened", "planned"]),
    actors=st.lists(st.sampled_from([KENYA, SUDAN, UGANDA]), max_size=2, unique=True),
    recipients=st.lists(st.sampled_from([KENYA, SUDAN, UGANDA]), max_size=2, unique=True),
    rule=st.sampled_from(["attack.verb/active", "talk.noun/nominal"]),
)


@given(st.lists(_EVENTS, max_size=8, unique_by=lambda one: one.trigger[0].start))
def test_no_trigger_is_lost_and_none_stands_twice(events: Sequence[Event]) -> None:
    found = _merged(*events)
    triggers = [span for one in found for span in one.trigger]
    assert sorted(triggers, key=lambda span: span.start) == sorted(
        (span for one in events for span in one.trigger), key=lambda span: span.start
    )
    starts = [one.trigger[0].start for one in found]
    assert starts == sorted(starts)
    assert {(one.type, one.status) for one in found} == {(one.type, one.status) for one in events}


@pytest.mark.parametrize(("mutual", "count"), [((), 2), (("meet.verb",), 1)])
def test_who_met_whom_makes_no_difference(mutual: tuple[str, ...], count: int) -> None:
    one = event("CONSULT", at=60, rule="meet.verb/active")
    other = event("CONSULT", at=60, actors=(SUDAN,), recipients=(KENYA,), rule="meet.verb/active")
    assert len(merged([coded(one), coded(other)], _reading(), _SHARES, mutual)) == count
