"""Where the words of an extracted text stand in the page that they were extracted from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from demarche.model.offsets import OffsetMap, Stretch
from demarche.read.formats.markup import Visible

_ANCHOR = 24  # characters without white space that are looked for where a paragraph is not found whole
_AHEAD = 20_000  # and no further than this many characters on: what is repeated at the foot of a page is another place
_LEAST = 12  # with fewer left of a paragraph, nothing is looked for: so few may stand anywhere


_CHARACTER = re.compile(r"\\(?P<escaped>[*_#\[\]>+.!`\\-])|(?P<plain>[^\s\x00-\x1f\x7f-\x9f])")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text whose words are to be found, from `start` of the whole text; a backslash may escape a mark."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where the text comes from, and the stretches of the visible characters that are in it."""

    origin: OffsetMap
    used: tuple[tuple[int, int], ...]


def align(title: Words | None, paragraphs: Sequence[Words], page: Visible) -> Aligned:
    """Return where each paragraph stands, in order, and the title before them.

    What cannot be found after what stood before it has no place.
    """
    places: list[tuple[int, int]] = []
    used: list[tuple[int, int]] = []
    cursor = 0
    for paragraph in paragraphs:
        offsets, bare = _bare(paragraph)
        for left, right, found in _matches(bare, page.text, cursor):
            places += [(offsets[at], found + at - left) for at in range(left, right)]
            used.append((found, found + right - left))
            cursor = found + right - left
    if title is not None:
        offsets, bare = _bare(title)
        # The last before the article: further up it may stand in the path to the page, or in a list of what is new.
        place = page.text.rfind(bare, 0, used[0][0] if used else len(page.text)) if bare else -1
        if place != -1:
            places[:0] = [(offset, place + at) for at, offset in enumerate(offsets)]
            used.insert(0, (place, place + len(bare)))
    return Aligned(OffsetMap(tuple(_stretches(places, page))), tuple(used))


def _bare(words: Words) -> tuple[list[int], str]:
    """Return the characters without white space, control characters and escapes, and where in the whole text each stands."""
    found = [(match.end() - 1, match[match.lastgroup or 0]) for match in _CHARACTER.finditer(words.text)]
    return [words.start + at for at, _ in found], "".join(character for _, character in found)


def _matches(bare: str, page: str, cursor: int) -> list[tuple[int, int, int]]:
    """Return the stretches of a paragraph that are found, each with its place on the page: the whole, or pieces."""
    whole = page.find(bare, cursor) if bare else -1
    if whole != -1:
        return [(0, len(bare), whole)]
    found: list[tuple[int, int, int]] = []
    at = 0
    while len(bare) - at >= _LEAST:
        place = page.find(bare[at : at + _ANCHOR], cursor, cursor + _AHEAD)
        if place == -1:
            at += _LEAST
            continue
        end = at
        while end < len(bare) and place + end - at < len(page) and bare[end] == page[place + end - at]:
            end += 1
        found.append((at, end, place))
        cursor, at = place + end - at, end
    return found


def _stretches(places: Sequence[tuple[int, int]], page: Visible) -> list[Stretch]:
    """Return the stretches that characters with their places on the page make up, with the single spaces between them."""
    found: list[Stretch] = []
    for at, place in places:
        left, right = page.starts[place], page.ends[place]
        last = found[-1] if found else None
        if last is None:
            found.append(Stretch(at, at + 1, left, right))
        elif left < last.source_end:  # a later character of one that is spelt out, such as "…" for "&hellip;"
            if last.end == at:
                found[-1] = Stretch(last.start, at + 1, last.source_start, last.source_end)
        elif last.is_literal and right == left + 1 and left - last.source_end == at - last.end <= 1:
            found[-1] = Stretch(last.start, at + 1, last.source_start, right)
        else:
            found.append(Stretch(at, at + 1, left, right))
    return found
