"""Packs examples into batches: chunks of neighbouring sentences, of similar length, in a seeded order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from random import Random

import numpy as np
from numpy.typing import NDArray

from training.engine.config import TrainingSettings
from training.engine.examples import UNKNOWN, Example

Ints = NDArray[np.int64]
Chunk = Sequence[Example]

_ROOT_SENTENCE = -2  # the sentence number of word 0, which every word may hang on
_NO_SENTENCE = -1  # of the padding
_MARKS = 2  # pieces of every row that stand for no word: its start and its end
_JITTER = 0.1  # lengths count up to a tenth more when sorted, so that batches differ between epochs


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the network reads: `[row, piece]` ids (0 is padding) and shapes, `[row, word]` first pieces and shapes.

    Word 0 of a row is the root: its first piece is the row's first, [CLS].
    """

    ids: Ints
    piece_shapes: Ints
    first: Ints
    word_shapes: Ints


@dataclass(frozen=True, slots=True)
class Targets:
    """What the network should say of each `[row, word]`; `UNKNOWN` where no loss is counted.

    `head` is a word of the row, 0 the root; `sentence` numbers the sentences of a row, between which no arc runs.
    `link` is the first word of the cue that a piece of an attribution hangs on, 0 if that stands in no word of the row.
    """

    upos: Ints
    xpos: Ints
    feats: Ints
    dep: Ints
    head: Ints
    bio: Ints
    start: Ints
    sentence: Ints
    said: Ints
    link: Ints


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs and targets; `facts` is NaN where no value is known; `has_trees` says whether there are trees."""

    inputs: Inputs
    targets: Targets
    facts: NDArray[np.float32]
    has_trees: bool


def chunks(passages: Iterable[Chunk], settings: TrainingSettings, random: Random) -> Iterator[Chunk]:
    """Yield every sentence once: alone, or with the ones that follow it, up to a random number of pieces."""
    for passage in passages:
        at = 0
        while at < len(passage):
            limit = 0 if random.random() < settings.alone else random.randint(*settings.chunk_pieces)
            end = at + 1
            length = passage[at].length
            while end < len(passage) and length + passage[end].length <= limit:
                length += passage[end].length
                end += 1
            yield passage[at:end]
            at = end


@dataclass(frozen=True, slots=True)
class Source:
    """Passages of one kind: in how many variants, of which an epoch shows one, and which share of them it shows."""

    variants: Sequence[Sequence[Chunk]]
    share: float

    def passages(self, epoch: int, random: Random) -> list[Chunk]:
        """Return what an epoch shows."""
        variant = self.variants[epoch % len(self.variants)]
        return [passage for passage in variant if random.random() < self.share]


def plan(sources: Iterable[Source], settings: TrainingSettings, epoch: int) -> list[list[Chunk]]:
    """Return the batches of an epoch; they depend on the seed and the epoch's number only.

    A batch holds chunks of one source, since sources differ in what they annotate.
    """
    random = Random(f"{settings.seed}/{epoch}")  # noqa: S311 - reproducible on purpose
    batches: list[list[Chunk]] = []
    for source in sources:
        shown = chunks(source.passages(epoch, random), settings, random)
        measured = [(_length(chunk), chunk) for chunk in shown]
        measured.sort(key=lambda pair: pair[0] * (1 + _JITTER * random.random()))
        batch: list[Chunk] = []
        widest = 0
        for length, chunk in measured:
            if batch and max(widest, length) * (len(batch) + 1) > settings.batch_pieces:
                batches.append(batch)
                batch, widest = [], 0
            batch.append(chunk)
            widest = max(widest, length)
        if batch:
            batches.append(batch)
    random.shuffle(batches)
    return batches


def collate(batch: Sequence[Chunk], start_piece: int, end_piece: int) -> Batch:
    """Return the batch as arrays, padded to its longest row."""
    rows = len(batch)
    length = max(map(_length, batch))
    words = 1 + max(sum(example.words for example in chunk) for chunk in batch)
    inputs = Inputs(_zeros(rows, length), _zeros(rows, length), _zeros(rows, words), _zeros(rows, words))
    targets = Targets(**{field.name: np.full((rows, words), UNKNOWN, np.int64) for field in fields(Targets)})
    facts = np.full((rows, words), np.nan, np.float32)
    targets.sentence[:] = _NO_SENTENCE
    targets.sentence[:, 0] = _ROOT_SENTENCE
    for row, chunk in enumerate(batch):
        inputs.ids[row, 0] = start_piece
        inputs.ids[row, _fill_inputs(inputs, row, chunk)] = end_piece
        _fill_targets(targets, row, chunk)
        _fill_facts(facts, row, chunk)
    return Batch(inputs, targets, facts, batch[0][0].has_tree)


def _fill_inputs(inputs: Inputs, row: int, chunk: Chunk) -> int:
    """Fill a row with the chunk's pieces and shapes; return the place behind its last piece."""
    piece = word = 1
    for example in chunk:
        for pieces, word_shape in zip(example.pieces, example.shapes, strict=True):
            end = piece + len(pieces)
            inputs.ids[row, piece:end] = pieces
            inputs.piece_shapes[row, piece:end] = word_shape
            inputs.first[row, word] = piece
            inputs.word_shapes[row, word] = word_shape
            piece = end
            word += 1
    return piece


def _fill_targets(targets: Targets, row: int, chunk: Chunk) -> None:
    first = 1
    row_words = sum(example.words for example in chunk)
    for number, example in enumerate(chunk):
        words = slice(first, first + example.words)
        targets.bio[row, words] = example.bio
        targets.said[row, words] = example.said
        for at, cue in example.links:
            targets.link[row, first + at] = first + cue if 1 <= first + cue <= row_words else 0
        if example.has_tree:
            targets.upos[row, words] = example.upos
            targets.xpos[row, words] = example.xpos
            targets.feats[row, words] = example.feats
            targets.dep[row, words] = example.dep
            targets.head[row, words] = [head and first + head - 1 for head in example.heads]
            targets.sentence[row, words] = number
            targets.start[row, words] = 0
            # The first word of a row begins a sentence whatever it is: nothing to learn.
            targets.start[row, first] = UNKNOWN if number == 0 else 1
        first += example.words


def _fill_facts(facts: NDArray[np.float32], row: int, chunk: Chunk) -> None:
    first = 1
    for example in chunk:
        for word, value in example.facts:
            facts[row, first + word] = value
        first += example.words


def _length(chunk: Chunk) -> int:
    return sum(example.length for example in chunk) + _MARKS


def _zeros(rows: int, columns: int) -> Ints:
    return np.zeros((rows, columns), np.int64)
