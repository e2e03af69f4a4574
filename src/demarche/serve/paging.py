"""Pages of a list."""

from dataclasses import dataclass


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
