"""`plv`: sentences whose source and target are marked, each with one of 15 roots (YIELD is CONCEDE and RETREAT).

`given`: both spans are given, one root is asked for. `root_macro_f1` is the mean F1 of the roots in the gold data, no
answer being wrong and no class of its own; `quad_macro_f1` the same of the quad classes, a root's class being that
of `schemes/types.tsv`. The weights of `given` were learnt from PLV's open parts, so on those parts its figures say
nothing (they are near 1) and have no floor; `python -m training.pairs` prints them cross-validated.
`raw`: only the sentence is given. An item is right when an event of the gold root joins two participants that have
characters in common with the gold spans, actor with source and recipient with target; an event with several actors
and no recipient joins each with each, both ways. A participant that a pronoun stands for is where the pronoun stands
and wherever the text names the same participant. `recall` is the share of the items that are right, `precision` the
number of right items divided by the number of events written for all items (a sentence that is two items counts twice).
Gold spans are the marks of `marked_sentence`, which may occur several times; where they are missing, the words of the
column in the sentence; a side that the sentence does not name ("a recipient") asks for nothing.
`pair_recall` disregards the root, `root_recall` the participants.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.coding.event_types import Types, load_types
from bench.common.benchmark import BenchError, Benchmark, Data, Figures, Item, located, paired
from bench.common.errors import Error, listed
from bench.common.events import Code, CodedEvent, EventsPrediction, Pair, Range, described, joined, meets
from bench.common.measures import confusion, harmonic, macro_f1, share

_COLUMNS = ("id", "sentence", "marked_sentence", "source", "target", "gold_root", "gold_penta")
_MARK = re.compile(r"<(/?)([st])>")


@dataclass(frozen=True, slots=True)
class MarkedSentence(Item):
    """A sentence, where its source and target are named, and its root and quad class."""

    text: str
    source: tuple[Range, ...]
    target: tuple[Range, ...]
    root: str
    quad: str

    @property
    def first(self) -> tuple[Range | None, Range | None]:
        """Where source and target are named first."""
        return _first(self.source), _first(self.target)


@dataclass(frozen=True, slots=True)
class PlvPrediction(EventsPrediction):
    """The root for the two spans, and the events written for the sentence alone."""

    given: Pair | None


class PlvBenchmark(Benchmark[MarkedSentence, PlvPrediction]):
    """Roots of marked pairs, and events of bare sentences."""

    name = "plv"
    purpose = "PLV: the root of a marked pair (given), events of the bare sentence (raw)"
    usual = ("events/plv_dev_open.tsv", "plv_dev_open.tsv")
    at_least = ("raw.precision", "raw.recall", "raw.f1")
    prediction = PlvPrediction

    def __init__(self, load: Callable[[], Code]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the file given, or the usual one."""
        return [located(self, data)]

    def items(self, data: Data) -> Sequence[MarkedSentence]:
        """Return the marked sentences; raise `BenchError` for a file that is not of the format."""
        return read_marked(self.files(data)[0])

    def predict(self, items: Sequence[MarkedSentence]) -> Iterator[PlvPrediction]:
        """Yield root and events of each sentence."""
        code = self._load()
        for item in items:
            coded = code(item.text, None)
            given = coded.pair(*item.first)
            yield PlvPrediction(item.id, coded.events, given)

    def score(self, items: Sequence[MarkedSentence], predictions: Sequence[PlvPrediction]) -> Figures:
        """Return the figures of both modes."""
        types = load_types()
        pairs = paired(items, predictions)
        roots = [(item.root, _plv_root(prediction.given, types)) for item, prediction in pairs]
        quads = [
            (item.quad, None if root is None else str(types.quad_of_plv(root)))
            for (item, _), (_, root) in zip(pairs, roots, strict=True)
        ]
        given = {
            "root_macro_f1": macro_f1(roots),
            "accuracy": share(sum(gold == root for gold, root in roots), len(roots)),
            "quad_macro_f1": macro_f1(quads),
            "answered": share(sum(root is not None for _, root in roots), len(roots)),
        }
        return {"given": given, "raw": _raw(pairs, types), "items": len(pairs)}

    def errors(self, items: Sequence[MarkedSentence], predictions: Sequence[PlvPrediction]) -> str:
        """Return the confusion table of `given`, the causes of `raw` by root, and every wrong item."""
        types = load_types()
        pairs = paired(items, predictions)
        roots = [(item.root, _plv_root(prediction.given, types)) for item, prediction in pairs]
        causes = [(item.root, _cause(item, prediction.events, types)) for item, prediction in pairs]
        wrong = [
            Error(
                item.root,
                "given" if cause == "right" else cause,
                item.id,
                _shown(item),
                _answers(prediction, item.text),
            )
            for (item, prediction), (_, root), (_, cause) in zip(pairs, roots, causes, strict=True)
            if cause != "right" or root != item.root
        ]
        tables = [("Given: gold root by predicted root", confusion(roots))]
        tables.append(("Raw: gold root by what became of the item", confusion(causes)))
        return listed("plv", tables, wrong)


