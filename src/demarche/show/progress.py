"""A progress bar on standard error, where there are many items and somebody is watching."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

_MANY = 3  # items from which on a bar is shown
_T = TypeVar("_T")


class Rate(ProgressColumn):
    """Reports a second, or a minute where a second has none."""

    def render(self, task: Task) -> Text:
        """Return the rate of late, in words; nothing before there is one."""
        return Text(rate_words(task.finished_speed or task.speed))


def rate_words(per_second: float | None) -> str:
    """Return a rate of reports as it is shown."""
    if not per_second:
        return ""
    return f"{per_second:.1f} reports/s" if per_second >= 1 else f"{per_second * 60:.1f} reports/min"


def progress(items: Iterable[_T], total: int | None) -> Iterable[_T]:
    """Return the items with a bar that follows them: how many, the rate, the time gone and, of so many, to come."""
    if (total is not None and total < _MANY) or not sys.stderr.isatty():
        return items
    bar = Progress(
        TextColumn("coding"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    )
    return _shown(items, total, bar)


def _shown(items: Iterable[_T], total: int | None, bar: Progress) -> Iterator[_T]:
    with bar:
        yield from bar.track(items, total=total)
