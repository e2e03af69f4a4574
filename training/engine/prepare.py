"""Turns the corpora into prepared passages, with the digest of every file read."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from random import Random

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from training.engine.config import Settings
from training.engine.facts import by_letters, carried, fact_sentences
from training.engine.gum_names import NameRules, names_of
from training.engine.records import Passage, Sentence, TreeLayer, read_passages, write_passages
from training.engine.swap import Cut, Swapper, headline
from training.engine.treebank import Paragraph, Tree, read_paragraphs

TRAIN_TREES = "train-trees.jsonl"
TRAIN_SAID = "train-said.jsonl"
TRAIN_FACTS = "train-facts.jsonl"
TRAIN_HEADLINES = "train-headlines.jsonl"
TRAIN_EXAMPLES = "train-examples.jsonl"
DEV_NAMES = "dev-names.jsonl"
DEV_SAID = "dev-said.jsonl"
DIGESTS = "digests.json"
_AT_ONCE = 64  # documents handed to the cutter together; bounds memory only

Starts = Callable[[Sequence[Doc]], Iterable[NDArray[np.bool_]]]
"""Says for each document which words begin a sentence."""


@dataclass(frozen=True, slots=True)
class Package:
    """What the package itself gives to the preparation: its sentence cutter, its reader, its examples, its tables' names."""

    starts: Starts
    said: Callable[[Path], Iterable[Passage]]
    examples: Callable[[], Iterable[Passage]]
    cut: Cut
    swapper: Swapper


