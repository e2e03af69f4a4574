"""How far coder and people agree, and people among themselves: precision, recall, and Krippendorff's alpha by kind and field."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from demarche.corrections.alpha import Tally, Unit, alpha, interval, tally
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
        for one in measures:
            chosen = [[claim for claim in report if one.chosen(claim)] for report in of_kind]
            counted = [one.count(report) for report in chosen if report]
            if counted:
                spread = interval(counted, one.reckon, draws=draws)
                found.append(
                    Figure(kind, one.field, one.name, one.reckon(counted), spread, sum(map(len, chosen)))
                )
    return found


@dataclass(frozen=True, slots=True)
class _Measure:
    """A figure: which claims it is of, what is counted of those of a report, and how it is reckoned from the counts."""

    field: str
    name: Name
    chosen: Callable[[Judged], bool]
    count: Callable[[Sequence[Judged]], Any]
    reckon: Callable[[Sequence[Any]], float | None]


def _of_claims() -> Iterator[_Measure]:
    """Yield what is measured of claims as a whole."""
    yield _Measure(CLAIM, "precision", _is_coded, _counted(_is_held), _share)
    yield _Measure(CLAIM, "recall", lambda one: one.in_full and _is_held(one), _counted(_is_coded), _share)
    yield _Measure(
        CLAIM, "alpha of coder and people", lambda one: one.in_full, _said(_whether, with_coder=True), alpha
    )
    yield _Measure(CLAIM, "alpha between people", _is_shared, _said(_whether, with_coder=False), alpha)


def _of_field(rule: FieldRule) -> Iterator[_Measure]:
    """Yield what is measured of a field."""

    def value(claim: Claim | None) -> Hashable:
        return None if claim is None else (value_of(claim, rule.field, rule.sort),)

    def is_right(one: Judged) -> bool:
        return value(one.last) == value(one.claim)

    yield _Measure(rule.field, "accuracy", _is_there, _counted(is_right), _share)
    yield _Measure(rule.field, "alpha of coder and people", _is_there, _said(value, with_coder=True), alpha)
    yield _Measure(rule.field, "alpha between people", _is_shared, _said(value, with_coder=False), alpha)


def _is_coded(one: Judged) -> bool:
    return one.is_coded


def _is_held(one: Judged) -> bool:
    return one.last is not None


def _is_there(one: Judged) -> bool:
    return _is_coded(one) and _is_held(one)


def _is_shared(one: Judged) -> bool:
    return len(one.said) > 1


def _whether(claim: Claim | None) -> Hashable:
    return ("there",) if claim is not None else ("not there",)


def _counted(is_one: Callable[[Judged], bool]) -> Callable[[Sequence[Judged]], tuple[int, int]]:
    """Return what counts the claims of a report that are such a one, and all."""
    return lambda claims: (sum(map(is_one, claims)), len(claims))


def _share(counts: Sequence[tuple[int, int]]) -> float | None:
    number = sum(all_ for _, all_ in counts)
    return sum(those for those, _ in counts) / number if number else None


def _said(
    value: Callable[[Claim | None], Hashable], *, with_coder: bool
) -> Callable[[Sequence[Judged]], Tally]:
    """Return what tallies the values that people, and perhaps the coder, give to the claims of a report."""
    return lambda claims: tally(_unit(one, value, with_coder=with_coder) for one in claims)


def _unit(one: Judged, value: Callable[[Claim | None], Hashable], *, with_coder: bool) -> Unit:
    """Return what each says of a claim; who gives no value (None) says nothing of it."""
    says: Iterable[tuple[str, Claim | None]] = one.said.items()
    if with_coder:
        says = (*says, (_CODER, one.claim if one.is_coded else None))
    return {who: given for who, claim in says if (given := value(claim)) is not None}
