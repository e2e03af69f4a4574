"""Counts over time are those of the claims, one by one; every figure lists what it counts."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations, product

import pytest
from duckdb import DuckDBPyConnection

from demarche.analysis.errors import AnalysisError
from demarche.analysis.escalation import steps
from demarche.analysis.figures import all_dyads, figures, rung_names
from demarche.analysis.pairs import rungs
from demarche.analysis.question import Period, Question, dyads, everybody, two
from demarche.ledger import query
from demarche.ledger.filters import Filter
from demarche.ledger.store import Ledger
from demarche.lexicon.crosswalks import load_crosswalks
from demarche.model.parts import Participant, When
from demarche.model.records import Commitment, Event

from .samples import HAPPENING

CROSSWALKS = load_crosswalks()
RUNGS = {one.type: one.rung for one in rungs(CROSSWALKS)}
Pair = tuple[str, str]


def key(one: Participant) -> str | None:
    return (
        one.id or one.country if one.country in CROSSWALKS.ontology.international else one.country or one.id
    )


def pairs(event: Event) -> set[Pair]:
    if not event.recipients and len(event.actors) > 1 and event.type in CROSSWALKS.mutual:
        found = {(key(one), key(other)) for one, other in permutations(event.actors, 2)}
    else:
        found = {(key(one), key(other)) for one, other in product(event.actors, event.recipients)}
    return {(one, other) for one, other in found if one is not None and other is not None}


def start(iso: str, period: Period) -> date:
    day = date.fromisoformat(iso[:10])
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period == "month" else day.replace(month=1, day=1)


def period_of(when: When, period: Period) -> date | None:
    if when.earliest is None or when.latest is None:
        return None
    first, last = start(when.earliest, period), start(when.latest, period)
    return first if first == last else None


def end(first: date, period: Period) -> date:
    if period == "week":
        return first + timedelta(days=6)
    after = (
        first.replace(year=first.year + 1)
        if period == "year"
        else (first + timedelta(days=32)).replace(day=1)
    )
    return after - timedelta(days=1)


def facts(ledger: Ledger) -> Iterator[Event]:
    for event in query.events(ledger):
        if event.status in {"happened", "ongoing"} and event.voice in {"asserted", "attributed"}:
            yield event


def is_open(commitment: Commitment, until: date) -> bool:
    first, last = commitment.history[0].when, commitment.history[-1].when
    made = first.latest or first.earliest
    if made is None or made[:10] > until.isoformat():
        return False
    if len(commitment.history) == 1:
        return True
    closed = last.latest or last.earliest
    return closed is not None and closed > max(made, until.isoformat() + "~")


def expected(ledger: Ledger, period: Period) -> dict[tuple[str, str, date | None], set[str]]:
    found: dict[tuple[str, str, date | None], set[str]] = defaultdict(set)
    for event in facts(ledger):
        for actor, recipient in pairs(event):
            found[actor, recipient, period_of(event.when, period)].add(event.id)
    return found


@pytest.mark.parametrize("period", ["week", "month", "year"])
def test_dyads_count_the_claims(ledger: Ledger, connection: DuckDBPyConnection, period: Period) -> None:
    wanted = expected(ledger, period)
    asked = Question(period=period)
    rows = figures(connection, asked, dyads(asked), with_ids=True)
    assert {(row.actor, row.recipient, row.period): {one.id for one in row.counted} for row in rows} == wanted
    events = {event.id: event for event in query.events(ledger)}
    outlets = {report.id: report.outlet or report.id for report in query.reports(ledger)}
    for row in rows:
        own = [events[one.id] for one in row.counted]
        assert row.events == len(own)
        assert row.quads == tuple(sum(event.quad == quad for event in own) for quad in (1, 2, 3, 4))
        assert row.rung == max(RUNGS.get(event.type, 0) for event in own)
        assert row.reports == len({event.report for event in own})
        vouching = {
            outlets[event.report] if isinstance(event.attribution[-1].source, str) else "Ríos"
            for event in own
        }
        assert row.sources == len(vouching)
        assert row.happenings == len({one.happening for one in row.counted})
        values = [event.goldstein for event in own if event.goldstein is not None]
        assert row.goldstein == (round(sum(values), 1) if values else None)


@pytest.mark.parametrize("period", ["week", "month", "year"])
def test_open_commitments_are_those_that_stand(
    ledger: Ledger, connection: DuckDBPyConnection, period: Period
) -> None:
    asked = Question(period=period)
    commitments = list(query.commitments(ledger))
    seen = 0
    for row in figures(connection, asked, dyads(asked), with_ids=True):
        if row.period is None:
            assert row.open_commitments is None
            continue
        standing = {
            one.id
            for one in commitments
            if is_open(one, end(row.period, period))
            and any(
                (key(issuer), key(addressee)) == (row.actor, row.recipient)
                for issuer, addressee in product(one.issuers, one.addressees)
            )
        }
        assert set(row.open_ids) == standing
        assert row.open_commitments == len(standing)
        seen += len(standing)
    assert seen > 0


@pytest.mark.parametrize("period", ["week", "month", "year"])
def test_the_table_of_all_dyads_is_the_answer(connection: DuckDBPyConnection, period: Period) -> None:
    table, question = all_dyads(period)
    kept = connection.execute(f"FROM {table}").fetchall()
    assert kept == connection.execute(question).fetchall() != []
    rows = figures(connection, Question(period=period), dyads(Question(period=period)))
    assert [(row.actor, row.recipient, row.period, row.events, row.goldstein) for row in rows] == [
        (*row[:4], row[-1]) for row in kept
    ]


def test_a_timeline_counts_each_event_once(ledger: Ledger, connection: DuckDBPyConnection) -> None:
    asked = Question(period="year")
    rows = figures(connection, asked, everybody(asked))
    assert sum(row.events for row in rows) == len(list(facts(ledger)))
    assert [row.period for row in rows] == [date(2022, 1, 1), date(2023, 1, 1), None]


def test_what_is_told_twice_is_one_happening(ledger: Ledger, connection: DuckDBPyConnection) -> None:
    asked = Question(period="year", claims="all")
    rows = figures(connection, asked, everybody(asked), with_ids=True)
    members = {
        identifier
        for (identifier,) in ledger.select("SELECT id FROM current_member WHERE happening = ?", (HAPPENING,))
    }
    assert len(members) > 1
    for row in rows:
        told = {one.happening for one in row.counted}
        assert row.happenings == len(told)
        assert {one.id for one in row.counted if one.happening == HAPPENING} <= members
        assert all(one.happening in {one.id, HAPPENING} for one in row.counted)
    assert sum(row.events - row.happenings for row in rows) > 0


def test_latest_dates_give_a_period_to_what_has_a_bound(connection: DuckDBPyConnection) -> None:
    known, bounded = (
        {row.period: row.events for row in figures(connection, asked, everybody(asked))}
        for asked in (Question(period="month"), Question(period="month", dates="latest"))
    )
    assert bounded[None] < known[None]
    assert sum(bounded.values()) == sum(known.values())


def test_all_claims_are_more_than_facts(ledger: Ledger, connection: DuckDBPyConnection) -> None:
    asked = Question(claims="all")
    counted = sum(row.events for row in figures(connection, asked, everybody(asked)))
    assert counted == len(list(query.events(ledger))) > len(list(facts(ledger)))


@pytest.mark.parametrize(
    "asked",
    [
        Question(actor="BOL"),
        Question(actor="marta ríos", recipient="CHL"),
        Question(recipient="org:andean-bank"),
        Question(since="2023", until="2023-06"),
    ],
)
def test_filters_are_those_of_the_list(
    ledger: Ledger, connection: DuckDBPyConnection, asked: Question
) -> None:
    chosen = Filter(actor=asked.actor, recipient=asked.recipient, since=asked.since, until=asked.until)
    listed = {event.id for event in query.events(ledger, chosen)} & {event.id for event in facts(ledger)}
    rows = figures(connection, asked, everybody(asked), with_ids=True)
    mutual = {event.id for event in facts(ledger) if not event.recipients and event.type in CROSSWALKS.mutual}
    assert {one.id for row in rows for one in row.counted} - mutual == listed - mutual


def test_two_are_shown_both_ways(ledger: Ledger, connection: DuckDBPyConnection) -> None:
    asked = Question(period="year")
    rows = figures(connection, asked, two("CHL", "Marta Ríos"), with_ids=True)
    assert {(row.actor, row.recipient) for row in rows} == {("CHL", "Marta Ríos"), ("Marta Ríos", "CHL")}
    events = {event.id: event for event in facts(ledger)}
    for row in rows:
        for one in row.counted:
            names = {party.name for party in (*events[one.id].actors, *events[one.id].recipients)}
            assert names >= {"Chile", "Marta Ríos"}


def test_one_cannot_escalate_against_oneself() -> None:
    with pytest.raises(AnalysisError, match="the same actor"):
        two("Chile", "CHILE")


def test_steps_go_up(ledger: Ledger, connection: DuckDBPyConnection) -> None:
    found = steps(connection, Question(), two("CHL", "BOL"))
    sides: dict[Pair, list[int]] = defaultdict(list)
    for step in found:
        sides[step.actor, step.recipient].append(step.rung)
    assert set(sides) == {("CHL", "BOL"), ("BOL", "CHL")}
    highest = {
        (row.actor, row.recipient): row.rung
        for row in figures(connection, Question(), two("CHL", "BOL"))
        if row.period is not None
    }
    for side, reached in sides.items():
        assert reached == sorted(set(reached))
        assert reached[-1] >= highest[side]
    assert [step.last_day for step in found] == sorted(step.last_day for step in found)
    known = {event.id: event for event in facts(ledger)}
    assert all(RUNGS[known[step.id].type] == step.rung for step in found)


def test_rungs_follow_the_scores_of_plover(connection: DuckDBPyConnection) -> None:
    ordered = [one.type for one in rungs(CROSSWALKS)]
    assert rung_names(connection) == dict(enumerate(ordered, start=1))
    scores = [CROSSWALKS.ontology.types[type_].score for type_ in ordered]
    assert scores == sorted(scores, reverse=True)
    assert ordered[0] == "REQUEST"
    assert ordered[-1] == "ASSAULT"
