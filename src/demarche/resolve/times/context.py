"""What a date is counted from: the publication, the dates that were spoken of, and which way the verb points."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.lexicon.calendar import Calendar
from demarche.model.values import DateBasis, Precision
from demarche.resolve.times.period import Period, coarseness, narrowed, unit_around, unit_precision, year_of
from demarche.resolve.times.tense import Direction

BEFORE_ERA = "before the common era, which ISO dates do not reach"
NO_PUBLICATION = "no publication date"
NO_SUCH_DAY = "the calendar has no such day"
WRITTEN = "as written"
_YEARS_TRIED = 9  # 29 February comes at least every eighth year

Candidate = Callable[[int], Period | None]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of a time mean: the days (None if not known), their precision, how that is known, and why.

    `parts` are the meanings of the forms that a range, or so long before or after a date, is joined from; `measure` is how
    long a duration is, in ISO form.
    """

    period: Period | None
    precision: Precision
    basis: DateBasis
    reason: str
    parts: tuple["Meaning", ...] = ()
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Where a time stands.

    `spoken` holds the dates that the report spoke of, the last one first; `near` the last day spoken of in this or
    the sentence before; `story` the date that dates without year belong to if the report tells of other days than
    its own; `history`: it does so throughout; `beyond`: it tells of days before the common era. `role` is that of
    the preposition before the words; `ask` tells which way the governing verb points; `attributive`: the words belong
    to a noun ("their 13 October debate").
    """

    calendar: Calendar
    published: Period | None
    spoken: tuple[Period, ...]
    near: Period | None
    story: Period | None
    history: bool
    beyond: bool
    role: str
    ask: Callable[[], Direction]
    attributive: bool

    @property
    def today(self) -> date | None:
        """Return the day of publication, None if it is not known to the day."""
        published = self.published
        return published.first if published is not None and published.is_day else None

    @property
    def direction(self) -> Direction:
        """Return which way the governing verb points: the present ahead, and a deadline where no verb tells."""
        if self.role == "since":
            return "past"
        found = self.ask()
        ahead = found == "present" or (self.role == "deadline" and found == "open")
        return "future" if ahead else found

    def spoken_as(self, precision: Precision) -> Period | None:
        """Return the last date spoken of that is known as precisely as this, None without any."""
        rank = coarseness(precision)
        return next((period for period in self.spoken if coarseness(period.precision) <= rank), None)

    def unit_of_writing(self, unit: str) -> Period | None:
        """Return the week, month, year … of the publication; None if that is not known so precisely."""
        published = self.published
        if published is None or coarseness(published.precision) > coarseness(unit_precision(unit)):
            return None
        return unit_around(published.first, unit)


def stated(period: Period | None, precision: Precision = "day", reason: str = WRITTEN) -> Meaning:
    """Return the meaning of words that say it all; unresolved if there is no such day."""
    if period is None:
        return unresolved(precision, NO_SUCH_DAY)
    return Meaning(period, period.precision, "stated", reason)


def reckoned(period: Period | None, reason: str, precision: Precision = "day") -> Meaning:
    """Return the meaning of words that had to be counted; unresolved if there is no such day."""
    if period is None:
        return unresolved(precision, NO_SUCH_DAY)
    return Meaning(period, period.precision, "reckoned", reason)


def unresolved(precision: Precision, reason: str) -> Meaning:
    """Return a meaning without days, and why there are none."""
    return Meaning(None, precision, "none", reason)


def unpublished(precision: Precision, context: Context) -> Meaning:
    """Return the meaning of words that count from a publication that is not known well enough."""
    published = context.published
    if published is None:
        return unresolved(precision, NO_PUBLICATION)
    return unresolved(precision, f"the publication is known only to the {published.precision}")


def without_year(context: Context, candidate: Candidate, precision: Precision) -> Meaning:
    """Return the day or month of the year that fits: that of the story, or the one before or after publication."""
    if context.beyond:
        return unresolved(precision, BEFORE_ERA)
    if context.story is not None:
        return _of_story(context.story, candidate, precision)
    published = context.published
    if published is None:
        return unresolved(precision, f"{NO_PUBLICATION}, and no year is near")
    conventions, way = context.calendar.conventions, context.direction
    if way == "past" and context.role != "deadline":
        limit = published.last + timedelta(conventions.late_publication_days)
        years = range(limit.year + 1, limit.year + 1 - _YEARS_TRIED, -1)
        chosen = next((found for found in map(candidate, years) if found and found.first <= limit), None)
        return reckoned(chosen, f"the last one before publication ({published.earliest})", precision)
    if way == "future":
        past_days = conventions.attributive_past_days if context.attributive else conventions.just_past_days
        limit = published.first - timedelta(past_days)
        years = range(limit.year - 1, limit.year - 1 + _YEARS_TRIED)
        chosen = next((found for found in map(candidate, years) if found and found.last >= limit), None)
        return reckoned(chosen, f"the next one after publication ({published.earliest})", precision)
    chosen = _nearest(candidate, published.middle)
    return reckoned(chosen, f"the one nearest to publication ({published.earliest})", precision)


def _of_story(story: Period, candidate: Candidate, precision: Precision) -> Meaning:
    year = story.first.year
    if story == year_of(year):
        return reckoned(candidate(year), f"of {year}, of which the report speaks", precision)
    chosen = _nearest(candidate, story.middle)
    return reckoned(chosen, f"the one nearest to {story.earliest}, of which the report speaks", precision)


def _nearest(candidate: Candidate, middle: date) -> Period | None:
    """Return the candidate of the years around the day whose middle is nearest to it."""
    years = range(middle.year - _YEARS_TRIED // 2, middle.year + _YEARS_TRIED // 2 + 1)
    found = [period for period in map(candidate, years) if period is not None]
    return min(found, key=lambda period: abs((period.middle - middle).days), default=None)


def with_part(meaning: Meaning, part: str | None, context: Context) -> Meaning:
    """Return the meaning narrowed to its early, mid or late part; the end of a deadline is its last day."""
    period = meaning.period
    if part is None or period is None:
        return meaning
    if part == "end" and context.role in {"deadline", "before"}:
        last = replace(period, first=period.last)
        return replace(meaning, period=last, reason=f"{meaning.reason}; the last day of it")
    third = "late" if part == "end" else part
    return replace(meaning, period=narrowed(period, third, context.calendar.conventions.parts))
