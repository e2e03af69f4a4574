"""The prepared data: passages of sentences with whatever layers their corpus has, one passage a line of JSON."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from training.engine.gum_names import Name


class TreeLayer(msgspec.Struct, frozen=True):
    """Tags, features and dependencies, one for each word; heads count words from 1, 0 is above the root."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]


class Piece(msgspec.Struct, frozen=True):
    """Neighbouring words of one part of an attribution: the first word, the one after the last, and the part.

    `cue` is the first word of the attribution's cue, counted from the first word of the piece's own sentence; it may
    stand in another sentence of the passage, before or after.
    """

    first: int
    last: int
    part: str
    cue: int | None


class Fact(msgspec.Struct, frozen=True):
    """How sure the reader may be that what a word names happened, from -3 (it did not) to 3 (it did)."""

    word: int
    value: float


class Sentence(msgspec.Struct, frozen=True):
    """The words of a sentence; the other layers are None where the corpus does not annotate them."""

    words: tuple[str, ...]
    tree: TreeLayer | None = None
    names: tuple[Name, ...] | None = None
    said: tuple[Piece, ...] | None = None
    facts: tuple[Fact, ...] | None = None


class Passage(msgspec.Struct, frozen=True):
    """Neighbouring sentences of one document."""

    document: str
    sentences: tuple[Sentence, ...]


def write_passages(path: Path, passages: Iterable[Passage]) -> int:
    """Write one passage a line; return the number of sentences written."""
    count = 0
    with path.open("wb") as file:
        for passage in passages:
            file.write(msgspec.json.encode(passage) + b"\n")
            count += len(passage.sentences)
    return count


def read_passages(path: Path) -> Iterator[Passage]:
    """Yield the passages of a file that `write_passages` wrote."""
    with path.open("rb") as file:
        for line in file:
            yield msgspec.json.decode(line, type=Passage)
