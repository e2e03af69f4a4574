"""Runs the engine over paragraphs of words, a window at a time, and decodes its heads.

What a product of the engine reads is rounded to ranges that were fixed in training, so a word's scores do not depend on
the scale of what else stands in a batch. The last digits of what is left in float32 may still differ with the width of a
batch: a batch holds paragraphs of one report only, and a report alone decides how it is cut into batches.
"""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from importlib.resources import as_file
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from demarche.parse.attributions import NO_CUE, PieceTags
from demarche.parse.network import Floats, Ints, Network, Outputs
from demarche.parse.shapes import shape
from demarche.parse.trees import best_heads
from demarche.parse.wordpiece import WordPiece

_WINDOW = 110  # pieces read at once: sentences of training were packed into chunks of up to 100
_WIDEST = 300  # pieces; a sentence longer than this is cut
_BUDGET = 400  # padded pieces in a batch: measured best for one core (encoder recipe)
_NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of the encoder's heads, in the order of its outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    dep: tuple[str, ...]
    bio: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the encoder says of the words of a paragraph: label indices, heads, sentence starts, cues, certainty.

    `head` holds indices into the paragraph; the root of a sentence is its own head. `said` is without loose ends: an
    I- follows its B-. `cue` is for the first word of each piece of an attribution the word that its cue begins with, -1
    where that was not found and for all other words. `facts` says how sure it is that what the word names happened,
    if it names an event, from about -3 (it did not) to 3.
    """

    upos: Ints
    xpos: Ints
    feats: Ints
    dep: Ints
    bio: Ints
    head: Ints
    starts: NDArray[np.bool_]
    said: Ints
    cue: Ints
    facts: Floats


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Words to be read in one window: where they stand, their pieces and shapes, where a sentence may start."""

    paragraph: int
    first: int
    pieces: Sequence[tuple[int, ...]]
    shapes: Sequence[int]
    thresholds: Floats

    @property
    def length(self) -> int:
        return sum(map(len, self.pieces)) + 2


