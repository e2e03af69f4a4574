"""`gold`: the CAMEO manual's examples as PLOVER records, one event marked in each sentence.

Older type names are mapped (FIGHT is ASSAULT; DEMAND is REQUEST; DISAPPROVE, INVESTIGATE are ACCUSE), and so are codes
by `schemes/codes.tsv`: misspelt ones, and UNO and EUR, for which the records have IGO. Of the events written for the
sentence the one is judged whose trigger shares most characters with the marked event words, the first of equals; the
first event if none shares any; none if none was written.
`type_accuracy` is the share of records with the right type. `actor_country_f1` and `recipient_country_f1` compare the
bags of country codes (ISO alpha-3; IGO, NGO and the like where PLOVER has no country) over all records; the same for
the first sector of each. A record without recipient wants none. `type_accuracy_any` asks for the type among all events.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.coding.event_types import Codes, load_codes, load_types
from bench.common.benchmark import BenchError, Benchmark, Data, Figures, Item, located, paired
from bench.common.errors import Error, listed
from bench.common.events import Code, CodedEvent, EventsPrediction, Range, Side, described
from bench.common.measures import NOTHING, Counts, confusion, overlap, share

_NO_EVENT = "DOCUMENT"
_EVENT_WORDS = re.compile(r"\(EVT: *([^(){}]+)")
_CODE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class GoldRecord(Item):
    """A sentence, its marked event's type and words, and the countries and sectors of both sides."""

    text: str
    type: str
    trigger: tuple[Range, ...]
    actor_countries: tuple[str, ...]
    actor_sectors: tuple[str, ...]
    recipient_countries: tuple[str, ...]
    recipient_sectors: tuple[str, ...]


