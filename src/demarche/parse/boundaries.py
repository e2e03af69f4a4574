"""Straight quotes, and how sure the encoder has to be that a sentence begins with a word."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import numpy as np
import yaml
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

_COMMA = ","


@dataclass(frozen=True, slots=True)
class Bars:
    """The encoder's score (log odds) above which a sentence begins, by what stands before and after the place."""

    ended: float
    abbreviation: float
    neither: float
    small: float
    weak: float
    unmarked: float


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The marks that decide where sentences may begin, from `boundaries.yaml`."""

    final: frozenset[str]
    weak: frozenset[str]
    greeting: int
    closing: frozenset[str]
    pairs: Mapping[str, str]
    quotes: frozenset[str]
    bars: Bars
    straight: Mapping[int, str]

    def straightened(self, text: str) -> str:
        """Return the text with typographic marks straightened, of the same length."""
        return text.translate(self.straight)

    def thresholds(self, doc: Doc, *, title: bool) -> NDArray[np.float32]:
        """Return for each token the score above which a sentence begins with it; infinite where none may.

        None begins inside brackets, with a closing mark or right after an opening quotation mark, nor after a comma
        but one that ends a greeting; in a title, only
        after a mark that ends sentences.
        """
        found = np.full(len(doc), np.inf, np.float32)
        groups = self._groups(doc)
        inside = np.zeros(len(doc), np.bool_)
        for end, start in groups.items():
            inside[start + 1 : end + 1] = True
        last = ""  # the last token that is no closing mark and stands in no brackets, unless a sentence ends in them
        ended = 0  # where the words since the last mark that ends sentences begin
        before: dict[int, str] = {}
        for token in doc:
            closes = token.text in self.closing and not (token.text in self.quotes and self._opens(token))
            goes_on = last == _COMMA and token.i - ended > self.greeting
            if token.i == 0 or not (inside[token.i] or closes or goes_on or self._is_quoted(token)):
                found[token.i] = self._bar(last, token, title=title)
            before[token.i] = last
            if token.i in groups:
                last = last if last[-1:] in self.final else before[groups[token.i]]
            elif not closes:
                last = token.text
            if last[-1:] in self.final:
                ended = token.i + 1
        return found

    def _groups(self, doc: Doc) -> dict[int, int]:
        """Return the place of each closing bracket and of the one that it closes; brackets left open are none."""
        opened: list[Token] = []
        groups: dict[int, int] = {}
        for token in doc:
            if token.text in self.pairs:
                opened.append(token)
            elif opened and self.pairs[opened[-1].text] == token.text:
                groups[token.i] = opened.pop().i
        return groups

    def _bar(self, last: str, token: Token, *, title: bool) -> float:
        if token.i == 0:
            return -np.inf
        if last in self.weak:
            return np.inf if title else self.bars.weak
        if last[-1:] not in self.final:
            return np.inf if title else self.bars.unmarked
        first = self._first_letter(token)
        if last[-1:] == "." and first.islower():
            return self.bars.small
        if not first.isupper():
            return self.bars.neither
        return self.bars.abbreviation if last[-1:] == "." and last.strip(".") else self.bars.ended

    def _first_letter(self, token: Token) -> str:
        """Return the first character of the token, or of the next one that is neither quotation mark nor bracket."""
        doc = token.doc
        at = token.i
        while at + 1 < len(doc) and (doc[at].text in self.quotes or doc[at].text in self.pairs):
            at += 1
        return doc[at].text[:1]

    def _is_quoted(self, token: Token) -> bool:
        """Tell whether the token follows a quotation mark without a space."""
        before = token.nbor(-1)
        return before.text in self.quotes and not before.whitespace_

    def _opens(self, token: Token) -> bool:
        """Tell whether a quotation mark opens: a space or nothing before it, none after it."""
        return not token.whitespace_ and (token.i == 0 or bool(token.nbor(-1).whitespace_))


def load_boundaries(folder: Traversable) -> Boundaries:
    """Return the boundary settings of an engine's folder."""
    data = yaml.safe_load((folder / "boundaries.yaml").read_text(encoding="utf-8"))
    return Boundaries(
        frozenset(data["final"]),
        frozenset(data["weak"]),
        int(data["greeting"]),
        frozenset(data["closing"]),
        dict(data["pairs"]),
        frozenset(data["quotes"]),
        Bars(**data["bars"]),
        str.maketrans(data["straight"]),
    )
