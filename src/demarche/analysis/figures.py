"""Counts of events by pair and period, with what each counts: the answer behind dyads, timelines and escalation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import duckdb

from demarche.analysis.question import Period, Question, Sides, dyads, only_facts, period_of, within_dates

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""PLOVER's quad classes in their order."""
_TOLD_APART = ("happening", "report_number", "source_number")
_FETCHED = 2000  # rows at a time: all at once take twice as long


@dataclass(frozen=True, slots=True)
class Counted:
    """An event that was counted: its id, quad class, rung and Goldstein value, its report, and whose word it is.

    `happening` is the id of its happening, or its own where no other event is of it.
    """

    id: str
    quad: int
    rung: int
    goldstein: float | None
    report: str
    source: str
    happening: str


class Figures(NamedTuple):
    """What is counted of a pair in a period, which is None for events that lie in no one period.

    `happenings` are those that the events tell of; `quads` are the events by quad class, 1 to 4; `rung` is the highest one reached, 0 without conflict; `sources` are
    those who vouch: whoever says it, or the outlet; `open_commitments` are those of the actor towards the recipient that
    stand open at the end of the period, None where there is none. `counted` and `open_ids` are empty unless they were asked for.
    A table may have half a million of these, which would take dataclasses three times as long.
    """

    actor: str
    recipient: str
    period: date | None
    events: int
    happenings: int
    quads: tuple[int, int, int, int]
    rung: int
    reports: int
    sources: int
    open_commitments: int | None
    goldstein: float | None
    counted: tuple[Counted, ...] = ()
    open_ids: tuple[str, ...] = ()

    @property
    def conflicts(self) -> int:
        """Return the number of events of verbal and material conflict."""
        _, _, verbal, material = self.quads
        return verbal + material


def figures(
    connection: duckdb.DuckDBPyConnection, question: Question, sides: Sides, *, with_ids: bool = False
) -> list[Figures]:
    """Return a row for each pair and period that has an event, by pair and then period, those of no period last."""
    counted = dict(_counted(connection, question, sides)) if with_ids else {}
    opened = _open_ids(connection, question, sides) if with_ids else {}
    cursor = _asked(connection, question, sides)
    rows = chain.from_iterable(iter(lambda: cursor.fetchmany(_FETCHED), []))
    return [
        Figures(
            actor, recipient, period, events, happenings, tuple(quads), rung, reports, sources,
            standing, goldstein,
            counted.get((actor, recipient, period), ()), opened.get((actor, recipient, period), ()),
        )
        for actor, recipient, period, events, happenings, *quads, rung, reports, sources, standing, goldstein in rows
    ]  # fmt: skip


def all_dyads(period: Period) -> tuple[str, str]:
    """Return the table in which the copy of the columns keeps the dyads of all that are facts, and the question that fills it."""
    question = Question(period=period)
    inside, _ = within_dates(question)
    return f"dyad_{period}s", _counts(question, dyads(question), inside)


def _asked(
    connection: duckdb.DuckDBPyConnection, question: Question, sides: Sides
) -> duckdb.DuckDBPyConnection:
    if question == Question(period=question.period) and sides == dyads(question):
        table, _ = all_dyads(question.period)
        return connection.execute(
            f"FROM {table}"
        )  # DuckDB gives rows in the order in which they were written
    inside, dates = within_dates(question)
    values: Mapping[str, Any] = {**sides.values, **dates}
    return connection.execute(_counts(question, sides, inside), values)