class Preparation:
    """One pass over the data folder."""

    def __init__(
        self, settings: Settings, data: Path, marks: Mapping[int, str], rules: NameRules, package: Package
    ) -> None:
        self._settings = settings.data
        self._swap = settings.swap
        self._data = data
        self._marks = marks
        self._rules = rules
        self._package = package

    def write(self, folder: Path) -> dict[str, int]:
        """Write every prepared file and the digests to the folder; return the sentences written, by file."""
        folder.mkdir(parents=True, exist_ok=True)
        settings, copies = self._settings, range(1, self._swap.copies + 1)
        sources: dict[str, Iterable[Passage]] = {
            TRAIN_TREES: self._all_trees(settings.train_trees),
            TRAIN_HEADLINES: self._headlines(folder / TRAIN_TREES),
            **{dev_trees_file(name): self.trees(name) for name in settings.dev_trees},
            names_file(0): self._train_names(),
            DEV_NAMES: self._names(settings.dev_names),
            TRAIN_SAID: self._said(settings.train_said),
            DEV_SAID: self._said(settings.dev_said),
            TRAIN_FACTS: self._train_facts(folder / TRAIN_TREES),
            **{dev_facts_file(name): self._facts(name) for name in settings.dev_facts},
            TRAIN_EXAMPLES: self._package.examples(),
        }
        sources |= {names_file(copy): self._swapped(copy, folder / names_file(0)) for copy in copies}
        written = {name: write_passages(folder / name, passages) for name, passages in sources.items()}
        digests = {name: digest(path) for name, path in sorted(self._files().items())}
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

    @cached_property
    def _known_facts(self) -> Mapping[str, Sentence]:
        return by_letters(
            sentence for name in self._settings.train_facts for sentence in fact_sentences(self._data / name)
        )

    def _with_facts(self, sentence: Sentence) -> Sentence:
        facts = self._known_facts.get("".join(sentence.words))
        return sentence if facts is None else replace(sentence, facts=carried(facts, sentence.words))

    def _all_trees(self, names: Iterable[str]) -> Iterator[Passage]:
        """Yield the passages of treebanks, with the facts that other corpora know of their sentences."""
        for passage in chain.from_iterable(map(self.trees, names)):
            sentences = tuple(self._with_facts(sentence) for sentence in passage.sentences)
            yield Passage(passage.document, sentences)

    def _headlines(self, trees: Path) -> Iterator[Passage]:
        """Yield a share of the short sentences of prepared trees as headlines."""
        random = Random("headlines")  # noqa: S311 - reproducible on purpose
        for passage in read_passages(trees):
            for sentence in passage.sentences:
                found = headline(sentence) if random.random() < self._settings.headlines else None
                if found is not None:
                    yield Passage(passage.document, (found,))

    def _paragraphs(self, name: str) -> Iterator[Paragraph]:
        return read_paragraphs(self._data / name, self._settings.paragraph_sentences, self._marks)

    def _swapped(self, copy: int, names: Path) -> Iterator[Passage]:
        """Yield the prepared entity corpora with some of their names exchanged, others in every copy."""
        random = Random(f"swap/{copy}")  # noqa: S311 - reproducible on purpose
        for passage in read_passages(names):
            yield self._package.swapper.swapped(passage, random)

    def _train_names(self) -> Iterator[Passage]:
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
        for passage in self._names(settings.train_names, repeated):
            kept = tuple(sentence for sentence in passage.sentences if sentence.words not in held_out)
            if kept:
                yield Passage(passage.document, kept)

    def _names(self, names: Iterable[str], repeated: set[tuple[str, ...]] | None = None) -> Iterator[Passage]:
        for name in names:
            docs = DocBin().from_disk(self._data / name).get_docs(Vocab())
            fresh = (
                doc for doc in docs if not repeated or tuple(token.text for token in doc) not in repeated
            )
            while batch := list(islice(fresh, _AT_ONCE)):
                yield from map(cut, batch, self._package.starts(batch))

    def _said(self, names: Iterable[str]) -> Iterator[Passage]:
        for name in names:
            yield from self._package.said(self._data / name)

    def _train_facts(self, trees: Path) -> Iterator[Passage]:
        """Yield the sentences with facts that the prepared trees do not hold."""
        held = {"".join(sentence.words) for passage in read_passages(trees) for sentence in passage.sentences}
        for name in self._settings.train_facts:
            for passage in self._facts(name):
                if "".join(passage.sentences[0].words) not in held:
                    yield passage

    def _facts(self, name: str) -> Iterator[Passage]:
        """Yield the sentences of a factuality corpus, cut into words as the package cuts them."""
        for sentence in fact_sentences(self._data / name):
            words = tuple(self._package.cut(" ".join(sentence.words).translate(self._marks)))
            yield Passage("", (Sentence(words, facts=carried(sentence, words)),))

    def _files(self) -> dict[str, Path]:
        """Return every file and folder that is read, by its name under the data folder."""
        settings = self._settings
        trees = {*settings.train_trees, *settings.dev_trees, *settings.names_overlap, *settings.held_out}
        names = {*settings.train_names, *settings.dev_names, *settings.train_facts, *settings.dev_facts}
        said = {*settings.train_said, *settings.dev_said}
        return {name: self._data / name for name in trees | names | said}


def dev_trees_file(name: str) -> str:
    """Return the name of the prepared file for a dev treebank: "dev-ewt-dev.jsonl" for "treebanks/ewt-dev.conllu.gz"."""
    return f"dev-{Path(name).name.split('.')[0]}.jsonl"


def dev_facts_file(name: str) -> str:
    """Return the name of the prepared file for a corpus of facts: "dev-facts-UDS_IH2.jsonl" for ".../UDS_IH2/dev.jsonl"."""
    return f"dev-facts-{Path(name).parent.name}.jsonl"


def names_file(copy: int) -> str:
    """Return the name of the prepared entity corpora: as they are (0), or of a copy with names exchanged."""
    return f"train-names-{copy}.jsonl"


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
    """Return the SHA-256 of a file in hexadecimal; a folder's is that of its files' names and digests."""
    if path.is_dir():
        parts = (
            f"{file.relative_to(path).as_posix()} {digest(file)}\n" for file in sorted(path.rglob("*.*"))
        )
        return hashlib.sha256("".join(parts).encode()).hexdigest()
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
