"""What people say of each claim of a report, held against the coder's newest coding of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from demarche.ledger import query
from demarche.ledger.amend import texts_of
from demarche.ledger.comparable import GoneError, differing, moved, shares_words
from demarche.ledger.corrections import log
from demarche.ledger.replay import Text
from demarche.ledger.store import Ledger
from demarche.lexicon.corrections import FieldRules
from demarche.model.corrections import Correction, live
from demarche.model.records import Claim, Report

_JUDGING = frozenset({"accept", "reject", "edit", "add"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that the coder has (`is_coded`) or that somebody says is there, and what people say of it.

    `said` has by person the claim as they have it, None where they say that there is none; each person's last word. `last` is the last
    of all. `in_full`: somebody has read the report through.
    """

    claim: Claim
    is_coded: bool
    said: dict[str, Claim | None]
    last: Claim | None
    in_full: bool


@dataclass(slots=True)
class _Case:
    claim: Claim
    is_coded: bool
    versions: list[Claim]
    said: dict[str, Claim | None] = field(default_factory=dict)
    read: dict[str, Claim | None] = field(default_factory=dict)
    last: Claim | None = None


def judged_claims(ledger: Ledger, report: str, rules: FieldRules) -> list[Judged]:
    """Return the claims of a report of which somebody has said anything.

    Whoever has read the report through holds right what stood there when they said so, and holds for not there what the coder has
    beyond that, unless they said otherwise of it.
    """
    said = live(log(ledger, report))
    cases = [_Case(one.claim, True, [one.claim]) for one in query.coded(ledger, report).claims]  # noqa: FBT003
    matcher = _Matcher(cases, texts_of(ledger.connection, report, said), rules)
    for correction in said:
        if correction.action in _JUDGING:
            _judge(matcher, correction)
    readers = [one for one in said if one.action == "reviewed"]
    for correction in readers:
        _read_through(ledger, matcher, correction)
    return [
        Judged(case.claim, case.is_coded, case.read | case.said, _last(case), in_full=bool(readers))
        for case in cases
        if case.said or case.read
    ]


@dataclass(frozen=True, slots=True)
class _Matcher:
    """Finds the case that a claim of any coding is: the same claim, or one on the same words with the same identity."""

    cases: list[_Case]
    text: Text
    rules: FieldRules

    def case(self, claim: Claim, reading: str) -> _Case:
        """Return the case of a claim, a new one where the coder has none."""
        for case in self.cases:
            if any(version.id == claim.id for version in case.versions):
                return case
        try:
            wanted = moved(claim, self.text.then[reading], self.text.now)
        except GoneError:
            wanted = claim
        identity = [rule.field for rule in self.rules[claim.kind] if rule.identity]
        for case in self.cases:
            if any(self._is_same(version, wanted, identity) for version in case.versions):
                case.versions.append(claim)
                return case
        made = _Case(wanted, False, [claim, wanted])  # noqa: FBT003
        self.cases.append(made)
        return made

    def _is_same(self, version: Claim, wanted: Claim, identity: Sequence[str]) -> bool:
        return shares_words(version, wanted, self.rules) and not differing(
            version, wanted, self.rules, identity
        )


def _judge(matcher: _Matcher, correction: Correction) -> None:
    (about, *_) = correction.before or correction.after
    case = matcher.case(about, correction.readings[0])
    said = correction.after[0] if correction.after else None
    if said is not None:
        case.versions.append(said)
    case.said.pop(correction.who, None)
    case.said[correction.who] = case.last = said


def _read_through(ledger: Ledger, matcher: _Matcher, correction: Correction) -> None:
    there: list[_Case] = []
    for identifier in correction.subjects:
        claim = query.find(ledger, identifier)
        if not isinstance(claim, Report):
            case = matcher.case(claim, correction.readings[0])
            case.read[correction.who] = claim
            there.append(case)
    for case in _others(matcher.cases, there):
        case.read[correction.who] = None


def _others(cases: Iterable[_Case], those: Sequence[_Case]) -> list[_Case]:
    return [case for case in cases if not any(case is one for one in those)]


def _last(case: _Case) -> Claim | None:
    """Return the last word on a claim: that of a correction, or else of those who read the report through."""
    if case.said:
        return case.last
    return next(iter([*case.read.values()][::-1]))
