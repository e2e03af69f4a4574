"""What the first view says of a ledger: how much there is, from where, and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from demarche.index.file import Index

_NEWEST = "SELECT max(day) FROM report"
_SPAN = "SELECT min(day), max(day), sum(day IS NULL) FROM report"
_COVERAGE = """
SELECT count(*), count(DISTINCT nullif(folded, '')), sum(folded = '') FROM report WHERE :since IS NULL OR day >= :since
"""
_ENTRIES = "SELECT kind, count(*) FROM entry WHERE :since IS NULL OR published >= :since GROUP BY kind"
_SOURCES = """
SELECT count(DISTINCT coalesce(who.id, who.name || coalesce(who.country, '')))
FROM party JOIN who ON who.number = party.who
WHERE party.role IN ('source', 'speaker') AND party.entry IN (SELECT number FROM entry WHERE :since IS NULL OR published >= :since)
"""
_PAIRS = """
WITH recent AS MATERIALIZED (
    SELECT number, quad FROM entry WHERE kind = 'event' AND (:since IS NULL OR published >= :since)
    AND facet IN (SELECT number FROM facet WHERE status IN ('happened', 'ongoing') AND voice IN ('asserted', 'attributed'))
)
SELECT actor.country, recipient.country, count(DISTINCT recent.number),
    count(DISTINCT CASE WHEN quad = 1 THEN recent.number END), count(DISTINCT CASE WHEN quad = 2 THEN recent.number END),
    count(DISTINCT CASE WHEN quad = 3 THEN recent.number END), count(DISTINCT CASE WHEN quad = 4 THEN recent.number END)
FROM recent
JOIN party AS does ON does.entry = recent.number AND does.role = 'actor'
JOIN who AS actor ON actor.number = does.who
JOIN party AS takes ON takes.entry = recent.number AND takes.role = 'recipient'
JOIN who AS recipient ON recipient.number = takes.who
WHERE actor.country IS NOT NULL AND recipient.country IS NOT NULL AND actor.country <> recipient.country
GROUP BY actor.country, recipient.country ORDER BY 3 DESC, 1, 2 LIMIT :limit
"""
_NAME = "SELECT name, count(*) FROM who WHERE country = ? AND kind = 'state' GROUP BY name ORDER BY length(name), name LIMIT 1"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much there is, and from how many: reports, outlets, reports that name none, sources that are quoted or cited."""

    reports: int
    outlets: int
    unnamed: int
    sources: int
    events: int
    statements: int
    commitments: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Who does things to whom: country codes and names, events that are told as facts, and these by quad class."""

    actor: str
    recipient: str
    actor_name: str
    recipient_name: str
    events: int
    quads: Sequence[int]


def last_day(index: Index) -> str | None:
    """Return the day of the newest report that has one."""
    ((day,),) = index.select(_NEWEST)
    return None if day is None else str(day)


def days(newest: str, length: int) -> str:
    """Return the first of so many days, the last of which is this one; a month or year is taken from its beginning."""
    return (date.fromisoformat(f"{newest}-01-01"[:10]) - timedelta(days=length - 1)).isoformat()


def span_of(index: Index) -> tuple[str | None, str | None, int]:
    """Return the first and the last day of publication, and how many reports have none."""
    ((first, last, undated),) = index.select(_SPAN)
    return first, last, undated or 0


def coverage(index: Index, since: str | None = None) -> Coverage:
    """Return how much there is in the reports published from a day on, or in all."""
    values = {"since": since}
    ((reports, outlets, unnamed),) = index.select(_COVERAGE, values)
    ((sources,),) = index.select(_SOURCES, values)
    kinds = dict(index.select(_ENTRIES, values))
    counts = (kinds.get(kind, 0) for kind in ("event", "statement", "commitment"))
    return Coverage(reports, outlets, unnamed or 0, sources, *counts)


def busiest(index: Index, since: str | None, limit: int) -> list[Pair]:
    """Return the pairs of countries with the most events told as facts in the reports from a day on."""
    rows = index.select(_PAIRS, {"since": since, "limit": limit})
    return [
        Pair(actor, recipient, _name(index, actor), _name(index, recipient), events, tuple(quads))
        for actor, recipient, events, *quads in rows
    ]


def _name(index: Index, country: str) -> str:
    rows = index.select(_NAME, (country,))
    return str(rows[0][0]) if rows else country
