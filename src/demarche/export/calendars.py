"""iCalendar (RFC 5545): an all-day entry for each commitment that has a deadline."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar as Component
from icalendar import Event as Entry

from demarche.export.dates import latest, spell
from demarche.export.errors import UnsayableError
from demarche.export.source import Source, Sourced
from demarche.export.wording import chain, headline, words
from demarche.export.writer import Writer
from demarche.model.parts import When
from demarche.model.records import Commitment

_PRODUCT = "-//demarche//deadlines of commitments//EN"
_GONE = frozenset({"withdrawn", "superseded"})
_END = b"END:VCALENDAR\r\n"


class Calendar(Writer):
    """Deadlines, as entries that block no time."""

    def write(self, source: Source, part: Path) -> None:
        """Write the commitments with a deadline whose last day is known."""
        with part.open("wb") as stream:
            stream.write(_head())
            for of in source.claims():
                try:
                    stream.write(_entry(of).to_ical())
                    self.tally.written += 1
                except UnsayableError as reason:
                    self.tally.left_out[str(reason)] += 1
            stream.write(_END)


def _head() -> bytes:
    calendar = Component()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    return bytes(calendar.to_ical()).removesuffix(_END)


def _entry(of: Sourced) -> Entry:
    commitment = of.claim
    if not isinstance(commitment, Commitment) or commitment.deadline is None:
        raise UnsayableError("no deadline")
    first, after = _days(commitment.deadline)
    state = commitment.history[-1].state
    entry = Entry()
    entry.add("uid", f"urn:demarche:{commitment.id}")
    entry.add("dtstamp", datetime.fromisoformat(of.coded).astimezone(UTC))
    entry.add("dtstart", first)
    entry.add("dtend", after)
    entry.add("summary", headline(commitment))
    entry.add("description", _description(commitment, of))
    entry.add("categories", [commitment.force, state])
    entry.add("transp", "TRANSPARENT")
    if state in _GONE:
        entry.add("status", "CANCELLED")
    if of.report.url is not None:
        entry.add("url", of.report.url)
    return entry


def _days(deadline: When) -> tuple[date, date]:
    """Return the first day of the deadline and the day after its last, as RFC 5545 counts."""
    known, last = spell(deadline), latest(deadline)
    if last is None:
        raise UnsayableError("a deadline without a date")
    return (last if known is None else known.first), last + timedelta(days=1)


def _description(commitment: Commitment, of: Sourced) -> str:
    lines = [f"“{words(commitment.act)}”"]
    if commitment.condition:
        lines.append(f"if: “{words(commitment.condition)}”")
    if commitment.consequence:
        lines.append(f"then: “{words(commitment.consequence)}”")
    lines.append(f"says {' < '.join(chain(commitment.history[-1].attribution))}")
    lines.append(", ".join(part for part in (of.report.outlet, of.report.title, of.report.path) if part))
    return "\n".join((*lines, commitment.id))