class GoldBenchmark(Benchmark[GoldRecord, EventsPrediction]):
    """Types, countries and sectors of the PLOVER gold records."""

    name = "gold"
    purpose = "PLOVER's gold records: event type, countries and sectors of actor and recipient"
    usual = ("events/plover_gold_records.json", "plover_gold_records.json")
    at_least = ("type_accuracy", "*_country_f1", "*_sector_f1")
    prediction = EventsPrediction

    def __init__(self, load: Callable[[], Code]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the file given, or the usual one."""
        return [located(self, data)]

    def items(self, data: Data) -> Sequence[GoldRecord]:
        """Return the records; raise `BenchError` for a file that is not of the format."""
        path = self.files(data)[0]
        try:
            records = msgspec.json.decode(path.read_bytes(), type=list[_Record])
        except msgspec.MsgspecError as error:
            raise BenchError(f"{path.name}: {error}") from error
        names, codes = load_types().of_name, load_codes()
        seen: Counter[str] = Counter()
        found: list[GoldRecord] = []
        for record in records:
            if record.event != _NO_EVENT:
                seen[record.id] += 1
                found.append(_item(record, seen[record.id], names.get(record.event, record.event), codes))
        return found

    def predict(self, items: Sequence[GoldRecord]) -> Iterator[EventsPrediction]:
        """Yield the events of each sentence; the records' dates are fillers and not handed on."""
        code = self._load()
        for item in items:
            yield EventsPrediction(item.id, code(item.text, None).events)

    def score(self, items: Sequence[GoldRecord], predictions: Sequence[EventsPrediction]) -> Figures:
        """Return the figures."""
        judged = [
            (item, prediction, _judged(item, prediction.events))
            for item, prediction in paired(items, predictions)
        ]
        right = sum(event is not None and event.type == item.type for item, _, event in judged)
        among = sum(any(event.type == item.type for event in found.events) for item, found, _ in judged)
        figures: dict[str, float] = {
            "type_accuracy": share(right, len(judged)),
            "type_accuracy_any": share(among, len(judged)),
            "answered": share(sum(event is not None for _, _, event in judged), len(judged)),
        }
        for name, counts in _side_counts([(item, event) for item, _, event in judged]).items():
            figures[f"{name}_f1"] = counts.f1
            figures[f"{name}_precision"] = counts.precision
            figures[f"{name}_recall"] = counts.recall
        return {**figures, "records": len(judged)}

    def errors(self, items: Sequence[GoldRecord], predictions: Sequence[EventsPrediction]) -> str:
        """Return the confusion table of types, and every record with a wrong type or a wrong country."""
        codes = load_codes()
        types: list[tuple[str, str | None]] = []
        wrong: list[Error] = []
        for item, prediction in paired(items, predictions):
            event = _judged(item, prediction.events)
            types.append((item.type, None if event is None else event.type))
            cause = _cause(item, event, codes)
            if cause != "right":
                answers = tuple(described(found, item.text) for found in prediction.events)
                wrong.append(Error(item.type, cause, item.id, _shown(item), answers))
        return listed("gold", [("Gold type by predicted type", confusion(types))], wrong)


class _Actor(msgspec.Struct):
    code: str
    sector: str = ""


class _TextInfo(msgspec.Struct):
    markup: str = ""


class _Record(msgspec.Struct):
    id: str
    event: str
    text: str = ""
    textInfo: _TextInfo | str = ""  # noqa: N815 - the file's name
    source: list[_Actor] | str = ""
    target: list[_Actor] | str = ""


def _item(record: _Record, occurrence: int, type_: str, codes: Codes) -> GoldRecord:
    """Return the record as an item; an id that stands twice gets the number of its occurrence."""
    actors, recipients = (
        list(side) if not isinstance(side, str) else [] for side in (record.source, record.target)
    )
    return GoldRecord(
        id=record.id if occurrence == 1 else f"{record.id}~{occurrence}",
        text=record.text,
        type=type_,
        trigger=() if isinstance(record.textInfo, str) else _trigger(record.textInfo.markup, record.text),
        actor_countries=_mended([actor.code for actor in actors], codes.country),
        actor_sectors=_mended([actor.sector for actor in actors], codes.sector),
        recipient_countries=_mended([actor.code for actor in recipients], codes.country),
        recipient_sectors=_mended([actor.sector for actor in recipients], codes.sector),
    )


def _mended(codes: Sequence[str], mend: Callable[[str], str]) -> tuple[str, ...]:
    """Return the codes cut to three letters (the rest names an ethnic or religious group), mended, without blanks."""
    cut = (code.strip()[:_CODE_DIGITS] for code in codes)
    return tuple(mend(code) for code in cut if code.isalpha())


def _trigger(markup: str, text: str) -> tuple[Range, ...]:
    """Return the places of the words marked `(EVT: …)`, one after another in the text; what is not found is left out."""
    found: list[Range] = []
    at = 0
    for words in _EVENT_WORDS.findall(markup):
        start = text.find(words.strip(), at)
        if start >= 0:
            at = start + len(words.strip())
            found.append((start, at))
    return tuple(found)


def _judged(item: GoldRecord, events: Sequence[CodedEvent]) -> CodedEvent | None:
    return max(events, key=lambda event: _shared(event.trigger, item.trigger), default=None)


def _shared(ranges: Sequence[Range], others: Sequence[Range]) -> int:
    return sum(
        max(0, min(end, end_) - max(start, start_)) for start, end in ranges for start_, end_ in others
    )


def _side_counts(judged: Sequence[tuple[GoldRecord, CodedEvent | None]]) -> dict[str, Counts]:
    counts = dict.fromkeys(
        ("actor_country", "recipient_country", "actor_sector", "recipient_sector"), NOTHING
    )
    codes = load_codes()
    for item, event in judged:
        actors, recipients = (event.actors, event.recipients) if event is not None else ((), ())
        counts["actor_country"] += overlap(item.actor_countries, _countries(actors, codes))
        counts["recipient_country"] += overlap(item.recipient_countries, _countries(recipients, codes))
        counts["actor_sector"] += overlap(item.actor_sectors, _sectors(actors, codes))
        counts["recipient_sector"] += overlap(item.recipient_sectors, _sectors(recipients, codes))
    return counts


def _countries(sides: Sequence[Side], codes: Codes) -> list[str]:
    return [codes.country(side.country) for side in sides if side.country is not None]


def _sectors(sides: Sequence[Side], codes: Codes) -> list[str]:
    return [codes.sector(side.sectors[0]) for side in sides if side.sectors]


def _cause(item: GoldRecord, event: CodedEvent | None, codes: Codes) -> str:
    if event is None:
        return "silent"
    if event.type != item.type:
        return "type"
    if Counter(_countries(event.actors, codes)) != Counter(item.actor_countries):
        return "actor"
    found = Counter(_countries(event.recipients, codes))
    return "right" if found == Counter(item.recipient_countries) else "recipient"


def _shown(item: GoldRecord) -> str:
    words = " … ".join(item.text[start:end] for start, end in item.trigger)
    return (
        f"{item.text}\n  gold: {item.type} {item.actor_countries} {item.actor_sectors} → "
        f"{item.recipient_countries} {item.recipient_sectors} “{words}”"
    )
