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
_KINDS = "entry.kind IN ('event', 'statement', 'commitment')"  # so that the index on kind and day of publication serves
_ENTRIES = "SELECT kind, count(*) FROM entry GROUP BY kind"
_ENTRIES_SINCE = f"SELECT kind, count(*) FROM entry WHERE {_KINDS} AND published >= :since GROUP BY kind"
_SOURCES = """
SELECT count(*) FROM (SELECT DISTINCT coalesce(id, folded) FROM who
    WHERE EXISTS (SELECT 1 FROM party WHERE who = who.number AND role = 'source')
    OR EXISTS (SELECT 1 FROM party WHERE who = who.number AND role = 'speaker'))
"""
_SOURCES_SINCE = f"""
SELECT count(DISTINCT coalesce(who.id, who.folded))
FROM entry CROSS JOIN party ON party.entry = entry.number JOIN who ON who.number = party.who
WHERE {_KINDS} AND published >= :since AND party.role IN ('source', 'speaker')
"""
_PAIRS = """
SELECT pair.actor, pair.recipient, entry.quad, count(*)
FROM entry CROSS JOIN pair ON pair.entry = entry.number
WHERE entry.kind = 'event' AND entry.published >= coalesce(:since, '') AND entry.facet IN (
    SELECT number FROM facet WHERE status IN ('happened', 'ongoing') AND voice IN ('asserted', 'attributed')
)
GROUP BY pair.actor, pair.recipient, entry.quad
"""


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
    """Who does things to whom: country codes, events that are told as facts, and these by quad class."""

    actor: str
    recipient: str
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
    sources = count_sources(index, since)
    kinds = dict(index.select(_ENTRIES) if since is None else index.select(_ENTRIES_SINCE, values))
    counts = (kinds.get(kind, 0) for kind in ("event", "statement", "commitment"))
    return Coverage(reports, outlets, unnamed or 0, sources, *counts)


def count_sources(index: Index, since: str | None = None) -> int:
    """Return how many are quoted or cited in the reports published from a day on, or in all."""
    rows = index.select(_SOURCES) if since is None else index.select(_SOURCES_SINCE, {"since": since})
    return int(rows[0][0])


def busiest(index: Index, since: str | None, limit: int) -> list[Pair]:
    """Return the pairs of countries with the most events told as facts in the reports from a day on.

    What two did together to nobody is not counted: no list of what one did to the other has it.
    """
    counts: dict[tuple[str, str], list[int]] = {}
    for actor, recipient, quad, count in index.select(_PAIRS, {"since": since}):
        counts.setdefault((actor, recipient), [0, 0, 0, 0])[quad - 1] = count
    most = sorted(counts, key=lambda pair: (-sum(counts[pair]), pair))[:limit]
    return [Pair(*pair, sum(counts[pair]), tuple(counts[pair])) for pair in most]
