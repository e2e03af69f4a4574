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


class Sentence(msgspec.Struct, frozen=True):
    """The words of a sentence; `tree` and `names` are None where the corpus does not annotate them."""

    words: tuple[str, ...]
    tree: TreeLayer | None = None
    names: tuple[Name, ...] | None = None


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
