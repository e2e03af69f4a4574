"""`merge`: events of different reports put together as one happening, end to end, from the coder on.

Reports go into a ledger and are linked, as by `demarche code --ledger`. An event is of a happening if one of its triggers
overlaps words annotated for it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from bench.common.benchmark import BenchError, Benchmark, Data, Figures, Prediction, located
from bench.common.events import Range
from bench.reports.clusters import Cluster, b_cubed, conll_f1
from bench.reports.merge_reports import HELD, REPORTS, MergeReport, read_reports


@dataclass(frozen=True, slots=True)
class LinkedEvent:
    """An event as it was written and linked: its triggers with their words, and the happening it is of, if any."""

    trigger: tuple[Range, ...]
    words: str
    happening: str | None


@dataclass(frozen=True, slots=True)
class MergePrediction(Prediction):
    """The events of a report, the text in which they stand, and the reports that were found to have the same text."""

    text: str
    events: tuple[LinkedEvent, ...]
    copies: tuple[str, ...]


_OF_COPIES = ": "
Link = Callable[[Sequence[MergeReport]], Sequence[MergePrediction]]


@dataclass(frozen=True, slots=True)
class _Mention:
    """An event as it is counted: what it is of (a happening or, where a text is copied, the same words of the same text)."""

    report: str
    of: tuple[str, ...]
    happening: str | None


class MergeBenchmark(Benchmark[MergeReport, MergePrediction]):
    """Happenings over many reports; without data, over those of the repository."""

    name = "merge"
    purpose = "events of different reports put together as one happening"
    usual = (".",)
    at_least = ("b_cubed_f1", "conll_f1", "precision", "recall", "*.precision", "*.recall")
    prediction = MergePrediction

    def __init__(self, load: Callable[[], Link]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the files of reports of a folder, or of the repository."""
        folder = REPORTS if data.path is None else located(self, data)
        files = sorted(folder.glob("**/*.yaml")) if folder.is_dir() else [folder]
        if not files:
            raise BenchError(f"no reports in {folder}")
        return files

    def items(self, data: Data) -> Sequence[MergeReport]:
        """Return the reports: those of the open part with `--split open`, those nothing is tuned on with `held`."""
        found = [report for path in self.files(data) for report in read_reports(path)]
        return [report for report in found if data.split not in {"open", HELD} or report.part == data.split]

    def predict(self, items: Sequence[MergeReport]) -> Iterator[MergePrediction]:
        """Yield what was written and linked of each report."""
        yield from self._load()(items)

    def score(self, items: Sequence[MergeReport], predictions: Sequence[MergePrediction]) -> Figures:
        """Return the figures over mentions (`b_cubed_f1`, `conll_f1`), over pairs, and over copies."""
        mentions = list(_mentions(items, predictions))
        key, response = _key(items), _response(mentions)
        pairs = list(_together(mentions))
        wanted = {pair for cluster in key for pair in map(frozenset, combinations(sorted(cluster), 2))}
        found = {
            frozenset({(a.report, name), (b.report, name)}) for a, b in pairs for name in {*a.of} & {*b.of}
        }
        right = sum(bool({*a.of} & {*b.of}) for a, b in pairs)
        return {
            "b_cubed_f1": b_cubed(key, response).f1,
            "conll_f1": conll_f1(key, response),
            "precision": right / len(pairs) if pairs else 0.0,
            "recall": len(found & wanted) / len(wanted) if wanted else 0.0,
            "mentions_found": len({(one.report, name) for one in mentions for name in one.of} & _all(key))
            / len(_all(key)),
            "copies": _copies(items, predictions),
            "reports": len(items),
        }

    def errors(self, items: Sequence[MergeReport], predictions: Sequence[MergePrediction]) -> str:
        """Return the pairs that were wrongly put together, and those that were left apart."""
        mentions = list(_mentions(items, predictions))
        wrong = [
            f"wrong\t{a.report} {a.of}\t{b.report} {b.of}"
            for a, b in _together(mentions)
            if not {*a.of} & {*b.of}
        ]
        found = {
            frozenset({(a.report, name), (b.report, name)})
            for a, b in _together(mentions)
            for name in {*a.of} & {*b.of}
        }
        there = {(one.report, name) for one in mentions for name in one.of}
        missed = [
            f"{'apart' if {*pair} <= there else 'not found'}\t{pair[0][1]}\t{pair[0][0]}\t{pair[1][0]}"
            for cluster in _key(items)
            for pair in combinations(sorted(cluster), 2)
            if frozenset(pair) not in found
        ]
        return "\n".join([*wrong, *missed, ""])


Key = tuple[str, str]


def _key(items: Sequence[MergeReport]) -> list[frozenset[Key]]:
    """Return the mentions of each happening: a report and the happening's name."""
    clusters: dict[str, set[Key]] = defaultdict(set)
    for item in items:
        for name in item.mentions:
            clusters[name].add((item.id, name))
    return [frozenset(cluster) for cluster in clusters.values()]


def _all(key: Sequence[frozenset[Key]]) -> set[Key]:
    return {mention for cluster in key for mention in cluster}


def _mentions(items: Sequence[MergeReport], predictions: Sequence[MergePrediction]) -> Iterator[_Mention]:
    by_id = {prediction.id: prediction for prediction in predictions}
    copied = [item.text_of for item in items]
    for item in items:
        prediction = by_id[item.id]
        for event in prediction.events:
            of = tuple(name for name, words in item.mentions.items() if _tells(event, words, prediction.text))
            if not of and copied.count(item.text_of) > 1:
                of = (f"{item.text_of}{_OF_COPIES}{event.words}",)
            yield _Mention(item.id, of, event.happening)


def _tells(event: LinkedEvent, words: Sequence[str], text: str) -> bool:
    return any(
        text[max(0, start - len(one) + 1) : end + len(one) - 1].find(one) >= 0
        for start, end in event.trigger
        for one in words
    )


def _response(mentions: Sequence[_Mention]) -> list[Cluster]:
    """Return what stands together: of several events of a report for one happening, the one that is linked counts.

    An event that is of no annotated happening, and of no other by itself, is left out.
    """
    clusters: dict[str, set[tuple[str, str]]] = defaultdict(set)
    placed: dict[tuple[str, str], str] = {}
    for number, mention in enumerate(sorted(mentions, key=lambda one: one.happening is None)):
        names = mention.of or ((f"event {number}",) if mention.happening else ())
        for name in names:
            if _OF_COPIES in name:  # in no happening of the key
                continue
            key = (mention.report, name)
            if key not in placed:
                placed[key] = mention.happening or f"alone {number} {name}"
                clusters[placed[key]].add(key)
    return [frozenset(cluster) for cluster in clusters.values()]


def _together(mentions: Sequence[_Mention]) -> Iterator[tuple[_Mention, _Mention]]:
    groups: dict[str, list[_Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.happening is not None:
            groups[mention.happening].append(mention)
    for group in groups.values():
        yield from ((a, b) for a, b in combinations(group, 2) if a.report != b.report)


def _copies(items: Sequence[MergeReport], predictions: Sequence[MergePrediction]) -> Mapping[str, float]:
    texts = {item.id: item.text_of for item in items}
    wanted = {frozenset(pair) for pair in combinations(texts, 2) if texts[pair[0]] == texts[pair[1]]}
    found = {frozenset({one.id, other}) for one in predictions for other in one.copies}
    right = len(wanted & found)
    return {
        "precision": right / len(found) if found else 0.0,
        "recall": right / len(wanted) if wanted else 0.0,
        "pairs": len(wanted),
    }
