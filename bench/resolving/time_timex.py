"""What demarche understands of a time, as TIMEX3 writes it: type and value of each expression that TimeML would mark.

demarche's records hold days, precision and reason, and join what belongs together; TimeML marks the two ends of a
range and a duration before a date apart, has letters for weeks, seasons and parts of the day, and writes down also what
names no days. So this follows the forms that the resolver found and the meanings it gave them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from bench.resolving.time import FoundTime
from demarche.model.reading import Reading
from demarche.model.syntax import Syntax
from demarche.resolve.times.context import Meaning
from demarche.resolve.times.finder import ReadTime
from demarche.resolve.times.found import Found
from demarche.resolve.times.measures import count_of, measure, measure_of
from demarche.resolve.times.period import Period, unit_around
from demarche.resolve.times.spoken import clock_of

_SEASONS = ("WI", "SP", "SU", "FA")
_RANGES = frozenset({"year_range", "day_range", "dash_range", "before_era"})
_BETWEEN = frozenset({"dash", "to", "and", "or", "until"})
_NOT_FIRST = frozenset({"the"})
_HAS_TIME = re.compile(r"[-0-9WX]+T")
_DASHES = "-–—‑"
_MONTHS_OF_QUARTER, _MONTHS_OF_HALF = 3, 6
_UNKNOWN: Mapping[str, str] = MappingProxyType(
    {
        "day": "XXXX-XX-XX",
        "week": "XXXX-WXX",
        "month": "XXXX-XX",
        "quarter": "XXXX-QX",
        "decade": "XXX",
    }
)
_LONG = {"decade": "DE", "century": "CE"}
_HALVES = {"PT0.5H": "PT30M", "P0.5D": "PT12H", "P0.5Y": "P6M"}


def timexes(time: ReadTime, syntax: Syntax, reading: Reading) -> Iterator[FoundTime]:
    """Yield the expressions that TimeML would mark in a time, with their places in the text that was given."""
    for start, end, parts, meaning in _expressions(time, syntax):
        type_, value = _normal(parts, meaning)
        if not value:
            continue
        span, period = reading.span(start, end), meaning.period
        days = (None, None) if period is None else (period.first.isoformat(), period.last.isoformat())
        yield FoundTime(span.start, span.end, span.text, type_, value, *days)


def _expressions(time: ReadTime, syntax: Syntax) -> Iterator[tuple[int, int, tuple[Found, ...], Meaning]]:
    """Yield the place, forms and meaning of each expression; the two ends of a range are two."""
    joined, meaning, words = time.joined, time.meaning, syntax.words
    if len(joined.parts) == len(meaning.parts):
        for part, own in zip(joined.parts, meaning.parts, strict=True):
            yield words[part.start].start, words[part.end - 1].end, (part,), own
        return
    start, end, period = words[joined.start].start, words[joined.end - 1].end, meaning.period
    last = joined.parts[-1]
    cut = _cut(last, syntax) if last.pattern.reading in _RANGES else None
    if cut is not None and last.pattern.reading == "before_era":
        first, second = last.around(next(atom.name for atom in last.atoms if atom.name in _BETWEEN))
        yield start, cut[0], (first,), meaning
        yield cut[1], end, (second,), meaning
        return
    if cut is None or period is None:
        yield start, end, joined.parts, meaning
        return
    size = period.precision
    one, two = (unit_around(day, size) for day in (period.first, period.last))
    yield start, cut[0], joined.parts, replace(meaning, period=one)
    yield cut[1], end, joined.parts, replace(meaning, period=two)


def _cut(found: Found, syntax: Syntax) -> tuple[int, int] | None:
    """Return where the words that join the two ends of a range begin and end, spaces included."""
    for one, between, two in zip(found.atoms, found.atoms[1:], found.atoms[2:], strict=False):
        if between.name not in _BETWEEN or one.name in _NOT_FIRST:
            continue
        word = syntax.words[between.word]
        if one.word == two.word:
            dash = next(at for at, letter in enumerate(word.text) if letter in _DASHES)
            return word.start + dash, word.start + dash + 1
        return syntax.words[between.word - 1].end, syntax.words[between.word + 1].start
    return None


def _normal(parts: tuple[Found, ...], meaning: Meaning) -> tuple[str, str]:
    """Return TIMEX3's type and value; an empty value if TimeML marks nothing."""
    last = parts[-1]
    if last.pattern.kind == "frequency":
        return "SET", _set(last)
    if last.pattern.kind == "duration" or (last.pattern.reading == "age" and last.has("unit", "units")):
        return "DURATION", _duration(last)
    if last.pattern.kind == "reference":
        return "DATE", _reference(last)
    if last.pattern.kind == "none":
        return "", ""
    period = meaning.period
    value = _undated(last, meaning) if period is None else _dated(period, parts)
    return ("TIME" if _HAS_TIME.match(value) else "DATE"), value


