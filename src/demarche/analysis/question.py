"""What is asked of the columns: whose events, of which time, in which periods; values are always bound."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from demarche.analysis.errors import AnalysisError
from demarche.ledger.filters import Filter
from demarche.ledger.rows import folded

Period = Literal["week", "month", "year"]
By = Literal["country", "actor"]
Claims = Literal["facts", "all"]
Dates = Literal["known", "latest"]

_LAST = "~"  # sorts behind every digit, so that "2024-11~" is behind all of November
_DATES = {
    "since": "(latest IS NULL OR latest >= $since)",
    "until": "(earliest IS NULL OR earliest <= $until)",
}
_HAS_DATE = "NOT (earliest IS NULL AND latest IS NULL)"
_FACTS = "status IN ('happened', 'ongoing') AND voice IN ('asserted', 'attributed')"
_KEYS: Mapping[By, str] = {"country": "{side}_key", "actor": "{side}_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whose events are counted, and how.

    `actor` and `recipient` match an id, country code or whole name; `since` and `until` are dates of any
    precision. Events whose dates lie in no one period are counted apart; with `dates` latest they are in
    that of the last day on which they can have been.
    """

    period: Period = "month"
    by: By = "country"
    claims: Claims = "facts"
    dates: Dates = "known"
    actor: str | None = None
    recipient: str | None = None
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        Filter(actor=self.actor, recipient=self.recipient, since=self.since, until=self.until)


@dataclass(frozen=True, slots=True)
class Sides:
    """How the two sides of a pair are named in the answer, and which pairs are wanted, in SQL; and what to bind."""

    actor: str
    recipient: str
    wanted: str
    values: Mapping[str, str] = field(default_factory=dict)


def dyads(question: Question) -> Sides:
    """Return the sides as themselves: every directed pair of two who are known; "the people" are nobody in particular."""
    actor, recipient = (_KEYS[question.by].format(side=side) for side in ("actor", "recipient"))
    wanted, values = _asked(question)
    return Sides(actor, recipient, f"{actor} IS NOT NULL AND {recipient} IS NOT NULL AND {wanted}", values)


def everybody(question: Question) -> Sides:
    """Return the sides as one: all that is asked for, whoever does it to whomever."""
    wanted, values = _asked(question)
    return Sides("''", "''", wanted, values)


def two(first: str, second: str) -> Sides:
    """Return the two named as they are named, towards each other; raise `AnalysisError` if they are the same."""
    if folded(first) == folded(second):
        raise AnalysisError(f"{first!r} and {second!r} are the same actor")
    sides = {
        (side, name): _matches(side, name) for side in ("actor", "recipient") for name in ("first", "second")
    }
    return Sides(
        f"CASE WHEN {sides['actor', 'first']} THEN $first ELSE $second END",
        f"CASE WHEN {sides['actor', 'first']} THEN $second ELSE $first END",
        f"({sides['actor', 'first']} AND {sides['recipient', 'second']}"
        f" OR {sides['actor', 'second']} AND {sides['recipient', 'first']})",
        _bound("first", first) | _bound("second", second),
    )


def only_facts(question: Question) -> str:
    """Return the condition on status and voice."""
    return _FACTS if question.claims == "facts" else "TRUE"


def within_dates(question: Question) -> tuple[str, dict[str, str]]:
    """Return the condition on the days of events, and its values: inside is what may have been then, as in a list."""
    bounds = {"since": question.since, "until": None if question.until is None else question.until + _LAST}
    values = {name: bound for name, bound in bounds.items() if bound is not None}
    if not values:
        return "TRUE", values
    return " AND ".join((_HAS_DATE, *(_DATES[name] for name in values))), values


def period_of(question: Question) -> str:
    """Return the first day of the period that an event lies in, in SQL; null if it is known to lie in no one."""
    first, last = (f"date_trunc('{question.period}', {day})" for day in ("first_day", "last_day"))
    known = f"CASE WHEN {first} = {last} THEN {first} END"
    if question.dates == "known":
        return f"({known})::DATE"
    return f"coalesce({known}, date_trunc('{question.period}', bound))::DATE"


def _asked(question: Question) -> tuple[str, dict[str, str]]:
    parts, values = ["TRUE"], dict[str, str]()
    for side in ("actor", "recipient"):
        name = getattr(question, side)
        if name is not None:
            parts.append(_matches(side, side))
            values |= _bound(side, name)
    return " AND ".join(parts), values


def _matches(side: str, name: str) -> str:
    return (
        f"coalesce({side}_id = ${name} OR {side}_country = ${name} OR {side}_folded = ${name}_folded, FALSE)"
    )


def _bound(name: str, value: str) -> dict[str, str]:
    return {name: value, f"{name}_folded": folded(value)}
