"""Times: the words of a report that name a day, a month, a year or a measure of time, and what they mean."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from demarche.lexicon.calendar import Calendar, PatternKind
from demarche.model.parts import When
from demarche.model.reading import Reading
from demarche.model.resolved import TIME_KINDS, TimeExpression, TimeKind
from demarche.model.syntax import Syntax, Word
from demarche.resolve.times.checks import TimeChecks
from demarche.resolve.times.compose import meaning_of
from demarche.resolve.times.context import Meaning
from demarche.resolve.times.found import find_forms
from demarche.resolve.times.join import Joined, join
from demarche.resolve.times.memory import Memory, published_period
from demarche.resolve.times.period import Period
from demarche.resolve.times.tense import Direction, direction

_PARTICLE = "compound:prt"
_HEADLINES = frozenset({"title", "heading"})
_ATTRIBUTIVE = frozenset({"compound", "amod", "nummod", "nmod:poss", "nmod:unmarked", "nmod:desc"})
_RANGES = frozenset({"day_range", "dash_range", "year_range"})
_OPENING = frozenset({"between", "from"})
_LONGEST_PREPOSITION = 2
# What a report keeps of what has the form of a time: no ages, no "now" or "recently".
_KEPT: Mapping[PatternKind, TimeKind] = MappingProxyType({kind: kind for kind in TIME_KINDS})


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A time as it was read: its form, its first word with a preposition before it, that one's role, what it means.

    Ages and other forms that name no time (kind "none") are read too; `parts` of the meaning are those of its forms.
    """

    joined: Joined
    start: int
    role: str
    meaning: Meaning

    @property
    def kind(self) -> PatternKind:
        """Return the kind of the form: the last one decides."""
        return self.joined.parts[-1].pattern.kind


def find_times(reading: Reading, syntax: Syntax, calendar: Calendar) -> tuple[TimeExpression, ...]:
    """Return the times of the report in text order, not overlapping, each with what it means and why.

    Dates are counted from the report's publication or, in what it tells of other days, from the date that it
    spoke of before. What cannot be counted has a `when` without days, and the reason says why.
    """
    published = published_period(reading.report.published)
    times: list[TimeExpression] = []
    for time in read_times(syntax, published, calendar):
        kind = _KEPT.get(time.kind)
        if kind is None:
            continue
        end, meaning = time.joined.end, time.meaning
        span = reading.span(syntax.words[time.start].start, syntax.words[end - 1].end)
        earliest, latest = _bounds(meaning, kind, time.role, published)
        when = When(earliest, latest, meaning.precision, meaning.basis, span)
        reason = _reason(meaning, time.role)
        times.append(TimeExpression(time.start, end, kind, when, reason, meaning.measure))
    return tuple(times)


def read_times(syntax: Syntax, published: Period | None, calendar: Calendar) -> Iterator[ReadTime]:
    """Yield everything that has the form of a time, in text order, with what it means in a report of this date."""
    forms = list(find_forms(syntax, calendar, TimeChecks(syntax, calendar)))
    memory = Memory(published, forms, calendar)
    for joined in join(forms, syntax, calendar):
        start, role = _with_preposition(joined, syntax, calendar)
        top = _top(joined, syntax)
        question = _question(joined, top, role, syntax, calendar)
        context = memory.context(joined, role, question, attributive=top.dep in _ATTRIBUTIVE)
        meaning = meaning_of(joined, context)
        if meaning is not None:
            memory.remember(joined, meaning, context)
            yield ReadTime(joined, start, role, meaning)


def _with_preposition(joined: Joined, syntax: Syntax, calendar: Calendar) -> tuple[int, str]:
    """Return where the words begin with a preposition of time before them, and its role ("" without any)."""
    first = joined.parts[0].sentence.start
    for length in range(min(_LONGEST_PREPOSITION, joined.start - first), 0, -1):
        words = syntax.words[joined.start - length : joined.start]
        role = calendar.prepositions.get(tuple(word.lower for word in words))
        if role is not None and words[0].head.i < joined.end and words[0].dep != _PARTICLE:
            return joined.start - length, role
    opens = joined.start > first and (joined.kind == "range" or bool(joined.readings & _RANGES))
    if opens and calendar.classes(syntax.words[joined.start - 1].lower) & _OPENING:
        return joined.start - 1, "plain"
    return joined.start, ""


def _top(joined: Joined, syntax: Syntax) -> Word:
    """Return the word of the time whose head lies outside it."""
    words = syntax.words[joined.start : joined.end]
    return next((word for word in words if not joined.start <= word.head.i < joined.end), words[0])


def _question(
    joined: Joined, top: Word, role: str, syntax: Syntax, calendar: Calendar
) -> Callable[[], Direction]:
    """Return the question which way the governing verb points, to be asked only where it matters."""

    def ask() -> Direction:
        before = syntax.words[joined.start - 1].lower if role else ""
        return direction(top, before, calendar, headline=joined.parts[0].sentence.role in _HEADLINES)

    return ask


def _bounds(
    meaning: Meaning, kind: TimeKind, role: str, published: Period | None
) -> tuple[str | None, str | None]:
    """Return the first and last day: "since" reaches to the publication, "before" and "after" are open."""
    period = meaning.period
    if period is None:
        return None, None
    if kind == "duration":
        return period.earliest, period.latest
    if role == "since":
        reached = None if published is None else published.latest
        return period.earliest, None if reached is None or reached < period.earliest[:10] else reached
    if role == "before":
        return None, period.earliest
    return (period.latest, None) if role == "after" else (period.earliest, period.latest)


def _reason(meaning: Meaning, role: str) -> str:
    opened = meaning.period is not None and role in {"since", "before", "after"}
    return f"{role} then; {meaning.reason}" if opened else meaning.reason
