"""A rich table with two settings: all its columns where there is room, a few wide ones where there is not."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from demarche.show.visible import one_line

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and its width in characters or else its share of the room that is left."""

    heading: str
    width: int | None = None
    ratio: int | None = None


class FoldingTable(Table):
    """The wide table; below `fold_at` columns it shows as its narrow form."""

    def __init__(self, columns: Sequence[Column], narrow: Sequence[Column], fold_at: int) -> None:
        super().__init__(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
        self.fold_at = fold_at
        self.narrow = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True, leading=1)
        _head(self, columns)
        _head(self.narrow, narrow)

    def add(self, wide: Sequence[Text], narrow: Sequence[Text]) -> None:
        """Add one record in both forms."""
        self.add_row(*wide)
        self.narrow.add_row(*narrow)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < self.fold_at:
            yield from self.narrow.__rich_console__(console, options)
        else:
            yield from super().__rich_console__(console, options)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(min(options.max_width, 40), options.max_width)


def _head(table: Table, columns: Sequence[Column]) -> None:
    for column in columns:
        heading = Text(column.heading, style="italic")
        table.add_column(heading, width=column.width, ratio=column.ratio, overflow="fold")


def cell(*lines: Line | None) -> Text:
    """Return a cell of lines, each words and their style; what is empty takes no line.

    Built as `Text`, so that words of a report are never read as markup.
    """
    text = Text()
    for words, style in (line for line in lines if line is not None and line[0]):
        if text:
            text.append("\n")
        text.append(one_line(words), style)
    return text
