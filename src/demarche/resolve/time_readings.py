"""How each form of time is understood, by the names that patterns.yaml uses."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from demarche.resolve import (
    time_deictic,
    time_festivals,
    time_measures,
    time_named,
    time_parts,
    time_spoken,
)
from demarche.resolve.time_context import Context, Meaning
from demarche.resolve.time_found import Found

READINGS: Mapping[str, Callable[[Found, Context], Meaning | None]] = MappingProxyType(
    {
        "calendar_day": time_named.calendar_day,
        "day_range": time_named.day_range,
        "dash_range": time_named.dash_range,
        "month": time_named.month,
        "season": time_named.season,
        "year": time_named.year,
        "before_era": time_named.before_era,
        "year_range": time_named.year_range,
        "iso_date": time_named.iso_date,
        "slashed": time_named.slashed,
        "day_of_month": time_named.day_of_month,
        "decade": time_named.decade,
        "century": time_named.century,
        "quarter": time_parts.quarter,
        "half": time_parts.half,
        "nth_unit": time_parts.nth_unit,
        "first_units": time_parts.first_units,
        "edge_of_unit": time_parts.edge_of_unit,
        "holiday": time_festivals.holiday,
        "day_word": time_deictic.day_word,
        "overnight": time_deictic.overnight,
        "weekday": time_deictic.weekday,
        "weekday_shift": time_deictic.weekday_shift,
        "unit_shift": time_deictic.unit_shift,
        "weekend": time_deictic.weekend,
        "ago": time_measures.ago,
        "offset": time_measures.offset,
        "duration": time_measures.duration,
        "frequency": time_measures.frequency,
        "age": time_measures.age,
        "reference": time_measures.reference,
        "nothing": time_measures.nothing,
        "neighbour": time_spoken.neighbour,
        "neighbour_weekday": time_spoken.neighbour_weekday,
        "clock": time_spoken.clock,
    }
)


def read(found: Found, context: Context) -> Meaning | None:
    """Return what the words mean where they stand; None if they are no time after all."""
    return READINGS[found.pattern.reading](found, context)
