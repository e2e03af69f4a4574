"""Dates as closely as other formats can write them; a day that is not known is not made up."""

from dataclasses import dataclass
from datetime import date, timedelta

from demarche.export.errors import UnsayableError
from demarche.export.wish import Dates
from demarche.model.parts import When

_NO_DATE = "no date"
_ISO_DAY = 10  # characters of a date without its time of day


@dataclass(frozen=True, slots=True)
class Spell:
    """The days, first and last, on which something can have been."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days these are."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """Return the day in the middle, the earlier of two."""
        return self.first + timedelta(days=(self.days - 1) // 2)


def spell(when: When) -> Spell | None:
    """Return the days that a time covers, or None if one end is open, or no day of the calendar."""
    first, last = _day(when.earliest), _day(when.latest)
    return None if first is None or last is None else Spell(first, last)


def day(when: When, dates: Dates) -> date:
    """Return the one day of a time; raise `UnsayableError` if it is not known and the last possible is not wanted."""
    known = spell(when)
    if known is not None and known.days == 1:
        return known.first
    last = latest(when)
    if last is None:
        raise UnsayableError(_NO_DATE)
    if dates == "latest":
        return last
    raise UnsayableError("no day is known" if known is None else "dated to more than a day")


def latest(when: When) -> date | None:
    """Return the last day on which something can have been, or the first one known, or None if neither is."""
    return _day(when.latest) or _day(when.earliest)


def _day(iso: str | None) -> date | None:
    if iso is None:
        return None
    try:
        return date.fromisoformat(iso[:_ISO_DAY])
    except ValueError:
        return None
