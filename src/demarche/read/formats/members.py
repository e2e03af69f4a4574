"""Which members of an archive are read, and what they are called."""

from pathlib import PurePosixPath

from demarche.lexicon.layout import Layout
from demarche.read.kinds import SAMPLE, Hint, is_sought, kind_of
from demarche.read.stream import Stream


def is_unsafe(name: str) -> bool:
    """Whether a member's name points outside the archive; nothing is ever written there, but it is no honest name."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or plain[1:2] == ":" or ".." in plain.split("/")


def is_hidden(name: str) -> bool:
    """Whether the member or a folder that it stands in is hidden, or made by a file manager."""
    return any(
        (part.startswith(".") and part != "..") or part == "__MACOSX" for part in PurePosixPath(name).parts
    )


def is_read(name: str, stream: Stream, layout: Layout) -> bool:
    """Whether a format claims the member, by its name or, if that has no ending, by its content."""
    if is_sought(name, layout):
        return True
    if PurePosixPath(name).suffix:
        return False
    return kind_of(stream.peek(SAMPLE)[:SAMPLE], Hint(), layout) not in {"text", "binary"}
