"""`commitments`: who binds themselves to what, on which condition, in annotated reports.

An annotated and a written commitment are one if the act or consequence of the one shares a token (of `polnear`) with
that of the other; the likest go together, each once. `presence_f1` is over all of them; `force_accuracy` and
`issuer_accuracy` (the set of the issuers' countries) are shares of those found. `condition_f1` and `consequence_f1` ask
for a token Jaccard of at least .8: recall is of the annotated commitments that have one, precision of the written. The
consequence of a threat or an ultimatum is its act, unless another is annotated. `false_alarms_per_1000` counts the
written ones that are none, per thousand words of text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.annotated import AnnotatedBenchmark
from bench.annotations import Annotated, GoldCommitment
from bench.benchmark import Figures, paired
from bench.claims import CodedCommitment, ReportPrediction
from bench.errors import Error, listed
from bench.events import Range
from bench.measures import NOTHING, Counts, confusion, share
from bench.spans import Tokens, jaccard, matched, tokens_of, touched

_CLOSE = 0.8  # as in `polnear`
_HARMS = frozenset({"threat", "ultimatum"})


@dataclass(frozen=True, slots=True)
class _Commitment:
    """A commitment, annotated or written, in tokens."""

    force: str
    issuers: frozenset[str]
    act: Tokens
    condition: Tokens
    consequence: Tokens
    shown: str

    def likeness(self, other: "_Commitment") -> float:
        return jaccard(self.act | self.consequence, other.act | other.consequence)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A report's commitments and those written; `found` says which belong together."""

    report: Annotated
    gold: tuple[_Commitment, ...]
    written: tuple[_Commitment, ...]
    found: Mapping[int, int]

    def pairs(self) -> Iterator[tuple[_Commitment, _Commitment]]:
        for gold, written in self.found.items():
            yield self.gold[gold], self.written[written]

    def part(self, part: str) -> Counts:
        """Return the counts of conditions or consequences."""
        gold, written = ([one for one in side if getattr(one, part)] for side in (self.gold, self.written))
        right = sum(
            jaccard(getattr(one, part), getattr(other, part)) >= _CLOSE for one, other in self.pairs()
        )
        return Counts(len(gold), len(written), right)

    def cause(self, index: int) -> str:
        if index not in self.found:
            return "silent"
        gold, written = self.gold[index], self.written[self.found[index]]
        if gold.force != written.force:
            return written.force
        return "right" if gold.issuers == written.issuers else "issuer"

    def errors(self) -> Iterator[Error]:
        for index, gold in enumerate(self.gold):
            if self.cause(index) != "right":
                answers = (self.written[self.found[index]].shown,) if index in self.found else ()
                yield Error(gold.force, self.cause(index), self.report.id, gold.shown, answers)
        for index, written in enumerate(self.written):
            if index not in self.found.values():
                yield Error("nothing", "in vain", self.report.id, written.shown, ())


class CommitmentsBenchmark(AnnotatedBenchmark):
    """Commitments found, with force, issuer, condition and consequence."""

    name = "commitments"
    purpose = (
        "annotated reports: commitments, with force, issuer and condition (default: the repository's own)"
    )
    at_least = ("presence_f1", "force_accuracy", "issuer_accuracy", "condition_f1", "consequence_f1")
    at_most = ("false_alarms_per_1000",)

    def score(self, items: Sequence[Annotated], predictions: Sequence[ReportPrediction]) -> Figures:
        """Return the figures."""
        compared = _compared(items, predictions)
        presence = condition = consequence = NOTHING
        for one in compared:
            presence += Counts(len(one.gold), len(one.written), len(one.found))
            condition += one.part("condition")
            consequence += one.part("consequence")
        pairs = [pair for one in compared for pair in one.pairs()]
        words = sum(len(one.report.text.split()) for one in compared)
        return {
            "presence_f1": presence.f1,
            "presence_precision": presence.precision,
            "presence_recall": presence.recall,
            "force_accuracy": share(sum(gold.force == one.force for gold, one in pairs), len(pairs)),
            "issuer_accuracy": share(sum(gold.issuers == one.issuers for gold, one in pairs), len(pairs)),
            "condition_f1": condition.f1,
            "consequence_f1": consequence.f1,
            "false_alarms_per_1000": 1000 * share(presence.predicted - presence.right, words),
            "commitments": presence.gold,
            "written": presence.predicted,
            "texts": len(compared),
        }

    def errors(self, items: Sequence[Annotated], predictions: Sequence[ReportPrediction]) -> str:
        """Return what became of the annotated commitments by force, and every one missed or written in vain."""
        compared = _compared(items, predictions)
        causes = [(gold.force, one.cause(index)) for one in compared for index, gold in enumerate(one.gold)]
        wrong = [error for one in compared for error in one.errors()]
        return listed(self.name, [("Force by what became of it", confusion(causes))], wrong)


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
        act=touched(one.act, tokens),
        condition=touched(one.condition, tokens),
        consequence=touched(consequence, tokens),
        shown=_shown(one.force, one.issuers, text, (one.act, one.condition)),
    )


def _written(one: CodedCommitment, text: str, tokens: Sequence[Range]) -> _Commitment:
    countries = tuple(sorted({side.country for side in one.issuers if side.country}))
    return _Commitment(
        force=one.force,
        issuers=frozenset(countries),
        act=touched(one.act, tokens),
        condition=touched(one.condition, tokens),
        consequence=touched(one.consequence, tokens),
        shown=f"{_shown(one.force, countries, text, (one.act, one.condition, one.consequence))} {one.rule}",
    )


def _shown(force: str, issuers: Sequence[str], text: str, parts: Sequence[Sequence[Range]]) -> str:
    words = (" … ".join(text[start:end] for start, end in ranges) for ranges in parts)
    return f"{force} [{' '.join(issuers)}] {' | '.join(words)}"
