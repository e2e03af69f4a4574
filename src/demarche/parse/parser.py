"""The English parser: spaCy's tokenizer and lemmatizer around the encoder; a report in, its syntax out."""

import hashlib
import re
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from itertools import pairwise

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, MORPH, POS, SENT_START, TAG
from spacy.symbols import IDS
from spacy.tokens import Doc

from demarche.model.reading import CODED_ROLES, Block, Reading
from demarche.model.syntax import Syntax
from demarche.parse.boundaries import load_boundaries
from demarche.parse.encoder import Annotation, Encoder
from demarche.parse.lemmas import load_lemmatizer
from demarche.parse.tokenizer import adapt_tokenizer
from demarche.parse.tree import syntax_of

_REMEMBERED_LEMMAS = 50_000
_ATTRIBUTES = [TAG, POS, MORPH, HEAD, DEP, SENT_START, ENT_IOB, ENT_TYPE]
_RUN = re.compile(r"\S{1000}")  # the longest that has no space and is given to the tokenizer whole
_IOB = {"I": 1, "O": 2, "B": 3}


class Parser:
    """The parts of the English pipeline, loaded once."""

    def __init__(self, folder: Traversable, *, threads: int = 1) -> None:
        self._nlp = spacy.blank("en")
        adapt_tokenizer(self._nlp, folder)
        self._boundaries = load_boundaries(folder)
        self._lemmatizer = load_lemmatizer(self._nlp.vocab, folder)
        self._encoder = Encoder(folder, threads=threads)
        self._columns = _Columns(self._nlp.vocab, self._encoder)
        self.digest = _digest(folder)

    def parse(self, reading: Reading) -> Syntax:
        """Return the words and sentences of the report's coded blocks."""
        blocks = [(index, block) for index, block in enumerate(reading.blocks) if block.role in CODED_ROLES]
        with self._nlp.memory_zone():
            docs = self.docs([(reading.report.text[block.start : block.end], block) for _, block in blocks])
            return syntax_of([(index, block, doc) for (index, block), doc in zip(blocks, docs, strict=True)])

    def docs(self, texts: Sequence[tuple[str, Block]]) -> list[Doc]:
        """Return spaCy's `Doc` for each block of one report, annotated by encoder and lemmatizer."""
        made = [self._tokens(self._boundaries.straightened(text)) for text, _ in texts]
        thresholds = [
            self._boundaries.thresholds(doc, title=block.role in {"title", "heading"})
            for doc, (_, block) in zip(made, texts, strict=True)
        ]
        annotations = self._encoder.annotate([[token.text for token in doc] for doc in made], thresholds)
        if len(self._lemmatizer.cache) > _REMEMBERED_LEMMAS:
            self._lemmatizer.cache.clear()
        docs = [self._columns.annotated(doc, found) for doc, found in zip(made, annotations, strict=True)]
        return [self._lemmatizer(doc) for doc in docs]

    def _tokens(self, text: str) -> Doc:
        """Return the tokens of a text; what has no spaces for too long is cut, or its time would grow as its square."""
        cuts = [0, *(run.end() for run in _RUN.finditer(text)), len(text)]
        parts = [text[start:end] for start, end in pairwise(cuts) if start < end]
        if len(parts) <= 1:
            return self._nlp.make_doc(text)
        tokens = [token for part in parts for token in self._nlp.make_doc(part)]
        words, spaces = [token.text for token in tokens], [bool(token.whitespace_) for token in tokens]
        return Doc(self._nlp.vocab, words, spaces)


class _Columns:
    """The encoder's label indices as the numbers that spaCy's `Doc` takes."""

    def __init__(self, vocab: spacy.vocab.Vocab, encoder: Encoder) -> None:
        labels, strings = encoder.labels, vocab.strings
        self._tag = np.array([strings.add(name) for name in labels.xpos], np.uint64)
        self._pos = np.array([IDS[name] for name in labels.upos], np.uint64)
        self._morph = np.array(
            [vocab.morphology.add("" if name == "_" else name) for name in labels.feats], np.uint64
        )
        self._dep = np.array(
            [strings.add("ROOT" if name == "root" else name) for name in labels.dep], np.uint64
        )
        self._iob = np.array([_IOB[name[0]] for name in labels.bio], np.uint64)
        self._type = np.array([strings.add(name[2:]) if name != "O" else 0 for name in labels.bio], np.uint64)

    def annotated(self, doc: Doc, found: Annotation) -> Doc:
        """Return the doc with the annotation written into it."""
        if len(doc) == 0:
            return doc
        head = (found.head - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        iob, kind = self._iob[found.bio], self._type[found.bio]
        follows = np.concatenate([[False], kind[1:] == kind[:-1]])
        iob[(iob == _IOB["I"]) & ~follows] = _IOB["B"]
        starts = np.where(found.starts, 1, -1).astype(np.int64).view(np.uint64)
        columns: list[NDArray[np.uint64]] = [
            self._tag[found.xpos],
            self._pos[found.upos],
            self._morph[found.feats],
            head,
            self._dep[found.dep],
            starts,
            iob,
            kind,
        ]
        return doc.from_array(_ATTRIBUTES, np.stack(columns, axis=1))  # type: ignore[arg-type]


def _digest(folder: Traversable) -> str:
    """Return the SHA-256 (first 16 digits) of every file of the engine, by name and content."""
    digest = hashlib.sha256()
    for file in sorted(_files(folder), key=lambda found: found.name):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(folder: Traversable) -> list[Traversable]:
    return [file for entry in folder.iterdir() for file in (_files(entry) if entry.is_dir() else [entry])]
