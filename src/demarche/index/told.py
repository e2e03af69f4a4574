"""Lists other than of entries: happenings, speakers, reports, names."""

from dataclasses import dataclass
from typing import Any

from demarche.index.file import Index
from demarche.index.wanted import Condition, Wanted, condition
from demarche.ledger.rows import folded

_REPORTS = """
SELECT report.id, report.title, report.outlet, report.published, report.path, report.problems,
    (SELECT count(*) FROM entry WHERE entry.report = report.id AND kind = 'event'),
    (SELECT count(*) FROM entry WHERE entry.report = report.id AND kind = 'statement'),
    (SELECT count(*) FROM entry WHERE entry.report = report.id AND kind = 'commitment')
FROM (SELECT * FROM report WHERE {where} ORDER BY day DESC, id DESC LIMIT :limit OFFSET :skip) AS report
ORDER BY day DESC, id DESC
"""
_NAMES = """
SELECT coalesce(who.id, who.name), min(who.name), who.country, count(DISTINCT party.entry)
FROM who JOIN party ON party.who = who.number WHERE who.folded >= :begin AND who.folded < :begin || '~'
GROUP BY 1, 3 ORDER BY 4 DESC, 2 LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class HappeningHead:
    """A happening of a list: its id, one of its events, and how many events of how many reports tell of it."""

    id: str
    first: int
    events: int
    reports: int


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report of a list, and how much was found in it."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    path: str
    problems: int
    events: int
    statements: int
    commitments: int


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody: what to ask for them by, what they are called, their country, in how many entries they are."""

    key: str
    name: str
    country: str | None
    entries: int


def happenings(index: Index, wanted: Wanted, limit: int, skip: int) -> list[HappeningHead]:
    """Return the happenings with an event that is wanted, the newest first; the counts are of all their events."""
    chosen = _merged(wanted)
    rows = index.select(
        f"""
        SELECT happening, (SELECT number FROM entry AS one WHERE one.happening = chosen.happening ORDER BY published, number LIMIT 1),
            (SELECT count(*) FROM entry AS one WHERE one.happening = chosen.happening),
            (SELECT count(DISTINCT report) FROM entry AS one WHERE one.happening = chosen.happening)
        FROM (SELECT happening, max(nullif(dated, '~')) AS newest FROM entry WHERE {chosen.sql} GROUP BY happening) AS chosen
        ORDER BY newest DESC, happening LIMIT :limit OFFSET :skip
        """,
        {**chosen.values, "limit": limit, "skip": skip},
    )
    return [HappeningHead(*row) for row in rows]


def count_happenings(index: Index, wanted: Wanted) -> int:
    """Return how many happenings have an event that is wanted."""
    chosen = _merged(wanted)
    return int(
        index.select(f"SELECT count(DISTINCT happening) FROM entry WHERE {chosen.sql}", chosen.values)[0][0]
    )


def speakers(index: Index, wanted: Wanted, limit: int) -> list[Name]:
    """Return who makes the statements that are wanted, those with the most first."""
    chosen = condition(wanted)
    rows = index.select(
        f"""
        SELECT coalesce(who.id, who.name), min(who.name), who.country, count(*)
        FROM party JOIN who ON who.number = party.who
        WHERE party.role = 'speaker' AND party.entry IN (SELECT number FROM entry WHERE {chosen.sql})
        GROUP BY 1, 3 ORDER BY 4 DESC, 2 LIMIT :limit
        """,
        {**chosen.values, "limit": limit},
    )
    return [Name(*row) for row in rows]


def reports(index: Index, outlet: str | None, since: str | None, page: tuple[int, int]) -> list[ReportHead]:
    """Return reports, the newest first: those of an outlet, or from a day on; `page` is how many and how many to skip."""
    where, values = _of_reports(outlet, since)
    limit, skip = page
    rows = index.select(_REPORTS.format(where=where), {**values, "limit": limit, "skip": skip})
    return [ReportHead(*row) for row in rows]


def count_reports_of(index: Index, outlet: str | None, since: str | None) -> int:
    """Return how many reports an outlet has, from a day on."""
    where, values = _of_reports(outlet, since)
    return int(index.select(f"SELECT count(*) FROM report WHERE {where}", values)[0][0])


def names_like(index: Index, begin: str, limit: int) -> list[Name]:
    """Return who is called something that begins so, those in the most entries first."""
    return [Name(*row) for row in index.select(_NAMES, {"begin": folded(begin), "limit": limit})]


def _merged(wanted: Wanted) -> Condition:
    chosen = condition(wanted)
    chosen.add("happening IS NOT NULL")
    return chosen


def _of_reports(outlet: str | None, since: str | None) -> tuple[str, dict[str, Any]]:
    parts, values = ["TRUE"], dict[str, Any]()
    if outlet is not None:
        parts.append("folded = :outlet")
        values["outlet"] = folded(outlet)
    if since is not None:
        parts.append("day >= :since")
        values["since"] = since
    return " AND ".join(parts), values
