"""`safety`: what is written as happened or ongoing although nobody in the report claims that it did (annotated reports).

An event counts if its status is `happened` or `ongoing`. It is *asserted* if a word of its trigger is one of the
annotation's words for something that is so: triggers of events with the status happened, ongoing or habitual, cues of
statements, and the other happenings. `unasserted_as_happened` is the number of events that are not, `share` their share.
Type and participants play no part. `coverage` is the share of the annotated events with one of those statuses that an
event written with one of them has a word of the trigger of; `lost` counts those that are only met by events of other
statuses, `type_accuracy` is the share of those covered that one of these events has the type of.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.common.annotated import AnnotatedBenchmark
from bench.common.annotations import ASSERTED, Annotated, GoldEvent, sentence
from bench.common.benchmark import Figures, paired
from bench.common.claims import ReportPrediction
from bench.common.errors import Error, listed
from bench.common.events import CodedEvent, described, meets
from bench.common.measures import confusion, share

_CLAIMED = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class _Compared:
    """A report with what was written for it."""

    report: Annotated
    events: tuple[CodedEvent, ...]

    def claimed(self) -> list[CodedEvent]:
        return [event for event in self.events if event.status in _CLAIMED]

    def unasserted(self) -> list[CodedEvent]:
        asserted = self.report.asserted()
        return [event for event in self.claimed() if not meets(event.trigger, asserted)]

    def gold(self, event: CodedEvent) -> GoldEvent | None:
        """Return the annotated event that a written one has a word of the trigger of; one of its type goes first."""
        near = [gold for gold in self.report.events if meets(event.trigger, gold.trigger)]
        return min(near, key=lambda gold: gold.type != event.type, default=None)

    def asserted(self) -> list[tuple[GoldEvent, list[CodedEvent]]]:
        """Return the annotated events that are so, each with the events written on its words."""
        return [
            (gold, [event for event in self.events if meets(event.trigger, gold.trigger)])
            for gold in self.report.events
            if gold.status in ASSERTED
        ]

    def errors(self) -> Iterator[Error]:
        for event in self.unasserted():
            gold = self.gold(event)
            cause = "not annotated" if gold is None else gold.status
            shown = sentence(self.report.text, event.trigger)
            yield Error("unasserted", cause, self.report.id, shown, (described(event, self.report.text),))
        for gold, found in self.asserted():
            if not any(event.status in ASSERTED for event in found):
                shown = f"{gold.type} {sentence(self.report.text, gold.trigger)}"
                answers = tuple(described(event, self.report.text) for event in found)
                yield Error(
                    f"missed {gold.status}", "lost" if found else "silent", self.report.id, shown, answers
                )


class SafetyBenchmark(AnnotatedBenchmark):
    """Events written as so which nobody claims to be so."""

    name = "safety"
    purpose = "annotated reports: what is written as happened though nobody claims it (default: the repository's own)"
    at_least = ("coverage",)
    at_most = ("unasserted_as_happened", "share")

    def score(self, items: Sequence[Annotated], predictions: Sequence[ReportPrediction]) -> Figures:
        """Return the figures."""
        compared = _compared(items, predictions)
        written = sum(len(one.claimed()) for one in compared)
        wrong = sum(len(one.unasserted()) for one in compared)
        asserted = [pair for one in compared for pair in one.asserted()]
        covered = [pair for pair in asserted if any(event.status in ASSERTED for event in pair[1])]
        typed = sum(
            any(event.type == gold.type and event.status in ASSERTED for event in found)
            for gold, found in covered
        )
        return {
            "unasserted_as_happened": wrong,
            "events": written,
            "share": share(wrong, written),
            "asserted": len(asserted),
            "covered": len(covered),
            "coverage": share(len(covered), len(asserted)),
            "lost": sum(bool(found) for _, found in asserted) - len(covered),
            "type_accuracy": share(typed, len(covered)),
            "all_events": sum(len(one.events) for one in compared),
            "texts": len(compared),
        }

    def errors(self, items: Sequence[Annotated], predictions: Sequence[ReportPrediction]) -> str:
        """Return annotated by written statuses, every event written in vain, and every one missed."""
        compared = _compared(items, predictions)
        statuses = [
            ("-" if gold is None else gold.status, event.status)
            for one in compared
            for event in one.events
            for gold in (one.gold(event),)
        ]
        texts = Counter(one.report.id for one in compared for _ in one.unasserted())
        tables = [
            ("Annotated status by the one written", confusion(statuses)),
            ("Unasserted by text", "\n".join(f"{count:3} {name}" for name, count in texts.most_common())),
        ]
        return listed(self.name, tables, [error for one in compared for error in one.errors()])


def _compared(items: Sequence[Annotated], predictions: Sequence[ReportPrediction]) -> list[_Compared]:
    return [_Compared(item, prediction.events) for item, prediction in paired(items, predictions)]
