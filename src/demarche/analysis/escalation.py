"""How far two went against each other, step by step: each event that reached a higher rung than all before it."""

from dataclasses import dataclass
from datetime import date

import duckdb

from demarche.analysis.question import Question, Sides, only_facts, within_dates


@dataclass(frozen=True, slots=True)
class Step:
    """The first event of a side that reached this rung, the highest until then, with its days and words."""

    actor: str
    recipient: str
    rung: int
    type: str
    first_day: date
    last_day: date
    id: str
    words: str


def steps(connection: duckdb.DuckDBPyConnection, question: Question, sides: Sides) -> list[Step]:
    """Return the steps upwards of each side in the order of time; events that are not dated are in none."""
    inside, dates = within_dates(question)
    asked = f"""
    WITH reached AS (
        SELECT DISTINCT {sides.actor} AS actor, {sides.recipient} AS recipient, rung, type, first_day, last_day, number
        FROM pairs
        WHERE {sides.wanted} AND {only_facts(question)} AND {inside} AND rung > 0 AND first_day IS NOT NULL
    ),
    ordered AS (
        SELECT *, max(rung) OVER (
            PARTITION BY actor, recipient ORDER BY last_day, first_day, rung, number
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS before
        FROM reached
    )
    SELECT actor, recipient, rung, ordered.type, ordered.first_day, ordered.last_day, id, words
    FROM ordered JOIN events USING (number) WHERE before IS NULL OR rung > before
    ORDER BY ordered.last_day, ordered.first_day, rung, number
    """
    return [Step(*row) for row in connection.execute(asked, {**sides.values, **dates}).fetchall()]
