"""What of a page's source is seen: its words with their places, the paragraphs they stand in, and in which part.

The browser's tree has no offsets, so the source is gone through once more, for its text alone. This is no parser: it
knows where tags and comments end and what stands in elements that nobody sees, in time linear in the length.
"""

import html
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from demarche.lexicon.layout import Elements

_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:\-]*)")
_STOP = re.compile(r"[\"'>]")
_WORD = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?|\S")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_LABELS = re.compile(r"\b(?:class|id|role)\s*=\s*(?:\"([^\"]{0,500})|'([^']{0,500}))", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"[^\s\"'>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]*))?")
_SPLIT = re.compile(r"[^a-z]+")
_DEEPEST = 256
_FEW = 1000  # characters of a tag that has not many attributes, two characters each
_LONGEST = 200_000  # characters of an attribute: pictures are written in them


@dataclass(slots=True)
class Visible:
    """The characters of a page that are seen, no white space or control characters, each with its place in the source."""

    text: str = ""
    starts: "array[int]" = field(default_factory=lambda: array("L"))
    ends: "array[int]" = field(default_factory=lambda: array("L"))
    paragraphs: list[int] = field(default_factory=list)
    """At which characters a new paragraph begins."""
    parts: list[tuple[int, str]] = field(default_factory=list)
    """From which character on the page is in which part; an empty name is none in particular."""
    attributes: int = 0
    """How many the tag has that has most; one of few characters is not looked at."""


def visible(source: str, elements: Elements, limit: int) -> Visible:
    """Return what is seen of the page, of one with more characters than the limit no more than tells so."""
    found = Visible()
    characters: list[str] = []
    where = _Where(elements)
    for is_tag, start, end in _tokens(source, elements):
        if is_tag:
            _pass_tag(source[start:end], where, found, len(characters))
            continue
        if len(characters) > limit:
            break
        for word in _WORD.finditer(source, start, end):
            read = html.unescape(word[0]) if word[0][0] == "&" else word[0]
            for character in read:
                if not _UNSEEN.match(character):
                    characters.append(character)
                    found.starts.append(word.start())
                    found.ends.append(word.end())
    found.text = "".join(characters)
    return found


def _pass_tag(tag: str, where: "_Where", found: Visible, at: int) -> None:
    name = _NAME.match(tag, 1)
    if len(tag) > _FEW:
        found.attributes = max(found.attributes, sum(1 for _ in _ATTRIBUTE.finditer(tag, 1)))
    if name is None:
        return
    element = name[1].lower()
    if element in where.elements.blocks and (not found.paragraphs or found.paragraphs[-1] != at):
        found.paragraphs.append(at)
    if tag[1] == "/":
        where.leave(element)
    elif element not in where.elements.voids and not tag.endswith("/>"):
        where.enter(element, tag)
    why = where.why
    if (found.parts[-1][1] if found.parts else "") != why:
        found.parts.append((at, why))


def marked(labels: str, elements: Elements) -> str:
    """Return which part of the page the words of a class or id say that an element is; empty if they say nothing."""
    lower = labels.lower()
    names = (*lower.split(), *_SPLIT.split(lower))
    return next((elements.marks[name] for name in names if name in elements.marks), "")


class _Where:
    """The open elements, and which part of the page they make."""

    def __init__(self, elements: Elements) -> None:
        self.elements = elements
        self._open: list[tuple[str, str]] = []

    @property
    def why(self) -> str:
        """The part that the innermost element is in that is in any."""
        return self._open[-1][1] if self._open else ""

    def enter(self, element: str, tag: str) -> None:
        if len(self._open) < _DEEPEST:
            why = self.elements.parts.get(element) or self._marked(element, tag) or self.why
            self._open.append((element, why))

    def leave(self, element: str) -> None:
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth][0] == element:
                del self._open[depth:]
                return

    def _marked(self, element: str, tag: str) -> str:
        # A whole page is often marked as that of a paper's subscribers or of an article with pictures.
        if element in {"html", "body", "main", "article"}:
            return ""
        return marked(" ".join(found[1] or found[2] or "" for found in _LABELS.finditer(tag)), self.elements)


def _tokens(source: str, elements: Elements) -> Iterator[tuple[bool, int, int]]:
    """Yield tags and stretches of text, each with its bounds; comments and hidden elements are passed over."""
    at, size = 0, len(source)
    unclosed: set[str] = set()
    while at < size:
        start = source.find("<", at)
        start = size if start == -1 else start
        if start > at:
            yield False, at, start
        if start == size:
            return
        end = _end_of_markup(source, start)
        if end == start:  # a "<" that begins nothing
            yield False, start, start + 1
            at = start + 1
            continue
        yield True, start, end
        at = end
        element = _hidden(source, start, elements)
        if element is not None and element not in unclosed:
            closing = re.compile(rf"</{re.escape(element)}[\s/>]", re.IGNORECASE).search(source, end)
            if closing is not None:
                at = closing.start()
            else:  # it hides nothing, and is not looked for again
                unclosed.add(element)


def _end_of_markup(source: str, start: int) -> int:
    following = source[start + 1 : start + 2]
    if following in {"!", "?"}:
        closing = "-->" if source.startswith("<!--", start) else ">"
        ending = source.find(closing, start + 2)
        return len(source) if ending == -1 else ending + len(closing)
    if not (following.isalpha() or (following == "/" and source[start + 2 : start + 3].isalpha())):
        return start
    at = start + 1
    while (found := _STOP.search(source, at)) is not None:
        if found[0] == ">":
            return found.end()
        # A quotation mark that is not closed before long is a mistake of the page.
        quoted = source.find(found[0], found.end(), found.end() + _LONGEST)
        at = found.end() if quoted == -1 else quoted + 1
    return len(source)


def _hidden(source: str, start: int, elements: Elements) -> str | None:
    """Return the name of the hidden element that a tag opens, if it does."""
    name = _NAME.match(source, start + 1)
    if name is None or source[start + 1] == "/":
        return None
    element = name[1].lower()
    return element if element in elements.hidden else None
