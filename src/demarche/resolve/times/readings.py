"""How each form of time is understood, by the names that patterns.yaml uses."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from demarche.resolve.times import deictic, festivals, measures, named, parts, spoken
from demarche.resolve.times.context import Context, Meaning
from demarche.resolve.times.found import Found

READINGS: Mapping[str, Callable[[Found, Context], Meaning | None]] = MappingProxyType(
    {
        "calendar_day": named.calendar_day,
        "day_range": named.day_range,
        "dash_range": named.dash_range,
        "month": named.month,
        "season": named.season,
        "year": named.year,
        "before_era": named.before_era,
        "year_range": named.year_range,
        "iso_date": named.iso_date,
        "slashed": named.slashed,
        "day_of_month": named.day_of_month,
        "decade": named.decade,
        "century": named.century,
        "quarter": parts.quarter,
        "half": parts.half,
        "nth_unit": parts.nth_unit,
        "first_units": parts.first_units,
        "edge_of_unit": parts.edge_of_unit,
        "holiday": festivals.holiday,
        "day_word": deictic.day_word,
        "overnight": deictic.overnight,
        "weekday": deictic.weekday,
        "weekday_shift": deictic.weekday_shift,
        "unit_shift": deictic.unit_shift,
        "weekend": deictic.weekend,
        "ago": measures.ago,
        "offset": measures.offset,
        "duration": measures.duration,
        "frequency": measures.frequency,
        "age": measures.age,
        "reference": measures.reference,
        "nothing": measures.nothing,
        "neighbour": spoken.neighbour,
        "neighbour_weekday": spoken.neighbour_weekday,
        "clock": spoken.clock,
    }
)


def read(found: Found, context: Context) -> Meaning | None:
    """Return what the words mean where they stand; None if they are no time after all."""
    return READINGS[found.pattern.reading](found, context)
