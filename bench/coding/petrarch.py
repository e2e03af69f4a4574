"""`petrarch`: the validation records of PETRARCH-2, sentences with the CAMEO triples that belong to them.

A triple is source country, target country, CAMEO root; the country is the first three letters of PETRARCH's code,
`---` where it has none; UNO and EUR count as IGO, which the records have for both (`schemes/codes.tsv`). A triple with
CAMEO 01 or 02 is no event in PLOVER: the first figures leave those out of the gold data, `with_statements` does not.
An event is written as the triples of all pairs that it joins; one with a single side gets `---` for the other. Triples
are compared as sets within a sentence, sectors not at all. Both actors are required, as by the peers: `precision`,
`recall`, `f1` leave out triples with `---` for a side from what was written and from the gold data; `any_actor` does
not. A record without a sentence is left out. The file is no well-formed XML (its sentence elements close themselves);
it is read by patterns.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.coding.event_types import STATEMENT_ROOTS, Codes, Types, load_codes, load_types
from bench.common.benchmark import BenchError, Benchmark, Data, Figures, Item, located, paired
from bench.common.errors import Error, listed
from bench.common.events import Code, CodedEvent, EventsPrediction, Side, described, joined
from bench.common.measures import NOTHING, Counts, confusion

Triple = tuple[str, str, str]
_NOBODY = "---"
_RECORD = re.compile(r"<Sentence\b([^>]*)>(.*?)</Sentence>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODING = re.compile(r"<EventCoding\b([^>]*)/>")
_TEXT = re.compile(r"<Text>(.*?)</Text>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class ValidationRecord(Item):
    """A sentence, its date (ISO, None where it is none) and its triples."""

    text: str
    date: str | None
    triples: frozenset[Triple]


class PetrarchBenchmark(Benchmark[ValidationRecord, EventsPrediction]):
    """CAMEO triples of PETRARCH's validation records."""

    name = "petrarch"
    purpose = "PETRARCH-2's validation records: triples of source, target and CAMEO root"
    usual = ("events/petrarch_validation.xml", "petrarch_validation.xml")
    at_least = ("precision", "recall", "f1")
    prediction = EventsPrediction

    def __init__(self, load: Callable[[], Code]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the file given, or the usual one."""
        return [located(self, data)]

    def items(self, data: Data) -> Sequence[ValidationRecord]:
        """Return the records that have a sentence; raise `BenchError` if there are none."""
        path = self.files(data)[0]
        plain = _COMMENT.sub("", path.read_text(encoding="utf-8"))
        found = [_item(head, body) for head, body in _RECORD.findall(plain)]
        found = [item for item in found if item.text]
        if not found:
            raise BenchError(f"{path.name}: no validation records")
        return found

    def predict(self, items: Sequence[ValidationRecord]) -> Iterator[EventsPrediction]:
        """Yield the events of each sentence."""
        code = self._load()
        for item in items:
            yield EventsPrediction(item.id, code(item.text, item.date).events)

    def score(self, items: Sequence[ValidationRecord], predictions: Sequence[EventsPrediction]) -> Figures:
        """Return the figures: both actors required, or any, with and without statements."""
        types, codes = load_types(), load_codes()
        pairs = [
            (item.triples, _triples(found.events, types, codes)) for item, found in paired(items, predictions)
        ]
        return {
            **_shares(_counts(pairs, statements=False, both=True)),
            "any_actor": _shares(_counts(pairs, statements=False, both=False)),
            "with_statements": _shares(_counts(pairs, statements=True, both=True)),
            "records": len(pairs),
        }

    def errors(self, items: Sequence[ValidationRecord], predictions: Sequence[EventsPrediction]) -> str:
        """Return every record with a triple too few or too many."""
        types, codes = load_types(), load_codes()
        outcomes: list[tuple[str, str]] = []
        wrong: list[Error] = []
        for item, prediction in paired(items, predictions):
            gold = {triple for triple in item.triples if triple[2] not in STATEMENT_ROOTS}
            cause = _cause(gold, _triples(prediction.events, types, codes))
            label = min((root for _, _, root in gold), default="none")
            outcomes.append((label, cause))
            if cause != "right":
                shown = "; ".join(" ".join(triple) for triple in sorted(item.triples)) or "no event"
                answers = tuple(described(event, item.text) for event in prediction.events)
                wrong.append(Error(label, cause, item.id, f"{item.text}\n  gold: {shown}", answers))
        return listed("petrarch", [("Gold root by what became of the record", confusion(outcomes))], wrong)


def _item(head: str, body: str) -> ValidationRecord:
    attributes = dict(_ATTRIBUTE.findall(head))
    codings = [dict(_ATTRIBUTE.findall(coding)) for coding in _CODING.findall(body)]
    text = _TEXT.search(body)
    date = _DATE.fullmatch(attributes.get("date", ""))
    return ValidationRecord(
        id=attributes["id"],
        text=" ".join(text[1].split()) if text else "",
        date="-".join(date.groups()) if date else None,
        triples=frozenset(
            (coding["sourcecode"][:3], coding["targetcode"][:3], coding["eventcode"][:2])
            for coding in codings
            if "eventcode" in coding
        ),
    )


def _triples(events: Sequence[CodedEvent], types: Types, codes: Codes) -> set[Triple]:
    found: set[Triple] = set()
    for event in events:
        root = types.root(event.type, event.cameo)
        sides: list[tuple[Side | None, Side | None]] = [*joined(event)]
        if not sides:
            sides = [*((side, None) for side in event.actors), *((None, side) for side in event.recipients)]
        found.update((_country(actor, codes), _country(recipient, codes), root) for actor, recipient in sides)
    return found


def _country(side: Side | None, codes: Codes) -> str:
    return _NOBODY if side is None or side.country is None else codes.country(side.country)


def _counts(
    pairs: Sequence[tuple[frozenset[Triple], set[Triple]]], *, statements: bool, both: bool
) -> Counts:
    counts = NOTHING
    for gold, written in pairs:
        wanted = {triple for triple in gold if statements or triple[2] not in STATEMENT_ROOTS}
        ours = set(written)
        if both:
            wanted, ours = ({t for t in side if _NOBODY not in t[:2]} for side in (wanted, ours))
        counts += Counts(len(wanted), len(ours), len(wanted & ours))
    return counts


def _shares(counts: Counts) -> Figures:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}


def _cause(gold: set[Triple], written: set[Triple]) -> str:
    if gold == written:
        return "right"
    if not written:
        return "silent"
    if not gold:
        return "false alarm"
    if gold <= written:
        return "too many"
    return "participants" if {root for _, _, root in gold} & {root for _, _, root in written} else "root"
