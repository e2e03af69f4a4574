"""Reads the package's tables: tab-separated, a header row, `#` comments, list cells separated by `|`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import isfinite, nan
from pathlib import Path
from typing import TypeVar


class LexiconError(ValueError):
    """A data file is not as it should be; the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, and where it stands, for messages."""

    origin: str
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """Return the cell; raise `LexiconError` if it is empty."""
        value = self.cells[column]
        if not value:
            raise self.error(f"{column} is empty")
        return value

    def optional(self, column: str) -> str | None:
        """Return the cell, or None if it is empty."""
        return self.cells[column] or None

    def whole(self, column: str) -> int:
        """Return the cell as a whole number; raise `LexiconError` if it is none."""
        value = self.text(column)
        try:
            return int(value)
        except ValueError:
            raise self.error(f"{column}: {value!r} is not a whole number") from None

    def decimal(self, column: str) -> float:
        """Return the cell as a number; raise `LexiconError` if it is none, or not a finite one."""
        value = self.text(column)
        try:
            number = float(value)
        except ValueError:
            number = nan
        if not isfinite(number):
            raise self.error(f"{column}: {value!r} is not a number")
        return number

    def items(self, column: str) -> tuple[str, ...]:
        """Return the items of a list cell; an empty cell has none."""
        value = self.cells[column]
        return tuple(item.strip() for item in value.split("|")) if value else ()

    def error(self, message: str) -> LexiconError:
        """Return an error that names this line."""
        return LexiconError(f"{self.origin}, line {self.line}: {message}")


_T = TypeVar("_T", bound=str)


def one_of(row: Row, column: str, allowed: Sequence[_T]) -> _T:
    """Return the cell if it is one of the values allowed; raise `LexiconError` if not."""
    value = row.text(column)
    for candidate in allowed:
        if candidate == value:
            return candidate
    raise row.error(f"{column}: {value!r} is none of {', '.join(allowed)}")


def data_folder() -> Traversable:
    """Return the folder of the package's data files."""
    return files("demarche") / "data"


def shown(file: Traversable) -> str:
    """Return how messages name a file: one of the package by its name, a user's own by its path."""
    own = isinstance(file, Path) and Path(str(data_folder())) not in file.parents
    return str(file) if own else file.name


def read_lines(file: Traversable) -> list[str]:
    """Return the lines of a data file; raise `LexiconError` if it is not UTF-8. A mark of byte order is no part of it."""
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise LexiconError(f"{shown(file)}: byte {error.start} is not UTF-8") from error


def read_table(file: Traversable, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a table; raise `LexiconError` unless its header is exactly these columns."""
    header: list[str] | None = None
    origin = shown(file)
    for number, line in enumerate(read_lines(file), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            if cells != list(columns):
                raise LexiconError(f"{origin}, line {number}: the columns are {cells}, not {list(columns)}")
            header = cells
            continue
        if len(cells) > len(header):
            raise LexiconError(f"{origin}, line {number}: {len(cells)} cells for {len(header)} columns")
        cells += [""] * (len(header) - len(cells))
        yield Row(origin, number, dict(zip(header, cells, strict=True)))
    if header is None:
        raise LexiconError(f"{origin}: no header row")
