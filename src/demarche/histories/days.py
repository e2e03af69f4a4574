"""The days on which something was, as far as they are known, for comparison with others."""

from dataclasses import dataclass
from datetime import date, timedelta

from demarche.lexicon.histories import HistoryRules
from demarche.model.parts import When
from demarche.model.records import Report

_FULL = 10  # characters of a date to the day


@dataclass(frozen=True, slots=True)
class Days:
    """The first and last day on which it may have been; `is_dated`: the text says so, not only the report's date."""

    first: str
    last: str
    is_dated: bool

    def apart(self, other: "Days") -> int:
        """Return how many days lie between the two at least."""
        gap = max(
            date.fromisoformat(other.first) - date.fromisoformat(self.last),
            date.fromisoformat(self.first) - date.fromisoformat(other.last),
        )
        return max(0, gap.days)


def days_of(when: When, report: Report, rules: HistoryRules) -> Days | None:
    """Return the days of a time that a report gives; None if neither text nor date of publication narrow it."""
    if when.earliest is not None and when.latest is not None:
        return Days(when.earliest[:_FULL], when.latest[:_FULL], is_dated=True)
    published = report.published
    if published is None or len(published) < _FULL:
        return None
    last = min(when.latest[:_FULL], published[:_FULL]) if when.latest is not None else published[:_FULL]
    first = date.fromisoformat(last) - timedelta(days=rules.limits.before)
    return Days(first.isoformat(), last, is_dated=False)
