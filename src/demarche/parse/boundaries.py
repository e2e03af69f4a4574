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
    straight: Mapping[int, str]

    def straightened(self, text: str) -> str:
        """Return the text with typographic marks straightened, of the same length."""
        return text.translate(self.straight)

    def may_start(self, doc: Doc, *, title: bool) -> NDArray[np.bool_]:
        """Return for each token whether a sentence may begin with it; in a title, not after a colon."""
        allowed = np.zeros(len(doc), np.bool_)
        depth = 0
        last = ""  # the last token that is not a closing mark
        for token in doc:
            text = token.text
            closes = text in self.closing and not (text in self.quotes and self._opens(token))
            allowed[token.i] = token.i == 0 or (
                depth == 0 and not closes and self._ends(last, token, title=title)
            )
            if text in self.opening:
                depth += 1
            elif depth and closes and text not in self.quotes:
                depth -= 1
            if not closes:
                last = text
        return allowed

    def _ends(self, last: str, token: Token, *, title: bool) -> bool:
        """Tell whether a sentence can have ended with `last`, and `token` can begin the next."""
        if last[-1:] not in self.final or (title and last in self.weak):
            return False
        before = token.nbor(-1)
        if before.text in self.quotes and not before.whitespace_:
            return False
        return not (last[-1:] == "." and token.text[:1].islower())

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
        str.maketrans(data["straight"]),
    )
