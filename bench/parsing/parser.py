"""`parser`: tags, trees, lemmas and sentences on raw text, against Universal Dependencies treebanks.

Convention, that of the CoNLL 2018 shared task with two differences named below. A paragraph's text is what its words
spell, with quotation marks straightened one to one and multiword tokens as they are written; where a file marks no
paragraphs, and after twelve sentences, a new one begins. The paragraphs of a document are parsed as one report.
A predicted word is compared with the gold word of exactly the same characters; every figure is an F1 over all words,
punctuation included, so that a wrong token costs precision and recall. A head is right if it is the gold head's
characters, `las` compares universal relations (`nsubj` for `nsubj:pass`), `las_subtyped` whole ones; a sentence is
right from its first to its last character. A gold lemma `_` is right whatever was predicted.
The differences: the words of a multiword token are cut from its surface ("wanna" is "wan" and "na") instead of aligned
within it, and `feats` compares all features, not the universal ones alone. `genres` gives the same figures by genre
where the file names one. Treebanks are named by their files: `ewt-test.conllu.gz` is `ewt`, split `test`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bench.common.benchmark import (
    BenchError,
    Benchmark,
    Data,
    Figure,
    Figures,
    Item,
    Prediction,
    located,
    paired,
)
from bench.common.measures import Counts
from bench.common.readings import Parses, reading_of
from demarche.model.reading import Block
from demarche.model.syntax import Syntax
from training.engine.treebank import Paragraph, Token, TreebankError, read_paragraphs, text_and_offsets

_LONGEST = 12  # sentences of a paragraph, as in the recipes whose figures are compared with
_SUFFIX = re.compile(r"\.conllu(\.gz)?$")
_SPLITS = ("train", "dev", "test")
_NOT_A_NAME = frozenset({*_SPLITS, "en", "english", "ud", "free"})
_COLUMNS = ("upos", "xpos", "feats")
# Fixed here and not taken from the engine, so that two engines are measured on the same text.
_CURLY, _PLAIN = "‘’‛′´“”‟‐‑\u00a0", "'''''\"\"\"-- "
_STRAIGHT: Mapping[int, str] = {ord(mark): plain for mark, plain in zip(_CURLY, _PLAIN, strict=True)}

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldParagraph(Item):
    """A paragraph of a treebank: its set, its document, its text, and the place of every word in it."""

    treebank: str
    document: str
    genre: str
    text: str
    sentences: tuple[tuple[Token, ...], ...]
    places: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class ParsedParagraph(Prediction):
    """The words predicted for a paragraph, as columns; `head` is an index into them, a root is its own head."""

    text: str
    start: tuple[int, ...]
    end: tuple[int, ...]
    lemma: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    head: tuple[int, ...]
    dep: tuple[str, ...]
    sentences: tuple[Range, ...]


class ParserBenchmark(Benchmark[GoldParagraph, ParsedParagraph]):
    """Tags, trees, lemmas and sentences on raw text."""

    name = "parser"
    purpose = "tags, trees, lemmas and sentences on raw text, against UD treebanks"
    usual = ("model/treebanks", ".")
    at_least = (
        *(f"*.{name}" for name in (*_COLUMNS, "uas", "las", "lemma", "token_f1", "sentence_f1")),
        *(f"*.genres.news.{name}" for name in ("las", "sentence_f1")),
    )
    prediction = ParsedParagraph

    def __init__(self, load: Callable[[], Parses]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the treebank given, or those of the split in the folder."""
        place = located(self, data)
        if place.is_file():
            return [place]
        found = [path for path in sorted(place.iterdir()) if _SUFFIX.search(path.name)]
        chosen = [path for path in found if data.split in _parts(path)]
        if not chosen:
            raise BenchError(f"no {data.split} treebank (.conllu, .conllu.gz) in {place}")
        return chosen

    def items(self, data: Data) -> Sequence[GoldParagraph]:
        """Return the paragraphs of the treebanks; raise `BenchError` for a file that is no CoNLL-U."""
        found: list[GoldParagraph] = []
        for path in self.files(data):
            try:
                paragraphs = list(read_paragraphs(path, _LONGEST, _STRAIGHT))
            except TreebankError as error:
                raise BenchError(str(error)) from error
            name = _name(path)
            found.extend(_gold(name, number, paragraph) for number, paragraph in enumerate(paragraphs))
        return found

    def predict(self, items: Sequence[GoldParagraph]) -> Iterator[ParsedParagraph]:
        """Yield what the parser makes of each paragraph, a document at a time."""
        parser = self._load()
        for _, members in groupby(items, key=lambda item: (item.treebank, item.document)):
            document = list(members)
            reading = reading_of([item.text for item in document])
            syntax = parser.parse(reading)
            for item, block in zip(document, reading.blocks, strict=True):
                yield _parsed(item, block, syntax)

    def score(self, items: Sequence[GoldParagraph], predictions: Sequence[ParsedParagraph]) -> Figures:
        """Return the figures of each treebank, and of its genres where it has several."""
        tallies: dict[str, dict[str, Counter[str]]] = {}
        for item, prediction in paired(items, predictions):
            genres = tallies.setdefault(item.treebank, {})
            genres.setdefault(item.genre, Counter()).update(_tally(item, prediction))
        return {name: _set_figures(genres) for name, genres in sorted(tallies.items())}