def _reference(found: Found) -> str:
    if found.has("recent", "past"):
        return "PAST_REF"
    return found.value("reference", "now") or "PRESENT_REF"


def _dated(period: Period, parts: tuple[Found, ...]) -> str:
    first = period.first
    if period.clock:
        return f"{first.isoformat()}T{period.clock}"
    precision = period.precision
    if precision == "day" and any(part.has("weekend") for part in parts):
        return f"{_week(period)}-WE"
    if precision == "day":
        return first.isoformat() + _part_of_day(parts)
    if precision == "week":
        return _week(period)
    if precision == "month":
        return first.isoformat()[: len("2024-11")]
    if precision == "quarter":
        return f"{first.year:04}-Q{(first.month - 1) // _MONTHS_OF_QUARTER + 1}"
    if precision == "season":
        return f"{first.year:04}-{_SEASONS[parts[-1].number('season', 'fall') or 0]}"
    if precision == "decade":
        is_decade = period.last.year - first.year < len("the decade")
        return f"{first.year:04}"[: 3 if is_decade else 2]
    if any(part.pattern.reading == "half" for part in parts):
        return f"{first.year:04}-H{(first.month - 1) // _MONTHS_OF_HALF + 1}"
    return f"{first.year:04}"


def _week(period: Period) -> str:
    year, week, _ = period.first.isocalendar()
    return f"{year:04}-W{week:02}"


def _part_of_day(parts: tuple[Found, ...]) -> str:
    for part in parts:
        if part.has("night_word", "overnight"):
            return "TNI"
        letters = part.value("daypart")
        if letters:
            return f"T{letters}"
    return ""


def _undated(found: Found, meaning: Meaning) -> str:
    """Return the value of an expression whose days are not known: what can be said, X for the rest."""
    if found.pattern.reading == "before_era":
        return _before_era(found)
    if found.pattern.reading == "clock":
        return f"XXXX-XX-XXT{clock_of(found)}"
    month, day = found.number("month", "month_short"), found.number("day", "day_ordinal")
    if month is not None:
        return f"XXXX-{month:02}" + (f"-{day:02}" if day is not None else "")
    weekday = found.number("weekday", "weekday_short")
    if weekday is not None:
        return f"XXXX-WXX-{weekday + 1}" + _part_of_day((found,))
    season = found.number("season", "fall")
    if season is not None:
        return f"XXXX-{_SEASONS[season]}"
    if found.has("ago", "earlier", "later") and (found.has("vague") or found.atoms[0].name == "units"):
        return "FUTURE_REF" if found.has("later") else "PAST_REF"
    return _UNKNOWN.get(meaning.precision, "XXXX") + _part_of_day((found,))


def _before_era(found: Found) -> str:
    numbers = found.numbers("year", "count") or found.numbers("day")[-1:]
    month = found.number("month", "month_short")
    return f"BC{numbers[-1]:04}" + (f"-{month:02}" if month is not None else "")


def _duration(found: Found) -> str:
    unit = found.value("unit", "units", "unit_long") or "day"
    count, letters = count_of(found), _LONG.get(unit)
    if letters is not None and (count is None or count == int(count)):
        return f"P{'X' if count is None else f'{count:g}'}{letters}"
    value = measure(found)
    return _HALVES.get(value, value)


def _set(found: Found) -> str:
    weekday = found.number("weekday", "weekdays")
    if weekday is not None:
        return f"XXXX-WXX-{weekday + 1}"
    month, season = found.number("month"), found.number("season", "fall")
    if month is not None:
        return f"XXXX-{month:02}"
    if season is not None:
        return f"XXXX-{_SEASONS[season]}"
    if found.has("weekend", "weekends"):
        return "XXXX-WXX-WE"
    if found.has("daypart"):
        return "XXXX-XX-XX" + _part_of_day((found,))
    often = found.value("often")
    if often == "night":
        return "XXXX-XX-XXTNI"
    if often is not None:
        return measure_of(1, often)
    return measure(found.around("times")[1] if found.has("times") else found)
