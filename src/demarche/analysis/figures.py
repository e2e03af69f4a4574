"""Counts of events by pair and period, with what each counts: the answer behind dyads, timelines and escalation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from demarche.analysis.question import Question, Sides, only_facts, period_of, within_dates

_QUADS = (1, 2, 3, 4)


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


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of a pair in a period, which is None for events that lie in no one period.

    `happenings` are those that the events tell of; `quads` are the events by quad class, 1 to 4; `rung` is the highest one reached, 0 without conflict; `sources` are
    those who vouch: whoever says it, or the outlet; `open_commitments` are those of the actor towards the recipient that
    stand open at the end of the period, None where there is none. `counted` and `open_ids` are empty unless they were asked for.
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
    inside, dates = within_dates(question)
    values: Mapping[str, Any] = {**sides.values, **dates}
    rows = connection.execute(_counts(question, sides, inside), values).fetchall()
    counted = dict(_counted(connection, question, sides)) if with_ids else {}
    opened = _open_ids(connection, question, sides) if with_ids else {}
    return [
        Figures(
            actor, recipient, period, events, happenings, tuple(quads), rung, reports, sources,
            None if period is None else standing or 0, goldstein,
            counted.get((actor, recipient, period), ()), opened.get((actor, recipient, period), ()),
        )
        for actor, recipient, period, events, happenings, *quads, rung, reports, sources, goldstein, standing in rows
    ]  # fmt: skip


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
    quads = ", ".join(f"count(*) FILTER (quad = {quad})" for quad in _QUADS)
    return f"""
    WITH {_picked(question, sides, inside)},
    counted AS (
        SELECT actor, recipient, period, count(*), count(DISTINCT happening), {quads}, max(rung), count(DISTINCT report_number),
            count(DISTINCT source_number), round(sum(goldstein), 1), {_end(question)} AS ending
        FROM picked GROUP BY actor, recipient, period
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
    SELECT counted.* EXCLUDE (ending), standing.standing::INTEGER
    FROM counted ASOF LEFT JOIN standing
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
