"""Corrections replayed on a coding: which of its claims they hide, show or confirm, and which of them find nothing to stand on.

Pure functions: the same claims, text and corrections give the same, whenever each correction was made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from demarche.ledger.comparable import GoneError, differing, moved, shares_words
from demarche.lexicon.corrections import FieldRules
from demarche.model.codec import identified
from demarche.model.corrections import Correction
from demarche.model.records import Claim

BY_HAND = "hand"
_EDITED = f"+{BY_HAND}"
_C = TypeVar("_C", bound=Claim)

What = Literal["hidden", "shown", "confirmed"]


@dataclass(frozen=True, slots=True)
class Amended:
    """A claim that corrections have touched, what they made of it, and the one that decided it."""

    claim: Claim
    what: What
    correction: Correction


@dataclass(frozen=True, slots=True)
class Lost:
    """A correction that finds nothing to stand on in a coding, and why."""

    correction: Correction
    why: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What corrections make of a coding: `claims` as corrected, the claims they touched, the corrections that are lost."""

    claims: tuple[Claim, ...]
    amended: tuple[Amended, ...]
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A report's text as it is read now, and as it was for each reading (by digest) that a correction counts in."""

    now: str
    then: Mapping[str, str]


@dataclass(slots=True)
class _Entry:
    claim: Claim
    is_coded: bool
    is_replaced: bool = False
    rejected: Correction | None = None
    last: Correction | None = None


class _NoMatchError(ValueError):
    """Nothing in the coding is what a correction is about; the message says why."""


def by_hand(claim: _C, rule: str | None = None) -> _C:
    """Return a claim as a person has left it: its `rule` ends in “hand”, and its id is that of its content."""
    named = rule if rule is not None else claim.rule
    marked = named if named == BY_HAND or named.endswith(_EDITED) else f"{named}{_EDITED}"
    return identified(replace(claim, rule=marked))  # type: ignore[type-var]


def is_by_hand(claim: Claim) -> bool:
    """Whether a person has added or edited this claim."""
    return claim.rule == BY_HAND or claim.rule.endswith(_EDITED)


def replay(
    coded: Iterable[Claim], text: Text, corrections: Sequence[Correction], rules: FieldRules
) -> Replayed:
    """Apply the live corrections of a report to its claims, in their order."""
    entries = [_Entry(claim, is_coded=True) for claim in coded]
    lost = []
    for correction in corrections:
        if correction.action in _DOINGS:
            try:
                _DOINGS[correction.action](entries, correction, text, rules)
            except (_NoMatchError, GoneError) as error:
                lost.append(Lost(correction, str(error)))
    standing = (entry.claim for entry in entries if not entry.is_replaced and entry.rejected is None)
    return Replayed(tuple(standing), tuple(_amended(entries)), tuple(lost))


def _amended(entries: Iterable[_Entry]) -> Iterator[Amended]:
    for entry in entries:
        if entry.rejected is not None:
            yield Amended(entry.claim, "hidden", entry.rejected)
        elif entry.last is not None and entry.is_replaced:
            yield Amended(entry.claim, "hidden", entry.last)
        elif entry.last is not None:
            yield Amended(entry.claim, "confirmed" if entry.is_coded else "shown", entry.last)


def _accept(entries: list[_Entry], correction: Correction, text: Text, rules: FieldRules) -> None:
    entry = _entry(entries, correction, text, rules, "judged")
    entry.rejected, entry.last = None, correction


def _reject(entries: list[_Entry], correction: Correction, text: Text, rules: FieldRules) -> None:
    entry = _entry(entries, correction, text, rules, "identity")
    entry.rejected = correction


def _edit(entries: list[_Entry], correction: Correction, text: Text, rules: FieldRules) -> None:
    """Put the new values in place of the old ones; of a claim that has the new ones already, keep that it is right."""
    (before,), (after,) = correction.before, correction.after
    changed = changed_fields(before, after)
    entry = _edited(entries, correction, text, rules, frozenset(changed))
    values = {name: _moved(getattr(after, name), correction, text) for name in changed}
    new = by_hand(replace(entry.claim, **values))
    entry.rejected = None
    if not differing(entry.claim, new, rules, changed):
        entry.last = correction
        return
    entry.is_replaced, entry.last = True, correction
    entries.append(_Entry(new, is_coded=False, last=correction))


