"""What a view over time or space gives beside its page: a picture, its happenings as rows, its figures as rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from demarche.index.cells import Cell
from demarche.index.periods import Period
from demarche.index.wanted import Condition
from demarche.serve.filters import chosen_words
from demarche.serve.sheet import Sheet, as_csv, as_parquet, happenings_sheet
from demarche.serve.view import Asked, File
from demarche.show.charts.svg import Node

_CSV = "text/csv; charset=utf-8"
_PARQUET = "application/vnd.apache.parquet"
_SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is on screen: the name of its files, the happenings of the figure that is opened, the picture, the figures."""

    name: str
    sides: Sequence[Condition]
    cell: Cell
    period: Period
    picture: Node
    sheet: Sheet


def files_of(find: Callable[[Asked], Figures]) -> Mapping[str, Callable[[Asked], File]]:
    """Return the files of a view, by what stands behind `as=` in the address."""

    def happenings(asked: Asked, found: Figures) -> Sheet:
        return happenings_sheet(asked.index, asked.ledger, found.sides, found.cell, found.period)

    def picture(asked: Asked) -> File:
        found = find(asked)
        return File(f"{found.name}.svg", _SVG, found.picture.markup().encode())

    def rows(asked: Asked) -> File:
        found = find(asked)
        return File(f"{found.name}.csv", _CSV, as_csv(happenings(asked, found)))

    def columns(asked: Asked) -> File:
        found = find(asked)
        return File(f"{found.name}.parquet", _PARQUET, as_parquet(happenings(asked, found)))

    def figures(asked: Asked) -> File:
        found = find(asked)
        return File(f"{found.name}-figures.csv", _CSV, as_csv(found.sheet))

    return {"svg": picture, "csv": rows, "parquet": columns, "figures": figures}


def asked_words(what: str, asked: Asked) -> str:
    """Return what a picture on its own shows: "Timeline: actor USA, from 2024-05"."""
    chosen = ", ".join(f"{one.name} {one.value}" for one in chosen_words(asked, "event"))
    return f"{what}: {chosen}" if chosen else what
