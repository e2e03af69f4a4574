"""Documents of a treebank as text, with the place of each of their elementary discourse units (EDUs).

GUM marks in the tenth column where an EDU begins, and which one it elaborates: `Discourse=RELATION:NUMBER->NUMBER:…`; it
reaches to the next mark. The paragraphs of a document are set apart by an empty line, words as `SpaceAfter` says.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from bench.common.benchmark import BenchError
from bench.common.events import Range
from training.engine.treebank import Paragraph, TreebankError, read_paragraphs, text_and_offsets

_MARK = re.compile(r"(?:^|\|)Discourse=[^:|]*:(\d+)(?:->(\d+))?")
_WHOLE = 1_000_000  # sentences of a paragraph: paragraphs are never cut
_APART = "\n\n"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document and where its words stand; by their numbers, each EDU's words and those elaborating it."""

    text: str
    words: tuple[Range, ...]
    units: Mapping[str, tuple[int, ...]]
    satellites: Mapping[str, tuple[str, ...]]

    def unit(self, number: str, text: str) -> tuple[int, ...]:
        """Return the words of an EDU; raise `BenchError` if there is none or less than half of its words are these."""
        words = self.units.get(number, ())
        found = {self.text[slice(*self.words[index])] for index in words}
        asked = set(text.split())
        if 2 * len(found & asked) < max(len(found), len(asked)) or not words:
            raise BenchError(f"EDU {number} is not “{text}”")
        return words

    def around(self, number: str, without: str) -> Iterator[int]:
        """Yield the words of all EDUs that elaborate this one or each other, but for one with its own."""
        for satellite in self.satellites.get(number, ()):
            if satellite != without:
                yield from self.units[satellite]
                yield from self.around(satellite, without)


def read_documents(paths: Iterable[Path], names: frozenset[str]) -> dict[str, Document]:
    """Return those of the named documents that are in the treebanks."""
    found: dict[str, Document] = {}
    for path in paths:
        try:
            for name, paragraphs in groupby(read_paragraphs(path, _WHOLE, {}), key=lambda one: one.document):
                if name in names:
                    found[name] = document_of(list(paragraphs))
        except TreebankError as error:
            raise BenchError(str(error)) from error
    return found


def document_of(paragraphs: Sequence[Paragraph]) -> Document:
    """Return the document that the paragraphs make."""
    texts: list[str] = []
    words: list[Range] = []
    units: dict[str, list[int]] = {}
    satellites: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        at = sum(len(text) + len(_APART) for text in texts)
        text, places = text_and_offsets(token for tree in paragraph.trees for token in tree.tokens)
        texts.append(text)
        for mark, (start, end) in zip(_marks(paragraph), places, strict=True):
            if mark is not None:
                number, nucleus = mark.groups()
                units[number] = []
                satellites.setdefault(nucleus or "", []).append(number)
            if units:
                units[next(reversed(units))].append(len(words))
            words.append((at + start, at + end))
    return Document(_APART.join(texts), tuple(words), _fixed(units), _fixed(satellites))


def _marks(paragraph: Paragraph) -> Iterator[re.Match[str] | None]:
    """Yield for each word the mark of the EDU that begins with it, or None."""
    for tree in paragraph.trees:
        for token in tree.tokens:
            yield _MARK.search(token.misc)


def _fixed(lists: Mapping[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {name: tuple(members) for name, members in lists.items()}
