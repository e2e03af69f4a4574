"""Tells words that are times from words that only look like them, by their neighbours and their place in the tree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from demarche.lexicon.calendar import Calendar
from demarche.model.syntax import Entity, Syntax, Word
from demarche.resolve.times.found import Found
from demarche.resolve.times.period import CENTURY
from demarche.resolve.times.spoken import split_clock

_SHORT_UNITS = frozenset({"second", "minute", "hour"})
_BESIDE_CLOCK = frozenset({"circa", "between", "to", "and", "dash"})
_MAKES_CLOCK = ("ampm", "zone", "local", "oclock", "daypart")
_AFTER_MEASURE = frozenset({"of", "after", "before", "later", "earlier", "from"})
_MORE_THAN_A = ("dash", "vague", "half", "quarter", "number", "units", "approx", "the")
_UNMARKED = frozenset({"nmod:unmarked", "obl:unmarked"})
_MODIFIERS = ("det", "amod", "nmod:poss", "compound")
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_HOURS, _MINUTES = 24, 60
_ROUND = 50
_DECADE = 10


@dataclass(frozen=True, slots=True)
class _Place:
    """Some words that have the form of a time, and what stands beside them in their sentence."""

    found: Found
    words: tuple[Word, ...]
    before: Word | None
    after: Word | None
    calendar: Calendar

    @property
    def role(self) -> str | None:
        """Return the role of the preposition before the words, or None if there is none."""
        return None if self.before is None else self.calendar.prepositions.get((self.before.lower,))

    @property
    def classes_before(self) -> frozenset[str]:
        """Return the classes that the word before can have."""
        return frozenset() if self.before is None else self.calendar.classes(self.before.lower)

    @property
    def classes_after(self) -> frozenset[str]:
        """Return the classes that the word after can have."""
        return frozenset() if self.after is None else self.calendar.classes(self.after.lower)

    def core(self, *names: str) -> Word:
        """Return the word of the first atom of these classes, or the last word."""
        at = next((atom.word for atom in self.found.atoms if atom.name in names), self.found.end - 1)
        return self.words[at - self.found.start]


class TimeChecks:
    """The checks that patterns.yaml names, for the words of one report."""

    def __init__(self, syntax: Syntax, calendar: Calendar) -> None:
        self._words = syntax.words
        self._calendar = calendar
        self._entities: dict[int, Entity] = {
            at: entity for entity in syntax.entities for at in range(entity.start, entity.end)
        }

    def __call__(self, found: Found) -> bool:
        """Return whether the words are a time, as far as their pattern's check and names can tell."""
        if found.pattern.kind != "none" and self._is_named(found):
            return False
        return found.pattern.check == "" or CHECKS[found.pattern.check](self._place(found))

    def _place(self, found: Found) -> _Place:
        start, end, sentence = found.start, found.end, found.sentence
        before = self._words[start - 1] if start > sentence.start else None
        after = self._words[end] if end < sentence.end else None
        return _Place(found, self._words[start:end], before, after, self._calendar)

    def _is_named(self, found: Found) -> bool:
        """Return whether the words are (part of) the name of a person, or part of a longer name."""
        entity = self._entities.get(found.end - 1) or self._entities.get(found.start)
        if entity is None:
            return False
        return entity.label == "PER" or entity.start < found.start or entity.end > found.end


def _month(place: _Place) -> bool:
    """Pass a month that stands alone, not a march with modifiers of its own ("the Long March")."""
    word = place.core("month")
    if word.dep == "flat" and word.head.i < word.i:
        return False
    return len(place.found.atoms) > 1 or not any(child.i < word.i for child in word.having(*_MODIFIERS))


def _holiday(place: _Place) -> bool:
    """Pass a festival that is no part of a name ("the Tet Offensive", "White Christmas")."""
    word = place.words[-1]
    is_part = word.dep in {"compound", "flat"} and word.head.upos == "PROPN" and word.head.i > word.i
    return not is_part and not any(
        child.upos == "PROPN" and child.i < place.found.start
        for child in word.having("compound", "flat", "amod")
    )


