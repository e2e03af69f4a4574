"""The days by which something is to be done: "by Friday", "before the end of May", "within 30 days", "no later than 5 May"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.model.resolved import Resolved, TimeExpression
from demarche.model.syntax import Syntax, Word

_WITHIN = frozenset({"within"})
_BEFORE = frozenset({"before"})
_LATEST = ("no", "later", "than")
_DAYS = re.compile(r"P(\d+)([DW])")
_HOURS = re.compile(r"PT(\d+)H")
_LENGTHS = {"D": 1, "W": 7}
_HOURS_OF_A_DAY = 24
_YEAR = 366  # days
_DAY = 10  # characters of an ISO date


@dataclass(frozen=True, slots=True)
class Terms:
    """The deadlines of a report, and the last days of its stretches of days or hours, counted from publication.

    `past` are the words of its times that lie more than a year before publication, `days` the days after it.
    """

    deadlines: tuple[TimeExpression, ...] = ()
    stretches: tuple[TimeExpression, ...] = ()
    past: frozenset[int] = frozenset()
    days: tuple[TimeExpression, ...] = ()

    def is_long_ago(self, verb: Word) -> bool:
        """Tell whether a time of long ago hangs on a verb."""
        return any(child.i in self.past for child in verb.having("obl", "obl:unmarked", "advmod"))

    def deadline(self, words: Sequence[Word]) -> TimeExpression | None:
        """Return the first deadline among the words, or None."""
        return _within(words, self.deadlines)

    def day_of(self, words: Sequence[Word]) -> TimeExpression | None:
        """Return the first day to come among the words, or None."""
        return _within(words, self.days)

    def term(self, words: Sequence[Word]) -> TimeExpression | None:
        """Return the first deadline, stretch or date among the words, or None: what somebody was given."""
        return _within(words, (*self.deadlines, *self.stretches))


def find_terms(
    resolved: Resolved, syntax: Syntax, published: str | None, prepositions: frozenset[str]
) -> Terms:
    """Return the deadlines of a report; `prepositions` are those that make a date one."""
    stretches = tuple(_stretches(resolved, published))
    limited = [time for time in stretches if _opens(time, syntax, _WITHIN)]
    dated = [
        time
        for time in resolved.times
        if time.kind == "date"
        and (_opens(time, syntax, prepositions | _BEFORE) or _follows_latest(time, syntax))
    ]
    past = frozenset(
        index
        for time in resolved.times
        if _is_long_ago(time, published)
        for index in range(time.start, time.end)
    )
    days = tuple(time for time in resolved.times if time.kind == "date" and _is_day_to_come(time, published))
    return Terms(tuple(sorted((*dated, *limited), key=lambda time: time.start)), stretches, past, days)


def _is_day_to_come(time: TimeExpression, published: str | None) -> bool:
    earliest = time.when.earliest
    return (
        time.when.precision == "day"
        and earliest is not None
        and published is not None
        and earliest > published
    )


def _is_long_ago(time: TimeExpression, published: str | None) -> bool:
    """Tell whether a date has ended more than a year before publication."""
    latest = time.when.latest
    if time.kind != "date" or latest is None:
        return False
    try:
        before = date.fromisoformat((published or "")[:_DAY]) - timedelta(days=_YEAR)
    except ValueError:
        return False
    return latest[:_DAY] < before.isoformat()


def _stretches(resolved: Resolved, published: str | None) -> Iterator[TimeExpression]:
    """Yield the durations with the day on which they end, if the report has a day of publication."""
    try:
        start = date.fromisoformat(published or "")
    except ValueError:
        return
    for time in resolved.times:
        days = _days(time.measure) if time.kind == "duration" and time.measure is not None else None
        if days is None:
            continue
        last = (start + timedelta(days=days)).isoformat()
        when = replace(time.when, earliest=None, latest=last, precision="day", basis="reckoned")
        yield replace(time, kind="date", when=when, reason=f"{time.reason}, counted from publication")


def _days(measure: str) -> int | None:
    """Return how many days a duration has by its ISO form, hours rounded up; None if it has no days."""
    whole, hours = _DAYS.fullmatch(measure), _HOURS.fullmatch(measure)
    if whole is not None:
        return int(whole[1]) * _LENGTHS[whole[2]]
    return None if hours is None else -(-int(hours[1]) // _HOURS_OF_A_DAY)


def _opens(time: TimeExpression, syntax: Syntax, words: frozenset[str]) -> bool:
    """Tell whether one of the words stands in a time expression, or right before it."""
    around = syntax.words[max(time.start - 1, 0) : time.end]
    return any(word.lower in words for word in around)


def _follows_latest(time: TimeExpression, syntax: Syntax) -> bool:
    before = syntax.words[max(time.start - len(_LATEST), 0) : time.start]
    return tuple(word.lower for word in before) == _LATEST


def _within(words: Sequence[Word], times: Sequence[TimeExpression]) -> TimeExpression | None:
    inside = {word.i for word in words}
    return next((time for time in times if time.start in inside or time.end - 1 in inside), None)
