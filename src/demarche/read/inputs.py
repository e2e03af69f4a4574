"""What is read: single reports still to be read, and parts of archives that may hold many."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from demarche.lexicon.layout import Layout
from demarche.model.records import Problem
from demarche.read import problems
from demarche.read.document import NOTHING, Stated
from demarche.read.fetch import Fetcher
from demarche.read.kinds import Hint
from demarche.read.stream import Meter, Stream


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asks of reading: which columns hold what, whether a feed's links are followed, who fetches."""

    columns: Mapping[str, str] = field(default_factory=dict)
    linked: bool = False
    fetcher: Fetcher | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """One report still to be read: its bytes, or the file that has them, and what it came in says of it.

    `sha256` is the digest of the record that the report is, where that is more than the bytes of its text.
    """

    path: str
    kind: str
    data: bytes | None = None
    file: Path | None = None
    sha256: str | None = None
    charset: str | None = None
    stated: Stated = NOTHING


@dataclass(frozen=True, slots=True)
class Part:
    """Something still to be opened: a file, a member of an archive, an answer from the network."""

    path: str
    stream: Stream
    hint: Hint
    charset: str | None = None
    stated: Stated = NOTHING
    file: Path | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Setup:
    """What every container needs to be opened."""

    wanted: Wanted
    layout: Layout
    meter: Meter


Opened = Part | Input | Problem


class Container(Protocol):
    """Opens a file that holds many reports, one after the other, never the whole in memory."""

    def __call__(self, part: Part, setup: Setup) -> Iterator[Opened]:
        """Yield what it holds; `part.stream` is read as far as that takes."""
        ...


class DamagedError(Exception):
    """A container is not as its format has it; the message says what is wrong."""


def trouble(code: str, path: str, what: str) -> Problem:
    """Return the problem of an input that gives no report."""
    message = f"{problems.printable(path)} {what}"
    return Problem(report=None, stage="read", code=code, message=message)