def _year(place: _Place) -> bool:
    """Pass a number of four digits unless it counts, numbers or measures something."""
    years, conventions = place.found.numbers("year"), place.calendar.conventions
    if not years:
        return True
    if not conventions.first_year <= years[0] <= conventions.last_year:
        return place.found.has("part", "edge", "era")
    is_bare = place.found.atoms[0].name == "year" and len(years) == 1
    return not is_bare or not (_counts(place) or _measures(place.core("year")))


def _decade(place: _Place) -> bool:
    """Pass the 1980's and the 90's, not a possessive year."""
    years, short = place.found.numbers("year"), place.found.numbers("count")
    return all(year % _DECADE == 0 for year in years + short) and all(year < CENTURY for year in short)


def _counts(place: _Place) -> bool:
    """Return whether the words beside the number make it a count, a sum or the number of a thing."""
    before, after = place.before, place.after
    if before is not None and (before.lemma.lower() in place.calendar.numbered or before.upos == "SYM"):
        return True
    return (after is not None and after.upos == "SYM") or "approx" in place.classes_before


def _measures(word: Word) -> bool:
    """Return whether the tree has the number count its head, or stand as an object by itself."""
    if word.dep in {"obj", "iobj"}:
        return True
    if word.dep != "nummod" or word.head.i < word.i or "Number=Plur" not in word.head.feats:
        return False
    return word.head.first("det", "nmod:poss") is None or (
        word.text.isdigit() and int(word.text) % _ROUND == 0
    )


def _day_ordinal(place: _Place) -> bool:
    """Pass an ordinal after a preposition, unless it counts a noun."""
    word = place.words[-1]
    counts = word.dep == "amod" and word.head.i > word.i
    return place.role is not None and not counts and (place.after is None or place.after.upos not in _NOMINAL)


def _season(place: _Place) -> bool:
    """Pass a season with its article or a preposition, and no fall of something."""
    if "of" in place.classes_after:
        return False
    if place.found.has("fall"):
        return place.role not in {None, "after", "before"}
    if place.found.has("the", "part", "edge"):
        return True
    return place.role is not None and (place.after is None or place.after.upos != "NOUN")


def _overnight(place: _Place) -> bool:
    """Pass a bombing overnight, not an overnight bag."""
    return place.words[0].dep not in {"amod", "compound"}


def _weekday(place: _Place) -> bool:
    """Pass a weekday that is no part of a title such as "Sunday Mirror"."""
    word = place.core("weekday", "weekday_short")
    return not (word.dep == "flat" and word.head.i < word.i) and word.head.dep != "flat"


def _day_word(place: _Place) -> bool:
    """Pass yesterday and today, not the newspaper USA Today."""
    word = place.core("day_word", "night_word", "this")
    return place.before is None or place.before.upos != "PROPN" or not word.text[0].isupper()


def _unit_shift(place: _Place) -> bool:
    """Pass last week, but not the last minute, nor "last day" (of something)."""
    unit = place.found.value("unit")
    if unit in _SHORT_UNITS or (unit == "day" and not place.found.has("this")) or not _day_word(place):
        return False
    return unit is None or place.found.atoms[0].name != "past"


def _offset(place: _Place) -> bool:
    """Pass units of a day or longer."""
    return place.found.value("unit", "units") not in _SHORT_UNITS


def _neighbour(place: _Place) -> bool:
    """Pass the same or the next day or longer unit; "over the next year" is a measure."""
    found, unit = place.found, place.found.value("unit")
    measures = found.atoms[0].name == "the" and found.has("next") and unit not in {None, "day"}
    return unit not in _SHORT_UNITS and not (measures and place.role not in {None, "deadline"})


def _duration_shift(place: _Place) -> bool:
    """Pass "over the next year", which is a measure; without preposition it is a date."""
    found = place.found
    single = found.has("unit") and found.has("next", "coming") and not found.has("units")
    return not single or place.role not in {None, "deadline"}


