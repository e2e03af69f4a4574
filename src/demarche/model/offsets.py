"""Where each stretch of a report's text stands in the input it was read from."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from demarche.model.checks import require


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text from `start` to `end` that came from `source_start` to `source_end` of the decoded input.

    Of equal length, the two correspond character by character; otherwise (a ligature spelt out, say)
    every character of the text stands for the whole source range.
    """

    start: int
    end: int
    source_start: int
    source_end: int

    def __post_init__(self) -> None:
        require(0 <= self.start < self.end, f"stretch {self.start}-{self.end} is empty or negative")
        require(0 <= self.source_start < self.source_end, "a stretch has a source")

    @property
    def is_literal(self) -> bool:
        """Whether the characters correspond one to one."""
        return self.end - self.start == self.source_end - self.source_start


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Stretches in the order of the text; characters in no stretch were inserted and have no source."""

    stretches: tuple[Stretch, ...]

    def __post_init__(self) -> None:
        for before, after in pairwise(self.stretches):
            require(before.end <= after.start, "stretches overlap in the text")
            require(before.source_end <= after.source_start, "stretches overlap in the source")

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the text has what the source has from `start` to `end`, or None if it has nothing of it."""
        found = [
            (
                stretch.start + max(start - stretch.source_start, 0) if stretch.is_literal else stretch.start,
                stretch.end - max(stretch.source_end - end, 0) if stretch.is_literal else stretch.end,
            )
            for stretch in self.stretches
            if stretch.source_start < end and start < stretch.source_end
        ]
        return (found[0][0], found[-1][1]) if found else None

    def ranges(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the source ranges of the text from `start` to `end`, adjoining ones joined."""
        found: list[tuple[int, int]] = []
        first = max(bisect_right(self.stretches, start, key=lambda stretch: stretch.start) - 1, 0)
        for stretch in self.stretches[first:]:
            if stretch.start >= end:
                break
            if stretch.end <= start:
                continue
            left, right = stretch.source_start, stretch.source_end
            if stretch.is_literal:
                left += max(start - stretch.start, 0)
                right -= max(stretch.end - end, 0)
            if found and found[-1][1] == left:
                found[-1] = (found[-1][0], right)
            else:
                found.append((left, right))
        return tuple(found)
