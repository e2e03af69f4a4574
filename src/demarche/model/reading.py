"""A report as it was read: its record, its layout and the way back to the input."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from demarche.model.checks import require, require_member
from demarche.model.offsets import OffsetMap
from demarche.model.parts import Span
from demarche.model.records import Problem, Report

BlockRole = Literal["title", "heading", "byline", "date", "outlet", "dateline", "paragraph", "item"]
BLOCK_ROLES: tuple[BlockRole, ...] = get_args(BlockRole)
CODED_ROLES: frozenset[BlockRole] = frozenset({"title", "heading", "paragraph", "item"})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the report's text that is laid out as one, and what it is; blocks are in text order."""

    start: int
    end: int
    role: BlockRole

    def __post_init__(self) -> None:
        require(0 <= self.start < self.end, f"block {self.start}-{self.end} is empty or negative")
        require_member(BLOCK_ROLES, self.role, "role")


@dataclass(frozen=True, slots=True)
class Reading:
    """What `read` understood of one input."""

    report: Report
    origin: OffsetMap | None
    blocks: tuple[Block, ...]
    dateline_place: Span | None
    problems: tuple[Problem, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the words from `start` to `end` of the report's text, with their place in the input."""
        words = self.report.text[start:end]
        source = None if self.origin is None else self.origin.ranges(start, end)
        # A space may be the reader's own; words that are not found in the input have no place there.
        return Span(start, end, words, source if source or words.isspace() else None)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the report's text has what the input has from `start` to `end`; None if that was left out."""
        return (start, end) if self.origin is None else self.origin.place(start, end)

    def spans(self, ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        """Return a span for each range of offsets."""
        return tuple(self.span(start, end) for start, end in ranges)


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading with the name of its format and the decoded input, which `removed` counts in, for people to look at."""

    kind: str
    reading: Reading
    source: str
