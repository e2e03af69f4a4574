"""A progress bar on standard error, where there are many items and somebody is watching."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress

_MANY = 3  # items from which on a bar is shown
_T = TypeVar("_T")


def progress(items: Sequence[_T]) -> Iterable[_T]:
    """Return the items, with a bar that follows them."""
    if len(items) < _MANY or not sys.stderr.isatty():
        return items
    return _shown(
        items, Progress(console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty())
    )


def _shown(items: Sequence[_T], bar: Progress) -> Iterator[_T]:
    with bar:
        yield from bar.track(items, description="coding")