class Encoder:
    """The engine's network, its vocabulary and its labels."""

    def __init__(self, folder: Traversable, *, threads: int = 1, fast: bool = False) -> None:
        self._network = Network(folder, fast=fast)
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None
        with as_file(folder / "label_weights.npy") as weights:
            self._label_weights: NDArray[np.float32] = np.load(weights)
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.labels = Labels(**{field.name: tuple(labels[field.name]) for field in fields(Labels)})
        self._wordpiece = WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))
        self._root = self.labels.dep.index("root")
        self._tags = PieceTags(self.labels.said)

    def annotate(self, paragraphs: Sequence[Sequence[str]], thresholds: Sequence[Floats]) -> list[Annotation]:
        """Return an annotation for each paragraph; a sentence starts at a word whose score is above its threshold.

        A paragraph longer than a window is read on from the last sentence start found in it.
        """
        found: list[list[Annotation]] = [[] for _ in paragraphs]
        pieces = [[self._wordpiece.pieces(word) for word in words] for words in paragraphs]
        shapes = [[shape(word) for word in words] for words in paragraphs]
        todo = [(index, 0, _WINDOW) for index, words in enumerate(paragraphs) if words]
        while todo:
            chunks = [
                _Chunk(
                    index,
                    first,
                    pieces[index][first:last],
                    shapes[index][first:last],
                    thresholds[index][first:last],
                )
                for index, first, width in todo
                for last in [_last_within(pieces[index], first, width)]
            ]
            again = []
            for chunk, (_, _, width), annotation in zip(chunks, todo, self._read(chunks), strict=True):
                count = len(chunk.pieces)
                if chunk.first + count < len(paragraphs[chunk.paragraph]):
                    keep = int(np.flatnonzero(annotation.starts)[-1])
                    if keep == 0 and width < _WIDEST:
                        again.append((chunk.paragraph, chunk.first, width * 2))
                        continue
                    count = keep or count
                    again.append((chunk.paragraph, chunk.first + count, _WINDOW))
                found[chunk.paragraph].append(_cut(annotation, count, chunk.first))
            todo = again
        return [self._tied(_joined(parts)) for parts in found]

    def _tied(self, annotation: Annotation) -> Annotation:
        """Return the annotation of a paragraph with whole pieces of attributions, tied to cues that it has."""
        said = self._tags.whole(annotation.said)
        return replace(annotation, said=said, cue=self._tags.known(said, annotation.cue))

    def _read(self, chunks: Sequence[_Chunk]) -> list[Annotation]:
        batches = list(_batches([chunk.length for chunk in chunks]))
        members = [[chunks[index] for index in batch] for batch in batches]
        read = (
            map(self._read_batch, members)
            if self._pool is None
            else self._pool.map(self._read_batch, members)
        )
        results: dict[int, Annotation] = {}
        for batch, found in zip(batches, read, strict=True):
            results.update(zip(batch, found, strict=True))
        return [results[index] for index in range(len(chunks))]

    def _read_batch(self, chunks: Sequence[_Chunk]) -> list[Annotation]:
        outputs = self._network.run(*self._inputs(chunks))
        said = outputs.said.argmax(axis=-1)
        return [self._annotation(outputs, said, row, chunk) for row, chunk in enumerate(chunks)]

    def _annotation(self, outputs: Outputs, said: Ints, row: int, chunk: _Chunk) -> Annotation:
        words = slice(1, len(chunk.pieces) + 1)
        begins = outputs.start[row, words] > chunk.thresholds
        begins[0] = True
        heads = best_heads(outputs.arcs[row, words, : len(chunk.pieces) + 1], np.flatnonzero(begins))
        return Annotation(
            outputs.upos[row, words],
            outputs.xpos[row, words],
            outputs.feats[row, words],
            self._labels_of(outputs, row, heads),
            outputs.bio[row, words],
            np.where(heads == 0, np.arange(len(heads)), heads - 1),
            begins,
            said[row, words],
            self._tags.cues(said[row, words], outputs.links[row, words]),
            outputs.facts[row, words],
        )

    def _labels_of(self, outputs: Outputs, row: int, heads: Ints) -> Ints:
        """Return the best label of each arc; `heads` counts words from 1, 0 is above the root."""
        count = len(heads)
        ones = np.ones((count, 1), np.float32)
        left = np.concatenate([outputs.as_dependent[row, 1 : count + 1], ones], axis=1) @ self._label_weights
        right = np.concatenate([outputs.as_head[row, heads], ones], axis=1)
        scores = np.matmul(left.reshape(count, len(self.labels.dep), -1), right[:, :, None])[:, :, 0]
        scores[:, self._root] = _NEVER
        labels: Ints = scores.argmax(axis=1)
        labels[heads == 0] = self._root
        return labels

    def _inputs(self, chunks: Sequence[_Chunk]) -> tuple[Ints, Ints, Ints, Ints]:
        rows, length = len(chunks), max(chunk.length for chunk in chunks)
        width = max(len(chunk.pieces) for chunk in chunks) + 1
        ids = np.zeros((rows, length), np.int64)
        piece_shapes = np.zeros((rows, length), np.int64)
        first = np.zeros((rows, width), np.int64)
        word_shapes = np.zeros((rows, width), np.int64)
        ids[:, 0] = self._wordpiece.start
        for row, chunk in enumerate(chunks):
            lengths = [len(pieces) for pieces in chunk.pieces]
            ends = np.cumsum(lengths)
            total = int(ends[-1])
            words = len(lengths)
            first[row, 1 : words + 1] = ends - lengths + 1
            word_shapes[row, 1 : words + 1] = chunk.shapes
            ids[row, 1 : total + 1] = [piece for pieces in chunk.pieces for piece in pieces]
            piece_shapes[row, 1 : total + 1] = np.repeat(chunk.shapes, lengths)
            ids[row, total + 1] = self._wordpiece.end
        return ids, piece_shapes, first, word_shapes


def _last_within(pieces: Sequence[tuple[int, ...]], first: int, width: int) -> int:
    """Return where a window of `width` pieces that begins at word `first` ends (exclusive)."""
    total = 0
    last = first
    while last < len(pieces) and total < width:
        total += len(pieces[last])
        last += 1
    return last


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield indices in batches of similar length, so that little is padded."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        length = lengths[index]
        if batch and (length * (len(batch) + 1) > _BUDGET or length > 1.2 * lengths[batch[0]] + 5):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _cut(annotation: Annotation, count: int, first: int) -> Annotation:
    """Return the first `count` words of the annotation, with heads and cues counted from the paragraph's start."""
    columns = {field.name: getattr(annotation, field.name)[:count] for field in fields(Annotation)}
    cue = columns["cue"]
    return Annotation(
        **columns | {"head": columns["head"] + first, "cue": np.where(cue == NO_CUE, NO_CUE, cue + first)}
    )


def _joined(parts: Sequence[Annotation]) -> Annotation:
    whole = parts or [_NOTHING]
    return Annotation(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in whole])
            for field in fields(Annotation)
        }
    )


_WORDLESS = np.zeros(0, np.int64)
_NOTHING = Annotation(
    *(_WORDLESS,) * 6, _WORDLESS.astype(np.bool_), _WORDLESS, _WORDLESS, _WORDLESS.astype(np.float32)
)
