"""The tables of pairs: every event with each actor and recipient, every commitment with each issuer and addressee."""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.lexicon.crosswalks import Crosswalks

_COOPERATION = (1, 2)  # quad classes

FINISH = (
    """
    DELETE FROM participants WHERE claim NOT IN (
        SELECT number FROM events UNION ALL SELECT number FROM statements UNION ALL SELECT number FROM commitments
    )
    """,
    # the author's word is that of the outlet, or of the report where none is named
    """
    UPDATE events SET source = coalesce(outlet, events.report) FROM reports
    WHERE events.source IS NULL AND reports.id = events.report
    """,
    # a country stands for all who act for it, an international actor for itself; who is only described has no key
    """
    CREATE VIEW parties AS SELECT *,
        CASE WHEN country IN (SELECT code FROM international) THEN coalesce(id, country)
            ELSE coalesce(country, id) END AS key
    FROM participants
    """,
    """
    CREATE TABLE pairs AS
    WITH
        actors AS (FROM parties WHERE role = 'actor'),
        recipients AS (FROM parties WHERE role = 'recipient'),
        mutual AS (
            SELECT number FROM events WHERE type IN (SELECT type FROM mutual_types)
            AND number NOT IN (SELECT claim FROM recipients)
            AND number IN (SELECT claim FROM actors WHERE position = 1)
        ),
        happenings AS (SELECT happening, min(number) AS first FROM events WHERE happening IS NOT NULL GROUP BY happening),
        others AS (FROM recipients UNION ALL FROM actors WHERE claim IN (SELECT number FROM mutual))
    SELECT
        events.number, events.type, coalesce(rungs.rung, 0)::TINYINT AS rung, events.quad, events.goldstein,
        events.status, events.voice, events.earliest, events.latest, events.first_day, events.last_day, events.bound,
        dense_rank() OVER (ORDER BY events.report)::INTEGER AS report_number,
        dense_rank() OVER (ORDER BY events.source)::INTEGER AS source_number,
        coalesce(happenings.first, events.number) AS happening,
        actors.key AS actor_key, actors.country AS actor_country, actors.id AS actor_id,
        actors.folded AS actor_folded, others.key AS recipient_key, others.country AS recipient_country, others.id AS recipient_id,
        others.folded AS recipient_folded
    FROM events
    LEFT JOIN rungs ON rungs.type = events.type
    LEFT JOIN happenings ON happenings.happening = events.happening
    LEFT JOIN actors ON actors.claim = events.number
    LEFT JOIN others ON others.claim = events.number
        AND (others.position <> actors.position OR events.number NOT IN (SELECT number FROM mutual))
    ORDER BY actor_key, recipient_key, first_day, events.number
    """,
    """
    CREATE TABLE commitment_pairs AS
    WITH
        issuers AS (FROM parties WHERE role = 'issuer'),
        addressees AS (FROM parties WHERE role = 'addressee')
    SELECT
        commitments.number, commitments.bound AS made, commitments.is_closed, commitments.closed_by,
        issuers.key AS actor_key, issuers.country AS actor_country, issuers.id AS actor_id,
        issuers.folded AS actor_folded, addressees.key AS recipient_key, addressees.country AS recipient_country, addressees.id AS recipient_id,
        addressees.folded AS recipient_folded
    FROM commitments
    LEFT JOIN issuers ON issuers.claim = commitments.number
    LEFT JOIN addressees ON addressees.claim = commitments.number
    ORDER BY actor_key, recipient_key, made, commitments.number
    """,
)
"""What is done in DuckDB once the tables are filled, and `rungs`, `mutual_types` and `international` beside them."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of escalation: a type of conflict at its place in the order of PLOVER's scores, from 1 upwards."""

    rung: int
    type: str


def rungs(crosswalks: Crosswalks) -> Sequence[Rung]:
    """Return the types of the conflict classes from the mildest to the harshest by PLOVER's score."""
    types = (one for one in crosswalks.ontology.types.values() if one.quad not in _COOPERATION)
    ordered = sorted(types, key=lambda one: (-one.score, one.name))
    return tuple(Rung(number, one.name) for number, one in enumerate(ordered, start=1))
