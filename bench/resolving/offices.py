"""Who led a country on a day, by the World Factbook's list of leaders, and what a resolver says of them.

Rows are `gec_code`, `role` ("chief of state", "head of government"), `title_and_name`, `since`, `first_seen_in_factbook`,
`last_seen_in_factbook`. Somebody holds the office from `since` to the day the list last showed them: those days are
known, the days from there to the successor's `since` are not and are left out, and so are the list's holes (2018–19,
late 2025). Left out are also days on which the list contradicts itself: before it first showed somebody if it showed
another then, and from the `since` of another with the same title. Days asked for are the first of each quarter since
2014. Out of office is whoever has a successor in it: the first of the second quarter after that, unless the list has
them in another office of the country then.

Left out are cells that are not one title with one name (councils, remarks, vacancies), deputies and
representatives (1,019 of 2,571 rows of the development data), and whoever leads several countries (monarchs of many realms, dependencies), but for the one of them
that is no dependency.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from bench.common.benchmark import BenchError, Item
from demarche.lexicon.actor_rows import read_states
from demarche.lexicon.tables import data_folder, read_table
from training.tables.common import fold
from training.tables.factbook import Titles, load_titles, parse_cell

_COLUMNS = (
    "gec_code", "role", "title_and_name", "since", "first_seen_in_factbook", "last_seen_in_factbook",
)  # fmt: skip
_HEADS = {"chief of state": "state", "head of government": "government"}
_FIRST = date(2014, 1, 1)
_QUARTER_STARTS = (1, 4, 7, 10)
_SAME_WORDS = 2
_SETTLED = timedelta(days=92)
_DEPUTIES = ("vice", "deputy", "represent", "governor", "commissioner", "acting")


@dataclass(frozen=True, slots=True)
class Office(Item):
    """A term of somebody: country, what they are head of, title, name and surname, days in office and days after it."""

    country: str
    head: str
    role: str
    name: str
    surname: str
    held: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def whole(self) -> str:
        """A sentence that names them in full."""
        return f"{self.name} met reporters on Monday."

    @property
    def titled(self) -> str:
        """A sentence that names them by title and surname; empty if the list gives no title."""
        title = " ".join(word[:1].upper() + word[1:] for word in self.role.split())
        return f"{title} {self.surname} met reporters on Monday." if title else ""


@dataclass(frozen=True, slots=True)
class _Row:
    country: str
    head: str
    role: str
    name: str
    surname: str
    since: date
    first: date
    last: date

    def is_other(self, other: "_Row") -> bool:
        """Tell whether another row of the office is of somebody else: of one person's spellings most words agree."""
        words = {fold(word) for word in self.name.split()} & {fold(word) for word in other.name.split()}
        return len(words) < min(_SAME_WORDS, len(self.name.split()))


def read_offices(path: Path) -> list[Office]:
    """Return the terms of a list; raise `BenchError` for a file of another form."""
    codes, titles = _codes(), load_titles()
    read = (_row(line, codes, titles) for line in _lines(path))
    rows = [row for row in read if row is not None]
    homes = _homes(rows)
    kept = _latest(row for row in rows if row.country == homes.get(row.name, row.country))
    offices: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in kept:
        offices[row.country, row.head].append(row)
    terms = [
        _office(row, held, kept)
        for held in offices.values()
        for row in sorted(held, key=lambda one: (one.since, one.name))
    ]
    return [term for term in terms if term.held or term.after]


def _lines(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = set(_COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise BenchError(f"{path.name}: no column {', '.join(sorted(missing))}")
        for line in reader:
            if line["role"] not in _HEADS:
                raise BenchError(f"{path.name}, line {reader.line_num}: {line['role']!r} is no office")
            yield line


def _codes() -> dict[str, str]:
    table = files("bench") / "schemes" / "gec.tsv"
    return {row.text("gec"): row.text("country") for row in read_table(table, ("gec", "country"))}


def _row(line: Mapping[str, str], codes: Mapping[str, str], titles: Titles) -> _Row | None:
    """Return what a line says, or None if it is not one title with one name, for days that are known."""
    cell = line["title_and_name"]
    country, parsed = codes.get(line["gec_code"].upper()), parse_cell(cell, titles)
    since, first, last = (_day(line[column]) for column in _COLUMNS[3:])
    is_deputy = any(word in cell.lower() for word in _DEPUTIES)
    if country is None or parsed is None or since is None or first is None or last is None or is_deputy:
        return None
    role, name, surname = parsed
    return _Row(country, _HEADS[line["role"]], role, name, surname, since, first, last)


def _latest(rows: Iterable[_Row]) -> list[_Row]:
    """Return each office once, as it was last seen."""
    found: dict[tuple[str, str, str, date], _Row] = {}
    for row in rows:
        key = (row.country, row.head, row.name, row.since)
        if key not in found or found[key].last < row.last:
            found[key] = row
    return list(found.values())


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _homes(rows: Sequence[_Row]) -> dict[str, str]:
    """Return, for the names that lead several countries, the only one that is no dependency, or no country."""
    states = read_states(data_folder() / "actors" / "states.tsv")
    sovereign = {state.code for state in states if state.sovereign is None}
    countries: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        countries[row.name].add(row.country)
    homes = {name: own & sovereign for name, own in countries.items() if len(own) > 1}
    return {name: next(iter(own)) if len(own) == 1 else "" for name, own in homes.items()}


def _office(row: _Row, held: Sequence[_Row], rows: Sequence[_Row]) -> Office:
    """Return the term of a row; `held` are all of the office, `rows` all of the list."""
    others = [other for other in held if row.is_other(other)]
    successors = [other.since for other in others if other.since >= row.last]
    known = [
        day for day in _quarters(max(row.since, _FIRST), row.last) if not _is_contradicted(day, row, others)
    ]
    after: list[str] = []
    if successors:
        day = next(_quarters(min(successors) + _SETTLED, date.max))
        own = [other for other in rows if other.country == row.country and not row.is_other(other)]
        if not any(other.since <= day <= other.last + _SETTLED for other in own):
            after.append(day.isoformat())
    return Office(
        id=f"{row.country} {row.head} {row.name} {row.since}",
        country=row.country,
        head=row.head,
        role=row.role,
        name=row.name,
        surname=row.surname,
        held=tuple(day.isoformat() for day in known),
        after=tuple(after),
    )


def _is_contradicted(day: date, row: _Row, others: Iterable[_Row]) -> bool:
    """Tell whether the list has somebody else in the office on a day that it gives to somebody."""
    return any(
        (day < row.first and other.first <= day <= other.last)
        or (other.role == row.role and row.since < other.since <= day)
        for other in others
    )


def _quarters(first: date, last: date) -> Iterator[date]:
    """Yield the first days of quarters from a day to a day, both included."""
    for year in range(first.year, last.year + 1):
        for month in _QUARTER_STARTS:
            if first <= (day := date(year, month, 1)) <= last:
                yield day
