"""ACLED's shape: its 31 columns as CSV with a header row, dates and places as precisely as `time_precision` and `geo_precision` say.

Columns, kinds of event and the two precisions follow ACLED's code book. Only what ACLED records is written: political
violence, protest and strategic developments that have a place and a date to at least a month.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from demarche.export.dates import latest, spell
from demarche.export.delimited import Cell, Delimited, plain
from demarche.export.errors import UnsayableError
from demarche.export.pairs import pairs
from demarche.export.source import Sourced, outlets
from demarche.lexicon.crosswalks import AcledType, Crosswalks
from demarche.model.parts import Attribution, Participant, Where
from demarche.model.records import Event

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

_DAY, _WEEK, _MONTH = 1, 2, 3  # time_precision
_WEEK_DAYS, _MONTH_DAYS = 7, 31
_GEO_PRECISION = {"point": 1, "city": 1, "admin2": 2, "admin1": 3}
_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Riots": "Political violence",
    "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_DEMONSTRATORS = {"Protests": "Protesters", "Riots": "Rioters"}
_CIVILIANS, _STATE, _EXTERNAL = "Civilians", "State forces", "External/Other forces"
_PEACEFUL = "Peaceful protest"
_EXCESSIVE = "Excessive force against protesters"
_TARGETED = "Civilian targeting"


class Acled(Delimited):
    """A row an event: the first actor and recipient, the others as associated actors."""

    columns = COLUMNS
    delimiter = ","

    def rows(self, event: Event, of: Sourced) -> Iterable[Sequence[Cell]]:
        """Return the row of an event; raise `UnsayableError` if ACLED does not record such, or place or date are too vague."""
        known = self.crosswalks.acled(event.type, event.mode)
        if known is None:
            raise UnsayableError(f"{event.type} is nothing that ACLED records")
        place = _place(event.where, self.crosswalks)
        on, precision = self._date(event)
        sides = self._sides(event, known, place.country)
        (side_1, kind_1), (side_2, kind_2) = sides
        type_, sub_event = _types(known, kind_2, is_armed=self._is_armed(side_2))
        codes = self.crosswalks.countries[place.country or ""]
        yield (
            f"{place.country}{next(pairs(event, frozenset())).number}", on.isoformat(), on.year, precision, _DISORDER[type_], type_, sub_event,
            _name(side_1), _others(side_1), kind_1, _name(side_2), _others(side_2), kind_2,
            "-".join(kind for kind in (kind_1, kind_2) if kind), _TARGETED if _is_against_civilians(type_, kind_2) else None,
            codes.numeric, None, codes.name, place.admin1, place.name if place.precision == "admin2" else None, None,
            place.name, place.lat, place.lon, _GEO_PRECISION[place.precision], "; ".join(outlets(of)), None, _notes(event),
            _killed(event), None, int(datetime.fromisoformat(of.coded).timestamp()),
        )  # fmt: skip

    def _date(self, event: Event) -> tuple[date, int]:
        """Return the day, or the middle one of a period, and ACLED's precision."""
        known = spell(event.when)
        if known is not None and known.days <= _MONTH_DAYS:
            if known.days == 1:
                return known.first, _DAY
            return known.middle, _WEEK if known.days <= _WEEK_DAYS else _MONTH
        last = latest(event.when)
        if last is None:
            raise UnsayableError("no date")
        if self.wish.dates == "latest":
            return last, _MONTH
        raise UnsayableError("no day is known" if known is None else "dated to more than a month")

    def _sides(
        self, event: Event, known: AcledType, country: str | None
    ) -> tuple[tuple[Sequence[Participant], str], tuple[Sequence[Participant], str]]:
        """Return the participants of each side with ACLED's kind of actor."""
        actors, recipients = event.actors, event.recipients
        if known.sub_event == _EXCESSIVE:  # ACLED names the demonstrators first
            actors, recipients = recipients, actors
        if known.sub_event == _PEACEFUL:  # whom it is against takes no part
            recipients = ()
        first = _DEMONSTRATORS.get(known.event) or self._kind(actors, country)
        return (actors, first), (recipients, self._kind(recipients, country))

    def _kind(self, side: Sequence[Participant], country: str | None) -> str:
        if not side:
            return ""
        found = (self.crosswalks.sectors.get(sector) for sector in side[0].sectors)
        kind = next((codes.inter for codes in found if codes is not None and codes.inter), "")
        if kind == _STATE and side[0].country != country:
            return _EXTERNAL
        if not kind and side[0].kind == "people":
            return _CIVILIANS
        return kind

    def _is_armed(self, side: Sequence[Participant]) -> bool:
        sectors = side[0].sectors if side else ()
        return any(self.crosswalks.sectors[one].armed for one in sectors if one in self.crosswalks.sectors)


def _types(known: AcledType, kind_2: str, *, is_armed: bool) -> tuple[str, str]:
    """Return event type and sub-event type: against armed people it is a battle, whoever began it.

    Raise `UnsayableError` where that cannot be told: of nobody named, or of a state, which may be its forces or its people.
    """
    if not known.battle or kind_2 == _CIVILIANS:
        return known.event, known.sub_event
    if not is_armed:
        raise UnsayableError("an attack not known to be on armed people or civilians")
    return "Battles", known.battle


def _is_against_civilians(type_: str, kind_2: str) -> bool:
    return type_ == "Violence against civilians" or (
        type_ == "Explosions/Remote violence" and kind_2 == _CIVILIANS
    )


def _place(places: Sequence[Where], crosswalks: Crosswalks) -> Where:
    if not places:
        raise UnsayableError("no place")
    place = places[0]
    if place.precision not in _GEO_PRECISION or place.country not in crosswalks.countries:
        raise UnsayableError(f"a place of precision {place.precision}")
    if place.lat is None:
        raise UnsayableError("a place without coordinates")
    return place


def _name(side: Sequence[Participant]) -> str | None:
    return side[0].name if side else None


def _others(side: Sequence[Participant]) -> str:
    return "; ".join(one.name for one in side[1:])


def _notes(event: Event) -> str:
    """Return the words of the report, with what the claim is and who says so."""
    words = " … ".join(plain(span.text) for span in event.extent)
    chain = " < ".join(_source(link) for link in event.attribution)
    return f"“{words}” [{event.status}, {event.voice}; {chain}; {event.id}]"


def _source(link: Attribution) -> str:
    name = link.source if isinstance(link.source, str) else plain(link.source.name)
    return f"{name} {link.factuality}"


def _killed(event: Event) -> int | None:
    """Return the fewest dead that the report gives, as ACLED counts them; nothing where it gives no number."""
    killed = None if event.casualties is None else event.casualties.killed
    return None if killed is None else killed.at_least