def _parts(path: Path) -> list[str]:
    return re.split(r"[-_.]+", _SUFFIX.sub("", path.name).lower())


def _name(path: Path) -> str:
    """Return what the treebank is called: `gum` for `en_gum-ud-test.conllu`."""
    return next((part for part in _parts(path) if part not in _NOT_A_NAME), path.name)


def _gold(name: str, number: int, paragraph: Paragraph) -> GoldParagraph:
    tokens = [token for tree in paragraph.trees for token in tree.tokens]
    text, places = text_and_offsets(tokens)
    first = paragraph.trees[0].comments.get("sent_id", "")
    return GoldParagraph(
        id=f"{name}/{number}/{first}",
        treebank=name,
        document=paragraph.document,
        genre=paragraph.genre or _genre(paragraph.document),
        text=text,
        sentences=tuple(tree.tokens for tree in paragraph.trees),
        places=places,
    )


def _genre(document: str) -> str:
    """Return the genre that EWT writes before its document names ("weblog-…"); empty where there is none."""
    before, dash, _ = document.partition("-")
    return before if dash and before.isalpha() else ""


def _parsed(item: GoldParagraph, block: Block, syntax: Syntax) -> ParsedParagraph:
    """Return the block's part of the syntax, counted from the block's beginning, without white-space tokens."""
    words = [
        word for word in syntax.words if block.start <= word.start < block.end and not word.text.isspace()
    ]
    index = {word.i: at for at, word in enumerate(words)}
    sentences: dict[int, tuple[int, int]] = {}
    for word in words:
        start, _ = sentences.get(word.sentence, (word.start - block.start, 0))
        sentences[word.sentence] = (start, word.end - block.start)
    return ParsedParagraph(
        id=item.id,
        text=item.text,
        start=tuple(word.start - block.start for word in words),
        end=tuple(word.end - block.start for word in words),
        lemma=tuple(word.lemma for word in words),
        upos=tuple(word.upos for word in words),
        xpos=tuple(word.xpos for word in words),
        feats=tuple(word.feats or "_" for word in words),
        head=tuple(index.get(word.head.i, at) for at, word in enumerate(words)),
        dep=tuple(word.dep for word in words),
        sentences=tuple(sentences.values()),
    )


def _tally(item: GoldParagraph, predicted: ParsedParagraph) -> Counter[str]:
    places = list(zip(predicted.start, predicted.end, strict=True))
    at = {place: index for index, place in enumerate(places)}
    tally: Counter[str] = Counter(words=len(item.places), predicted_words=len(places))
    ends: list[Range] = []
    first = 0
    for sentence in item.sentences:
        own = item.places[first : first + len(sentence)]
        ends.append((own[0][0], own[-1][1]))
        first += len(sentence)
        for token, place in zip(sentence, own, strict=True):
            index = at.get(place)
            if index is not None:
                head = None if token.head == 0 else own[token.head - 1]
                tally.update(_right(token, head, predicted, index, places))
    tally["sentences"] = len(ends)
    tally["predicted_sentences"] = len(predicted.sentences)
    tally["sentence"] = len(set(ends) & set(predicted.sentences))
    return tally


def _right(
    token: Token, head: Range | None, predicted: ParsedParagraph, index: int, places: Sequence[Range]
) -> Iterator[str]:
    """Yield the names of what is right about a word that was found."""
    yield "token"
    for column, gold in zip(_COLUMNS, (token.upos, token.xpos, token.feats), strict=True):
        if getattr(predicted, column)[index] == gold:
            yield column
    lemma = predicted.lemma[index]
    if token.lemma in {"_", lemma}:
        yield "lemma"
    if token.lemma == "_" or token.lemma.lower() == lemma.lower():
        yield "lemma_insensitive"
    above = predicted.head[index]
    if (None if above == index else places[above]) == head:
        yield "uas"
        if _universal(token.dep) == _universal(predicted.dep[index]):
            yield "las"
        if token.dep == predicted.dep[index]:
            yield "las_subtyped"


def _universal(dep: str) -> str:
    return dep.partition(":")[0]


def _set_figures(genres: Mapping[str, Counter[str]]) -> dict[str, Figure]:
    figures = _figures(genres.values())
    if len(genres) > 1:
        figures["genres"] = {genre or "none": _figures([tally]) for genre, tally in sorted(genres.items())}
    return figures


def _figures(tallies: Iterable[Counter[str]]) -> dict[str, Figure]:
    tally: Counter[str] = Counter()
    for part in tallies:
        tally.update(part)
    names = (*_COLUMNS, "uas", "las", "las_subtyped", "lemma", "lemma_insensitive")
    words, predicted = tally["words"], tally["predicted_words"]
    figures: dict[str, Figure] = {name: Counts(words, predicted, tally[name]).f1 for name in names}
    figures["token_f1"] = Counts(words, predicted, tally["token"]).f1
    figures["sentence_f1"] = Counts(tally["sentences"], tally["predicted_sentences"], tally["sentence"]).f1
    return {**figures, "words": words, "sentences": tally["sentences"]}
