"""The parsed report: words, their dependencies (Universal Dependencies labels) and sentences.

Built once by `parse` and never changed afterwards. Plain objects instead of spaCy's, so that the stages
after the parser need no model, can be tested on trees written by hand, and read attributes at list speed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from demarche.model.reading import BlockRole

EntityLabel = Literal["PER", "ORG", "LOC", ""]


class PipelineError(ValueError):
    """A pipeline cannot give the syntax that the coder reads; the message says why."""


class Word:
    """A token: its form, its place in the text (code points) and its place in the tree.

    `factuality` says how sure the reader may be that what the word names happened, if it names an event, from about -3
    (it did not) to 3 (it did); None where the pipeline says nothing of that.
    """

    __slots__ = (
        "children",
        "dep",
        "end",
        "factuality",
        "feats",
        "head",
        "i",
        "lemma",
        "lower",
        "sentence",
        "start",
        "text",
        "upos",
        "xpos",
    )

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    factuality: float | None
    dep: str
    head: "Word"
    children: list["Word"]
    sentence: int

    def __init__(
        self, i: int, start: int, text: str, *, lemma: str, upos: str, xpos: str, feats: str
    ) -> None:
        self.i = i
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.lower = text.lower()
        self.lemma = lemma
        self.upos = upos
        self.xpos = xpos
        self.feats = feats
        self.factuality = None
        self.dep = "root"
        self.head = self
        self.children = []
        self.sentence = 0

    def __repr__(self) -> str:
        return f"Word({self.i}, {self.text!r}, {self.dep} of {self.head.text!r})"

    @property
    def is_root(self) -> bool:
        """Whether the word is the root of its sentence."""
        return self.head is self

    def having(self, *deps: str) -> Iterator["Word"]:
        """Yield the children with one of these relations, in text order."""
        for child in self.children:
            if child.dep in deps:
                yield child

    def first(self, *deps: str) -> "Word | None":
        """Return the first child with one of these relations, or None."""
        for child in self.children:
            if child.dep in deps:
                return child
        return None

    def ancestors(self) -> Iterator["Word"]:
        """Yield the head, its head and so on up to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    def subtree(self) -> list["Word"]:
        """Return the word and everything below it, in text order."""
        found = [self]
        for word in found:
            found.extend(word.children)
        found.sort(key=lambda word: word.i)
        return found


@dataclass(frozen=True, slots=True)
class Entity:
    """A name that the encoder marked: words from `start` to `end` (indices, end exclusive) and its label."""

    start: int
    end: int
    label: EntityLabel


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the encoder takes for a source, what it says or thinks, and the cue between: ranges of words, end exclusive.

    Only the cue is always there; a source or a content in several pieces has several ranges, in text order.
    """

    source: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words from `start` to `end` (indices, end exclusive) and the kind of block they stand in."""

    index: int
    start: int
    end: int
    root: Word
    block: int
    role: BlockRole


@dataclass(frozen=True, slots=True)
class Syntax:
    """The words and sentences of one report, in text order."""

    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...] = ()

    def words_of(self, sentence: Sentence) -> tuple[Word, ...]:
        """Return the words of a sentence."""
        return self.words[sentence.start : sentence.end]


def tops(words: Iterable[Word]) -> list[Word]:
    """Return those of the words whose heads are not among them, in their order."""
    found = list(words)
    inside = {word.i for word in found}
    return [word for word in found if word.is_root or word.head.i not in inside]
