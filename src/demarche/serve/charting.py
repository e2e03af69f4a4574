"""What the views over time and space share: which happenings, which figure of them is opened, and addresses of both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self
from urllib.parse import urlencode

from demarche.index.cells import Cell, cell_condition, cell_numbers
from demarche.index.listing import count_of
from demarche.index.periods import Period
from demarche.index.wanted import Condition, Wanted
from demarche.ledger.errors import FilterError
from demarche.lexicon.tables import data_folder, read_table
from demarche.serve.choice import Choice
from demarche.serve.lines import Line, lines
from demarche.serve.paging import Pager, pager_of
from demarche.serve.view import Asked

PAGE = 40  # happenings of a page
MOST_SENT = 500  # happenings of a file that is sent
_FACTS: Mapping[str, tuple[str, ...]] = {
    "status": ("happened", "ongoing"),
    "voice": ("asserted", "attributed"),
}
_PERIODS: Mapping[str, Period] = {"week": "week", "month": "month", "year": "year"}
_QUADS = ("1", "2", "3", "4")
_APART = "~"  # between the parts of a place in an address
_COUNTRIES = ("id", "name", "lat", "lon", "rank", "geoname", "continent")


@dataclass(frozen=True, slots=True)
class Figure:
    """What an address asks for beside the filter: the period, whether all claims count, and the figure that is opened."""

    per: Period | None
    counts_all: bool
    at_latest: bool
    cell: Cell | None

    @property
    def claims(self) -> dict[str, str]:
        """Return the parameter that counts all claims, if they are."""
        return {"claims": "all"} if self.counts_all else {}

    @property
    def dates(self) -> dict[str, str]:
        """Return the parameter that puts what lies in no one period into its last, if it is there."""
        return {"dates": "latest"} if self.at_latest else {}

    @property
    def kept(self) -> dict[str, str]:
        """Return the parameters that say what is counted, and where."""
        return self.claims | self.dates

    @property
    def extras(self) -> dict[str, str]:
        """Return the parameters of the address, the opened figure aside."""
        return ({"per": self.per} if self.per else {}) | self.kept

    @property
    def shown(self) -> Cell:
        """Return the figure that is opened, or all."""
        return self.cell or Cell(at_latest=self.at_latest)


def figure_of(query: Mapping[str, str]) -> Figure:
    """Return what the address asks for; raise `FilterError` for what is no period, side, class or place."""
    per = query.get("per", "")
    if per and per not in _PERIODS:
        raise FilterError(f"per: {per!r} is none of week, month, year")
    at_latest = query.get("dates") == "latest"
    cell = _cell(query)
    if cell is not None:
        cell = replace(cell, at_latest=at_latest)
    return Figure(_PERIODS.get(per), query.get("claims") == "all", at_latest, cell)


def _cell(query: Mapping[str, str]) -> Cell | None:
    given = {name: query.get(name, "").strip() for name in ("in", "class", "side", "at")}
    if not any(given.values()):
        return None
    if given["class"] not in {"", *_QUADS} or given["side"] not in {"", "0", "1"}:
        raise FilterError("there is no such figure")
    country, *spot = given["at"].split(_APART)
    if spot and len(spot) != 3:  # noqa: PLR2004 - name, division, precision
        raise FilterError(f"at: {given['at']!r} is no place of the map")
    return Cell(
        side=int(given["side"]) if given["side"] else None,
        period=_period(given["in"]),
        quad=int(given["class"]) if given["class"] else None,
        country=country or None,
        spot=(spot[0], spot[1] or None, spot[2]) if spot else None,
    )


def _period(given: str) -> date | Literal["none"] | None:
    if not given or given == "none":
        return "none" if given else None
    try:
        first = date.fromisoformat(given)
    except ValueError:
        raise FilterError(f"in: {given!r} is not the first day of a period") from None
    if first.year == date.max.year:
        raise FilterError(f"in: no period follows {given!r}")
    return first


def named_cell(
    side: int | None, period: date | Literal["none"] | None = None, quad: int | None = None
) -> Cell:
    """Return a cell, for templates."""
    return Cell(side=side, period=period, quad=quad)


def cell_words(cell: Cell) -> dict[str, str]:
    """Return a cell as parameters of an address."""
    spot = (cell.country, *cell.spot) if cell.spot else (cell.country,)
    found = {
        "side": "" if cell.side is None else str(cell.side),
        "in": "" if cell.period is None else str(cell.period),
        "class": "" if cell.quad is None else str(cell.quad),
        "at": _APART.join(part or "" for part in spot),
    }
    return {name: value for name, value in found.items() if value}


def address(path: str, choice: Choice, *extras: Mapping[str, str], anchor: str = "") -> str:
    """Return the address of a view with a choice, from its first page, and further parameters."""
    query = choice.changed(order="newest").query()
    further = urlencode({name: value for one in extras for name, value in one.items()})
    joined = f"{query}&{further}" if query and further else query or (f"?{further}" if further else "")
    return f"{path}{joined}{anchor}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Gives the addresses of a view with the same choice, of which there are hundreds on a page."""

    begin: str
    anchor: str

    @classmethod
    def of(cls, path: str, choice: Choice, *extras: Mapping[str, str], anchor: str = "") -> Self:
        """Return the addresses that begin with a view, a choice and further parameters."""
        return cls(address(path, choice, *extras), anchor)

    def cell(self, cell: Cell) -> str:
        """Return where a figure is opened."""
        own = urlencode(cell_words(cell))
        joint = "&" if "?" in self.begin else "?"
        return f"{self.begin}{joint if own else ''}{own}{self.anchor}"


