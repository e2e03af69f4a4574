"""Remembers which dates a report spoke of, and whether it tells of its own days or of others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from demarche.lexicon.calendar import Calendar
from demarche.resolve.times.context import BEFORE_ERA, Context, Meaning
from demarche.resolve.times.found import Found
from demarche.resolve.times.join import Joined
from demarche.resolve.times.period import Period, coarseness, day_of, month_of, year_of
from demarche.resolve.times.tense import Direction

_FROM_WRITING = frozenset(
    {"weekday", "weekday_shift", "day_word", "weekend", "unit_shift", "ago", "overnight"}
)
_DATED = frozenset(
    {"calendar_day", "month", "iso_date", "day_range", "dash_range", "season", "year", "year_range"}
)
_OFFSETS = frozenset({"offset", "neighbour"})
_YEARS = frozenset({"year", "year_range"})
_MONTH = coarseness("month")


def published_period(published: str | None) -> Period | None:
    """Return the day, month or year of an ISO date, reduced or not; None for none."""
    if published is None:
        return None
    year, *rest = (int(number) for number in published[:10].split("-"))
    if not rest:
        return year_of(year)
    return month_of(year, rest[0]) if len(rest) == 1 else day_of(year, *rest)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A date that the report spoke of, and where."""

    period: Period
    sentence: int
    block: int


class Memory:
    """What one report has spoken of so far."""

    def __init__(self, published: Period | None, forms: Sequence[Found], calendar: Calendar) -> None:
        self._published = published
        self._conventions = calendar.conventions
        self._calendar = calendar
        self._spoken: list[_Spoken] = []
        self._dated: _Spoken | None = None
        self._aside: _Spoken | None = None
        self._beyond = False
        self._first = _first_dated(forms)
        self._is_history = self._tells_history(forms)

    def context(
        self, joined: Joined, role: str, ask: Callable[[], Direction], *, attributive: bool
    ) -> Context:
        """Return what the time is counted from, where it stands."""
        sentence = joined.parts[0].sentence
        first = 0 if self._is_history else sentence.index - self._conventions.memory_sentences
        return Context(
            calendar=self._calendar,
            published=self._published,
            spoken=tuple(spoken.period for spoken in reversed(self._spoken) if spoken.sentence >= first),
            near=self._near(sentence.index, sentence.block),
            story=self._story(sentence.index, sentence.block),
            history=self._is_history,
            beyond=self._beyond,
            role=role,
            ask=ask,
            attributive=attributive,
        )

    def remember(self, joined: Joined, meaning: Meaning, context: Context) -> None:
        """Take note of a date that was read; what a story looks ahead to does not move it on."""
        period = meaning.period
        if joined.parts[-1].pattern.kind != "date" or _looks_back(joined):
            return
        if meaning.reason == BEFORE_ERA:
            self._beyond, self._dated, self._spoken = True, None, []
        if period is None or (self._is_history and joined.readings & _FROM_WRITING):
            return
        self._beyond = False
        sentence = joined.parts[0].sentence
        spoken = _Spoken(period, sentence.index, sentence.block)
        rank = coarseness(period.precision)
        self._spoken = [held for held in self._spoken if coarseness(held.period.precision) != rank] + [spoken]
        if joined.readings & _FROM_WRITING or (self._is_history and context.direction == "future"):
            return
        if rank > _MONTH and self._strays(period):
            self._aside = spoken
        else:
            self._dated = spoken

    def _strays(self, period: Period) -> bool:
        """Return whether a year is an aside, too far from the story to be its next step."""
        dated = self._dated
        if dated is None:
            return False
        return not 0 <= period.first.year - dated.period.first.year <= self._conventions.story_years

    def _near(self, sentence: int, block: int) -> Period | None:
        """Return the last day that was spoken of, if it was in this sentence or in the one before."""
        for held in reversed(self._spoken):
            if coarseness(held.period.precision) == 0:
                return held.period if held.block == block and sentence - held.sentence <= 1 else None
        return None

    def _story(self, sentence: int, block: int) -> Period | None:
        """Return the date in whose story a date without year belongs; None if it belongs to the publication."""
        aside, dated = self._aside, self._dated
        if self._is_history or self._published is None:
            if aside is not None and aside.sentence == sentence:
                return aside.period
            return self._first if dated is None else dated.period
        if dated is None or dated.block != block or not self._is_remote(dated.period):
            return None
        is_fine = coarseness(dated.period.precision) <= _MONTH
        return dated.period if is_fine and sentence - dated.sentence <= 1 else None

    def _is_remote(self, period: Period) -> bool:
        published = self._published
        if published is None:
            return False
        return (published.first - period.last).days >= self._conventions.remote_days

    def _tells_history(self, forms: Sequence[Found]) -> bool:
        """Return whether many dates of the report lie years back, and few count from its publication."""
        published = self._published
        if published is None:
            return False
        counted = sum(found.pattern.reading in _FROM_WRITING for found in forms)
        remote = sum(
            self._conventions.history_bare_year if found.pattern.reading in _YEARS else 1.0
            for found in forms
            if found.pattern.reading in _DATED
            and found.has("year")
            and published.first.year - found.numbers("year")[0] > 1
        )
        return (
            remote >= self._conventions.history_dates and remote >= counted * self._conventions.history_ratio
        )


def _looks_back(joined: Joined) -> bool:
    """Return whether the words go back from the date spoken of ("the day before"): what follows counts from that one."""
    return bool(joined.readings & _OFFSETS) and joined.parts[-1].has("earlier", "previous")


def _first_dated(forms: Sequence[Found]) -> Period | None:
    """Return the first year that the report states beside a day or a month, else the first at all."""
    for readings in (_DATED - _YEARS, _DATED):
        for found in forms:
            if found.pattern.reading in readings and found.has("year"):
                return year_of(found.numbers("year")[0])
    return None
