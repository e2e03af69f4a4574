"""`gum_attribution`: who says, writes or thinks what in news, speeches, court and interviews, by GUM's RST trees.

Data are JSON Lines, an attribution each: `doc`, `genre`, `split`, `attribution_edu` ("he said ,") and `content_edus`,
with number and words. The documents themselves are in the GUM treebanks, which lie beside the file or in
`model/treebanks` of a folder above, and which mark where each EDU begins; documents that are not there are left out
and counted. A document is coded whole, without date and title of its own.
What is measured are all statements that demarche writes with a cue, those inside others too, as GUM nests them; what
layout alone gives to somebody, such as the turns of an interview, is no attribution in GUM. An attribution is
found if a statement's cue or speaker has a word in the attribution's EDU and its content has a Jaccard of at least .5
with the words of all its content EDUs together; marks do not count, since GUM gives a comma or a quotation mark to
either side. Words of EDUs that elaborate a content EDU, or one another, are neither asked for nor held against the
statement: the list names only the nuclei of a content ("he will come", not "when it is over"). Half is asked for, not
PolNeAR's .8, because EDUs are units of another cut: a cue in mid-clause parts a content, and the list may leave out the
other part. Each statement finds one attribution, the likest pairs first. `cue` is looser: the cue has a word in the
EDU, whatever the content. `genres` has the same by genre.
What limits precision: GUM marks attributions of clauses only, so that a verb of saying with a noun phrase is a
statement and none of them, and some are missing from the list. What limits recall: GUM
counts what is thought, felt, seen and found out ("I think", "to make sure") as it counts what is said.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import msgspec

from bench.coding.polnear import Attribute
from bench.coding.standoff import Attributed
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
from bench.common.edus import Document, read_documents
from bench.common.errors import Error, listed
from bench.common.events import Range
from bench.common.measures import NOTHING, Counts, confusion
from bench.common.spans import Tokens, jaccard, matched, touched

_FILE = "attributions.jsonl"
_TREEBANKS = ("", "model/treebanks")
_CLOSE = 0.5


@dataclass(frozen=True, slots=True)
class GumAttribution:
    """The words, as indices, of the EDU that attributes, of those that are attributed, and of those that elaborate them."""

    by: Tokens
    content: Tokens
    around: Tokens


@dataclass(frozen=True, slots=True)
class GumDocument(Item):
    """A document with its attributions; `document` is None, and `gold` empty, where no treebank has it."""

    genre: str
    document: Document | None
    gold: tuple[GumAttribution, ...]
    listed: int


@dataclass(frozen=True, slots=True)
class GumPrediction(Prediction):
    """The statements found in a document; offsets are code points of its text."""

    attributions: tuple[Attributed, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    doc: str
    genre: str
    split: str
    attribution_edu: _Unit
    content_edus: tuple[_Unit, ...]


class GumAttributionBenchmark(Benchmark[GumDocument, GumPrediction]):
    """Statements against the attributions of RST trees."""

    name = "gum_attribution"
    purpose = "GUM: the attributions of its RST trees, as statements"
    usual = ("statements/gum_news", ".")
    at_least = ("f1", "cue.f1", "genres.news.f1")
    prediction = GumPrediction

    def __init__(self, load: Callable[[], Attribute]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the list of attributions and the split's treebanks."""
        path = self._list(data)
        return [path, *_treebanks(path, data.split)]

    def items(self, data: Data) -> Sequence[GumDocument]:
        """Return the split's documents that have attributions; raise `BenchError` for a line of another form."""
        path = self._list(data)
        rows: dict[str, list[_Row]] = {}
        for row in _rows(path):
            if row.split == data.split:
                rows.setdefault(row.doc, []).append(row)
        if not rows:
            raise BenchError(f"{path.name}: no attributions of the split {data.split}")
        documents = read_documents(_treebanks(path, data.split), frozenset(rows))
        return [_item(name, members, documents.get(name)) for name, members in rows.items()]

    def predict(self, items: Sequence[GumDocument]) -> Iterator[GumPrediction]:
        """Yield the statements of each document."""
        attribute = self._load()
        for item in items:
            yield GumPrediction(item.id, () if item.document is None else attribute(item.document.text))

    def score(self, items: Sequence[GumDocument], predictions: Sequence[GumPrediction]) -> Figures:
        """Return the figures of all documents and by genre."""
        compared = _all_compared(items, predictions)
        genres = sorted({one.genre for one in compared})
        left_out = [item for item in items if item.document is None]
        return {
            **_figures(compared),
            "genres": {genre: _figures([one for one in compared if one.genre == genre]) for genre in genres},
            "left_out": {"documents": len(left_out), "attributions": sum(item.listed for item in left_out)},
        }

    def errors(self, items: Sequence[GumDocument], predictions: Sequence[GumPrediction]) -> str:
        """Return what became of the attributions by genre, and every one missed or written in vain."""
        compared = _all_compared(items, predictions)
        causes = [(one.genre, one.cause(index)) for one in compared for index in range(len(one.gold))]
        wrong = [error for one in compared for error in one.errors()]
        return listed(self.name, [("Genre by what became of its attributions", confusion(causes))], wrong)

    def _list(self, data: Data) -> Path:
        place = located(self, data)
        path = place if place.is_file() else place / _FILE
        if not path.exists():
            raise BenchError(f"no {_FILE} in {place}")
        return path


