"""What is asked of the ledger, and the conditions in SQL that say so; values are always bound."""

import re
import sys
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from demarche.ledger.errors import FilterError
from demarche.ledger.rows import folded
from demarche.model.values import ACTS, COMMITMENT_STATES, FORCES, STATUSES

Kind = Literal["event", "statement", "commitment"]
Standing = Literal["corrected", "coded", "rejected"]

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_FULL_DATE = "0000-01-01"
_LAST = "~"  # sorts behind every digit, so that "2024-11~" is behind all of November

_VALUES: dict[tuple[Kind, str], tuple[str, ...]] = {
    ("event", "status"): STATUSES,
    ("statement", "type"): ACTS,
    ("commitment", "type"): FORCES,
    ("commitment", "status"): COMMITMENT_STATES,
}
_COLUMNS: dict[tuple[Kind, str], str] = {
    ("event", "type"): "type = :type",
    ("event", "status"): "status = :status",
    ("statement", "type"): "act = :type",
    ("commitment", "type"): "force = :type",
    ("commitment", "status"): "state = :status",
}
_ROLES: dict[tuple[Kind, str], tuple[str, ...]] = {
    ("event", "actor"): ("actor",),
    ("event", "recipient"): ("recipient",),
    ("event", "source"): ("source",),
    ("statement", "actor"): ("speaker",),
    ("statement", "recipient"): ("addressee",),
    ("statement", "source"): ("source", "speaker"),
    ("commitment", "actor"): ("issuer",),
    ("commitment", "recipient"): ("addressee",),
    ("commitment", "source"): ("source",),
}
_PEOPLE = ("actor", "recipient", "source")
_WHO = """participant IN (
    SELECT number FROM participant WHERE id = :{field}
    UNION SELECT number FROM participant WHERE country = :{field}
    UNION SELECT number FROM participant WHERE folded = :{field}_folded
) AND role IN (:{field}_role, :{field}_role_2)"""
_TAKES_PART = "number IN (SELECT claim FROM participation WHERE {who})"
_TAKES_PART_TOO = "EXISTS (SELECT 1 FROM participation WHERE claim = number AND +{who})"
_DATES = {
    "since": "(latest IS NULL OR latest >= :since)",
    "until": "(earliest IS NULL OR earliest <= :until)",
}
_HAS_DATE = "NOT (earliest IS NULL AND latest IS NULL)"
_HAS_NO_DATE = "earliest IS NULL AND latest IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which entries are wanted; None asks for nothing.

    `actor`, `recipient` and `source` match a participant's id, country code or whole name (case aside). The actor
    of a statement is its speaker, of a commitment its issuer; the recipient their addressee. The source is
    anybody in the chain that vouches for the entry, or the speaker of a statement. `type` is a statement's act and a
    commitment's force, `status` a commitment's last state. `since` and `until` are dates of any precision
    ("2024", "2024-11"), both inclusive; an entry is inside if it may have been then. `standing` says whether people's corrections
    are applied, or the claims wanted as the coder left them, or those that somebody has rejected.
    """

    actor: str | None = None
    recipient: str | None = None
    source: str | None = None
    type: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    report: str | None = None
    limit: int | None = None
    standing: Standing = "corrected"

    def __post_init__(self) -> None:
        for field in fields(self):
            _check_text(field.name, getattr(self, field.name))
        check_date("since", self.since)
        check_date("until", self.until)
        if self.since is not None and self.until is not None and self.since > self.until + _LAST:
            raise FilterError(f"since {self.since} is after until {self.until}")
        if self.limit is not None and not 0 <= self.limit <= sys.maxsize:
            raise FilterError(f"limit: {self.limit} is negative or too large")

    def only(self, what: str, *allowed: str) -> None:
        """Raise `FilterError` if anything but these fields is asked for."""
        for field in fields(self):
            if field.name not in allowed and getattr(self, field.name) != field.default:
                raise FilterError(f"{what} have no {field.name}")


def _check_text(name: str, value: str | int | None) -> None:
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise FilterError(f"{name}: {value!r} is not valid Unicode") from None


def check_date(name: str, value: str | None) -> None:
    """Raise `FilterError`, with the name of what was asked, if the value is no day, month or year."""
    if value is not None and not is_date(value):
        raise FilterError(f"{name}: {value!r} is not a date such as 2024, 2024-11 or 2024-11-18")


def is_date(value: str) -> bool:
    """Whether a text is a day, month or year."""
    if _DATE.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat(value + _FULL_DATE[len(value) :])
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL on the columns of `claim`, and the values to bind to it."""

    sql: str
    values: dict[str, str]


def condition(kind: Kind, chosen: Filter, *, in_order: bool) -> Condition:
    """Return the condition for entries of this kind that pass the filter, dates aside.

    SQLite keeps no statistics of a ledger, so it is told the way, by a `+` that hides the indexes of a column:
    by the report if one is asked for; else along the order of the list; else, for a count, by who takes part.
    It checks from left to right, so what is cheap to check stands first.
    """
    wanted = {name: getattr(chosen, name) for name in ("report", *_PEOPLE, "type", "status")}
    values: dict[str, str] = {name: value for name, value in wanted.items() if value is not None}
    people = [name for name in _PEOPLE if name in values]
    by_people = bool(people) and not in_order and "report" not in values
    parts = ["report = :report"] if "report" in values else []
    parts.append("+kind = :kind" if by_people or "report" in values else "kind = :kind")
    parts.extend(_column(kind, name, values[name]) for name in ("type", "status") if name in values)
    for name in people:
        takes_part = _TAKES_PART_TOO if name != people[0] else _TAKES_PART if by_people else f"+{_TAKES_PART}"
        parts.append(takes_part.format(who=_WHO.format(field=name)))
        values |= _participant_values(name, values[name], _ROLES[kind, name])
    return Condition(" AND ".join(parts), values | {"kind": kind})


def within_dates(given: Condition, chosen: Filter) -> Condition:
    """Return the condition with that on the dates of the filter added, if it has any."""
    bounds = {"since": chosen.since, "until": None if chosen.until is None else chosen.until + _LAST}
    values = {name: bound for name, bound in bounds.items() if bound is not None}
    if not values:
        return given
    parts = (_HAS_DATE, *(_DATES[name] for name in values), given.sql)
    return Condition(" AND ".join(parts), given.values | values)


def without_date(given: Condition) -> Condition:
    """Return the condition for those of the entries that have no date at all."""
    return Condition(f"{_HAS_NO_DATE} AND {given.sql}", given.values)


def _participant_values(field: str, wanted: str, roles: tuple[str, ...]) -> dict[str, str]:
    return {
        field: wanted,
        f"{field}_folded": folded(wanted),
        f"{field}_role": roles[0],
        f"{field}_role_2": roles[-1],
    }


def _column(kind: Kind, field: str, wanted: str) -> str:
    if (kind, field) not in _COLUMNS:
        raise FilterError(f"{kind}s have no {field}")
    allowed = _VALUES.get((kind, field))
    if allowed is not None and wanted not in allowed:
        raise FilterError(f"{field}: {wanted!r} is none of {', '.join(allowed)}")
    return _COLUMNS[kind, field]
