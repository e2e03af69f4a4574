"""spaCy's part of the engine, on one vocabulary: tokens before the encoder, tags and lemmas behind it."""

import re
from importlib.resources.abc import Traversable
from itertools import chain, pairwise

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, MORPH, POS, SENT_START, TAG
from spacy.symbols import IDS
from spacy.tokens import Doc

from demarche.parse.encoder import Annotation, Labels
from demarche.parse.lemmas import load_lemmatizer
from demarche.parse.tokenizer import adapt_tokenizer

_REMEMBERED = 100_000  # words, some 100 MB
_ATTRIBUTES = [TAG, POS, MORPH, HEAD, DEP, SENT_START, ENT_IOB, ENT_TYPE]
_RUN = re.compile(r"\S{1000}")  # the longest that has no space and is given to the tokenizer whole
_IOB = {"I": 1, "O": 2, "B": 3}


class Words:
    """Tokenizer, lemmatizer and the numbers that spaCy has for the encoder's labels.

    What they have seen is remembered, which makes the next report faster; `is_full` says when to begin anew.
    """

    def __init__(self, folder: Traversable, labels: Labels) -> None:
        self._nlp = spacy.blank("en")
        self._apart = adapt_tokenizer(self._nlp, folder)
        vocab, strings = self._nlp.vocab, self._nlp.vocab.strings
        self._lemmatizer = load_lemmatizer(vocab, folder)
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

    @property
    def is_full(self) -> bool:
        """Whether so many words are remembered that it is time for a new vocabulary."""
        return len(self._nlp.vocab) + len(self._lemmatizer.cache) > _REMEMBERED

    def tokens(self, text: str) -> Doc:
        """Return the tokens of a text; it is cut where the settings say, and where it has no spaces for too long.

        The tokenizer's time would grow as the square of a word's length.
        """
        inside = sorted(found.end() for found in chain(_RUN.finditer(text), self._apart.finditer(text)))
        cuts = [0, *inside, len(text)]
        parts = [text[start:end] for start, end in pairwise(cuts) if start < end]
        if len(parts) <= 1:
            return self._nlp.make_doc(text)
        tokens = [token for part in parts for token in self._nlp.make_doc(part)]
        words, spaces = [token.text for token in tokens], [bool(token.whitespace_) for token in tokens]
        return Doc(self._nlp.vocab, words, spaces)

    def annotated(self, doc: Doc, found: Annotation) -> Doc:
        """Return the doc with the annotation written into it, and lemmas."""
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
        return self._lemmatizer(doc.from_array(_ATTRIBUTES, np.stack(columns, axis=1)))  # type: ignore[arg-type]
