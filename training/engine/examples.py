"""Sentences as numbers: pieces, shapes and label indices, ready to be put into batches."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from demarche.parse.shapes import shape
from demarche.parse.wordpiece import WordPiece
from training.engine.config import LabelSettings
from training.engine.gum_names import Name
from training.engine.records import Passage, Piece, Sentence

UNKNOWN = -100
"""The target of a word that no loss is counted for."""


@dataclass(frozen=True, slots=True)
class LabelSets:
    """The labels that each head can give; the most frequent first, `bio` and `said` with "O" first."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    dep: tuple[str, ...]
    bio: tuple[str, ...]
    said: tuple[str, ...]

    def write(self, path: Path) -> None:
        """Write the sets as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence for training; the layers of a tree are empty where there is none.

    `heads` counts words from 1 within the sentence, 0 is above the root. `links` gives for the first word of each
    piece of an attribution where the cue begins, counted from the sentence's first word; `facts` a value for some words.
    """

    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]
    upos: tuple[int, ...]
    xpos: tuple[int, ...]
    feats: tuple[int, ...]
    dep: tuple[int, ...]
    heads: tuple[int, ...]
    bio: tuple[int, ...]
    said: tuple[int, ...]
    links: tuple[tuple[int, int], ...] = ()
    facts: tuple[tuple[int, float], ...] = ()

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.pieces)

    @property
    def length(self) -> int:
        """The number of pieces."""
        return sum(map(len, self.pieces))

    @property
    def has_tree(self) -> bool:
        """Whether the sentence is from a treebank."""
        return bool(self.heads)


def read_label_sets(path: Path, settings: LabelSettings) -> LabelSets:
    """Return the label sets that a JSON file holds; the parts of attributions are those of the settings if it has none."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return LabelSets(
        **{"said": _tags_of(settings.said)} | {name: tuple(labels) for name, labels in data.items()}
    )


def collect_labels(passages: Iterable[Passage], settings: LabelSettings) -> LabelSets:
    """Return the labels that occur often enough in the trees of the passages."""
    upos: Counter[str] = Counter()
    xpos: Counter[str] = Counter()
    feats: Counter[str] = Counter()
    dep: Counter[str] = Counter()
    for tree in (sentence.tree for passage in passages for sentence in passage.sentences if sentence.tree):
        upos.update(tree.upos)
        xpos.update(tree.xpos)
        feats.update(tree.feats)
        dep.update(tree.deps)
    return LabelSets(
        _frequent(upos, settings.fewest_upos),
        _frequent(xpos, settings.fewest_xpos),
        _frequent(feats, settings.fewest_feats),
        _frequent(dep, settings.fewest_dep),
        _tags_of(settings.entities),
        _tags_of(settings.said),
    )


class Encoding:
    """Turns sentences into examples for one vocabulary and one collection of label sets."""

    def __init__(self, labels: LabelSets, wordpiece: WordPiece) -> None:
        self.labels = labels
        self.wordpiece = wordpiece
        self._upos = _numbered(labels.upos)
        self._xpos = _numbered(labels.xpos)
        self._feats = _numbered(labels.feats)
        self._dep = _numbered(labels.dep)
        self._bio = _numbered(labels.bio)
        self._said = _numbered(labels.said)

    def passages(self, passages: Iterable[Passage], longest: int) -> Iterator[list[Example]]:
        """Yield the examples of each passage; one is cut in two at a sentence of more than `longest` words, which is left out."""
        for passage in passages:
            for fits, sentences in groupby(passage.sentences, lambda one: len(one.words) <= longest):
                if fits:
                    yield [self.example(sentence) for sentence in sentences]

    def example(self, sentence: Sentence) -> Example:
        """Return the sentence as numbers; what its corpus does not annotate is `UNKNOWN`."""
        tree = sentence.tree
        return Example(
            pieces=tuple(self.wordpiece.pieces(word) for word in sentence.words),
            shapes=tuple(shape(word) for word in sentence.words),
            upos=_indices(self._upos, tree.upos) if tree else (),
            xpos=_indices(self._xpos, tree.xpos) if tree else (),
            feats=_indices(self._feats, tree.feats) if tree else (),
            dep=_indices(self._dep, tree.deps) if tree else (),
            heads=tree.heads if tree else (),
            bio=_tags(self._bio, len(sentence.words), sentence.names),
            said=_tags(self._said, len(sentence.words), _spans(sentence.said)),
            links=tuple((piece.first, piece.cue) for piece in sentence.said or () if piece.cue is not None),
            facts=tuple((fact.word, fact.value) for fact in sentence.facts or ()),
        )


def _tags(numbered: dict[str, int], words: int, spans: Sequence[Name] | None) -> tuple[int, ...]:
    if spans is None:
        return (UNKNOWN,) * words
    tags = [numbered["O"]] * words
    for first, last, label in spans:
        tags[first:last] = [numbered["I-" + label]] * (min(last, words) - first)
        tags[first] = numbered["B-" + label]
    return tuple(tags)


def _spans(pieces: Sequence[Piece] | None) -> list[Name] | None:
    return None if pieces is None else [(piece.first, piece.last, piece.part) for piece in pieces]


def _tags_of(labels: Iterable[str]) -> tuple[str, ...]:
    return ("O", *(prefix + label for label in labels for prefix in ("B-", "I-")))


def _frequent(counts: Counter[str], fewest: int) -> tuple[str, ...]:
    return tuple(label for label, count in counts.most_common() if count >= fewest)


def _numbered(labels: Sequence[str]) -> dict[str, int]:
    return {label: index for index, label in enumerate(labels)}


def _indices(numbered: dict[str, int], labels: Iterable[str]) -> tuple[int, ...]:
    return tuple(numbered.get(label, UNKNOWN) for label in labels)