def _edited(
    entries: list[_Entry], correction: Correction, text: Text, rules: FieldRules, changed: frozenset[str]
) -> _Entry:
    """Return the entry of whose edited fields each has the old value or the new one, and whose identity is otherwise the same."""
    (before,), (after,) = correction.before, correction.after
    wanted = _moved_words(before, correction, text, rules)
    there = _at_words(entries, wanted, rules)
    there.extend(
        entry
        for entry in _at_words(entries, _moved_words(after, correction, text, rules), rules)
        if entry not in there
    )
    there.sort(key=lambda entry: entry.claim.id != before.id)
    kept = _named(wanted, rules, "identity") - changed
    for entry in there:
        if differing(entry.claim, wanted, rules, kept):
            continue
        old, new = (frozenset(differing(entry.claim, value, rules, changed)) for value in (before, after))
        if not old & new:
            return entry
    raise _NoMatchError(_why_not(wanted, there, rules, kept | changed))


def _add(entries: list[_Entry], correction: Correction, text: Text, rules: FieldRules) -> None:
    """Add the claim, unless the coder has found it by now."""
    (after,) = correction.after
    new = by_hand(_moved(after, correction, text), BY_HAND)
    for entry in _at_words(entries, new, rules):
        if not differing(entry.claim, new, rules, _named(new, rules, "identity")):
            entry.rejected, entry.last = None, correction
            return
    entries.append(_Entry(new, is_coded=False, last=correction))


_DOINGS = {"accept": _accept, "reject": _reject, "edit": _edit, "add": _add}


def changed_fields(before: Claim, after: Claim) -> tuple[str, ...]:
    """Return the fields that an edit changed."""
    untold = {"kind", "id", "rule"}
    return tuple(
        name
        for name in before.__dataclass_fields__
        if name not in untold and getattr(before, name) != getattr(after, name)
    )


def _entry(
    entries: list[_Entry], correction: Correction, text: Text, rules: FieldRules, named: str
) -> _Entry:
    """Return the entry that a correction is about: the same claim, or one at its words with the same values."""
    (before,) = correction.before
    for entry in entries:
        if entry.claim.id == before.id and not entry.is_replaced:
            return entry
    wanted = _moved_words(before, correction, text, rules)
    there = _at_words(entries, wanted, rules)
    fields = _named(wanted, rules, named)
    for entry in there:
        if not differing(entry.claim, wanted, rules, fields):
            return entry
    raise _NoMatchError(_why_not(wanted, there, rules, fields))


def _at_words(entries: Iterable[_Entry], wanted: Claim, rules: FieldRules) -> list[_Entry]:
    return [entry for entry in entries if not entry.is_replaced and shares_words(entry.claim, wanted, rules)]


def _named(claim: Claim, rules: FieldRules, named: str) -> frozenset[str]:
    return frozenset(rule.field for rule in rules[claim.kind] if getattr(rule, named))


def _why_not(wanted: Claim, there: Sequence[_Entry], rules: FieldRules, fields: Iterable[str]) -> str:
    if not there:
        return f"no {wanted.kind} stands at these words any more"
    names = min((differing(entry.claim, wanted, rules, fields) for entry in there), key=len)
    return f"the {wanted.kind} at these words has another {', '.join(names)} now"


def _moved(value: _C, correction: Correction, text: Text) -> _C:
    return moved(value, text.then[correction.readings[0]], text.now)


def _moved_words(claim: Claim, correction: Correction, text: Text, rules: FieldRules) -> Claim:
    """Return the claim with its own words where they stand now; those of its other fields are not looked for."""
    words = {
        rule.field: _moved(getattr(claim, rule.field), correction, text)
        for rule in rules[claim.kind]
        if rule.words
    }
    return replace(claim, **words)