def _clock(place: _Place) -> bool:
    """Pass a time of the day whose hour there is, and no bare ratio or score."""
    found = place.found
    written = found.value("clock", "clock_dot", "clock_digits", "year")
    hour = found.number("day", "number")
    if written is not None:
        hour, minute = split_clock(written)
        if minute >= _MINUTES:
            return False
    if hour is not None and hour > _HOURS:
        return False
    if hour is not None and written is None:
        return True
    is_made = found.has(*_MAKES_CLOCK) or place.role is not None
    return is_made or bool(place.classes_before & _BESIDE_CLOCK)


def _fiscal(place: _Place) -> bool:
    """Pass a fiscal year or a fiscal number, not "financial" alone."""
    return len(place.found.atoms) > 1 or place.found.has("fiscal_year")


def _vague_day(place: _Place) -> bool:
    """Pass the other day, "one day" that is no measure, and the end of the day that is no deadline."""
    if place.found.has("edge"):
        return place.role != "deadline"
    return place.found.has("other") or (place.role is None and not place.classes_after & _AFTER_MEASURE)


def _duration(place: _Place) -> bool:
    """Pass so many units; "a day" alone only if a preposition, a verb or what follows makes it a measure."""
    if place.found.has("a") and place.found.has("long"):
        return False
    if not place.found.has("a") or place.found.has(*_MORE_THAN_A):
        return True
    if place.classes_before & {"on", "at"}:
        return False
    is_measure = place.role is not None or bool(place.classes_after & _AFTER_MEASURE)
    return is_measure or _is_lasting(place.words[-1], place.calendar)


def _is_lasting(word: Word, calendar: Calendar) -> bool:
    """Return whether the word says how long its verb lasts ("lasted a year", "took months")."""
    if word.dep == "conj":
        return calendar.classes(word.head.lower) >= {"units"} and _is_lasting(word.head, calendar)
    if word.dep == "obj":
        return word.head.lemma in calendar.tense["measuring"]
    return word.dep == "obl:unmarked"


def _rate(place: _Place) -> bool:
    """Pass "two people a day", "$30 a week": what the unit hangs on, or stands behind, is counted."""
    word, before = place.words[-1], place.before
    if before is None or place.classes_after & _AFTER_MEASURE:
        return False
    if before.upos in {"NUM", "SYM"}:
        return True
    return before.first("nummod") is not None and (word.dep in _UNMARKED or word.head.i == before.i)


def _bare_units(place: _Place) -> bool:
    """Pass "for weeks", "took months" and "days before the vote", not "the weeks"."""
    word = place.words[-1]
    if len(place.found.atoms) > 1 or place.found.has("unit_long") or place.role is not None:
        return True
    return word.first(*_MODIFIERS, "nummod") is None and _is_lasting(word, place.calendar)


def _often(place: _Place) -> bool:
    """Pass how often something happens, not a part of a name such as "the Daily News"."""
    word = place.words[0]
    is_named = word.text[0].isupper() and word.i > place.found.sentence.start
    return word.dep != "flat" and not is_named


def _reference(place: _Place) -> bool:
    """Pass the past that is a noun, not "past the town"; and no name such as "Future Party"."""
    word = place.words[-1]
    if word.text[0].isupper() and word.i > place.found.sentence.start:
        return False
    return not place.found.has("past") or word.upos == "NOUN"


CHECKS: Mapping[str, Callable[[_Place], bool]] = MappingProxyType(
    {
        "month": _month,
        "holiday": _holiday,
        "year": _year,
        "decade": _decade,
        "day_ordinal": _day_ordinal,
        "season": _season,
        "overnight": _overnight,
        "weekday": _weekday,
        "day_word": _day_word,
        "unit_shift": _unit_shift,
        "offset": _offset,
        "neighbour": _neighbour,
        "duration_shift": _duration_shift,
        "clock": _clock,
        "fiscal": _fiscal,
        "vague_day": _vague_day,
        "duration": _duration,
        "bare_units": _bare_units,
        "often": _often,
        "rate": _rate,
        "reference": _reference,
    }
)
