"""Pages of a list."""

from dataclasses import dataclass

from demarche.serve.errors import NotFoundError
from demarche.serve.view import Asked

MOST_SAVED = 1000  # entries of a file that is sent


@dataclass(frozen=True, slots=True)
class Pager:
    """Which page of a list is shown, how long pages are, and how many entries there are in all."""

    page: int
    size: int
    total: int

    @property
    def skip(self) -> int:
        """How many entries stand on the pages before."""
        return (self.page - 1) * self.size

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(-(-self.total // self.size), 1)

    @property
    def first(self) -> int:
        """The number of the first entry of the page; 0 if it has none."""
        return self.skip + 1 if self.skip < self.total else 0

    @property
    def last(self) -> int:
        """The number of the last entry of the page."""
        return min(self.skip + self.size, self.total)


def pager_of(asked: Asked, size: int, total: int) -> Pager:
    """Return the page of a list that is asked for; of a file that is sent the first, with all entries up to a thousand.

    Raise `NotFoundError` for a page after the last.
    """
    if asked.is_saved:
        return Pager(1, MOST_SAVED, total)
    pager = Pager(asked.choice.page, size, total)
    if pager.page > pager.pages:
        raise NotFoundError(f"There is no page {pager.page:,}; the last is {pager.pages:,}.")
    return pager
