"""`polnear`: who is said to have said, thought or intended what, in US political news (PolNeAR, brat stand-off).

Texts are `text/NAME.txt`, attributions `attributions/NAME_XXXX.ann`; of several annotators of an article, the first
by name counts. A token is a word with its apostrophes, or a single mark; a span is the set of tokens it touches.
`source`, `cue` and `content` compare the distinct spans of an article: `exact` asks for the same tokens, marks
included; `overlap` for a token Jaccard of at least .8, the likest pairs first, each span once.
`relation_f1`: an attribution is right when its content has a Jaccard of at least .8 with the gold content and the
sources have a token in common; a gold attribution without a source asks for none. By form, recall is of the gold
attributions of that form and precision of the predicted ones. A content is `direct` if no word of it stands outside
quotation marks, `mixed` if some do, `indirect` if all do.
PolNeAR does not nest: of sayings inside sayings demarche's outermost is predicted.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.coding.standoff import Attributed, read_attributions
from bench.common.benchmark import BenchError, Benchmark, Data, Figures, Item, Prediction, located, paired
from bench.common.errors import Error, listed
from bench.common.events import Range
from bench.common.measures import NOTHING, Counts, confusion, harmonic, share
from bench.common.spans import Tokens, jaccard, matched, tokens_of, touched

Form = Literal["direct", "mixed", "indirect"]

_PARTS = ("source", "cue", "content")
_FORMS: tuple[Form, ...] = ("direct", "mixed", "indirect")
_QUOTED = re.compile("“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\\w)[‘'](?=\\w)[^‘’'\n]+[’'](?!\\w)")
_CLOSE = 0.8  # Jaccard from which two spans count as one: the convention for this data

Attribute = Callable[[str], tuple[Attributed, ...]]
"""Finds the attributions of a text."""


@dataclass(frozen=True, slots=True)
class Article(Item):
    """A text with the attributions of its first annotator."""

    text: str
    gold: tuple[Attributed, ...]


@dataclass(frozen=True, slots=True)
class PolnearPrediction(Prediction):
    """The attributions found in an article; offsets are code points of the text that was given."""

    attributions: tuple[Attributed, ...]


class PolnearBenchmark(Benchmark[Article, PolnearPrediction]):
    """Sources, cues and contents, each alone and as whole attributions."""

    name = "polnear"
    purpose = "PolNeAR: source, cue and content of every attribution"
    usual = ("statements/polnear", ".")
    at_least = ("source.*_f1", "cue.*_f1", "content.*_f1", "relation_f1.*")
    prediction = PolnearPrediction

    def __init__(self, load: Callable[[], Attribute]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the texts and annotations of the split, or of the folder if it holds them itself."""
        return [path for pair in self._annotated(data) for path in pair]

    def items(self, data: Data) -> Sequence[Article]:
        """Return the annotated articles; raise `BenchError` for an annotation that is not of the format."""
        return [
            Article(text.stem, text.read_bytes().decode("utf-8"), read_attributions(annotation))
            for text, annotation in self._annotated(data)
        ]

    def predict(self, items: Sequence[Article]) -> Iterator[PolnearPrediction]:
        """Yield the attributions of each article."""
        attribute = self._load()
        for item in items:
            yield PolnearPrediction(item.id, attribute(item.text))

    def score(self, items: Sequence[Article], predictions: Sequence[PolnearPrediction]) -> Figures:
        """Return the figures of the parts and of whole attributions."""
        compared = [_compared(item, prediction) for item, prediction in paired(items, predictions)]
        relations = {"all": _relations(compared, _FORMS)}
        relations |= {form: _relations(compared, (form,)) for form in _FORMS}
        return {
            **{part: _part(compared, part) for part in _PARTS},
            "relation_f1": {name: harmonic(*shares) for name, shares in relations.items()},
            "relation_precision": {name: precision for name, (precision, _) in relations.items()},
            "relation_recall": {name: recall for name, (_, recall) in relations.items()},
            "articles": len(compared),
            "attributions": sum(len(one.gold) for one in compared),
            "predicted": sum(len(one.found) for one in compared),
        }

    def errors(self, items: Sequence[Article], predictions: Sequence[PolnearPrediction]) -> str:
        """Return what became of the gold attributions by form, and every one missed or written in vain."""
        compared = [_compared(item, prediction) for item, prediction in paired(items, predictions)]
        causes = [(gold.form, one.cause(index)) for one in compared for index, gold in enumerate(one.gold)]
        wrong = [error for one in compared for error in one.errors()]
        return listed(self.name, [("Gold form by what became of it", confusion(causes))], wrong)

    def _annotated(self, data: Data) -> list[tuple[Path, Path]]:
        """Return the texts that have an annotation, each with its first."""
        place = located(self, data)
        folder = place if (place / "text").is_dir() else place / data.split
        texts, annotations = folder / "text", sorted((folder / "attributions").glob("*.ann"))
        pairs = [
            (text, next((path for path in annotations if path.stem.rpartition("_")[0] == text.stem), None))
            for text in sorted(texts.glob("*.txt"))
        ]
        found = [(text, annotation) for text, annotation in pairs if annotation is not None]
        if not found:
            raise BenchError(f"no annotated texts in {folder} (choose a split by --split)")
        return found


