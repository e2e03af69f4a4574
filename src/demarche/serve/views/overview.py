"""What stands in the ledger, and what is new in its last days."""

from demarche.histories.docket import entry_of
from demarche.index.digest import busiest, coverage, days, last_day, span_of
from demarche.index.listing import numbers, ordered, tally
from demarche.index.wanted import Wanted, condition
from demarche.serve.lines import Line, lines
from demarche.serve.view import Asked, Page, View

_SPANS = (7, 30, 90, 365)
_DAYS = 30
_PAIRS = 10
_LATEST = 8
_TRIED = 16  # commitments of which so many are looked for
_OPEN = ("proposed", "issued", "triggered")


def show(asked: Asked) -> Page:
    """Return the overview of as many days as the address says, up to the newest report's."""
    length = _length(asked.query.get("days", ""))
    newest = last_day(asked.index)
    since = None if newest is None else days(newest, length)
    recent = Wanted(published=since)
    return Page(
        "Overview",
        {
            "length": length,
            "spans": _SPANS,
            "newest": newest,
            "since": since,
            "coverage": coverage(asked.index),
            "recent": coverage(asked.index, since),
            "span": span_of(asked.index),
            "counted": tally(asked.index, recent),
            "pairs": busiest(asked.index, since, _PAIRS),
            "latest": lines(asked, numbers(asked.index, recent, "newest", _LATEST)),
            "due": _due(asked, newest),
        },
    )


def _due(asked: Asked, newest: str | None) -> list[Line]:
    """Return the next commitments to fall due; not one whose deadline has passed or of which is told what became of it."""
    chosen = condition(Wanted(kind="commitment", status=_OPEN))
    if newest is not None:
        chosen.add("(due IS NULL OR due || '~' >= :newest)", newest=newest)
    found = lines(asked, ordered(asked.index, chosen, "due", _TRIED))
    rules = asked.kit.histories
    return [one for one in found if entry_of(asked.ledger, one.claim.id, rules).is_open][:_LATEST]


def _length(given: str) -> int:
    return next((span for span in _SPANS if str(span) == given), _DAYS)


VIEW = View("overview", "/", "Overview", show)
