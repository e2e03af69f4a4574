"""`news`: leads of news reports, about half of them without an event, coded by up to five people each.

A lead has an event if the majority says so (`has_event`); it is then a *statement* if the codes agreed on
(`consensus`) are CAMEO 01 and 02 only, which PLOVER does not know, else an *event*. Everything written counts as an
alarm, whatever its status. `false_alarm_rate` is the share of no-event leads with an alarm, `event_recall` that of
event leads, `event_precision` the share of the alarmed leads (statements left out) that are event leads;
`statement_alarm_rate` is the share of statements with an alarm, `event_recall_with_statements` counts them as events,
`false_alarm_rate_with_statements` as none.
`root_f1` compares, lead by lead, the set of CAMEO roots 03 to 20 agreed on with the set of those written (of the
event's code, or the usual root of its type), over all leads but those with an event and no code agreed on; `type_f1`
the same after mapping roots to PLOVER roots (08 is one).
`coders` is what the coders reach among themselves: each against each other on the same lead, averaged over all such
pairs (`agreement`: the share of pairs that agree on whether there is an event; `root_f1`: F1 of their sets of roots).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import msgspec

from bench.coding.event_types import STATEMENT_ROOTS, Types, load_types
from bench.common.benchmark import BenchError, Benchmark, Data, Figures, Item, located, paired
from bench.common.errors import Error, listed
from bench.common.events import Code, EventsPrediction, described
from bench.common.measures import NOTHING, confusion, harmonic, overlap, share

_ROOT = re.compile(r"(\d{1,2})(?= |$)")


@dataclass(frozen=True, slots=True)
class Lead(Item):
    """A lead: `event`, `statement` or `none` by the majority, the roots agreed on, and those of each coder."""

    text: str
    kind: str
    roots: frozenset[str]
    coders: tuple[frozenset[str], ...]


class NewsBenchmark(Benchmark[Lead, EventsPrediction]):
    """False alarms and events found on leads of news reports."""

    name = "news"
    purpose = "leads of news reports: false alarms where there is no event, events found, CAMEO roots"
    usual = ("events/cameo_news_dev.json", "cameo_news_dev.json")
    at_least = ("event_precision", "event_recall", "event_f1", "root_f1", "type_f1")
    at_most = ("false_alarm_rate",)
    prediction = EventsPrediction

    def __init__(self, load: Callable[[], Code]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the file given, or the usual one."""
        return [located(self, data)]

    def items(self, data: Data) -> Sequence[Lead]:
        """Return the leads; raise `BenchError` for a file that is not of the format."""
        path = self.files(data)[0]
        try:
            leads = msgspec.json.decode(path.read_bytes(), type=list[_Lead])
        except msgspec.MsgspecError as error:
            raise BenchError(f"{path.name}: {error}") from error
        return [_item(number, lead) for number, lead in enumerate(leads)]

    def predict(self, items: Sequence[Lead]) -> Iterator[EventsPrediction]:
        """Yield the events of each lead."""
        code = self._load()
        for item in items:
            yield EventsPrediction(item.id, code(item.text, None).events)

    def score(self, items: Sequence[Lead], predictions: Sequence[EventsPrediction]) -> Figures:
        """Return the figures, and what the coders reach among themselves."""
        pairs = paired(items, predictions)
        alarms = {
            kind: [bool(prediction.events) for item, prediction in pairs if item.kind == kind]
            for kind in ("event", "statement", "none")
        }
        events, statements, none = alarms["event"], alarms["statement"], alarms["none"]
        precision, recall = share(sum(events), sum(events) + sum(none)), share(sum(events), len(events))
        return {
            "false_alarm_rate": share(sum(none), len(none)),
            "event_precision": precision,
            "event_recall": recall,
            "event_f1": harmonic(precision, recall),
            **_root_figures(pairs),
            "statement_alarm_rate": share(sum(statements), len(statements)),
            "event_recall_with_statements": share(sum(events + statements), len(events + statements)),
            "false_alarm_rate_with_statements": share(sum(none + statements), len(none + statements)),
            "leads": {"event": len(events), "statement": len(statements), "none": len(none)},
            "coders": _coders(items),
        }

    def errors(self, items: Sequence[Lead], predictions: Sequence[EventsPrediction]) -> str:
        """Return the alarms by kind of lead, and every lead with a wrong alarm, a silence or a wrong root."""
        types = load_types()
        pairs = paired(items, predictions)
        wrong: list[Error] = []
        outcomes: list[tuple[str, str]] = []
        for item, prediction in pairs:
            cause = _cause(item, prediction, types)
            outcomes.append((item.kind, cause))
            if cause != "right":
                roots = f"gold: {item.kind} {' '.join(sorted(item.roots))}"
                answers = tuple(described(event, item.text) for event in prediction.events)
                wrong.append(Error(item.kind, cause, item.id, f"{item.text}\n  {roots}", answers))
        return listed("news", [("Leads by what became of them", confusion(outcomes))], wrong)


class _Coder(msgspec.Struct):
    codes: list[str]


class _Lead(msgspec.Struct):
    sentence: str
    has_event: bool
    consensus: list[str]
    raters: dict[str, _Coder]


def _item(number: int, lead: _Lead) -> Lead:
    agreed = _roots(lead.consensus)
    roots = agreed - STATEMENT_ROOTS
    kind = "none" if not lead.has_event else "statement" if agreed and not roots else "event"
    coders = tuple(_roots(coder.codes) for coder in lead.raters.values())
    return Lead(f"news-{number}", lead.sentence, kind, roots, coders)


def _roots(codes: Iterable[str]) -> frozenset[str]:
    """Return the roots of codes such as `18 Assault` or, by one coder, `4-18 Assault` (quad class before it)."""
    found = [_ROOT.search(code) for code in codes]
    return frozenset(match[1].zfill(2) for match in found if match is not None)


def _written(prediction: EventsPrediction, types: Types) -> frozenset[str]:
    return frozenset(types.root(event.type, event.cameo) for event in prediction.events)


def _root_figures(pairs: Sequence[tuple[Lead, EventsPrediction]]) -> Figures:
    types = load_types()
    roots = by_type = NOTHING
    for item, prediction in pairs:
        if item.kind == "event" and not item.roots:
            continue
        written = _written(prediction, types)
        roots += overlap(item.roots, written)
        by_type += overlap(*({types.of_root[root] for root in side} for side in (item.roots, written)))
    return {
        "root_f1": roots.f1,
        "root_precision": roots.precision,
        "root_recall": roots.recall,
        "type_f1": by_type.f1,
    }


def _coders(items: Sequence[Lead]) -> Figures:
    agreed: list[bool] = []
    roots = NOTHING
    for item in items:
        for one, other in combinations(item.coders, 2):
            agreed.append(bool(one) == bool(other))
            roots += overlap(one - STATEMENT_ROOTS, other - STATEMENT_ROOTS)
    return {"agreement": share(sum(agreed), len(agreed)), "root_f1": roots.f1}


def _cause(item: Lead, prediction: EventsPrediction, types: Types) -> str:
    if item.kind == "none":
        return "false alarm" if prediction.events else "right"
    if not prediction.events:
        return "silent" if item.kind == "event" else "right"
    written = _written(prediction, types)
    if not item.roots:
        return "right" if item.kind == "event" else "alarm on a statement"
    if not item.roots & written:
        return "wrong root"
    return "right" if item.roots >= written else "one root too many"