def read_marked(path: Path) -> list[MarkedSentence]:
    """Return the marked sentences of a file; raise `BenchError` if it is not of the format."""
    header, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    if tuple(header.split("\t")) != _COLUMNS:
        raise BenchError(f"{path.name}: the columns are not {', '.join(_COLUMNS)}")
    return [_item(line.split("\t"), f"{path.name}, line {at}") for at, line in enumerate(lines, start=2)]


def _item(cells: Sequence[str], origin: str) -> MarkedSentence:
    if len(cells) != len(_COLUMNS):
        raise BenchError(f"{origin}: {len(cells)} cells, not {len(_COLUMNS)}")
    identifier, sentence, marked, source, target, root, quad = cells
    marks = _marks(marked)
    return MarkedSentence(
        id=identifier,
        text=sentence,
        source=marks["s"] or _named(source, sentence),
        target=marks["t"] or _named(target, sentence),
        root=root,
        quad=quad,
    )


def _marks(marked: str) -> dict[str, tuple[Range, ...]]:
    """Return what stands between `<s>` and `</s>`, `<t>` and `</t>`, as offsets into the text without marks."""
    found: dict[str, list[Range]] = {"s": [], "t": []}
    opened: dict[str, list[int]] = {"s": [], "t": []}
    removed = 0
    for mark in _MARK.finditer(marked):
        closing, kind = mark.groups()
        at = mark.start() - removed
        removed += len(mark[0])
        if not closing:
            opened[kind].append(at)
        elif opened[kind]:
            found[kind].append((opened[kind].pop(), at))
    return {kind: tuple(ranges) for kind, ranges in found.items()}


def _named(words: str, sentence: str) -> tuple[Range, ...]:
    at = sentence.find(words) if words else -1
    return () if at < 0 else ((at, at + len(words)),)


def _first(ranges: Sequence[Range]) -> Range | None:
    return ranges[0] if ranges else None


def _plv_root(given: Pair | None, types: Types) -> str | None:
    return None if given is None else types.plv.get(given.root, given.root)


def _raw(pairs: Sequence[tuple[MarkedSentence, PlvPrediction]], types: Types) -> Figures:
    written = sum(len(prediction.events) for _, prediction in pairs)
    causes = [_cause(item, prediction.events, types) for item, prediction in pairs]
    right = causes.count("right")
    precision, recall = share(right, written), share(right, len(pairs))
    return {
        "precision": precision,
        "recall": recall,
        "f1": harmonic(precision, recall),
        "pair_recall": share(right + causes.count("root"), len(pairs)),
        "root_recall": share(right + causes.count("participants"), len(pairs)),
        "events_per_item": share(written, len(pairs)),
    }


def _cause(item: MarkedSentence, events: Sequence[CodedEvent], types: Types) -> str:
    """Return `right`, or what the best event lacks: its `root`, its `participants`, or `both`; `silent` is no event."""
    if not events:
        return "silent"
    of_root = [event for event in events if types.plv.get(event.type) == item.root]
    if any(_joins(event, item) for event in of_root):
        return "right"
    if any(_joins(event, item) for event in events):
        return "root"
    return "participants" if of_root else "both"


def _joins(event: CodedEvent, item: MarkedSentence) -> bool:
    """Tell whether the event joins the gold spans, in the right direction."""
    if item.source and item.target:
        return any(meets(a.ranges, item.source) and meets(b.ranges, item.target) for a, b in joined(event))
    if item.source:
        return any(meets(side.ranges, item.source) for side in event.actors)
    receivers = event.recipients or tuple(recipient for _, recipient in joined(event))
    return any(meets(side.ranges, item.target) for side in receivers)


def _shown(item: MarkedSentence) -> str:
    source, target = (
        " / ".join(item.text[start:end] for start, end in ranges) or "-"
        for ranges in (item.source, item.target)
    )
    return f"{item.text}\n  gold: {item.root} [{source}] → [{target}]"


def _answers(prediction: PlvPrediction, text: str) -> tuple[str, ...]:
    given = (
        "given: -"
        if prediction.given is None
        else f"given: {prediction.given.root} ({prediction.given.reason})"
    )
    return (given, *(described(event, text) for event in prediction.events))
