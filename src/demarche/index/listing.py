"""Lists and counts of what is wanted; the same order as the ledger's lists, or the other way round."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from demarche.index.file import Index
from demarche.index.wanted import FACETS, Condition, Wanted, condition

Order = Literal["newest", "oldest", "doubt", "due"]

_ORDERS: Mapping[Order, str] = {
    "oldest": "dated, report, start, number",
    "newest": "dated DESC, report DESC, start DESC, number DESC",
    "doubt": "score, dated, report, start, number",
    "due": "due IS NULL, due, dated, report, start, number",
}
"""Those without a date come last, whichever way the others go. By doubt, what scores least comes first; by due date,
what has none comes last."""
_DATED, _UNDATED = "dated < '~'", "dated = '~'"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries there are: in all, without any date to tell whether they are inside, and for each value of a facet.

    The counts of a facet are those that there would be if nothing were asked of that facet.
    """

    total: int
    undated: int
    facets: Mapping[str, Mapping[str, int]]


def numbers(index: Index, wanted: Wanted, order: Order, limit: int, skip: int = 0) -> list[int]:
    """Return the numbers of the claims that are wanted, in this order."""
    if order != "newest":
        return ordered(index, condition(wanted), order, limit, skip)
    dated, undated = condition(wanted), condition(wanted)
    dated.add(_DATED)
    undated.add(_UNDATED)
    found = ordered(index, dated, order, limit, skip)
    if len(found) < limit:
        before = 0 if found or not skip else count_of(index, dated)
        found += ordered(index, undated, order, limit - len(found), max(skip - before, 0) if not found else 0)
    return found


def tally(index: Index, wanted: Wanted) -> Tally:
    """Count what is wanted, by each facet."""
    chosen = condition(wanted.without(*FACETS))
    # with conditions, the + keeps SQLite from walking all entries in the order of the groups
    by = "facet" if len(chosen.parts) == 1 else "+facet"
    rows = index.select(
        f"SELECT facet, count(*) FROM entry WHERE {chosen.sql} GROUP BY {by}",
        chosen.values,
    )
    named = {row[0]: row[1:] for row in index.select(f"SELECT number, {', '.join(FACETS)} FROM facet")}
    facets: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    total = 0
    for facet, count in rows:
        values = dict(zip(FACETS, named[facet], strict=True))
        misses = [
            name for name in FACETS if getattr(wanted, name) and values[name] not in getattr(wanted, name)
        ]
        total += 0 if misses else count
        for name, value in values.items():
            if value is not None and not set(misses) - {name}:
                facets[name][str(value)] += count
    return Tally(total, _undated(index, wanted), facets)


def count_of(index: Index, chosen: Condition) -> int:
    """Count the entries that fulfil a condition."""
    return int(index.select(f"SELECT count(*) FROM entry WHERE {chosen.sql}", chosen.values)[0][0])


def ordered(index: Index, chosen: Condition, order: Order, limit: int, skip: int = 0) -> list[int]:
    """Return the numbers of the entries that fulfil a condition, in this order."""
    rows = index.select(
        f"SELECT number FROM entry WHERE {chosen.sql} ORDER BY {_ORDERS[order]} LIMIT :limit OFFSET :skip",
        {**chosen.values, "limit": limit, "skip": skip},
    )
    return [number for (number,) in rows]


def _undated(index: Index, wanted: Wanted) -> int:
    """Count what the period alone leaves out for having no date."""
    if wanted.since is None and wanted.until is None:
        return 0
    chosen = condition(wanted.without("since", "until"))
    chosen.add(_UNDATED)
    return count_of(index, chosen)
