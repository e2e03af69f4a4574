"""When two claims, perhaps of different codings, stand on the same words and say the same; and words found again in a changed text."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from demarche.ledger.rows import folded
from demarche.lexicon.corrections import FieldRules, Sort
from demarche.model.parts import Attribution, Casualties, Participant, Span, When, Where
from demarche.model.records import Claim, Standing

_AROUND = 24  # characters on one side of words, by which they are told from the same words elsewhere
_R = TypeVar("_R")


class GoneError(ValueError):
    """Words are not in the text any more, or not only once; the message says which."""


def value_of(claim: Claim, field: str, sort: Sort) -> Hashable:
    """Return a value as it is compared: participants by id or else name, words by their text, lists without their order."""
    return _VALUES[sort](getattr(claim, field))


def differing(one: Claim, other: Claim, rules: FieldRules, wanted: Iterable[str]) -> tuple[str, ...]:
    """Return those of the fields wanted in which two claims of a kind differ."""
    names = frozenset(wanted)
    return tuple(
        rule.field
        for rule in rules[one.kind]
        if rule.field in names
        and value_of(one, rule.field, rule.sort) != value_of(other, rule.field, rule.sort)
    )


def shares_words(one: Claim, other: Claim, rules: FieldRules) -> bool:
    """Whether two claims stand on the same words.

    An event's triggers or a commitment's acts have a span in common; a statement's cue and content are the same.
    """
    if one.kind != other.kind:
        return False
    mine, others = _places(one, rules), _places(other, rules)
    return mine == others if one.kind == "statement" else bool(mine & others)


def _places(claim: Claim, rules: FieldRules) -> frozenset[tuple[str, int, int]]:
    spans = (
        (rule.field, span.start, span.end)
        for rule in rules[claim.kind]
        if rule.words
        for span in getattr(claim, rule.field)
    )
    return frozenset(spans)


def moved(record: _R, before: str, after: str) -> _R:
    """Return a record with each of its spans where its words stand in another version of the text.

    Raise `GoneError` if words are not there, or are there more than once and nothing beside them tells which are meant.
    """
    return record if before == after else _moved(record, before, after)


def _moved(value: Any, before: str, after: str) -> Any:  # noqa: ANN401 - any part of a record
    if isinstance(value, Span):
        return _found(value, before, after)
    if isinstance(value, tuple):
        return tuple(_moved(one, before, after) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{field.name: _moved(getattr(value, field.name), before, after) for field in fields(value)},
        )
    return value


def _found(span: Span, before: str, after: str) -> Span:
    left = before[max(span.start - _AROUND, 0) : span.start]
    right = before[span.end : span.end + _AROUND]
    for prefix, suffix in ((left, right), (left, ""), ("", right)):
        quote = prefix + span.text + suffix
        first = after.find(quote)
        if len(quote) > len(span.text) and first >= 0 and after.find(quote, first + 1) < 0:
            start = first + len(prefix)
            return Span(start, start + len(span.text), span.text, None)
    raise GoneError(f"the words “{span.text}” are not found again in the text as it is read now")


def _who(one: Participant) -> str:
    return one.id or folded(one.name)


def _people(those: Iterable[Participant]) -> Hashable:
    return frozenset(map(_who, those))


def _day(when: When | None) -> Hashable:
    return None if when is None else (when.earliest, when.latest, when.precision)


def _places_of(places: Iterable[Where]) -> Hashable:
    return frozenset((place.name, place.country) for place in places)


def _harm(harm: Casualties | None) -> Hashable:
    return None if harm is None else (harm.killed, harm.wounded, harm.missing)


def _chain(links: Iterable[Attribution]) -> Hashable:
    return tuple(
        (_who(link.source) if isinstance(link.source, Participant) else link.source, link.factuality)
        for link in links
    )


def _history(states: Iterable[Standing]) -> Hashable:
    return tuple((one.state, _day(one.when), _chain(one.attribution)) for one in states)


_VALUES: dict[Sort, Callable[[Any], Hashable]] = {
    "code": lambda value: value,
    "codes": frozenset,
    "spans": lambda spans: tuple(span.text for span in spans),
    "participant": lambda one: None if one is None else _who(one),
    "participants": _people,
    "places": _places_of,
    "when": _day,
    "casualties": _harm,
    "chain": _chain,
    "history": _history,
}
