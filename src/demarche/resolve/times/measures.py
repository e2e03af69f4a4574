"""Readings of measures of time, and of what is counted in them: how long, how often, how long ago."""

from dataclasses import replace

from demarche.resolve.times.context import Context, Meaning, reckoned, unpublished, unresolved
from demarche.resolve.times.found import Found
from demarche.resolve.times.period import Period, coarseness, shifted, unit_beside, unit_precision

_NUMBERS = frozenset({"number", "tens", "day", "count", "year", "clock_dot"})
_LETTERS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y"}
_MULTIPLES = {
    "fortnight": (2, "week"),
    "quarter": (3, "month"),
    "decade": (10, "year"),
    "century": (100, "year"),
}
_HOURS = {"hour": 24, "minute": 24 * 60, "second": 24 * 3600}  # of each in a day
_TEN, _TWENTY = 10, 20
_HALF_YEAR = 6
_QUARTER = 0.25


def duration(found: Found, context: Context) -> Meaning | None:
    """Read "less than two months": a measure in ISO form, X for a vague number.

    "The past two months" and "the next two days" have days too: those from publication back or on.
    """
    length = measure(found)
    reason = f"a duration, {length}"
    stretch = _from_writing(found, context)
    if stretch is None:
        return replace(unresolved("unknown", reason), measure=length)
    return replace(reckoned(stretch, f"{reason}, counted from publication"), measure=length)


def _from_writing(found: Found, context: Context) -> Period | None:
    """Return the days that a stretch beside the publication covers; None for other measures."""
    today, count = context.today, count_of(found)
    direction = -1 if found.has("past", "last") else 1 if found.has("next", "coming") else 0
    unit = found.value("unit", "units") or "day"
    if not direction or today is None or count is None or context.history or count != int(count):
        return None
    if unit in _HOURS:
        days = -(-int(count) // _HOURS[unit])
        far = shifted(today, direction * days, "day")
    else:
        factor, base = _MULTIPLES.get(unit, (1, unit))
        far = shifted(today, direction * int(count) * factor, base)
    return None if far is None else Period(min(far, today), max(far, today), unit_precision(unit))


def age(found: Found, context: Context) -> Meaning | None:
    """Read "22 years old": how old somebody is, no date."""
    del found, context
    return unresolved("unknown", "an age")


def measure(found: Found) -> str:
    """Return the duration that the words name in ISO form, "P2M"; X for a number that is not said."""
    return measure_of(count_of(found), found.value("unit", "units", "unit_long") or "day")


def measure_of(count: float | None, unit: str) -> str:
    """Return so many units in ISO form; X for None."""
    factor, base = _MULTIPLES.get(unit, (1, unit))
    prefix, letter = _LETTERS[base][:-1], _LETTERS[base][-1]
    number = "X" if count is None else f"{count * factor:g}"
    return f"P{prefix}{number}{letter}"


def count_of(found: Found) -> float | None:
    """Return how many units a duration has; None if the words do not say ("for weeks")."""
    is_bare = found.has("unit_long", "units") and not found.has(*_NUMBERS, "a", "half")
    return None if is_bare else amount(found)


def frequency(found: Found, context: Context) -> Meaning | None:
    """Read "every Monday", "daily": how often, no date."""
    del found, context
    return unresolved("unknown", "a frequency")


def reference(found: Found, context: Context) -> Meaning | None:
    """Read "now", "recently", "the future": on which side of the writing something lies, no date."""
    del found, context
    return unresolved("unknown", "it points to the past, present or future at large")


def nothing(found: Found, context: Context) -> Meaning | None:
    """Read a fiscal year or "the other day": no time that could be counted."""
    del found, context
    return None


def ago(found: Found, context: Context) -> Meaning | None:
    """Read "three days ago", "two weeks from now": as precise as the unit."""
    unit = found.value("unit", "units") or "day"
    base = context.published
    if base is None or coarseness(base.precision) > coarseness(unit_precision(unit)):
        return unpublished(unit_precision(unit), context)
    return counted(found, 1 if found.has("hence", "now") else -1, base)


def offset(found: Found, context: Context) -> Meaning | None:
    """Read "two weeks earlier", "thirteen days later": from the last date spoken of that is precise enough."""
    precision = unit_precision(found.value("unit", "units") or "day")
    base = context.spoken_as(precision)
    if found.atoms[0].name == "units":
        return unresolved(precision, "how many is not said")
    if base is None:
        return unresolved(precision, "no date was spoken of before")
    return counted(found, -1 if found.has("earlier") else 1, base)


def counted(found: Found, direction: int, base: Period) -> Meaning:
    """Return the unit so many units away from a period; unresolved if the number is vague."""
    unit = found.value("unit", "units") or "day"
    count = amount(found)
    if count is None:
        return unresolved(unit_precision(unit), "how many is not said")
    reason = f"{count:g} {unit}{'' if count == 1 else 's'} from {base.earliest}"
    factor, unit = _MULTIPLES.get(unit, (1, unit)) if unit != "fortnight" else (1, unit)
    count *= factor
    whole = int(count)
    start = base.first
    if unit == "year" and whole != count:
        start = shifted(start, direction * _HALF_YEAR, "month") or start
    return reckoned(unit_beside(start, direction * whole, unit), reason, unit_precision(unit))


def amount(found: Found) -> float | None:
    """Return how many units the words count ("two and a half", "twenty-five"; "two to three": the larger)."""
    if found.has("vague"):
        return None
    total, alternative, seen = 0.0, False, False
    for atom in found.atoms:
        if atom.name in {"to", "or", "dash"}:
            alternative = seen and not _may_be_tens(total)
        elif atom.name in _NUMBERS:
            value = float(atom.value.replace(",", ""))
            total = value if alternative else total * value if seen and total < value else total + value
            alternative, seen = False, True
        elif atom.name == "quarter":
            total, seen = total + _QUARTER, True
        elif atom.name == "half":
            total, seen = total + 0.5 if seen or not found.has("and") else 1.5, True
        elif atom.name in {"unit", "units"} and not found.has("and"):
            break
    return total if seen else 1.0


def _may_be_tens(total: float) -> bool:
    """Return whether the number so far may be the tens of "twenty-five"."""
    return total >= _TWENTY and total % _TEN == 0


def with_clock(meaning: Meaning, time: str, *, to_minute: bool) -> Meaning:
    """Return the meaning with a time of its day; unchanged if it is not one day."""
    period = meaning.period
    if period is None or not period.is_day:
        return meaning
    precise = replace(period, precision="minute" if to_minute else "hour", clock=time)
    return Meaning(precise, precise.precision, meaning.basis, f"{meaning.reason}; local time as written")