def wanted_of(asked: Asked, figure: Figure, *without: str) -> Wanted:
    """Return the events that are chosen; only facts, unless a status or voice is chosen or all claims are."""
    choice = asked.choice
    if not figure.counts_all:
        usual = {name: value for name, value in _FACTS.items() if not getattr(choice, name)}
        choice = choice.changed(**usual)
    return choice.wanted("event").without(*without)


@dataclass(frozen=True, slots=True)
class Group:
    """Happenings that one figure counts, under the anchors at which it is found; without a name where there is only one group."""

    anchors: Sequence[str]
    name: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Opened:
    """The happenings that a figure counts: one page of them, or in a file that is sent up to so many, figure by figure."""

    groups: Sequence[Group]
    pager: Pager

    @property
    def left_out(self) -> int:
        """Return how many more there are than a file has room for."""
        return max(0, self.pager.total - sum(len(group.lines) for group in self.groups))


Sort = Callable[[int, Line], Sequence[tuple[Cell, str]]]
"""Gives the cells that count a happening of a side, from the widest, each with its name; the last is its group."""


def opened(asked: Asked, sides: Sequence[Condition], cell: Cell, period: Period, total: int) -> Opened:
    """Return the happenings of a cell, one page of them; of two sides the one it names, or the first and then the second."""
    pager = pager_of(asked, PAGE, total)
    found = _lines(asked, sides, cell, period, pager)
    return Opened([Group((), "", [line for _, line in found])] if found else [], pager)


def sent(
    asked: Asked, sides: Sequence[Condition], cell: Cell, period: Period, total: int, sort: Sort
) -> tuple[Opened, Mapping[Cell, str]]:
    """Return the happenings of a cell group by group for a file that is sent, and the anchor of every cell in it."""
    pager = Pager(1, MOST_SENT, total)
    groups: dict[Cell, list[Line]] = {}
    names: dict[Cell, str] = {}
    anchors: dict[Cell, str] = {}
    placed: dict[Cell, list[str]] = {}
    for side, line in _lines(asked, sides, cell, period, pager):
        cells = sort(side, line)
        own, names[own] = cells[-1]
        groups.setdefault(own, []).append(line)
        for one, _ in cells:
            if one not in anchors:
                anchors[one] = f"figure-{len(anchors) + 1}"
                placed.setdefault(own, []).append(anchors[one])
    return Opened([Group(placed[own], names[own], found) for own, found in groups.items()], pager), anchors


def _lines(
    asked: Asked, sides: Sequence[Condition], cell: Cell, period: Period, pager: Pager
) -> list[tuple[int, Line]]:
    found: list[tuple[int, int]] = []
    skip = pager.skip
    for side in range(len(sides)) if cell.side is None else [cell.side]:
        narrowed = cell_condition(asked.index, sides[side], cell, period)
        numbers = cell_numbers(asked.index, narrowed, pager.size - len(found), skip)
        found += [(side, number) for number in numbers]
        if len(found) == pager.size:
            break
        skip = max(0, skip - count_of(asked.index, narrowed)) if len(sides) > 1 else 0
    told = lines(asked, [number for _, number in found])
    return [(side, line) for (side, _), line in zip(found, told, strict=True)]


def country_names() -> dict[str, str]:
    """Return the English names of countries by ISO code."""
    rows = read_table(data_folder() / "places" / "countries.tsv", _COUNTRIES)
    return {row.text("id"): row.text("name") for row in rows}
