"""Cuts a report's text where its marks begin and end, so that overlapping claims need no nesting."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from demarche.model.parts import Span
from demarche.model.records import Claim, Commitment, Event, Statement

# How a claim stands at some words, the most telling first: its trigger, cue, condition, what it binds to, the
# extent of an event, the content of a statement; and apart from these a person, place or time of it.
Role = Literal["t", "k", "i", "d", "x", "s", "w"]
_RANK: tuple[Role, ...] = ("t", "k", "i", "d", "x", "s", "w")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the text that belong to a claim (its index) in a role."""

    start: int
    end: int
    claim: int
    role: Role


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one paragraph with the marks of all claims that it belongs to."""

    start: int
    end: int
    paragraph: int
    marks: tuple[Mark, ...]

    def is_within(self, start: int, end: int) -> bool:
        """Whether it lies between two offsets."""
        return start <= self.start and self.end <= end


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The paragraphs of a text, as offsets: first and end of each; the blank lines between belong to none."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def at_or_after(self, offset: int) -> tuple[int, int]:
        """Return the paragraph that begins words at the offset, and the offset moved into it."""
        index = min(bisect_right(self.ends, offset), len(self.ends) - 1)
        return index, min(max(offset, self.starts[index]), self.ends[index])

    def at_or_before(self, offset: int) -> tuple[int, int]:
        """Return the paragraph that ends words at the offset, and the offset moved into it."""
        index = max(bisect_left(self.starts, offset) - 1, 0)
        return index, max(min(offset, self.ends[index]), self.starts[index])


def paragraphs(text: str) -> Paragraphs:
    """Return where the paragraphs stand, that is, what blank lines part; a blank text is one of its own."""
    bounds = [0]
    for gap in _BLANK_LINE.finditer(text):
        bounds += [gap.start(), gap.end()]
    bounds.append(len(text))
    pairs = list(zip(bounds[::2], bounds[1::2], strict=True))
    whole = [(start, end) for start, end in pairs if text[start:end].strip()] or [(0, len(text))]
    return Paragraphs(tuple(start for start, _ in whole), tuple(end for _, end in whole))


def marks(claims: Iterable[Claim]) -> Iterator[Mark]:
    """Yield the marks of the claims, each known by its index."""
    for index, claim in enumerate(claims):
        for role, spans in _roles(claim):
            for span in spans:
                yield Mark(span.start, span.end, index, role)


def _roles(claim: Claim) -> tuple[tuple[Role, tuple[Span, ...]], ...]:
    match claim:
        case Event():
            return ("t", claim.trigger), ("x", claim.extent), ("w", _parts_of(claim))
        case Statement():
            speaker = () if claim.speaker is None else (claim.speaker.span,)
            return ("k", claim.cue), ("s", claim.content), ("w", speaker)
        case Commitment():
            return ("i", claim.condition), ("d", claim.consequence or claim.act), ("d", claim.act)


def _parts_of(event: Event) -> tuple[Span, ...]:
    people = (*event.actors, *event.recipients, *event.instruments)
    when = () if event.when.span is None else (event.when.span,)
    harm = () if event.casualties is None else event.casualties.span
    return (*(one.span for one in people), *(where.span for where in event.where), *when, *harm)


def segments(layout: Paragraphs, found: Iterable[Mark], cuts: Iterable[int]) -> Iterator[Segment]:
    """Yield the segments of all paragraphs in text order, cut at the marks and at the cuts too."""
    opening: dict[int, list[Mark]] = defaultdict(list)
    points = {*layout.starts, *layout.ends, *cuts}
    for mark in found:
        opening[mark.start].append(mark)
        points.update((mark.start, mark.end))
    active: list[Mark] = []
    inside = 0
    for start, end in pairwise(sorted(points)):
        active = [mark for mark in active if mark.end > start] + opening.get(start, [])
        while inside < len(layout.ends) and layout.ends[inside] <= start:
            inside += 1
        if inside < len(layout.ends) and layout.starts[inside] <= start:
            yield Segment(start, end, inside, _telling(active))


def _telling(active: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the most telling mark of each claim, and its "w"; triggers first, then the shortest."""
    ordered = sorted(active, key=lambda mark: (_RANK.index(mark.role), mark.end - mark.start, mark.claim))
    kept: dict[tuple[int, bool], Mark] = {}
    for mark in ordered:
        kept.setdefault((mark.claim, mark.role == "w"), mark)
    return tuple(kept.values())
