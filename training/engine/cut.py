"""Cuts entity documents, which come without sentences, by the engine that the package ships."""

from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from demarche.parse.boundaries import load_boundaries
from demarche.parse.encoder import Encoder


class Cutter:
    """Finds sentence starts with an engine's encoder, at the places that its boundary settings allow."""

    def __init__(self, engine: Traversable, *, threads: int) -> None:
        self._encoder = Encoder(engine, threads=threads)
        self._boundaries = load_boundaries(engine)

    def starts(self, docs: Sequence[Doc]) -> Iterator[NDArray[np.bool_]]:
        """Yield for each document which of its words begin a sentence; none does inside a name."""
        thresholds = [self._boundaries.thresholds(doc, title=False) for doc in docs]
        for doc, threshold in zip(docs, thresholds, strict=True):
            for name in doc.ents:
                threshold[name.start + 1 : name.end] = np.inf
        annotations = self._encoder.annotate([[token.text for token in doc] for doc in docs], thresholds)
        for annotation in annotations:
            yield annotation.starts
