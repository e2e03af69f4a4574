"""What a figure counts, and the condition for it: so that every figure opens just what it counted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from demarche.index.file import Index
from demarche.index.leading import Place, leading_in_space, leading_in_time
from demarche.index.periods import Period, days_of, only_period, period_after
from demarche.index.wanted import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a figure counts: all that is wanted, or of it a side, a period (its first day, or "none"), a quad class, a place.

    `country` is a code, "none" for a place of no one country, "anywhere" for any place, or "nowhere" for what names none; `spot` is name, division and precision. With
    `at_latest` a happening is in the period of the last day on which it can have been.
    """

    side: int | None = None
    period: date | Literal["none"] | None = None
    quad: int | None = None
    country: str | None = None
    spot: tuple[str, str | None, str] | None = None
    at_latest: bool = False

    @property
    def is_of_map(self) -> bool:
        """Whether the happenings are counted by their place."""
        return self.country is not None or self.spot is not None


def cell_condition(index: Index, wanted: Condition, cell: Cell, period: Period) -> Condition:
    """Return the condition for the events that stand for the happenings that a cell counts, one for each."""
    narrowed = Condition([*wanted.parts], dict(wanted.values))
    leaders = _leaders_there(index, wanted, cell) if cell.is_of_map else _leaders(index, wanted, cell, period)
    narrowed.add(
        "(happening IS NULL OR number IN (SELECT value FROM json_each(:leaders)))",
        leaders=json.dumps(leaders),
    )
    if cell.quad is not None:
        narrowed.add("facet IN (SELECT number FROM facet WHERE quad = :cell_quad)", cell_quad=cell.quad)
    if cell.period is not None:
        _add_period(narrowed, cell.period, period, at_latest=cell.at_latest)
    _add_place(narrowed, cell)
    return narrowed


def _leaders(index: Index, wanted: Condition, cell: Cell, period: Period) -> list[int]:
    return [
        number
        for number, quad, earliest, latest in leading_in_time(index, wanted)
        if cell.quad in {None, quad}
        and (
            cell.period is None
            or (only_period(days_of(earliest, latest, at_latest=cell.at_latest), period) or "none")
            == cell.period
        )
    ]


def _leaders_there(index: Index, wanted: Condition, cell: Cell) -> list[int]:
    return [number for number, place in leading_in_space(index, wanted) if _is_there(place, cell)]


def _is_there(place: Place | None, cell: Cell) -> bool:
    if place is None or cell.country == "nowhere":
        return place is None and cell.country == "nowhere"
    name, country, admin1, precision = place[:4]
    wanted = None if cell.country == "anywhere" else cell.country
    return (country or "none") == (wanted or country or "none") and cell.spot in {
        None,
        (name, admin1, precision),
    }


def _add_period(
    narrowed: Condition, wanted: date | Literal["none"], period: Period, *, at_latest: bool
) -> None:
    first, last = ("coalesce(latest, earliest)",) * 2 if at_latest else ("earliest", "latest")
    if wanted != "none":
        after = period_after(wanted, period).isoformat()
        narrowed.add(
            f"{first} >= :cell_from AND {last} < :cell_after", cell_from=wanted.isoformat(), cell_after=after
        )
        return
    same = {
        "week": f"strftime('%J', substr({first}, 1, 10), 'weekday 0') = strftime('%J', substr({last}, 1, 10), 'weekday 0')",
        "month": f"substr({first}, 1, 7) = substr({last}, 1, 7)",
        "year": f"substr({first}, 1, 4) = substr({last}, 1, 4)",
    }[period]
    narrowed.add(f"NOT coalesce({same}, FALSE)")


def _add_place(narrowed: Condition, cell: Cell) -> None:
    if cell.country in {"nowhere", "anywhere"}:
        narrowed.add(f"spot IS {'NOT ' if cell.country == 'anywhere' else ''}NULL")
        return
    parts, values = ["TRUE"], dict[str, str | int]()
    if cell.country is not None:
        parts.append("country IS NULL" if cell.country == "none" else "country = :cell_country")
        values["cell_country"] = cell.country
    if cell.spot is not None:
        name, admin1, precision = cell.spot
        parts.append(
            "name = :cell_name AND coalesce(admin1, '') = :cell_admin1 AND precision = :cell_precision"
        )
        values |= {"cell_name": name, "cell_admin1": admin1 or "", "cell_precision": precision}
    if cell.is_of_map:
        narrowed.add(f"spot IN (SELECT number FROM spot WHERE {' AND '.join(parts)})", **values)


def cell_numbers(index: Index, narrowed: Condition, limit: int, skip: int = 0) -> list[int]:
    """Return the numbers of the events of a cell, the newest first and those without a date last."""
    bound = {**narrowed.values, "limit": limit, "skip": skip}
    dated = _numbers(index, narrowed, "dated < '~'", bound)
    if len(dated) == limit:
        return dated
    ((before,),) = index.select(
        f"SELECT count(*) FROM entry WHERE {narrowed.sql} AND dated < '~'", narrowed.values
    )
    rest = {"limit": limit - len(dated), "skip": max(0, skip - before)}
    return dated + _numbers(index, narrowed, "dated = '~'", {**bound, **rest})


def _numbers(index: Index, narrowed: Condition, only: str, values: Mapping[str, Any]) -> list[int]:
    rows = index.select(
        f"""
        SELECT number FROM entry WHERE {narrowed.sql} AND {only}
        ORDER BY dated DESC, report DESC, start DESC, number DESC LIMIT :limit OFFSET :skip
        """,
        values,
    )
    return [number for (number,) in rows]
