"""One event for each happening: of all that tell of it, the one that says most, with what the others add up to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from demarche.export.wish import FACT_STATUSES, FACT_VOICES
from demarche.happenings.tell import Happening, tell
from demarche.ledger.happenings import happenings_of
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import LinkRules
from demarche.model.records import Event

_DOTS = frozenset({"point", "city", "admin2"})


@dataclass(frozen=True, slots=True)
class Merged:
    """Which events stand for their happening, and which happening each of them is; all others of it are left out."""

    ledger: Ledger
    rules: LinkRules
    happenings: dict[str, str]
    leaders: frozenset[str]

    @classmethod
    def of(cls, ledger: Ledger, events: Iterable[Event], rules: LinkRules) -> "Merged":
        """Choose among these events; the earlier one where two say as much."""
        happenings = happenings_of(ledger)
        leaders: dict[str, tuple[tuple[float, ...], str]] = {}
        for event in events:
            happening = happenings.get(event.id)
            if happening is None:
                continue
            fullness = _fullness(event)
            if happening not in leaders or fullness > leaders[happening][0]:
                leaders[happening] = fullness, event.id
        return cls(ledger, rules, happenings, frozenset(leader for _, leader in leaders.values()))

    def among(self, events: Iterable[Event]) -> Iterator[tuple[Event, Happening | None]]:
        """Yield the events that stand for a happening, with it, and those that are of none."""
        for event in events:
            happening = self.happenings.get(event.id)
            if happening is None:
                yield event, None
            elif event.id in self.leaders:
                yield event, tell(self.ledger, happening, self.rules)


def _fullness(event: Event) -> tuple[float, ...]:
    """Return how much an event says: a fact before what is none, then a day, a place, who, how many were hurt."""
    when = event.when
    return (
        event.status in FACT_STATUSES and event.voice in FACT_VOICES,
        when.earliest is not None and when.earliest == when.latest,
        any(place.precision in _DOTS for place in event.where),
        sum(one.id is not None for one in (*event.actors, *event.recipients)),
        event.casualties is not None,
        event.score,
    )
