"""Lists other than of entries: happenings, speakers, reports, names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from demarche.index.file import Index
from demarche.index.listing import count_of
from demarche.index.wanted import Condition, Kind, Wanted, condition
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
SELECT coalesce(who.id, who.name), min(who.name), who.country
FROM who JOIN party ON party.who = who.number WHERE who.folded >= :begin AND who.folded < :begin || '~'
GROUP BY coalesce(who.id, who.folded) ORDER BY count(DISTINCT party.entry) DESC, 2 LIMIT :limit
"""
_OUTLETS = """
SELECT min(outlet), count(*) FROM report WHERE folded <> '' GROUP BY folded ORDER BY 2 DESC, 1 LIMIT :limit OFFSET :skip
"""
_COUNT_OUTLETS = "SELECT count(DISTINCT folded) FROM report WHERE folded <> ''"
_SOURCES = """
SELECT coalesce(who.id, who.name), min(who.name), who.country
FROM party JOIN who ON who.number = party.who WHERE party.role IN ('source', 'speaker')
GROUP BY coalesce(who.id, who.folded) ORDER BY count(*) DESC, 2 LIMIT :limit OFFSET :skip
"""
_SOMEBODY = """
SELECT 1 FROM who WHERE id = :name UNION ALL SELECT 1 FROM who WHERE country = :name
UNION ALL SELECT 1 FROM who WHERE folded = :folded
UNION ALL SELECT 1 FROM report WHERE :is_source AND folded = :folded LIMIT 1
"""
_PLACE = """
SELECT 1 FROM place WHERE country = :name UNION ALL SELECT 1 FROM place WHERE folded = :folded LIMIT 1
"""
_KINDS: tuple[Kind, ...] = ("event", "statement", "commitment")
_KEY = 200  # characters of a name that can be asked for

Without = Literal["date", "outlet"] | None
"""What a report lacks."""


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
    """Somebody: what to ask for them by, what they are called, their country, and how many entries are found by that, by kind."""

    key: str
    name: str
    country: str | None
    entries: Mapping[Kind, int]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes, as reports write it, and how many reports they have."""

    name: str
    reports: int


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
        SELECT coalesce(who.id, who.name), min(who.name), who.country
        FROM party JOIN who ON who.number = party.who
        WHERE party.role = 'speaker' AND party.entry IN (SELECT number FROM entry WHERE {chosen.sql})
        GROUP BY coalesce(who.id, who.folded) ORDER BY count(*) DESC, 2 LIMIT :limit
        """,
        {**chosen.values, "limit": limit},
    )
    return [_found(index, row, "actor", wanted) for row in rows]


def sources(index: Index, limit: int, skip: int) -> list[Name]:
    """Return who is quoted or cited, those in the most chains first."""
    rows = index.select(_SOURCES, {"limit": limit, "skip": skip})
    return [_found(index, row, "source", *map(_all, _KINDS)) for row in rows]


def outlets(index: Index, limit: int, skip: int) -> list[Outlet]:
    """Return the outlets, those with the most reports first."""
    return [Outlet(*row) for row in index.select(_OUTLETS, {"limit": limit, "skip": skip})]


def count_outlets(index: Index) -> int:
    """Return how many outlets reports name."""
    return int(index.select(_COUNT_OUTLETS)[0][0])


def reports(
    index: Index, outlet: str | None, since: str | None, without: Without, page: tuple[int, int]
) -> list[ReportHead]:
    """Return reports, the newest first: of an outlet, from a day on, or lacking something; `page` is how many and how many to skip."""
    where, values = _of_reports(outlet, since, without)
    limit, skip = page
    rows = index.select(_REPORTS.format(where=where), {**values, "limit": limit, "skip": skip})
    return [ReportHead(*row) for row in rows]


def count_reports_of(index: Index, outlet: str | None, since: str | None, without: Without) -> int:
    """Return how many reports an outlet has, from a day on, or how many lack something."""
    where, values = _of_reports(outlet, since, without)
    return int(index.select(f"SELECT count(*) FROM report WHERE {where}", values)[0][0])


def names_like(index: Index, begin: str, limit: int) -> list[Name]:
    """Return who is called something that begins so, those in the most entries first."""
    rows = index.select(_NAMES, {"begin": folded(begin), "limit": limit})
    return [_found(index, row, "who", *map(_all, _KINDS)) for row in rows]


def is_known(index: Index, role: str, name: str) -> bool:
    """Whether the ledger has anybody, or for a `place` any place, that is found by this id, country code or whole name."""
    if role == "place":
        rows = index.select(_PLACE, {"name": name, "folded": folded(name)})
    else:
        rows = index.select(_SOMEBODY, {"name": name, "folded": folded(name), "is_source": role == "source"})
    return bool(rows)


def _all(kind: Kind) -> Wanted:
    return Wanted(kind=kind)


def _found(index: Index, row: tuple[Any, ...], role: str, *wanted: Wanted) -> Name:
    """Return somebody, counted by the condition that the list has when they are asked for in this role."""
    key, name, country = row
    asked = [replace(one, **{role: key[:_KEY]}) for one in wanted]
    return Name(key[:_KEY], name, country, {one.kind: count_of(index, condition(one)) for one in asked})


def _merged(wanted: Wanted) -> Condition:
    chosen = condition(wanted)
    chosen.add("happening IS NOT NULL")
    return chosen


def _of_reports(outlet: str | None, since: str | None, without: Without) -> tuple[str, dict[str, Any]]:
    parts, values = ["TRUE"], dict[str, Any]()
    if without is not None:
        parts.append("day IS NULL" if without == "date" else "folded = ''")
    if outlet is not None:
        parts.append("folded = :outlet")
        values["outlet"] = folded(outlet)
    if since is not None:
        parts.append("day >= :since")
        values["since"] = since
    return " AND ".join(parts), values
