"""Events, statements and commitments of whole reports as the benchmarks see them, with the ledger's own statuses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bench.common.benchmark import Prediction
from bench.common.events import CodedEvent, Names, Range, Side, coded_event, names_in, ranges_of, side_of
from demarche.model.records import Claim, Commitment, Event, Statement


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """A statement that a coder wrote; offsets are code points of the text that was given."""

    speaker: Side | None
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    form: str
    rule: str


@dataclass(frozen=True, slots=True)
class CodedCommitment:
    """A commitment that a coder wrote; `deadline` is the last day that it can mean."""

    force: str
    issuers: tuple[Side, ...]
    act: tuple[Range, ...]
    condition: tuple[Range, ...]
    consequence: tuple[Range, ...]
    rule: str
    addressees: tuple[Side, ...] = ()
    deadline: str | None = None
    strength: str = "will"


@dataclass(frozen=True, slots=True)
class ReportPrediction(Prediction):
    """What was written for one report."""

    events: tuple[CodedEvent, ...]
    statements: tuple[CodedStatement, ...]
    commitments: tuple[CodedCommitment, ...]


CodeReport = Callable[[str, str | None], Iterable[Claim]]
"""Codes the text of a report, given the ISO date of its publication, if that is known."""


def predicted(name: str, claims: Iterable[Claim]) -> ReportPrediction:
    """Return the claims as the benchmarks see them."""
    found = list(claims)
    named = names_in(found)
    return ReportPrediction(
        id=name,
        events=tuple(coded_event(claim, named) for claim in found if isinstance(claim, Event)),
        statements=tuple(_statement(claim, named) for claim in found if isinstance(claim, Statement)),
        commitments=tuple(_commitment(claim, named) for claim in found if isinstance(claim, Commitment)),
    )


def _statement(statement: Statement, named: Names) -> CodedStatement:
    return CodedStatement(
        speaker=None if statement.speaker is None else side_of(statement.speaker, named),
        cue=ranges_of(statement.cue),
        content=ranges_of(statement.content),
        form=statement.form,
        rule=statement.rule,
    )


def _commitment(commitment: Commitment, named: Names) -> CodedCommitment:
    return CodedCommitment(
        force=commitment.force,
        issuers=tuple(side_of(issuer, named) for issuer in commitment.issuers),
        act=ranges_of(commitment.act),
        condition=ranges_of(commitment.condition),
        consequence=ranges_of(commitment.consequence),
        rule=commitment.rule,
        addressees=tuple(side_of(addressee, named) for addressee in commitment.addressees),
        deadline=None if commitment.deadline is None else commitment.deadline.latest,
        strength=commitment.strength,
    )