@dataclass(frozen=True, slots=True)
class _Spans:
    """An attribution as sets of tokens, with its words for lists of errors."""

    parts: Mapping[str, Tokens]
    form: Form
    shown: str

    @property
    def content(self) -> Tokens:
        return self.parts["content"]

    def is_found_by(self, other: "_Spans") -> bool:
        """Tell whether a prediction is this attribution."""
        source = self.parts["source"]
        agree = not source or bool(source & other.parts["source"])
        return agree and jaccard(self.content, other.content) >= _CLOSE

    def touches(self, other: "_Spans") -> bool:
        return any(self.parts[part] & other.parts[part] for part in ("cue", "content"))


@dataclass(frozen=True, slots=True)
class _Compared:
    """The attributions of an article and those predicted; `right` says which belong together."""

    id: str
    gold: tuple[_Spans, ...]
    found: tuple[_Spans, ...]
    right: Mapping[int, int]

    def cause(self, index: int) -> str:
        """Return `right`, or what the nearest prediction lacks: the `source`, the `content`, the `cue`; or `silent`."""
        gold = self.gold[index]
        if index in self.right:
            return "right"
        if any(jaccard(found.content, gold.content) >= _CLOSE for found in self.found):
            return "source"
        if any(found.parts["cue"] & gold.parts["cue"] for found in self.found):
            return "content"
        return "cue" if any(found.content & gold.content for found in self.found) else "silent"

    def errors(self) -> Iterator[Error]:
        """Yield what was missed, with what was predicted near it, and what was predicted where nothing is."""
        for index, gold in enumerate(self.gold):
            if index not in self.right:
                near = tuple(found.shown for found in self.found if found.touches(gold))
                yield Error(gold.form, self.cause(index), self.id, gold.shown, near)
        for index, found in enumerate(self.found):
            if index not in self.right.values() and not any(found.touches(gold) for gold in self.gold):
                yield Error("nothing", "in vain", self.id, found.shown, ())


def _compared(article: Article, prediction: PolnearPrediction) -> _Compared:
    tokens = tokens_of(article.text)
    quoted = touched((match.span() for match in _QUOTED.finditer(article.text)), tokens)
    gold, found = (
        tuple(_spans(one, article.text, tokens, quoted) for one in attributions)
        for attributions in (article.gold, prediction.attributions)
    )
    likeness = {
        (left, right): jaccard(one.content, other.content)
        for left, one in enumerate(gold)
        for right, other in enumerate(found)
        if one.is_found_by(other)
    }
    return _Compared(article.id, gold, found, matched(likeness))


def _spans(one: Attributed, text: str, tokens: Sequence[Range], quoted: Tokens) -> _Spans:
    parts = {"source": one.source, "cue": one.cue, "content": one.content}
    sets = {part: touched(ranges, tokens) for part, ranges in parts.items()}
    shown = " | ".join(" … ".join(text[start:end] for start, end in ranges) for ranges in parts.values())
    words = {index for index in sets["content"] if text[tokens[index][0]].isalnum()}
    return _Spans(sets, _form(len(words), len(words & quoted)), shown)


def _form(words: int, quoted: int) -> Form:
    if not quoted:
        return "indirect"
    return "direct" if quoted == words else "mixed"


def _part(compared: Iterable[_Compared], part: str) -> Figures:
    exact = overlap = NOTHING
    for one in compared:
        gold, found = (
            sorted({spans.parts[part] for spans in side if spans.parts[part]}, key=sorted)
            for side in (one.gold, one.found)
        )
        likeness = {
            (left, right): jaccard(mine, theirs)
            for left, mine in enumerate(gold)
            for right, theirs in enumerate(found)
            if jaccard(mine, theirs) >= _CLOSE
        }
        exact += Counts(len(gold), len(found), len(set(gold) & set(found)))
        overlap += Counts(len(gold), len(found), len(matched(likeness)))
    return {
        f"{name}_{figure}": value
        for name, counts in (("exact", exact), ("overlap", overlap))
        for figure, value in (
            ("precision", counts.precision),
            ("recall", counts.recall),
            ("f1", counts.f1),
        )
    }


def _relations(compared: Iterable[_Compared], forms: Sequence[Form]) -> tuple[float, float]:
    """Return precision and recall of whole attributions of some forms."""
    gold: list[bool] = []
    found: list[bool] = []
    for one in compared:
        gold += [index in one.right for index, spans in enumerate(one.gold) if spans.form in forms]
        hits = set(one.right.values())
        found += [index in hits for index, spans in enumerate(one.found) if spans.form in forms]
    return share(sum(found), len(found)), share(sum(gold), len(gold))
