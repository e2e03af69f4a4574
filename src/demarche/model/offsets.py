"""Where each stretch of a report's text stands in the input it was read from."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

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
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(stretch.start for stretch in self.stretches))
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
        for stretch in self.overlapping(start, end):
            left, right = stretch.source_start, stretch.source_end
            if stretch.is_literal:
                left += max(start - stretch.start, 0)
                right -= max(stretch.end - end, 0)
            if found and found[-1][1] == left:
                found[-1] = (found[-1][0], right)
            else:
                found.append((left, right))
        return tuple(found)

    def shifted(self, by: int) -> "OffsetMap":
        """Return the map of the text with so many characters put before it."""
        return OffsetMap(
            tuple(
                Stretch(one.start + by, one.end + by, one.source_start, one.source_end)
                for one in self.stretches
            )
        )

    def through(self, inner: "OffsetMap") -> "OffsetMap":
        """Return where this text comes from in what its source, in turn, was made of.

        `inner` says where the source of this map comes from. What has no source there has none here.
        """
        found: list[Stretch] = []
        for stretch in self.stretches:
            for piece in inner.overlapping(stretch.source_start, stretch.source_end):
                part = _carried(stretch, piece)
                if not found or found[-1].source_end <= part.source_start:
                    found.append(part)
                elif found[-1].source_end == part.source_end and found[-1].end == part.start:
                    # Two pieces of what stands for one stretch of the input, such as a character reference.
                    found[-1] = Stretch(found[-1].start, part.end, found[-1].source_start, part.source_end)
        return OffsetMap(tuple(found))

    def overlapping(self, start: int, end: int) -> Iterator[Stretch]:
        """Yield the stretches that have something of the text from `start` to `end`."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        for stretch in islice(self.stretches, first, None):
            if stretch.start >= end:
                return
            if stretch.end > start:
                yield stretch


def _carried(outer: Stretch, inner: Stretch) -> Stretch:
    """Return the part of `outer` whose source is made of `inner`, with the source of that."""
    start, end = outer.start, outer.end
    left, right = inner.source_start, inner.source_end
    if outer.is_literal:
        start += max(inner.start - outer.source_start, 0)
        end -= max(outer.source_end - inner.end, 0)
    if inner.is_literal:
        left += max(outer.source_start - inner.start, 0)
        right -= max(inner.end - outer.source_end, 0)
    return Stretch(start, end, left, right)
