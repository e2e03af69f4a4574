"""The formats that can be read: one table, by file name. A new format is a row here and a module that returns a `Reading`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from demarche.lexicon.layout import Layout
from demarche.model.reading import Reading
from demarche.read import text


class Reader(Protocol):
    """Reads one input of a format; never raises because of what the input holds."""

    def __call__(self, data: bytes, *, path: str, layout: Layout) -> Reading:
        """Return what the bytes say."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the ends of its file names in lower case, and its reader."""

    name: str
    suffixes: tuple[str, ...]
    read: Reader


FORMATS: tuple[Format, ...] = (
    Format("plain text", (".txt", ".text"), text.read),
    Format("Markdown", (".md", ".markdown"), text.read),
)


def claimed(path: PurePath, formats: Sequence[Format] = FORMATS) -> Format | None:
    """Return the format that claims a file of this name, if any."""
    suffix = path.suffix.lower()
    return next((kind for kind in formats if suffix in kind.suffixes), None)


def format_of(path: PurePath) -> Format:
    """Return the format to read a file of this name as; one that no format claims is tried as plain text."""
    return claimed(path) or FORMATS[0]
