"""ICEWS: its tab-separated file of twenty columns, with a header row; codes are strings.

Columns and wording follow the coded event data of the ICEWS Dataverse.
"""

from collections.abc import Iterable, Sequence

from demarche.export.cameo import code_of
from demarche.export.dates import day
from demarche.export.delimited import Cell, Delimited
from demarche.export.pairs import pairs
from demarche.export.source import Sourced
from demarche.model.parts import Participant, Where
from demarche.model.records import Event

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip

_SETTLEMENTS = frozenset({"point", "city"})


class Icews(Delimited):
    """A row for each pair of actor and recipient, whom ICEWS calls source and target."""

    columns = COLUMNS

    def rows(self, event: Event, of: Sourced) -> Iterable[Sequence[Cell]]:
        """Return a row a pair; raise `UnsayableError` without a CAMEO code or a day."""
        code, on = code_of(event, self.crosswalks), day(event.when, self.wish.dates)
        for pair in pairs(event, self.crosswalks.mutual):
            yield (
                pair.number, on.isoformat(), *self._side(pair.actor), code.name, code.code, code.goldstein,
                *self._side(pair.recipient), _story(of), None, of.report.outlet, *self._place(event.where),
            )  # fmt: skip

    def _side(self, participant: Participant | None) -> tuple[Cell, ...]:
        if participant is None:
            return None, None, None
        known = (self.crosswalks.sectors.get(sector) for sector in participant.sectors)
        sectors = ",".join(codes.icews for codes in known if codes is not None and codes.icews)
        return participant.name, sectors, self.crosswalks.country_name(participant.country)

    def _place(self, places: Sequence[Where]) -> tuple[Cell, ...]:
        if not places:
            return (None,) * 6
        place = places[0]
        city = place.name if place.precision in _SETTLEMENTS else None
        district = place.name if place.precision == "admin2" else None
        country = self.crosswalks.country_name(place.country)
        return city, district, place.admin1, country, place.lat, place.lon


def _story(of: Sourced) -> int:
    return int(of.report.id.removeprefix("r:"), 16) >> 1
