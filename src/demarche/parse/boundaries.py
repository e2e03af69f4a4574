"""Straight quotes, and the places where a sentence may begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import numpy as np
import yaml
from numpy.typing import NDArray
from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The marks that decide where sentences may begin, from `boundaries.yaml`."""

    final: frozenset[str]
    weak: frozenset[str]
    closing: frozenset[str]
    opening: frozenset[str]
    quotes: frozenset[str]
    ease: float
    reluctance: float
    straight: Mapping[int, str]

    def straightened(self, text: str) -> str:
        """Return the text with typographic marks straightened, of the same length."""
        return text.translate(self.straight)

    def thresholds(self, doc: Doc, *, title: bool) -> NDArray[np.float32]:
        """Return for each token the score above which a sentence begins with it.

        Infinite where none may begin; lower after a full stop that a capital follows; in a title, not after a colon.
        """
        found = np.full(len(doc), np.inf, np.float32)
        depth = 0
        last = ""  # the last token that is not a closing mark
        for token in doc:
            text = token.text
            closes = text in self.closing and not (text in self.quotes and self._opens(token))
            if token.i == 0:
                found[0] = -np.inf
            elif depth == 0 and not closes:
                found[token.i] = self._threshold(last, token, title=title)
            if text in self.opening:
                depth += 1
            elif depth and closes and text not in self.quotes:
                depth -= 1
            if not closes:
                last = text
        return found

    def _threshold(self, last: str, token: Token, *, title: bool) -> float:
        """Return the threshold of a token that follows `last`, closing marks aside."""
        before = token.nbor(-1)
        if before.text in self.quotes and not before.whitespace_:
            return np.inf
        if last[-1:] not in self.final or (last[-1:] == "." and token.text[:1].islower()):
            return np.inf if title else self.reluctance
        if last in self.weak:
            return np.inf if title else 0.0
        is_plain = "." not in last[:-1] and token.text[:1].isupper()
        return -self.ease if is_plain else 0.0

    def _opens(self, token: Token) -> bool:
        """Tell whether a quotation mark opens: a space or nothing before it, none after it."""
        return not token.whitespace_ and (token.i == 0 or bool(token.nbor(-1).whitespace_))


def load_boundaries(folder: Traversable) -> Boundaries:
    """Return the boundary settings of an engine's folder."""
    data = yaml.safe_load((folder / "boundaries.yaml").read_text(encoding="utf-8"))
    return Boundaries(
        frozenset(data["final"]),
        frozenset(data["weak"]),
        frozenset(data["closing"]),
        frozenset(data["opening"]),
        frozenset(data["quotes"]),
        float(data["ease"]),
        float(data["reluctance"]),
        str.maketrans(data["straight"]),
    )
