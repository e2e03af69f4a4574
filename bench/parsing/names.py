"""demarche's engine as the benchmark of names sees it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources.abc import Traversable

from spacy.tokens import Doc
from spacy.vocab import Vocab

from bench.common.events import Range
from bench.common.readings import Parses, reading_of
from bench.parsing.ner import FindsNames, MarkedText, Name
from demarche.lexicon.tables import data_folder
from demarche.model.reading import Reading
from demarche.model.syntax import Syntax
from demarche.parse.boundaries import load_boundaries
from demarche.parse.encoder import Encoder
from demarche.parse.parser import Engine


def load_names() -> FindsNames:
    """Return the package's engine, loaded."""
    folder = data_folder() / "engine" / "en"
    return EngineNames(folder, Engine(folder))


class EngineNames:
    """The engine of a folder: its encoder alone for words that are given, the whole of it for a text."""

    def __init__(self, folder: Traversable, engine: Parses) -> None:
        self._encoder = Encoder(folder)
        self._boundaries = load_boundaries(folder)
        self._engine = engine

    def given(self, texts: Sequence[MarkedText]) -> Sequence[tuple[Name, ...]]:
        """Return the names of each text of a report, the words being given."""
        words = [_words(text, self._boundaries.straightened(text.text)) for text in texts]
        vocab = Vocab()
        docs = [Doc(vocab, own, _spaces(text)) for text, own in zip(texts, words, strict=True)]
        thresholds = [self._boundaries.thresholds(doc, title=False) for doc in docs]
        found = self._encoder.annotate(words, thresholds)
        labels = self._encoder.labels.bio
        return [
            tuple(named((labels[at] for at in annotation.bio), text.words))
            for text, annotation in zip(texts, found, strict=True)
        ]

    def raw(self, texts: Sequence[str]) -> Sequence[tuple[Name, ...]]:
        """Return the names of each text of a report."""
        reading = reading_of(texts)
        return names_by_block(reading, self._engine.parse(reading))


def names_by_block(reading: Reading, syntax: Syntax) -> list[tuple[Name, ...]]:
    """Return the names of each block, counted from its beginning."""
    starts = [block.start for block in reading.blocks]
    found: list[list[Name]] = [[] for _ in starts]
    for entity in syntax.entities:
        start, end = syntax.words[entity.start].start, syntax.words[entity.end - 1].end
        block = bisect_right(starts, start) - 1
        found[block].append(Name(start - starts[block], end - starts[block], entity.label))
    return [tuple(names) for names in found]


def named(tags: Iterable[str], places: Sequence[Range]) -> Iterator[Name]:
    """Yield the names that the BIO tags of words mark, by the places of the words; a loose I- begins a name."""
    name: Name | None = None
    for tag, (start, end) in zip(tags, places, strict=True):
        if name is not None and tag == "I-" + name.label:
            name = Name(name.start, end, name.label)
            continue
        if name is not None:
            yield name
        name = None if tag == "O" else Name(start, end, tag[2:])
    if name is not None:
        yield name


def _words(text: MarkedText, straight: str) -> list[str]:
    return [straight[start:end] for start, end in text.words]


def _spaces(text: MarkedText) -> list[bool]:
    """Return for each word whether a space follows it."""
    return [text.text[end : end + 1].isspace() for _, end in text.words]
