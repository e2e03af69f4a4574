"""Joins neighbouring forms that are one time: ranges, a clock time and its day, so long before or after a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from demarche.lexicon.calendar import Calendar
from demarche.model.syntax import Syntax, Word
from demarche.resolve.times.found import Found

JoinKind = Literal["single", "range", "clock", "counted"]

_CALENDAR = frozenset({"calendar_day", "month", "year", "season", "iso_date", "slashed", "day_of_month"})
_WEEKDAYS = frozenset({"weekday", "weekday_shift", "day_word"})
_BESIDE_DAYS = frozenset({"iso_date", "neighbour", "neighbour_weekday", "unit_shift", "calendar_day"})
_DAYS = _WEEKDAYS | _BESIDE_DAYS
_YEARLESS = frozenset({"calendar_day", "month", "season"})
_LISTS = frozenset({"and", "or", "comma"})
_RANGES = frozenset({"to", "until", "dash"})
_BESIDE_CLOCK = frozenset({"comma", "on", "at", "in"})
_AHEAD = frozenset({"after", "from", "later"})
_BEHIND = frozenset({"before", "earlier"})
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Joined:
    """One time: its words, the forms it is made of, and how they go together (`direction` of what is counted).

    `completed_by` is the next form where it names the year of this one too ("in May and June 1914").
    """

    start: int
    end: int
    kind: JoinKind
    parts: tuple[Found, ...]
    direction: int = 0
    completed_by: Found | None = None

    @property
    def readings(self) -> frozenset[str]:
        """Return the names of the readings of the forms."""
        return frozenset(part.pattern.reading for part in self.parts)


def join(forms: Sequence[Found], syntax: Syntax, calendar: Calendar) -> list[Joined]:
    """Return the forms in text order, those that belong together joined."""
    joined: list[Joined] = []
    at = 0
    while at < len(forms):
        made = Joined(forms[at].start, forms[at].end, "single", (forms[at],))
        if at + 1 < len(forms) and forms[at].sentence is forms[at + 1].sentence:
            made = _Pair(forms[at], forms[at + 1], syntax, calendar).joined() or made
        joined.append(made)
        at += len(made.parts)
    return joined


class _Pair:
    """Two forms in one sentence and the classes of the words before, between and after them."""

    def __init__(self, one: Found, two: Found, syntax: Syntax, calendar: Calendar) -> None:
        self.one, self.two = one, two
        self._readings = frozenset({one.pattern.reading, two.pattern.reading})
        sentence = one.sentence
        gap = syntax.words[one.end : two.start]
        before = syntax.words[max(one.start - 1, sentence.start) : one.start]
        after = syntax.words[two.end : min(two.end + 1, sentence.end)]
        self._opening, self._glue, self._closing = (
            calendar.classes(words[0].lower) if words else _NONE for words in (before, gap, after)
        )
        self._gap: Sequence[Word] = gap

    def joined(self) -> Joined | None:
        """Return the two as one time, or the first as completed by the second; None if they are apart."""
        one, two = self.one, self.two
        if len(self._gap) > 1:
            return None
        if self._is_range():
            return Joined(one.start, two.end, "range", (one, two))
        if self._is_clock():
            return Joined(one.start, two.end, "clock", (one, two))
        direction = self._direction()
        if direction:
            return Joined(one.start, two.end, "counted", (one, two), direction)
        if self._is_completed():
            return Joined(one.start, one.end, "single", (one,), completed_by=two)
        return None

    def _is_range(self) -> bool:
        if not (self._readings <= _CALENDAR or self._readings <= _WEEKDAYS):
            return False
        return bool(self._glue & _RANGES) or ("and" in self._glue and "between" in self._opening)

    def _is_clock(self) -> bool:
        if "clock" not in self._readings or not self._readings & _DAYS:
            return False
        return not self._gap or bool(self._glue & _BESIDE_CLOCK)

    def _direction(self) -> int:
        """Return 1 for so long after the date, -1 for before, 0 for neither; "from" may open a range instead."""
        if self.one.pattern.reading != "duration" or self.two.pattern.reading not in _DAYS | {"holiday"}:
            return 0
        if self._closing & _RANGES:
            return 0
        return 1 if self._glue & _AHEAD else -1 if self._glue & _BEHIND else 0

    def _is_completed(self) -> bool:
        """Return whether a list joins two dates of a kind, and only the second names the year."""
        if not self._glue & _LISTS or len(self._readings) > 1 or not self._readings <= _YEARLESS:
            return False
        return self.two.has("year") and not self.one.has("year")
