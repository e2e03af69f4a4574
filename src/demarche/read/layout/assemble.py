"""From passages to the report's text, its blocks, and the way back to the input."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demarche.model.offsets import OffsetMap, Stretch
from demarche.model.reading import Block
from demarche.read.layout.clean import Clean, Draft
from demarche.read.layout.pieces import Opening, Passage


@dataclass(frozen=True, slots=True)
class Assembled:
    """The report's text, laid out; `starts` says where each passage begins."""

    text: str
    origin: OffsetMap
    blocks: tuple[Block, ...]
    mended: tuple[int, ...]
    starts: tuple[int, ...]


def assemble(cleaned: Clean, passages: Sequence[Passage], openings: Mapping[int, Opening]) -> Assembled:
    """Return the passages as one text: items on lines of their own, an empty line between all others.

    `openings` are those of the passages that have one.
    """
    writer = _Writer(cleaned)
    blocks: list[Block] = []
    starts: list[int] = []
    for at, passage in enumerate(passages):
        if at > 0:
            writer.separate(passages[at - 1], passage)
        starts.append(writer.length)
        writer.write(passage)
        blocks += _blocks(passage, starts[-1], writer.length, openings.get(at))
    return Assembled(writer.text(), writer.origin(), tuple(blocks), tuple(writer.mended), tuple(starts))


def _blocks(passage: Passage, start: int, end: int, opening: Opening | None) -> list[Block]:
    if opening is None:
        return [Block(start, end, passage.role)]
    return [
        Block(start, start + opening.end, opening.role),
        Block(start + opening.body, end, passage.role),
    ]


class _Writer(Draft):
    """Writes stretches of the cleaned text, in order, and passes on where they come from."""

    def __init__(self, cleaned: Clean) -> None:
        super().__init__()
        self._text = cleaned.text
        self._ahead = cleaned.origin.stretches
        self._at = 0
        self.mended: list[int] = []

    def separate(self, before: Passage, after: Passage) -> None:
        """Write what stands between two passages; it has a source if the input has just the same there."""
        separator = "\n" if before.role == after.role == "item" else "\n\n"
        if self._text[before.end : after.start] == separator:
            self._copy(before.end, after.start)
        else:
            self.insert(separator)

    def write(self, passage: Passage) -> None:
        """Write a passage with its edits made."""
        position = passage.start
        for edit in passage.edits:
            self._copy(position, edit.start)
            if edit.mended:
                self.mended.append(self.length)
            if edit.sourced and edit.text:
                first, last = self._source(edit.start), self._source(edit.end - 1)
                self.put(edit.text, first[0], last[1])
            else:
                self.insert(edit.text)
            position = edit.end
        self._copy(position, passage.end)

    def _copy(self, start: int, end: int) -> None:
        while start < end:
            stretch = self._stretch(start)
            right = min(stretch.end, end)
            source = self._source(start)[0], self._source(right - 1)[1]
            self.put(self._text[start:right], *source)
            start = right

    def _source(self, at: int) -> tuple[int, int]:
        stretch = self._stretch(at)
        if not stretch.is_literal:
            return stretch.source_start, stretch.source_end
        source = stretch.source_start + at - stretch.start
        return source, source + 1

    def _stretch(self, at: int) -> Stretch:
        # Every character of a cleaned text has a source, and is asked for in the order of the text.
        while self._ahead[self._at].end <= at:
            self._at += 1
        return self._ahead[self._at]
