"""Dates, places, counts and people in words; nothing here knows of a terminal or a page."""

import calendar
from collections.abc import Iterable
from datetime import date

from demarche.model.parts import Attribution, Count, Participant, Span, When, Where
from demarche.model.records import Report
from demarche.show.labels import Labels
from demarche.show.visible import one_line, shortened

_TIME = "T"
_QUOTE_LENGTH = 90


def day_words(iso: str, labels: Labels) -> str:
    """Return "4 March 2024", "March 2024" or "2024", with the time of day if there is one."""
    day, _, time = iso.partition(_TIME)
    year, month, number = _parts(day)
    name = labels.text("month", month) if month else ""
    words = " ".join(part for part in (number.lstrip("0"), name, year) if part)
    return f"{words}, {time}" if time else words


def _parts(day: str) -> tuple[str, str, str]:
    """Return year, month and day of an ISO date; what it lacks is empty."""
    year, _, rest = day.partition("-")
    month, _, number = rest.partition("-")
    return year, month, number


def when_words(when: When, labels: Labels) -> str:
    """Return a time in words, no more precise than it is known."""
    if when.earliest is None and when.latest is None:
        return labels.text("date_basis", "none")
    if when.latest is None:
        return f"from {day_words(when.earliest or '', labels)}"
    if when.earliest is None:
        return f"not after {day_words(when.latest, labels)}"
    return _range_words(when.earliest, when.latest, labels)


def _range_words(earliest: str, latest: str, labels: Labels) -> str:
    if earliest == latest:
        return day_words(earliest, labels)
    whole = _whole_periods(earliest, latest)
    first, last = whole or (earliest, latest)
    if first == last:
        return day_words(first, labels)
    if _TIME in first or _TIME in last:
        return f"{day_words(first, labels)} to {day_words(last, labels)}"
    return _joined_words(first, last, labels)


def _joined_words(first: str, last: str, labels: Labels) -> str:
    """Return two dates without saying twice the year or the month that they share."""
    start, end = day_words(first, labels), day_words(last, labels)
    (year, month, day), other = _parts(first), _parts(last)
    if day and (year, month) == other[:2]:
        return f"{day.lstrip('0')}–{end}"
    if month and year == other[0]:
        return f"{start.removesuffix(year).strip()} to {end}"
    return f"{start} to {end}"


def _whole_periods(earliest: str, latest: str) -> tuple[str, str] | None:
    """Return first and last year or month if the dates are the bounds of whole ones."""
    start, end = _date(earliest), _date(latest)
    if start is None or end is None or start.day != 1:
        return None
    if end.day != calendar.monthrange(end.year, end.month)[1]:
        return None
    if (start.month, end.month) == (1, 12):
        return earliest[:4], latest[:4]
    return earliest[:7], latest[:7]


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:  # a time of day, or digits that are no date
        return None


def when_short(when: When, labels: Labels) -> str:
    """Return a time in the figures of ISO 8601, for a column of a table."""
    if when.earliest is None and when.latest is None:
        return labels.text("absent", "date")
    if when.latest is None:
        return f"from {when.earliest}"
    if when.earliest is None:
        return f"by {when.latest}"
    if when.earliest == when.latest:
        return when.earliest
    first, last = _whole_periods(when.earliest, when.latest) or (when.earliest, when.latest)
    return first if first == last else f"{first} to {last}"


def when_note(when: When, labels: Labels) -> str:
    """Return how a time was found, with the words it was found by."""
    if when.basis == "none":
        return ""
    basis = labels.text("date_basis", when.basis)
    return f"{basis}: {quoted(when.span)}" if when.span is not None else basis


def quoted(span: Span, length: int = _QUOTE_LENGTH) -> str:
    """Return the words of a span in quotation marks, on one line."""
    return f"“{shortened(span.text, length)}”"


def place_name(where: Where) -> str:
    """Return a place with its province, if that is another, and its country's code."""
    admin = where.admin1 if where.admin1 != where.name else None
    return one_line(", ".join(part for part in (where.name, admin, where.country) if part))


def coordinates(where: Where) -> str:
    """Return latitude and longitude in degrees, or nothing."""
    if where.lat is None or where.lon is None:
        return ""
    north, east = "N" if where.lat >= 0 else "S", "E" if where.lon >= 0 else "W"
    return f"{abs(where.lat):.2f}° {north} {abs(where.lon):.2f}° {east}"


def count_words(count: Count) -> str:
    """Return a number of people as its bounds allow."""
    if count.at_least == count.at_most:
        return str(count.at_least)
    if count.at_most is None:
        return f"at least {count.at_least}"
    if count.at_least is None:
        return f"at most {count.at_most}"
    return f"{count.at_least} to {count.at_most}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return "1 report", "2,000 reports"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def names(participants: Iterable[Participant]) -> str:
    """Return the participants' names, once each, in their order."""
    return ", ".join(dict.fromkeys(one_line(participant.name) for participant in participants))


def author_name(report: Report | None) -> str:
    """Return what to call the voice of the report itself."""
    if report is None or report.outlet is None:
        return "the report"
    return one_line(report.outlet)


def chain_words(attribution: Iterable[Attribution], author: str) -> str:
    """Return who says so, from the innermost source outwards: "Quispe, according to the report"."""
    sources = [author if isinstance(link.source, str) else one_line(link.source.name) for link in attribution]
    return ", according to ".join(dict.fromkeys(reversed(sources)))


def signed(value: float) -> str:
    """Return a number with its sign and no needless digits, as Goldstein values are written."""
    return "0" if value == 0 else f"{value:+g}".replace("-", "−")