@dataclass(frozen=True, slots=True)
class _Statement:
    """A predicted statement as sets of words."""

    source: Tokens
    cue: Tokens
    content: Tokens

    def likeness(self, gold: GumAttribution) -> float:
        """Return how much of both contents is shared; 0 if neither cue nor speaker stands in the attributing EDU."""
        own = self.content - (gold.around - gold.content)
        return jaccard(own, gold.content) if (self.source | self.cue) & gold.by else 0.0


@dataclass(frozen=True, slots=True)
class _Compared:
    """The attributions of a document and the statements found; `right` and `cued` say which belong together."""

    id: str
    genre: str
    document: Document
    gold: tuple[GumAttribution, ...]
    found: tuple[_Statement, ...]
    right: Mapping[int, int]
    cued: Mapping[int, int]

    def cause(self, index: int) -> str:
        """Return `right`, or what the nearest statement lacks: the `content`, the `cue`; or `silent`."""
        gold = self.gold[index]
        if index in self.right:
            return "right"
        if any((one.source | one.cue) & gold.by for one in self.found):
            return "content"
        return "cue" if any(one.content & gold.content for one in self.found) else "silent"

    def errors(self) -> Iterator[Error]:
        """Yield what was missed, with the statements near it, and the statements near no attribution."""
        for index, gold in enumerate(self.gold):
            if index not in self.right:
                near = tuple(self._shown(one) for one in self.found if (one.source | one.cue) & gold.by)
                words = f"{self._words(gold.by)} | {self._words(gold.content)}"
                yield Error(self.genre, self.cause(index), self.id, words, near)
        for index, one in enumerate(self.found):
            if index not in {*self.right.values(), *self.cued.values()}:
                yield Error("nothing", "in vain", self.id, self._shown(one), ())

    def _shown(self, one: _Statement) -> str:
        return " | ".join(map(self._words, (one.source, one.cue, one.content)))

    def _words(self, indices: Tokens) -> str:
        return " ".join(self.document.text[slice(*self.document.words[index])] for index in sorted(indices))


def _rows(path: Path) -> Iterator[_Row]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield msgspec.json.decode(line, type=_Row)
            except msgspec.MsgspecError as error:
                raise BenchError(f"{path.name}, line {number}: {error}") from error


def _treebanks(path: Path, split: str) -> list[Path]:
    """Return GUM's treebanks of a split: beside the list of attributions, or in the nearest folder above that has them."""
    for folder in path.resolve().parents:
        for name in _TREEBANKS:
            found = [one for one in sorted((folder / name).glob("*gum*.conllu*")) if split in one.name]
            if found:
                return found
    raise BenchError(f"no GUM treebank of the split {split} beside {path} or in model/treebanks above it")


def _item(name: str, rows: Sequence[_Row], document: Document | None) -> GumDocument:
    gold = () if document is None else tuple(_gold(row, document) for row in rows)
    return GumDocument(name, rows[0].genre, document, gold, len(rows))


def _gold(row: _Row, document: Document) -> GumAttribution:
    by = row.attribution_edu
    try:
        attributing, *contents = (document.unit(unit.id, unit.text) for unit in (by, *row.content_edus))
    except BenchError as error:
        raise BenchError(f"{row.doc}: {error}") from error
    around = (document.around(unit.id, by.id) for unit in row.content_edus)
    groups = ((attributing,), contents, around)
    return GumAttribution(*(_spoken(chain.from_iterable(group), document) for group in groups))


def _spoken(indices: Iterable[int], document: Document) -> Tokens:
    """Return the words among these without the marks."""
    text, words = document.text, document.words
    return frozenset(
        index for index in indices if any(letter.isalnum() for letter in text[slice(*words[index])])
    )


def _all_compared(items: Sequence[GumDocument], predictions: Sequence[GumPrediction]) -> list[_Compared]:
    return [
        _compared(item, item.document, prediction)
        for item, prediction in paired(items, predictions)
        if item.document is not None
    ]


def _compared(item: GumDocument, document: Document, prediction: GumPrediction) -> _Compared:
    def words(ranges: Sequence[Range]) -> Tokens:
        return _spoken(touched(ranges, document.words), document)

    found = tuple(
        _Statement(words(one.source), words(one.cue), words(one.content))
        for one in prediction.attributions
        if one.cue
    )
    pairs = [(left, right) for left in range(len(item.gold)) for right in range(len(found))]
    likeness = {(left, right): found[right].likeness(item.gold[left]) for left, right in pairs}
    right = matched({pair: share for pair, share in likeness.items() if share >= _CLOSE})
    cued = matched({pair: likeness[pair] for pair in pairs if found[pair[1]].cue & item.gold[pair[0]].by})
    return _Compared(item.id, item.genre, document, item.gold, found, right, cued)


def _figures(compared: Sequence[_Compared]) -> dict[str, Figure]:
    whole = cue = NOTHING
    for one in compared:
        whole += Counts(len(one.gold), len(one.found), len(one.right))
        cue += Counts(len(one.gold), len(one.found), len(one.cued))
    return {
        **_shares(whole),
        "cue": _shares(cue),
        "documents": len(compared),
        "attributions": whole.gold,
        "predicted": whole.predicted,
    }


def _shares(counts: Counts) -> dict[str, Figure]:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
