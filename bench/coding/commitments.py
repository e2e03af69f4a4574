"""`commitments`: who binds themselves to what, on which condition, in annotated reports and short texts.

An annotated and a written commitment are one if the act or consequence of the one shares a token (of `polnear`) with
that of the other; the likest go together, each once. `presence_f1` is over all of them; `force_accuracy`,
`issuer_accuracy` (the set of their countries) and `strength_accuracy` are shares of those found, `addressee_accuracy`
(as for issuers) and `deadline_accuracy` (the last day) of those found that have addressees or a deadline. `condition_f1` and `consequence_f1` ask for a token
Jaccard of at least .8, `…_exact_f1` for the same tokens: recall is of the annotated commitments that have one, precision
of the written. The consequence of a threat or an ultimatum is its act, unless another is annotated.

`false_alarms_per_1000` counts what is written for texts without any commitment, per thousand of their sentences,
`in_vain_per_1000` all that is written and matches none, per thousand sentences of all texts; `distractors_taken` is the
share of the distractors that a commitment written in vain touches. `by_part` has the same figures for the reports, the
short texts that rules were tuned on (`short`) and those that they were not (`held`).

A folder of bare texts without any annotation is counted: `written_per_1000` sentences, and what was written is listed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.common.annotated import AnnotatedBenchmark
from bench.common.annotations import HELD, Annotated, GoldCommitment, annotation_files, sentences
from bench.common.benchmark import BenchError, Data, Figure, Figures, located, paired
from bench.common.claims import CodedCommitment, ReportPrediction
from bench.common.errors import Error, listed
from bench.common.events import Range, Side
from bench.common.measures import NOTHING, Counts, confusion, share
from bench.common.spans import Tokens, jaccard, matched, tokens_of, touched

_CLOSE = 0.8  # as in `polnear`
_HARMS = frozenset({"threat", "ultimatum"})
_BARE = "bare"  # the part of texts without annotation


@dataclass(frozen=True, slots=True)
class _Commitment:
    """A commitment, annotated or written, in tokens."""

    force: str
    issuers: frozenset[str]
    addressees: frozenset[str]
    act: Tokens
    condition: Tokens
    consequence: Tokens
    deadline: str | None
    strength: str
    shown: str

    def likeness(self, other: "_Commitment") -> float:
        return jaccard(self.act | self.consequence, other.act | other.consequence)


_Pairs = Sequence[tuple[_Commitment, _Commitment]]


@dataclass(frozen=True, slots=True)
class _Compared:
    """A text's commitments and those written; `found` says which belong together."""

    report: Annotated
    gold: tuple[_Commitment, ...]
    written: tuple[_Commitment, ...]
    found: Mapping[int, int]

    def pairs(self) -> Iterator[tuple[_Commitment, _Commitment]]:
        for gold, written in self.found.items():
            yield self.gold[gold], self.written[written]

    def part(self, part: str, close: float) -> Counts:
        """Return the counts of conditions or consequences that are as like as that."""
        gold, written = ([one for one in side if getattr(one, part)] for side in (self.gold, self.written))
        right = sum(jaccard(getattr(one, part), getattr(other, part)) >= close for one, other in self.pairs())
        return Counts(len(gold), len(written), right)

    def in_vain(self) -> list[_Commitment]:
        return [one for index, one in enumerate(self.written) if index not in self.found.values()]

    def taken(self) -> int:
        """Return how many distractors something written in vain touches."""
        tokens = tokens_of(self.report.text)
        vain = [one.act | one.consequence for one in self.in_vain()]
        return sum(
            any(touched(distractor.words, tokens) & words for words in vain)
            for distractor in self.report.distractors
        )

    def cause(self, index: int) -> str:
        if index not in self.found:
            return "silent"
        gold, written = self.gold[index], self.written[self.found[index]]
        if gold.force != written.force:
            return written.force
        wrong = [name for name in ("issuers", "condition", "consequence") if _apart(gold, written, name)]
        return " ".join(wrong) or "right"

    def errors(self) -> Iterator[Error]:
        for index, gold in enumerate(self.gold):
            if self.cause(index) != "right":
                answers = (self.written[self.found[index]].shown,) if index in self.found else ()
                yield Error(gold.force, self.cause(index), self.report.id, gold.shown, answers)
        for written in self.in_vain():
            yield Error("nothing", "in vain", self.report.id, written.shown, ())


class CommitmentsBenchmark(AnnotatedBenchmark):
    """Commitments found, with force, issuer, condition and consequence."""

    name = "commitments"
    purpose = (
        "annotated reports and short texts: commitments, with force, issuer and condition (default: our own)"
    )
    at_least = ("presence_f1", "force_accuracy", "issuer_accuracy", "condition_f1", "consequence_f1")
    at_most = ("false_alarms_per_1000",)

    def files(self, data: Data) -> Sequence[Path]:
        """Return the texts and annotations of the folder and those below, or of the repository; else bare texts."""
        try:
            return annotation_files(self, data, below=True)
        except BenchError:
            texts = sorted(located(self, data).glob("**/*.txt"))
            if not texts:
                raise
            return texts

    def items(self, data: Data) -> Sequence[Annotated]:
        """Return the annotated texts, or bare ones; raise `BenchError` for an annotation that is not of the format."""
        files = self.files(data)
        if any(path.suffix == ".yaml" for path in files):
            return super().items(data)
        return [_bare(path) for path in files]

    def score(self, items: Sequence[Annotated], predictions: Sequence[ReportPrediction]) -> Figures:
        """Return the figures, over all texts and by part."""
        compared = _compared(items, predictions)
        if any(one.report.part == _BARE for one in compared):
            return _counted(compared)
        parts = sorted({one.report.part for one in compared})
        by_part = {part: _scored([one for one in compared if one.report.part == part]) for part in parts}
        return {**_scored(compared), "by_part": by_part}

    def errors(self, items: Sequence[Annotated], predictions: Sequence[ReportPrediction]) -> str:
        """Return what became of the annotated commitments by force, and every one missed or written in vain.

        What was held back from tuning is counted only.
        """
        compared = _compared(items, predictions)
        causes = [(gold.force, one.cause(index)) for one in compared for index, gold in enumerate(one.gold)]
        wrong = [error for one in compared if one.report.part != HELD for error in one.errors()]
        return listed(self.name, [("Force by what became of it", confusion(causes))], wrong)


