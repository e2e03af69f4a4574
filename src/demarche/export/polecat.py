"""PLOVER as POLECAT writes it: its forty columns as CSV with a header row."""

from collections.abc import Iterable, Sequence

from demarche.export.dates import day
from demarche.export.delimited import Cell, Delimited
from demarche.export.pairs import pairs
from demarche.export.source import Sourced
from demarche.lexicon.ontology import Ontology
from demarche.model.parts import Participant, Where
from demarche.model.records import Event

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(
        name for side in ("Actor", "Recipient") for name in (
            f"{side} Name", f"{side} Country", f"{side} COW", f"Primary {side} Sector", f"{side} Sectors", f"{side} Title",
            f"{side} Name Raw", f"Wikipedia {side} ID",
        )
    ),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip

_LIST = ";"
_FEATURES = {
    "point": "S",
    "city": "P",
    "admin2": "A",
    "admin1": "A",
    "country": "A",
    "region": "L",
}  # GeoNames' feature classes
_SETTLEMENTS = frozenset({"point", "city"})


class Polecat(Delimited):
    """A row for each pair of actor and recipient, in the types, modes, contexts and sectors of PLOVER."""

    columns = COLUMNS
    delimiter = ","

    def rows(self, event: Event, of: Sourced) -> Iterable[Sequence[Cell]]:
        """Return a row a pair; raise `UnsayableError` without a day."""
        on, report = day(event.when, self.wish.dates), of.report
        for pair in pairs(event, self.crosswalks.mutual):
            yield (
                pair.key, on.isoformat(), event.type, event.mode, _intensity(event, self.crosswalks.ontology), event.quad,
                _LIST.join(event.contexts), *self._side(pair.actor), *self._side(pair.recipient), *self._place(event.where),
                report.outlet, report.published, None, None, None, report.language, None,
            )  # fmt: skip

    def _side(self, participant: Participant | None) -> tuple[Cell, ...]:
        if participant is None:
            return (None,) * 8
        one = participant
        primary = one.sectors[0] if one.sectors else None
        return (
            one.name, one.country, None, primary, _LIST.join(one.sectors), one.role, one.span.text, None
        )  # fmt: skip

    def _place(self, places: Sequence[Where]) -> tuple[Cell, ...]:
        if not places:
            return (None,) * 10
        place = places[0]
        return (
            place.name, place.name if place.precision in _SETTLEMENTS else None,
            place.name if place.precision == "admin2" else None, place.admin1, place.country, place.lat, place.lon,
            place.geoname, place.span.text, _FEATURES[place.precision],
        )  # fmt: skip


def _intensity(event: Event, ontology: Ontology) -> float | None:
    """Return PLOVER's score of the mode, or of the type where the mode has none."""
    type_ = ontology.types.get(event.type)
    if type_ is None:
        return None
    score = None if event.mode is None else type_.modes.get(event.mode)
    return type_.score if score is None else score
