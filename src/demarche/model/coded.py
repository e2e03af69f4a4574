"""What coding makes of one report: its claims, why each of their fields has its value, and the problems met."""

from dataclasses import dataclass

from demarche.model.checks import require
from demarche.model.parts import Span
from demarche.model.records import Claim, Problem, Report


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field of a claim has its value, in words, and the words of the report that decided it."""

    field: str
    text: str
    span: Span | None

    def __post_init__(self) -> None:
        require(bool(self.field) and bool(self.text), "a reason has a field and a text")


@dataclass(frozen=True, slots=True)
class Coded:
    """A claim and the reasons for it."""

    claim: Claim
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class CodedReport:
    """A report with everything that was found in it; no claim stands in it twice."""

    report: Report
    claims: tuple[Coded, ...]
    problems: tuple[Problem, ...]

    def __post_init__(self) -> None:
        ids = [coded.claim.id for coded in self.claims]
        require(len(set(ids)) == len(ids), f"report {self.report.id}: a claim stands in it twice")
        for coded in self.claims:
            require(coded.claim.report == self.report.id, f"claim {coded.claim.id} is of another report")
        for problem in self.problems:
            require(problem.report in {None, self.report.id}, f"problem {problem.code} is of another report")