def _scored(compared: Sequence[_Compared]) -> dict[str, Figure]:
    presence, parts = NOTHING, dict.fromkeys(("condition", "consequence"), (NOTHING, NOTHING))
    for one in compared:
        presence += Counts(len(one.gold), len(one.written), len(one.found))
        for name, (like, same) in parts.items():
            parts[name] = (like + one.part(name, _CLOSE), same + one.part(name, 1.0))
    pairs = [pair for one in compared for pair in one.pairs()]
    empty = [one for one in compared if not one.gold]
    return {
        "presence_f1": presence.f1,
        "presence_precision": presence.precision,
        "presence_recall": presence.recall,
        "force_accuracy": _agreed(pairs, "force"),
        "issuer_accuracy": _agreed(pairs, "issuers"),
        "addressee_accuracy": _agreed(pairs, "addressees"),
        "deadline_accuracy": _agreed(
            [pair for pair in pairs if any(one.deadline for one in pair)], "deadline"
        ),
        "strength_accuracy": _agreed(pairs, "strength"),
        **{f"{name}_f1": like.f1 for name, (like, _) in parts.items()},
        **{f"{name}_exact_f1": same.f1 for name, (_, same) in parts.items()},
        "false_alarms_per_1000": 1000 * share(sum(len(one.written) for one in empty), _sentences(empty)),
        "in_vain_per_1000": 1000 * share(presence.predicted - presence.right, _sentences(compared)),
        "distractors_taken": share(
            sum(one.taken() for one in compared), sum(len(one.report.distractors) for one in compared)
        ),
        "commitments": presence.gold,
        "written": presence.predicted,
        "texts": len(compared),
    }


def _counted(compared: Sequence[_Compared]) -> Figures:
    written, sentences = sum(len(one.written) for one in compared), _sentences(compared)
    return {
        "written_per_1000": 1000 * share(written, sentences),
        "written": written,
        "sentences": sentences,
        "texts": len(compared),
    }


def _agreed(pairs: _Pairs, name: str) -> float:
    return share(sum(not _apart(gold, one, name) for gold, one in pairs), len(pairs))


def _apart(gold: _Commitment, written: _Commitment, name: str) -> bool:
    one, other = getattr(gold, name), getattr(written, name)
    if name in {"condition", "consequence"} and (one or other):
        return jaccard(one, other) < _CLOSE
    return bool(one != other)


def _sentences(compared: Sequence[_Compared]) -> int:
    return sum(len(sentences(one.report.text)) for one in compared)


def _bare(path: Path) -> Annotated:
    return Annotated(path.stem, _BARE, path.read_text(encoding="utf-8"), None, (), (), (), (), ())


def _compared(items: Sequence[Annotated], predictions: Sequence[ReportPrediction]) -> list[_Compared]:
    return [_one(item, prediction.commitments) for item, prediction in paired(items, predictions)]


def _one(report: Annotated, predictions: Sequence[CodedCommitment]) -> _Compared:
    tokens = tokens_of(report.text)
    gold = tuple(_annotated(one, report.text, tokens) for one in report.commitments)
    written = tuple(_written(one, report.text, tokens) for one in predictions)
    likeness = {
        (left, right): alike
        for left, one in enumerate(gold)
        for right, other in enumerate(written)
        for alike in (one.likeness(other),)
        if alike
    }
    return _Compared(report, gold, written, matched(likeness))


def _annotated(one: GoldCommitment, text: str, tokens: Sequence[Range]) -> _Commitment:
    consequence = one.consequence or (one.act if one.force in _HARMS else ())
    return _Commitment(
        force=one.force,
        issuers=frozenset(one.issuers),
        addressees=frozenset(one.addressees),
        act=touched(one.act, tokens),
        condition=touched(one.condition, tokens),
        consequence=touched(consequence, tokens),
        deadline=one.deadline,
        strength=one.strength,
        shown=_shown(one.force, one.issuers, text, (one.act, one.condition)),
    )


def _written(one: CodedCommitment, text: str, tokens: Sequence[Range]) -> _Commitment:
    countries = _countries(one.issuers)
    return _Commitment(
        force=one.force,
        issuers=frozenset(countries),
        addressees=frozenset(_countries(one.addressees)),
        act=touched(one.act, tokens),
        condition=touched(one.condition, tokens),
        consequence=touched(one.consequence, tokens),
        deadline=one.deadline and one.deadline[:10],
        strength=one.strength,
        shown=f"{_shown(one.force, countries, text, (one.act, one.condition, one.consequence))} {one.rule}",
    )


def _countries(sides: Sequence[Side]) -> tuple[str, ...]:
    return tuple(sorted({side.country for side in sides if side.country}))


def _shown(force: str, issuers: Sequence[str], text: str, parts: Sequence[Sequence[Range]]) -> str:
    words = (" … ".join(text[start:end] for start, end in ranges) for ranges in parts)
    return f"{force} [{' '.join(issuers)}] {' | '.join(words)}"
