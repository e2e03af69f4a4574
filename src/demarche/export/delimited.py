"""Tables in plain text: a row a pair of actor and recipient, with tabs or commas between the cells."""

import csv
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from demarche.export.errors import UnsayableError
from demarche.export.source import Source, Sourced
from demarche.export.writer import Writer
from demarche.model.records import Event

Cell = str | int | float | None

MARKS = ("demarche_status", "demarche_voice")
"""The columns added behind all others where more than facts is wanted, so that no row passes for one silently."""


class _Commas(csv.excel):
    """Commas, and quotation marks where a cell needs them."""

    lineterminator = "\n"


class _Tabs(csv.Dialect):
    """Tabs and no quotation marks: no cell holds a tab, a line end or a quotation mark."""

    delimiter = "\t"
    quoting = csv.QUOTE_NONE
    quotechar = None
    lineterminator = "\n"


class Delimited(Writer):
    """A table of events; what a format cannot say raises `UnsayableError` and is counted."""

    columns: ClassVar[Sequence[str]]
    delimiter: ClassVar[str] = "\t"
    has_header: ClassVar[bool] = True

    @abstractmethod
    def rows(self, event: Event, of: Sourced) -> Iterable[Sequence[Cell]]:
        """Return the rows of an event, a cell for each of the columns; None is an empty cell."""

    def write(self, source: Source, part: Path) -> None:
        """Write the events that are facts, or all of them with their status and voice in two more columns."""
        marked = self.wish.claims == "all"
        with part.open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream, _Tabs if self.delimiter == "\t" else _Commas)
            if self.has_header:
                table.writerow((*self.columns, *(MARKS if marked else ())))
            for of in source.claims():
                if not isinstance(of.claim, Event):
                    continue
                try:
                    rows = self._checked(of.claim, of)
                except UnsayableError as reason:
                    self.tally.left_out[str(reason)] += 1
                    continue
                marks = (of.claim.status, of.claim.voice) if marked else ()
                table.writerows((*row, *marks) for row in rows)
                self.tally.written += 1

    def _checked(self, event: Event, of: Sourced) -> list[list[str]]:
        self.wish.check(event)
        return [[_text(cell) for cell in row] for row in self.rows(event, of)]


def plain(text: str | None) -> str:
    """Return words that can stand in a table without quotation marks around its cells: no tabs, line ends or `"`."""
    return "" if text is None else " ".join(text.split()).replace('"', "'")


def _text(cell: Cell) -> str:
    if isinstance(cell, float):
        return format(cell, ".10g")
    return plain(None if cell is None else str(cell))
