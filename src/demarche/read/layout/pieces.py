"""What a cleaned text is taken apart into: lines, passages, and the edits that turn them into the report's text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from demarche.model.reading import BlockRole

LineKind = Literal["text", "item", "heading", "rule", "page"]
"""What a line is by its layout; a `rule` only marks something and has no words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: where its words stand in the cleaned text, and what its layout says of it."""

    start: int
    end: int
    text: str
    kind: LineKind
    indent: int
    gap: bool
    """Whether a blank line stands before it."""
    quoted: bool
    soft: bool
    """Whether a soft hyphen, which is not among its words, ends it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in the report's text instead of the cleaned text from `start` to `end`."""

    start: int
    end: int
    text: str
    sourced: bool = True
    """Whether the new characters stand for the old ones, rather than being inserted."""
    mended: bool = False
    why: str | None = None
    """The reason to list, if words of the input are left out."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the cleaned text that is laid out as one; `text` is how it reads with its edits made."""

    start: int
    end: int
    text: str
    edits: tuple[Edit, ...]
    kind: LineKind
    role: BlockRole = "paragraph"
    page_before: bool = False
    """Whether a page break, page number or running head was removed before it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands at the beginning of a passage and is no part of its first sentence; offsets count in the passage's text."""

    role: BlockRole
    end: int
    body: int
    """Where the report goes on."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of the cleaned text that is no part of the report, and why."""

    start: int
    end: int
    why: str


def edited(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """Return the cleaned text from `start` to `end` as it reads with the edits made."""
    parts: list[str] = []
    position = start
    for edit in edits:
        parts += text[position : edit.start], edit.text
        position = edit.end
    parts.append(text[position:end])
    return "".join(parts)


def shortened(text: str, passage: Passage, offset: int) -> Passage:
    """Return the passage of the cleaned text without the first characters that it reads."""
    start = passage.start
    edits = list(passage.edits)
    while edits and offset >= (ahead := edits[0].start - start):
        start, offset = edits[0].end, offset - ahead - len(edits[0].text)
        del edits[0]
    start += offset
    return replace(passage, start=start, text=edited(text, start, passage.end, edits), edits=tuple(edits))
