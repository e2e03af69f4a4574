"""`ner`: the names of persons, organisations and places, against entity corpora (spaCy DocBins).

A name is right if it has the gold name's first and last character and, but for `untyped_f1`, its label; `by_label` has
the F1 of each label in the gold data.
Twice over. The words given: the encoder reads them as the corpus cuts them, whole documents, in which it finds the
sentences itself. `raw`: the engine reads the text, finds words and sentences itself, and its names are compared by
their characters, so that a wrongly cut word costs the names that begin or end in it.
Corpora are named by their files: `ner-ewt-test.spacy` is `ewt`, split `test`; `ner-dev.spacy`, a mixture, is `dev`.
The documents of a corpus are read as one report.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Protocol

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

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
from bench.common.errors import Error, listed
from bench.common.events import Range
from bench.common.measures import NOTHING, Counts, confusion

_SUFFIX = ".spacy"
_SPLITS = ("train", "dev", "test")


@dataclass(frozen=True, slots=True)
class Name:
    """Where a name stands in a text, and its label."""

    start: int
    end: int
    label: str

    @property
    def place(self) -> Range:
        """Its first character and the one after its last."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class MarkedText(Item):
    """A document of a corpus: its text, the place of every word in it, and its names."""

    corpus: str
    text: str
    words: tuple[Range, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class NerPrediction(Prediction):
    """The names found where the words are given, and in the bare text."""

    given: tuple[Name, ...]
    raw: tuple[Name, ...]


class FindsNames(Protocol):
    """What the benchmark needs of an engine."""

    def given(self, texts: Sequence[MarkedText]) -> Sequence[tuple[Name, ...]]:
        """Return the names of each text of a report, the words being given."""

    def raw(self, texts: Sequence[str]) -> Sequence[tuple[Name, ...]]:
        """Return the names of each text of a report."""


class NerBenchmark(Benchmark[MarkedText, NerPrediction]):
    """Names, the words given and from the bare text."""

    name = "ner"
    purpose = "names of persons, organisations and places, against entity corpora"
    usual = ("model/ner", ".")
    at_least = ("*.f1", "*.untyped_f1", "*.by_label.*", "*.raw.f1", "*.raw.untyped_f1")
    prediction = NerPrediction

    def __init__(self, load: Callable[[], FindsNames]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the corpus given, or those of the split in the folder."""
        place = located(self, data)
        if place.is_file():
            return [place]
        chosen = [path for path in sorted(place.glob(f"*{_SUFFIX}")) if data.split in _parts(path)]
        if not chosen:
            raise BenchError(f"no {data.split} corpus ({_SUFFIX}) in {place}")
        return chosen

    def items(self, data: Data) -> Sequence[MarkedText]:
        """Return the documents of the corpora; raise `BenchError` for a file that is no DocBin."""
        return [item for path in self.files(data) for item in _marked(path)]

    def predict(self, items: Sequence[MarkedText]) -> Iterator[NerPrediction]:
        """Yield the names of each document, a corpus at a time."""
        engine = self._load()
        for _, members in groupby(items, key=lambda item: item.corpus):
            texts = list(members)
            found = zip(texts, engine.given(texts), engine.raw([text.text for text in texts]), strict=True)
            for text, given, raw in found:
                yield NerPrediction(text.id, given, raw)

    def score(self, items: Sequence[MarkedText], predictions: Sequence[NerPrediction]) -> Figures:
        """Return the figures of each corpus."""
        pairs = paired(items, predictions)
        return {
            corpus: _corpus_figures([pair for pair in pairs if pair[0].corpus == corpus])
            for corpus in sorted({item.corpus for item in items})
        }

    def errors(self, items: Sequence[MarkedText], predictions: Sequence[NerPrediction]) -> str:
        """Return which labels were taken for which, the words given, and every name missed or found in vain."""
        pairs = paired(items, predictions)
        labels = [pair for item, prediction in pairs for pair in _labels(item.names, prediction.given)]
        wrong = [error for item, prediction in pairs for error in _errors(item, prediction.given)]
        return listed(self.name, [("Gold label by predicted label", confusion(labels))], wrong)


def _parts(path: Path) -> list[str]:
    return re.split(r"[-_.]+", path.name.removesuffix(_SUFFIX).lower())


def _corpus(path: Path) -> str:
    """Return what the corpus is called: `gum` for `ner-gum-test.spacy`, the split where the file names nothing else."""
    parts = [part for part in _parts(path) if part != "ner"]
    return next(iter((*filter(_is_name, parts), *parts)), path.name)


def _is_name(part: str) -> bool:
    return part not in _SPLITS


def _marked(path: Path) -> Iterator[MarkedText]:
    """Yield the documents of a file that have words."""
    try:
        docs = DocBin().from_disk(path).get_docs(Vocab())
    except ValueError as error:
        raise BenchError(f"{path.name} is no spaCy DocBin") from error
    corpus = _corpus(path)
    for number, doc in enumerate(docs):
        if doc.text.strip():
            yield _item(f"{corpus}/{number}", corpus, doc)


def _item(id_: str, corpus: str, doc: Doc) -> MarkedText:
    return MarkedText(
        id=id_,
        corpus=corpus,
        text=doc.text.rstrip(),
        words=tuple((token.idx, token.idx + len(token)) for token in doc if not token.is_space),
        names=tuple(Name(name.start_char, name.end_char, name.label_) for name in doc.ents),
    )


def _corpus_figures(pairs: Sequence[tuple[MarkedText, NerPrediction]]) -> dict[str, Figure]:
    given = [(item.names, prediction.given) for item, prediction in pairs]
    raw = [(item.names, prediction.raw) for item, prediction in pairs]
    return {
        **_figures(given),
        "raw": _figures(raw),
        "documents": len(pairs),
        "words": sum(len(item.words) for item, _ in pairs),
        "names": sum(len(item.names) for item, _ in pairs),
    }


def _figures(pairs: Sequence[tuple[Sequence[Name], Sequence[Name]]]) -> dict[str, Figure]:
    labels = sorted({name.label for gold, _ in pairs for name in gold})
    counts = _counts(pairs)
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "untyped_f1": _counts([(_untyped(gold), _untyped(found)) for gold, found in pairs]).f1,
        "by_label": {
            label: _counts([(_of(label, gold), _of(label, found)) for gold, found in pairs]).f1
            for label in labels
        },
    }


def _counts(pairs: Iterable[tuple[Iterable[Name], Iterable[Name]]]) -> Counts:
    sets = [(set(gold), set(found)) for gold, found in pairs]
    return sum((Counts(len(gold), len(found), len(gold & found)) for gold, found in sets), NOTHING)


def _untyped(names: Iterable[Name]) -> list[Name]:
    return [Name(name.start, name.end, "") for name in names]


def _of(label: str, names: Iterable[Name]) -> list[Name]:
    return [name for name in names if name.label == label]


def _labels(gold: Sequence[Name], found: Sequence[Name]) -> Iterator[tuple[str, str | None]]:
    """Yield each gold label with that of the name found at the same place, None if there is none."""
    labels = {name.place: name.label for name in found}
    for name in gold:
        yield name.label, labels.get(name.place)


def _errors(item: MarkedText, found: Sequence[Name]) -> Iterator[Error]:
    """Yield the gold names not found, with what was found near them, and the names found where there is none."""
    for name in item.names:
        if name not in found:
            near = [other for other in found if _meet(name, other)]
            cause = (
                "label" if name.place in {other.place for other in near} else "bounds" if near else "missed"
            )
            answers = tuple(f"{item.text[slice(*other.place)]} ({other.label})" for other in near)
            yield Error(name.label, cause, item.id, _shown(item, name), answers)
    for other in found:
        if not any(_meet(other, name) for name in item.names):
            yield Error("nothing", "in vain", item.id, _shown(item, other), (other.label,))


def _meet(one: Name, other: Name) -> bool:
    return one.start < other.end and other.start < one.end


def _shown(item: MarkedText, name: Name) -> str:
    """Return a name with the words around it."""
    start, end = name.place
    return f"{item.text[max(start - 40, 0) : start]}[{item.text[start:end]}]{item.text[end : end + 40]}"
