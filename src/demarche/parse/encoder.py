"""Runs the fine-tuned encoder (ONNX, int8) over paragraphs of words and decodes its heads.

The int8 activations are scaled per batch, so what stands in a batch can change a result: a batch holds
paragraphs of one report only, and a report alone decides how it is cut into batches.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from demarche.parse.shapes import shape
from demarche.parse.trees import best_tree, find_cycle
from demarche.parse.wordpiece import WordPiece

_WINDOW = 110  # pieces read at once: sentences of training were packed into chunks of up to 100
_WIDEST = 300  # pieces; a sentence longer than this is cut
_BUDGET = 400  # padded pieces in a batch: measured best for one core (encoder recipe)
_NEVER = np.float32(-1e9)
_INDICES = ("upos", "xpos", "feats", "dep", "bio", "head")

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
_NO_WORDS = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of the encoder's heads, in the order of its outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    dep: tuple[str, ...]
    bio: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the encoder says of the words of a paragraph: label indices, heads, sentence starts.

    `head` holds indices into the paragraph; the root of a sentence is its own head.
    """

    upos: Ints
    xpos: Ints
    feats: Ints
    dep: Ints
    bio: Ints
    head: Ints
    starts: NDArray[np.bool_]


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
    """The encoder's session, its vocabulary and its labels."""

    def __init__(self, folder: Traversable, *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        with as_file(folder / "encoder.onnx") as model:
            self._session = onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])
        with as_file(folder / "label_weights.npy") as weights:
            self._label_weights: NDArray[np.float32] = np.load(weights)
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.labels = Labels(
            **{name: tuple(labels[name]) for name in ("upos", "xpos", "feats", "dep", "bio")}
        )
        self._wordpiece = WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))
        self._root = self.labels.dep.index("root")

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
        return [_joined(parts) for parts in found]

    def _read(self, chunks: Sequence[_Chunk]) -> list[Annotation]:
        results: dict[int, Annotation] = {}
        for batch in _batches([chunk.length for chunk in chunks]):
            members = [chunks[index] for index in batch]
            results.update(zip(batch, self._read_batch(members), strict=True))
        return [results[index] for index in range(len(chunks))]

    def _read_batch(self, chunks: Sequence[_Chunk]) -> Iterator[Annotation]:
        inputs = self._inputs(chunks)
        upos, xpos, feats, start_scores, bio_scores, arcs, as_dependent, as_head = self._session.run(
            None, inputs
        )
        bio = bio_scores.argmax(axis=-1)
        for row, chunk in enumerate(chunks):
            words = slice(1, len(chunk.pieces) + 1)
            begins = start_scores[row, words] > chunk.thresholds
            begins[0] = True
            heads = _heads(arcs[row, words, : len(chunk.pieces) + 1], np.flatnonzero(begins))
            deps = self._labels_of(as_dependent[row], as_head[row], heads)
            above = np.where(heads == 0, np.arange(len(heads)), heads - 1)
            yield Annotation(
                upos[row, words], xpos[row, words], feats[row, words], deps, bio[row, words], above, begins
            )

    def _labels_of(self, as_dependent: Any, as_head: Any, heads: Ints) -> Ints:  # noqa: ANN401 - arrays of the session
        """Return the best label of each arc; `heads` counts words from 1, 0 is above the root."""
        count = len(heads)
        ones = np.ones((count, 1), np.float32)
        left = np.concatenate([as_dependent[1 : count + 1], ones], axis=1) @ self._label_weights
        right = np.concatenate([as_head[heads], ones], axis=1)
        scores = np.matmul(left.reshape(count, len(self.labels.dep), -1), right[:, :, None])[:, :, 0]
        scores[:, self._root] = _NEVER
        labels: Ints = scores.argmax(axis=1)
        labels[heads == 0] = self._root
        return labels

    def _inputs(self, chunks: Sequence[_Chunk]) -> dict[str, Ints]:
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
        return {"ids": ids, "psh": piece_shapes, "first": first, "wsh": word_shapes}


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


def _heads(arcs: NDArray[np.float32], begins: Ints) -> Ints:
    """Return the head of each word (counted from 1, 0 above the root), one tree for each sentence.

    `arcs[word, head]` has a column 0 for the root and a column for each word.
    """
    heads: Ints = np.zeros(len(arcs), np.int64)
    for start, end in zip(begins, [*begins[1:], len(arcs)], strict=True):
        scores = np.concatenate([arcs[start:end, :1], arcs[start:end, start + 1 : end + 1]], axis=1)
        np.fill_diagonal(scores[:, 1:], _NEVER)
        best = scores.argmax(axis=1)
        if np.count_nonzero(best == 0) != 1 or find_cycle([0, *best.tolist()]) is not None:
            square = np.full((end - start + 1, end - start + 1), _NEVER, np.float32)
            square[1:] = scores
            best = best_tree(square)[1:]
        heads[start:end] = np.where(best == 0, 0, best + start)
    return heads


def _cut(annotation: Annotation, count: int, first: int) -> Annotation:
    """Return the first `count` words of the annotation, with heads counted from the paragraph's start."""
    return Annotation(
        annotation.upos[:count],
        annotation.xpos[:count],
        annotation.feats[:count],
        annotation.dep[:count],
        annotation.bio[:count],
        annotation.head[:count] + first,
        annotation.starts[:count],
    )


def _joined(parts: Sequence[Annotation]) -> Annotation:
    if len(parts) == 1:
        return parts[0]
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts] or [_NO_WORDS]) for name in _INDICES
    }
    starts = np.concatenate([part.starts for part in parts] or [_NO_WORDS.astype(np.bool_)])
    return Annotation(**columns, starts=starts)
