"""Characters as the stages after this one know them: plain spaces, one kind of line end, nothing invisible."""

import re
import unicodedata
from dataclasses import dataclass

from demarche.lexicon.layout import Characters, Layout
from demarche.model.offsets import OffsetMap, Stretch

SOFT_HYPHEN = "\u00ad"
PAGE_BREAK = "\f"

_FIXED = {"line": "\n", "paragraph": "\n\n", "page": f"\n{PAGE_BREAK}\n", "space": " "}
_LINE_END = re.compile(r"[ \t]*(?:[\r\n]|$)")


@dataclass(frozen=True, slots=True)
class Clean:
    """The cleaned text, where each of its characters comes from, and how many control characters left it.

    A page break stands in a line of its own, a soft hyphen only at the end of a line.
    """

    text: str
    origin: OffsetMap
    controls: int


class Draft:
    """A text under construction that remembers where its parts come from."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._stretches: list[list[int]] = []
        self.length = 0

    def put(self, text: str, source_start: int, source_end: int) -> None:
        """Add characters that stand for those of the source."""
        if not text:
            return
        end = self.length + len(text)
        last = self._stretches[-1] if self._stretches else None
        literal = len(text) == source_end - source_start
        if last is not None and literal and last[1] == self.length and last[3] == source_start and last[4]:
            last[1], last[3] = end, source_end
        else:
            self._stretches.append([self.length, end, source_start, source_end, literal])
        self._parts.append(text)
        self.length = end

    def insert(self, text: str) -> None:
        """Add characters that the source does not have."""
        self._parts.append(text)
        self.length += len(text)

    def text(self) -> str:
        """Return what has been added."""
        return "".join(self._parts)

    def origin(self) -> OffsetMap:
        """Return where it comes from."""
        return OffsetMap(tuple(Stretch(*stretch[:4]) for stretch in self._stretches))


def clean(source: str, layout: Layout) -> Clean:
    """Return the text without what cannot be seen, with the way back to the source."""
    draft = Draft()
    position = controls = 0
    for found in layout.characters.special.finditer(source):
        start, end = found.span()
        if start > position:
            draft.put(source[position:start], position, start)
        draft.put(_replacement(found, layout.characters), start, end)
        if found.lastgroup in {"control", "run"}:
            controls += len(layout.characters.control.findall(found[0]))
        position = end
    draft.put(source[position:], position, len(source))
    return Clean(draft.text(), draft.origin(), controls)


def _replacement(found: re.Match[str], characters: Characters) -> str:
    if found.lastgroup == "run":
        spaces = len(characters.space.findall(found[0]))
        begins = found.start() == 0 or found.string[found.start() - 1] in "\r\n"
        # The indentation of a line tells where a paragraph or an item begins.
        return " " * spaces if begins else " " * min(spaces, 1)
    if found.lastgroup == "hyphen":
        return SOFT_HYPHEN if _LINE_END.match(found.string, found.end()) else ""
    if found.lastgroup == "compatible":
        return unicodedata.normalize("NFKC", found[0])
    if found.lastgroup == "combined":
        return unicodedata.normalize("NFC", found[0])
    return _FIXED.get(found.lastgroup or "", "")
