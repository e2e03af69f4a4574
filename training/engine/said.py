"""Attributed articles as passages: source, cue and content of every attribution, cut at paragraphs and sentences.

An article is read and cut as the package does it, so that the network is taught what it will see.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from bench.coding.standoff import Attributed, read_attributions
from demarche.model.reading import CODED_ROLES, Reading
from demarche.parse.parser import Engine
from training.engine.records import Passage, Piece, Sentence

_PARTS = ("source", "cue", "content")

Read = Callable[[str], Reading]
"""Reads a text as the package does."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of an article's text that belongs to one part of an attribution."""

    start: int
    end: int
    part: str
    attribution: int


def said_passages(folder: Path, engine: Engine, read: Read) -> Iterator[Passage]:
    """Yield the paragraphs of a folder of articles (`text/NAME.txt`, `attributions/NAME_XXXX.ann`) with their attributions.

    Of several annotators of an article, the first by name counts.
    """
    for text, annotation in annotated(folder):
        content = text.read_bytes().decode("utf-8")
        yield from paragraphs(text.stem, content, read_attributions(annotation), engine, read)


def annotated(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield every text of a folder that has an annotation, with the first of them."""
    annotations = sorted((folder / "attributions").glob("*.ann"))
    for text in sorted((folder / "text").glob("*.txt")):
        found = next((path for path in annotations if path.stem.rpartition("_")[0] == text.stem), None)
        if found is not None:
            yield text, found


def paragraphs(
    name: str, text: str, attributions: Sequence[Attributed], engine: Engine, read: Read
) -> Iterator[Passage]:
    """Yield the coded blocks of an article as passages; offsets of the attributions are code points of `text`."""
    reading = read(text)
    places = [
        _Place(start, end, part, index)
        for index, one in enumerate(attributions)
        for part in _PARTS
        for start, end in getattr(one, part)
    ]
    blocks = [block for block in reading.blocks if block.role in CODED_ROLES]
    docs = engine.docs([(reading.report.text[block.start : block.end], block) for block in blocks])
    for block, doc in zip(blocks, docs, strict=True):
        marks = [_mark(reading, block.start + token.idx, len(token), places) for token in doc]
        yield Passage(name, tuple(_sentences(doc, marks)))


def _mark(reading: Reading, start: int, length: int, places: Iterable[_Place]) -> _Place | None:
    """Return the first place that a token touches."""
    span = reading.span(start, start + length)
    ranges = ((span.start, span.end),) if span.source is None else span.source
    return next(
        (
            place
            for place in places
            if any(left < place.end and place.start < right for left, right in ranges)
        ),
        None,
    )


def _sentences(doc: Doc, marks: Sequence[_Place | None]) -> Iterator[Sentence]:
    cues: dict[int, int] = {}
    for index, mark in enumerate(marks):
        if mark is not None and mark.part == "cue":
            cues.setdefault(mark.attribution, index)
    for sentence in doc.sents:
        words = tuple(token.text for token in sentence)
        yield Sentence(words, said=tuple(_pieces(marks[sentence.start : sentence.end], sentence.start, cues)))


def _pieces(marks: Sequence[_Place | None], first: int, cues: dict[int, int]) -> Iterator[Piece]:
    at = 0
    while at < len(marks):
        mark = marks[at]
        end = at + 1
        if mark is not None:
            while end < len(marks) and _same(mark, marks[end]):
                end += 1
            cue = cues.get(mark.attribution)
            yield Piece(at, end, mark.part, None if cue is None else cue - first)
        at = end


def _same(one: _Place, other: _Place | None) -> bool:
    return other is not None and (one.attribution, one.part) == (other.attribution, other.part)
