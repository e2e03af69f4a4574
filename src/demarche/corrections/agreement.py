"""How far coder and people agree, and people among themselves: precision, recall, and Krippendorff's alpha by kind and field."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from demarche.corrections.alpha import Unit, alpha, interval
from demarche.corrections.judged import Judged, judged_claims
from demarche.ledger.comparable import value_of
from demarche.ledger.corrections import log
from demarche.ledger.store import Ledger
from demarche.lexicon.corrections import ClaimKind, FieldRule, FieldRules
from demarche.model.corrections import live
from demarche.model.records import Claim

CLAIM = "claim"
Name = Literal["precision", "recall", "accuracy", "alpha of coder and people", "alpha between people"]
_CODER = ""  # no person has this name
_KINDS: tuple[ClaimKind, ...] = ("event", "statement", "commitment")
_Reports = Sequence[Sequence[Judged]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure for a kind of claim and a field (`claim`: whether it is there at all), over so many claims, with its interval.

    `value` and `interval` are None where the figure is not defined: nothing was judged, or nobody differed in anything.
    """

    kind: ClaimKind
    field: str
    name: Name
    value: float | None
    interval: tuple[float, float] | None
    claims: int


def agreement(ledger: Ledger, rules: FieldRules, *, draws: int) -> list[Figure]:
    """Return the figures by kind, the field `claim` first, those of which nothing is known left out.

    precision: of the coder's claims that people have judged, those that they hold to be there. recall: of the claims that people
    hold to be there, in reports that somebody has read through, those that the coder has. accuracy: of the coder's claims that people
    hold to be there, those whose field has the value that people give it. The last word of all counts there; for alpha each person's
    own. Intervals of 95 % are drawn `draws` times over reports, since the claims of a report hang together.
    """
    reports = sorted({report for one in live(log(ledger)) for report in one.reports})
    judged = [judged_claims(ledger, report, rules) for report in reports]
    found: list[Figure] = []
    for kind in _KINDS:
        of_kind = [[one for one in report if one.claim.kind == kind] for report in judged]
        measures = chain(_of_claims(), *(_of_field(rule) for rule in rules[kind] if rule.judged))
        for field, name, chosen, measure in measures:
            units = [[one for one in report if chosen(one)] for report in of_kind]
            number = sum(map(len, units))
            if number:
                value, spread = measure(units), interval(units, measure, draws=draws)
                found.append(Figure(kind, field, name, value, spread, number))
    return found


_Measure = tuple[str, Name, Callable[[Judged], bool], Callable[[_Reports], float | None]]


def _of_claims() -> Iterator[_Measure]:
    """Yield what is measured of claims as a whole: the figure, which claims it is of, and how it is reckoned."""
    yield CLAIM, "precision", lambda one: one.is_coded, _share(lambda one: one.last is not None)
    yield CLAIM, "recall", lambda one: one.in_full and one.last is not None, _share(lambda one: one.is_coded)
    yield CLAIM, "alpha of coder and people", lambda one: one.in_full, _agreed(_whether, with_coder=True)
    yield CLAIM, "alpha between people", _is_shared, _agreed(_whether, with_coder=False)


def _of_field(rule: FieldRule) -> Iterator[_Measure]:
    """Yield what is measured of a field."""

    def value(claim: Claim | None) -> Hashable:
        return None if claim is None else (value_of(claim, rule.field, rule.sort),)

    def is_right(one: Judged) -> bool:
        return value(one.last) == value(one.claim)

    yield rule.field, "accuracy", _is_there, _share(is_right)
    yield rule.field, "alpha of coder and people", _is_there, _agreed(value, with_coder=True)
    yield rule.field, "alpha between people", _is_shared, _agreed(value, with_coder=False)


def _is_there(one: Judged) -> bool:
    return one.is_coded and one.last is not None


def _is_shared(one: Judged) -> bool:
    return len(one.said) > 1


def _whether(claim: Claim | None) -> Hashable:
    return ("there",) if claim is not None else ("not there",)


def _share(is_one: Callable[[Judged], bool]) -> Callable[[_Reports], float | None]:
    def measure(reports: _Reports) -> float | None:
        found = [is_one(one) for report in reports for one in report]
        return sum(found) / len(found) if found else None

    return measure


def _agreed(
    value: Callable[[Claim | None], Hashable], *, with_coder: bool
) -> Callable[[_Reports], float | None]:
    """Return what reckons alpha over the values that each gives; who gives none (None) says nothing of the claim."""

    def measure(reports: _Reports) -> float | None:
        return alpha([_unit(one, value, with_coder=with_coder) for report in reports for one in report])

    return measure


def _unit(one: Judged, value: Callable[[Claim | None], Hashable], *, with_coder: bool) -> Unit:
    says: Iterable[tuple[str, Claim | None]] = one.said.items()
    if with_coder:
        says = (*says, (_CODER, one.claim if one.is_coded else None))
    return {who: given for who, claim in says if (given := value(claim)) is not None}
