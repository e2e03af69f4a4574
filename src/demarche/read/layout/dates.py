"""Publication dates as header lines write them."""

import re
from dataclasses import dataclass, replace
from datetime import date

from demarche.lexicon.layout import Field, Layout

_LAST_MONTH = 12
_DIGIT = re.compile(r"\d")
_WORD_START = re.compile(r"(?<!\w)\w")
_EDGES = " ,|•·;:()–—-"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date that a line gives: ISO with its precision kept, or why it cannot be told."""

    label: Field | None = None
    value: str | None = None
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Stamped:
    """The dates of a line, and the words that stand before or after them and are no part of a date."""

    stamps: tuple[Stamp, ...]
    lead: str
    trail: str
    joint: str
    """What separates the date from the words before it."""


def stamped(text: str, layout: Layout) -> Stamped | None:
    """Return the dates of a header line, or None if it has none, or words on both sides of them."""
    if _DIGIT.search(text) is None:
        return None
    for found in _WORD_START.finditer(text):
        stamps, end = _stamps(text, found.start(), layout)
        if not stamps:
            continue
        lead, trail = text[: found.start()], text[end:].strip(_EDGES)
        if lead.strip(_EDGES) and trail:
            return None
        bare = lead.rstrip(_EDGES)
        return Stamped(stamps, bare.strip(_EDGES), trail, lead[len(bare) :].strip())
    return None


def _stamps(text: str, start: int, layout: Layout) -> tuple[tuple[Stamp, ...], int]:
    """Return the dates that stand one after the other from `start`, and where they end."""
    found: list[Stamp] = []
    label: Field | None = None
    position = start
    while position < len(text):
        mark = layout.label.match(text, position)
        if mark and layout.labels[mark[0].lower()] in {"published", "updated"}:
            label, position = layout.labels[mark[0].lower()], mark.end()
            continue
        dated = _date(text, position, label, layout)
        if dated is not None:
            stamp, position = dated
            found.append(stamp)
            continue
        patterns = (layout.patterns.weekday, layout.patterns.time, layout.patterns.joint)
        ends = [match.end() for pattern in patterns if (match := pattern.match(text, position))]
        if not ends:
            break
        position = max(ends)
    return tuple(found), position


def _date(text: str, position: int, label: Field | None, layout: Layout) -> tuple[Stamp, int] | None:
    for pattern in layout.dates.values():
        found = pattern.match(text, position)
        if found is not None:
            return replace(_read(found, layout), label=label), found.end()
    return None


def _read(found: re.Match[str], layout: Layout) -> Stamp:
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    if "first" in groups:
        return _numeric(found[0], int(groups["first"]), int(groups["second"]), groups["year"])
    if "year" not in groups:
        return Stamp()
    year = int(groups["year"])
    month = layout.months[groups["month"].lower()] if "month" in groups else int(groups.get("number", 0))
    if "day" in groups:
        return _day(found[0], year, month, int(groups["day"]))
    return Stamp(value=f"{year:04}-{month:02}" if month else f"{year:04}")


def _numeric(words: str, first: int, second: int, year: str) -> Stamp:
    if len(year) < len("2024"):
        return Stamp(
            code="date-ambiguous", message=f"the date {words} does not say which day, month and year it means"
        )
    if first <= _LAST_MONTH and second <= _LAST_MONTH and first != second:
        return Stamp(
            code="date-ambiguous", message=f"the date {words} may put the day first or the month first"
        )
    day, month = (first, second) if second <= _LAST_MONTH else (second, first)
    return _day(words, int(year), month, day)


def _day(words: str, year: int, month: int, day: int) -> Stamp:
    try:
        return Stamp(value=date(year, month, day).isoformat())
    except ValueError:
        return Stamp(code="date-invalid", message=f"there is no such day as {words}")
