"""The English engine: spaCy's tokenizer and lemmatizer around the encoder; a report in, its syntax out."""

import hashlib
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from typing import Protocol

from spacy.tokens import Doc

from demarche.model.reading import CODED_ROLES, Block, Reading
from demarche.model.syntax import Syntax
from demarche.parse.attributions import PieceTags
from demarche.parse.boundaries import load_boundaries
from demarche.parse.encoder import Annotation, Encoder
from demarche.parse.tree import Parsed, syntax_of
from demarche.parse.words import Words


class Parser(Protocol):
    """What the coder needs of a pipeline: the syntax of a report, and a digest of all that decides it."""

    digest: str

    def parse(self, reading: Reading) -> Syntax:
        """Return the words and sentences of the report's coded blocks."""


class Engine:
    """The parts of the English pipeline, loaded once; the fast one leaves the encoder's upper layers out."""

    def __init__(self, folder: Traversable, *, threads: int = 1, fast: bool = False) -> None:
        self._folder = folder
        self._boundaries = load_boundaries(folder)
        self._encoder = Encoder(folder, threads=threads, fast=fast)
        self._pieces = PieceTags(self._encoder.labels.said)
        self._words = Words(folder, self._encoder.labels)
        self.digest = _digest(folder) + ("-fast" if fast else "")

    def parse(self, reading: Reading) -> Syntax:
        """Return the words and sentences of the report's coded blocks, with names, attributions and certainty."""
        blocks = [(index, block) for index, block in enumerate(reading.blocks) if block.role in CODED_ROLES]
        found = self._annotated(
            [(reading.report.text[block.start : block.end], block) for _, block in blocks]
        )
        return syntax_of(
            [
                Parsed(
                    index,
                    block,
                    doc,
                    self._pieces.attributions(annotation.said, annotation.cue),
                    annotation.facts.tolist(),
                )
                for (index, block), (doc, annotation) in zip(blocks, found, strict=True)
            ]
        )

    def docs(self, texts: Sequence[tuple[str, Block]]) -> list[Doc]:
        """Return spaCy's `Doc` for each block of one report, annotated by encoder and lemmatizer."""
        return [doc for doc, _ in self._annotated(texts)]

    def _annotated(self, texts: Sequence[tuple[str, Block]]) -> list[tuple[Doc, Annotation]]:
        if self._words.is_full:
            self._words = Words(self._folder, self._encoder.labels)
        docs = [self._words.tokens(self._boundaries.straightened(text)) for text, _ in texts]
        thresholds = [
            self._boundaries.thresholds(doc, title=block.role in {"title", "heading"})
            for doc, (_, block) in zip(docs, texts, strict=True)
        ]
        annotations = self._encoder.annotate([[token.text for token in doc] for doc in docs], thresholds)
        return [
            (self._words.annotated(doc, found), found) for doc, found in zip(docs, annotations, strict=True)
        ]


def _digest(folder: Traversable) -> str:
    """Return the SHA-256 (first 16 digits) of every file of the engine, by name and content."""
    digest = hashlib.sha256()
    for file in sorted(_files(folder), key=lambda found: found.name):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(folder: Traversable) -> list[Traversable]:
    return [file for entry in folder.iterdir() for file in (_files(entry) if entry.is_dir() else [entry])]
