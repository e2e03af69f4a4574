"""The marks that Markdown sets around words: they leave the text, the words stay."""

import re
from collections.abc import Iterator

from demarche.lexicon.layout import Layout
from demarche.read.layout.pieces import Edit

_MARKS = re.compile(r"[\[<*_\\]")


def edits(text: str, start: int, end: int, layout: Layout) -> list[Edit]:
    """Return the edits that take the marks off the cleaned text from `start` to `end`, in order."""
    if _MARKS.search(text, start, end) is None:
        return []
    found: list[Edit] = []
    passage = text[start:end]
    taken = bytearray(len(passage))
    for left, right, why in _marks(passage, layout):
        if not any(taken[left:right]):
            taken[left:right] = b"\1" * (right - left)
            found.append(Edit(start + left, start + right, "", why=why))
    return sorted(found, key=lambda edit: edit.start)


def _marks(passage: str, layout: Layout) -> Iterator[tuple[int, int, str | None]]:
    patterns = layout.patterns
    for image in patterns.image.finditer(passage):
        yield *image.span(), "image"
    for pattern in (patterns.link, patterns.autolink, patterns.strong, patterns.stars, patterns.underscores):
        for mark in pattern.finditer(passage):
            left, right = mark.span("words")
            yield mark.start(), left, None
            yield right, mark.end(), None
    for escape in patterns.escape.finditer(passage):
        yield escape.start(), escape.start() + 1, None