def rung_names(connection: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Return the type of each rung by its number; 0, no conflict, has none."""
    return dict(connection.execute("SELECT rung, type FROM rungs ORDER BY rung").fetchall())


def _picked(question: Question, sides: Sides, inside: str) -> str:
    """Return the events that are counted, each once a pair and period, whoever of a side takes part."""
    return f"""
    picked AS (
        SELECT DISTINCT number, {sides.actor} AS actor, {sides.recipient} AS recipient,
            {period_of(question)} AS period, quad, rung, goldstein, report_number, source_number,
            happening
        FROM pairs WHERE {sides.wanted} AND {only_facts(question)} AND {inside}
    )
    """


def _made(sides: Sides) -> str:
    """Return the commitments whose day is known at least by its upper bound, each once a pair."""
    return f"""
    made AS (
        SELECT DISTINCT number, {sides.actor} AS actor, {sides.recipient} AS recipient, made, is_closed, closed_by
        FROM commitment_pairs
        WHERE {sides.wanted} AND made IS NOT NULL AND (NOT is_closed OR closed_by > made)
    )
    """


def _end(question: Question) -> str:
    return f"(period + INTERVAL 1 {question.period} - INTERVAL 1 DAY)::DATE"


def _counts(question: Question, sides: Sides, inside: str) -> str:
    """Return the table; what differs is only counted one by one where three events may have two or three of it."""
    quads = ", ".join(
        f"count(*) FILTER (quad = {quad}) AS {name}" for quad, name in enumerate(QUADS, start=1)
    )
    ends = ", ".join(f"min({one}) <> max({one}) AS two_{one}" for one in _TOLD_APART)
    distinct = ", ".join(f"count(DISTINCT {one}) AS {one}" for one in _TOLD_APART)
    happenings, reports, sources = (f"coalesce(several.{one}, 1 + two_{one}::INTEGER)" for one in _TOLD_APART)
    of_group = " AND ".join(
        f"{{0}}.{one} IS NOT DISTINCT FROM counted.{one}" for one in ("actor", "recipient", "period")
    )
    return f"""
    WITH {_picked(question, sides, inside)},
    counted AS (
        SELECT actor, recipient, period, count(*) AS events, {quads}, max(rung) AS highest_rung,
            round(sum(goldstein), 1) AS goldstein_sum, {ends}, {_end(question)} AS ending
        FROM picked GROUP BY actor, recipient, period
    ),
    several AS (
        SELECT actor, recipient, period, {distinct}
        FROM picked SEMI JOIN (FROM counted WHERE events > 2) AS counted ON {of_group.format("picked")}
        GROUP BY actor, recipient, period
    ),
    {_made(sides)},
    changes AS (
        SELECT actor, recipient, made AS on_day, 1 AS change FROM made
        UNION ALL SELECT actor, recipient, closed_by, -1 FROM made WHERE is_closed
    ),
    standing AS (
        SELECT actor, recipient, on_day,
            sum(sum(change)) OVER (PARTITION BY actor, recipient ORDER BY on_day) AS standing
        FROM changes GROUP BY actor, recipient, on_day
    )
    SELECT counted.actor, counted.recipient, counted.period, events, {happenings} AS happenings, {", ".join(QUADS)},
        highest_rung, {reports} AS reports, {sources} AS sources,
        CASE WHEN counted.period IS NOT NULL THEN coalesce(standing, 0)::INTEGER END AS open_commitments, goldstein_sum
    FROM counted LEFT JOIN several ON {of_group.format("several")}
    ASOF LEFT JOIN standing
        ON counted.actor = standing.actor AND counted.recipient = standing.recipient
        AND counted.ending >= standing.on_day
    ORDER BY 1, 2, 3 NULLS LAST
    """


_Key = tuple[str, str, date | None]


def _counted(
    connection: duckdb.DuckDBPyConnection, question: Question, sides: Sides
) -> Iterator[tuple[_Key, tuple[Counted, ...]]]:
    inside, dates = within_dates(question)
    asked = f"""
    WITH {_picked(question, sides, inside)}
    SELECT actor, recipient, period, list(struct_pack(
        id, quad := picked.quad, rung, goldstein := picked.goldstein, report, source,
        happening := coalesce(events.happening, id)
    ) ORDER BY id)
    FROM picked JOIN events USING (number) GROUP BY actor, recipient, period
    """
    for actor, recipient, period, found in connection.execute(asked, {**sides.values, **dates}).fetchall():
        yield (actor, recipient, period), tuple(Counted(**event) for event in found)


def _open_ids(
    connection: duckdb.DuckDBPyConnection, question: Question, sides: Sides
) -> dict[_Key, tuple[str, ...]]:
    inside, dates = within_dates(question)
    asked = f"""
    WITH {_picked(question, sides, inside)}, {_made(sides)},
    periods AS (
        SELECT DISTINCT actor, recipient, period, {_end(question)} AS ending FROM picked WHERE period IS NOT NULL
    )
    SELECT actor, recipient, period, list(id ORDER BY id)
    FROM periods JOIN made USING (actor, recipient) JOIN commitments USING (number)
    WHERE made.made <= ending AND (NOT made.is_closed OR made.closed_by > ending)
    GROUP BY actor, recipient, period
    """
    rows = connection.execute(asked, {**sides.values, **dates}).fetchall()
    return {(actor, recipient, period): tuple(found) for actor, recipient, period, found in rows}
