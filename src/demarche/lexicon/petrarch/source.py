"""The lines of a dictionary in PETRARCH's format, and notes of what this lexicon has no place for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from demarche.lexicon.tables import LexiconError

_COMMENT = re.compile(r"[#;].*")
_NOT_IN_CELLS = re.compile(r"[_|]")  # the space of a dictionary, and what separates the items of a cell
_XML = re.compile(r"<!--.*?-->")
_SHOWN = 60  # characters of a longer line that its note has
_LONGEST = 1000  # characters of a line: the patterns that read it take far too long for more


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its comment: where it stands, whether it was indented, and its text."""

    number: int
    is_indented: bool
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """What was not taken over: where it stands, the words, and why."""

    file: str
    line: int
    words: str
    reason: str


@dataclass(slots=True)
class Notes:
    """Collects the notes of one file."""

    file: str
    found: list[Note] = field(default_factory=list)

    def add(self, line: int, words: str, reason: str) -> None:
        """Note what a line holds that is not taken over."""
        self.found.append(Note(self.file, line, words.strip(), reason))


def read_source(path: Path, notes: Notes) -> Iterator[Line]:
    """Yield the lines of a dictionary that hold something; one that is not UTF-8 is read as Latin-1, as they once were.

    Lines that are too long are noted. Raise `LexiconError` for a file that is no text.
    """
    content = path.read_bytes()
    if b"\0" in content:
        raise LexiconError(f"{path}: a byte that is in no text (0); no dictionary in PETRARCH's format")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _LONGEST:
            notes.add(number, f"{line[:_SHOWN]} …", f"a line of more than {_LONGEST} characters")
            continue
        bare = _COMMENT.sub("", _XML.sub("", line)).rstrip()
        if bare.strip():
            yield Line(number, bare[0].isspace(), bare.strip())


def words_of(written: str) -> str:
    """Return a noun of a dictionary as words: "UNITED_NATIONS_" is "UNITED NATIONS"."""
    return " ".join(_NOT_IN_CELLS.sub(" ", written).split())
