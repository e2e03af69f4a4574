"""Turns treebanks and entity corpora into prepared passages, with the digest of every file read."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from training.engine.config import DataSettings
from training.engine.gum_names import NameRules, names_of
from training.engine.records import Passage, Sentence, TreeLayer, write_passages
from training.engine.treebank import Paragraph, Tree, read_paragraphs

TRAIN_TREES = "train-trees.jsonl"
TRAIN_NAMES = "train-names.jsonl"
DEV_NAMES = "dev-names.jsonl"
DIGESTS = "digests.json"
_AT_ONCE = 64  # documents handed to the cutter together; bounds memory only

Starts = Callable[[Sequence[Doc]], Iterable[NDArray[np.bool_]]]
"""Says for each document which words begin a sentence."""


class Preparation:
    """One pass over the data folder."""

    def __init__(
        self, settings: DataSettings, data: Path, marks: Mapping[int, str], rules: NameRules
    ) -> None:
        self._settings = settings
        self._data = data
        self._marks = marks
        self._rules = rules

    def write(self, folder: Path, starts: Starts) -> dict[str, int]:
        """Write every prepared file and the digests to the folder; return the sentences written, by file."""
        folder.mkdir(parents=True, exist_ok=True)
        settings = self._settings
        written = {TRAIN_TREES: write_passages(folder / TRAIN_TREES, self._all_trees(settings.train_trees))}
        for name in settings.dev_trees:
            target = dev_trees_file(name)
            written[target] = write_passages(folder / target, self.trees(name))
        written[TRAIN_NAMES] = write_passages(folder / TRAIN_NAMES, self._train_names(starts))
        written[DEV_NAMES] = write_passages(folder / DEV_NAMES, self._names(settings.dev_names, starts))
        digests = {name: digest(self._data / name) for name in sorted(self._files())}
        (folder / DIGESTS).write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")
        return written

    def trees(self, name: str) -> Iterator[Passage]:
        """Yield the passages of a treebank, with names if it is one that has them."""
        with_names = name in self._settings.with_entities
        for paragraph in self._paragraphs(name):
            sentences = tuple(
                _sentence(tree, self._rules if with_names else None) for tree in paragraph.trees
            )
            yield Passage(paragraph.document, sentences)

    def _all_trees(self, names: Iterable[str]) -> Iterator[Passage]:
        for name in names:
            yield from self.trees(name)

    def _paragraphs(self, name: str) -> Iterator[Paragraph]:
        return read_paragraphs(self._data / name, self._settings.paragraph_sentences, self._marks)

    def _train_names(self, starts: Starts) -> Iterator[Passage]:
        """Yield the entity corpora without what the treebanks hold, in train or for a test."""
        settings = self._settings
        repeated = {
            tuple(token.form for tree in paragraph.trees for token in tree.tokens)
            for name in settings.names_overlap
            for paragraph in self._paragraphs(name)
        }
        held_out = {
            tuple(token.form for token in tree.tokens)
            for name in settings.held_out
            for paragraph in self._paragraphs(name)
            for tree in paragraph.trees
            if len(tree.tokens) >= settings.held_out_words
        }
        for passage in self._names(settings.train_names, starts, repeated):
            kept = tuple(sentence for sentence in passage.sentences if sentence.words not in held_out)
            if kept:
                yield Passage(passage.document, kept)

    def _names(
        self, names: Iterable[str], starts: Starts, repeated: set[tuple[str, ...]] | None = None
    ) -> Iterator[Passage]:
        for name in names:
            docs = DocBin().from_disk(self._data / name).get_docs(Vocab())
            fresh = (
                doc for doc in docs if not repeated or tuple(token.text for token in doc) not in repeated
            )
            while batch := list(islice(fresh, _AT_ONCE)):
                yield from map(cut, batch, starts(batch))

    def _files(self) -> set[str]:
        settings = self._settings
        trees = {*settings.train_trees, *settings.dev_trees, *settings.names_overlap, *settings.held_out}
        return {*trees, *settings.train_names, *settings.dev_names}


def dev_trees_file(name: str) -> str:
    """Return the name of the prepared file for a dev treebank: "dev-ewt-dev.jsonl" for "treebanks/ewt-dev.conllu.gz"."""
    return f"dev-{Path(name).name.split('.')[0]}.jsonl"


def cut(doc: Doc, starts: NDArray[np.bool_]) -> Passage:
    """Return the document's sentences with its names; a name belongs to the sentence in which it begins."""
    begins = [0, *(int(at) for at in np.flatnonzero(starts) if at > 0)]
    names_in_doc = [(name.start, name.end, name.label_) for name in doc.ents]
    sentences = []
    for first, last in zip(begins, [*begins[1:], len(doc)], strict=True):
        words = tuple(token.text for token in doc[first:last])
        names = tuple(
            (at - first, end - first, label) for at, end, label in names_in_doc if first <= at < last
        )
        sentences.append(Sentence(words, names=names))
    return Passage("", tuple(sentences))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sentence(tree: Tree, rules: NameRules | None) -> Sentence:
    tokens = tree.tokens
    layer = TreeLayer(
        upos=tuple(token.upos for token in tokens),
        xpos=tuple(token.xpos for token in tokens),
        feats=tuple(token.feats for token in tokens),
        heads=tuple(token.head for token in tokens),
        deps=tuple(token.dep for token in tokens),
    )
    return Sentence(
        tuple(token.form for token in tokens), layer, None if rules is None else names_of(tokens, rules)
    )
