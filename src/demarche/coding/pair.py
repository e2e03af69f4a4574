"""The one event type between two given participants: for users who bring their own spans."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from demarche.coding.plover import project
from demarche.lexicon.ontology import EventType
from demarche.model.coded import CodedReport
from demarche.model.parts import Participant
from demarche.model.records import Event

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PairCode:
    """The type of what the source did to the target, the event it was read off, and why that one."""

    root: str
    event: Event
    reason: str


def classify(
    coded: CodedReport, source: Range | None, target: Range | None, types: Mapping[str, EventType]
) -> PairCode | None:
    """Return the event type between two participants given as offsets into the text, or None if no event is near.

    The event that joins both in this direction is taken; else one that joins both; else one that has the source, or
    the target; else the one whose trigger stands nearest.
    """
    events = [one.claim for one in coded.claims if isinstance(one.claim, Event)]
    for candidates in (project(events, types), events):
        ranked = sorted(
            candidates, key=lambda event: (_rank(event, source, target), _distance(event, source, target))
        )
        if ranked:
            best = ranked[0]
            return PairCode(best.type, best, _REASONS[_rank(best, source, target)])
    return None


_REASONS = (
    "it joins source and target",
    "it joins target and source",
    "the source is its actor",
    "the target is its recipient",
    "its trigger stands nearest",
)


def _rank(event: Event, source: Range | None, target: Range | None) -> int:
    acts, receives = _overlaps(event.actors, source), _overlaps(event.recipients, target)
    both_act = acts and _overlaps(event.actors, target)
    if (acts and receives) or both_act:
        return 0
    if _overlaps(event.actors, target) and _overlaps(event.recipients, source):
        return 1
    if acts:
        return 2
    return 3 if receives else 4


def _overlaps(participants: Sequence[Participant], wanted: Range | None) -> bool:
    if wanted is None:
        return False
    return any(one.span.start < wanted[1] and wanted[0] < one.span.end for one in participants)


def _distance(event: Event, source: Range | None, target: Range | None) -> int:
    places: Iterable[Range] = (place for place in (source, target) if place is not None)
    middles = [(start + end) // 2 for start, end in places]
    return sum(abs(event.trigger[0].start - middle) for middle in middles)
