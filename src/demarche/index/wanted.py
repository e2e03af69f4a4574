"""What is asked of the index, and the condition in SQL that says so; values are always bound."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from demarche.ledger.filters import Filter
from demarche.ledger.rows import folded

Kind = Literal["event", "statement", "commitment"]

_LAST = "~"  # sorts behind every digit, so that "2024-11~" is behind all of November
_TOKEN = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"\w+")
_ROLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "event": {"actor": ("actor",), "recipient": ("recipient",), "source": ("source",)},
    "statement": {"actor": ("speaker",), "recipient": ("addressee",), "source": ("source", "speaker")},
    "commitment": {"actor": ("issuer",), "recipient": ("addressee",), "source": ("source",)},
}
_SIDES = ("actor", "recipient", "speaker", "addressee", "issuer")
FACETS = ("type", "quad", "status", "voice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries are wanted; None and () ask for nothing.

    `actor`, `recipient`, `source` and `who` (on either side) match a participant's id, country code or whole name (case
    aside); `source` also the outlet of the report; `place` a country code or the whole name of a place. The actor of a
    statement is its speaker, of a commitment its issuer; the recipient their addressee. `type` is a statement's act and a
    commitment's force, `status` a commitment's last state; of several, any will do. `since` and `until` are dates of
    any precision, both inclusive; an entry is inside if it may have been then. `published` is the first day of
    publication that is wanted. `dated` is "no" for what has no date. `words` are all in the entry. Raise `FilterError` for what is no date.
    """

    kind: Kind = "event"
    actor: str | None = None
    recipient: str | None = None
    who: str | None = None
    source: str | None = None
    place: str | None = None
    type: tuple[str, ...] = ()
    quad: tuple[int, ...] = ()
    status: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    published: str | None = None
    dated: Literal["no"] | None = None
    report: str | None = None
    happening: str | None = None
    words: str | None = None

    def __post_init__(self) -> None:
        Filter(since=self.since, until=self.until)
        Filter(since=self.published)

    def without(self, *names: str) -> "Wanted":
        """Return the same without these conditions."""
        blank: dict[str, Any] = {one.name: one.default for one in fields(self) if one.name in names}
        return replace(self, **blank)


@dataclass(slots=True)
class Condition:
    """A condition in SQL on the columns of `entry`, and the values to bind to it."""

    parts: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def sql(self) -> str:
        """The condition."""
        return " AND ".join(self.parts) or "TRUE"

    def add(self, part: str, **values: str | int) -> None:
        """Ask for one thing more."""
        self.parts.append(part)
        self.values |= values


def condition(wanted: Wanted) -> Condition:
    """Return the condition for the entries that are wanted."""
    found = Condition()
    found.add("kind = :kind", kind=wanted.kind)
    for name in ("report", "happening"):
        value = getattr(wanted, name)
        if value is not None:
            found.add(f"{name} = :{name}", **{name: value})
    _facets(found, wanted)
    for part in _DATES:
        part(found, wanted)
    for name in ("actor", "recipient", "who", "source"):
        value = getattr(wanted, name)
        if value is not None:
            _somebody(found, name, value, _ROLES[wanted.kind].get(name, _SIDES))
    _place(found, wanted.place)
    if wanted.words is not None:
        found.add(
            "number IN (SELECT rowid FROM entry_words WHERE entry_words MATCH :words)",
            words=match(wanted.words),
        )
    return found


def match(words: str) -> str:
    """Return words as a question of FTS5: each must be there, "these together" as they stand, and `begin*` begins one.

    Whatever else stands there is no operator. A question without a word in it finds nothing.
    """
    terms = []
    for quoted, bare in _TOKEN.findall(words):
        inside = _WORD.findall(quoted or bare)
        if inside:
            terms.append(f'"{" ".join(inside)}"' + ("*" if bare.endswith("*") else ""))
    return " ".join(terms) or '""'


def _facets(found: Condition, wanted: Wanted) -> None:
    parts, named = [], dict[str, str | int]()
    for column in FACETS:
        values = {f"{column}_{number}": value for number, value in enumerate(getattr(wanted, column))}
        if values:
            parts.append(f"{column} IN ({', '.join(f':{name}' for name in values)})")
            named |= values
    if parts:
        found.add(
            f"facet IN (SELECT number FROM facet WHERE kind = :kind AND {' AND '.join(parts)})", **named
        )


def _period(found: Condition, wanted: Wanted) -> None:
    if wanted.since is not None or wanted.until is not None:
        found.add("NOT (earliest IS NULL AND latest IS NULL)")
    if wanted.since is not None:
        found.add("(latest IS NULL OR latest >= :since)", since=wanted.since)
    if wanted.until is not None:
        found.add("(earliest IS NULL OR earliest <= :until)", until=wanted.until + _LAST)


def _published(found: Condition, wanted: Wanted) -> None:
    if wanted.dated is not None:
        found.add("dated = '~'")
    if wanted.published is not None:
        found.add("published >= :published", published=wanted.published)


_DATES: tuple[Callable[[Condition, Wanted], None], ...] = (_period, _published)


def _somebody(found: Condition, name: str, value: str, roles: Sequence[str]) -> None:
    parts = [
        f"""number IN (SELECT entry FROM party WHERE who IN (
            SELECT number FROM who WHERE id = :{name} UNION SELECT number FROM who WHERE country = :{name}
            UNION SELECT number FROM who WHERE folded = :{name}_folded
        ) AND role IN ({", ".join(f"'{role}'" for role in roles)}))"""
    ]
    if name == "source":
        parts.append(f"report IN (SELECT id FROM report WHERE folded = :{name}_folded)")
    found.add(f"({' OR '.join(parts)})", **{name: value, f"{name}_folded": folded(value)})


def _place(found: Condition, place: str | None) -> None:
    if place is not None:
        found.add(
            "number IN (SELECT entry FROM place WHERE country = :place UNION SELECT entry FROM place WHERE folded = :place_folded)",
            place=place,
            place_folded=folded(place),
        )
