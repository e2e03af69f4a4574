"""Where a claim stands in its report, and the order that follows from it."""

from collections.abc import Iterable
from typing import TypeVar

from demarche.model.parts import Span
from demarche.model.records import Claim, Commitment, Event, Problem, Statement

_C = TypeVar("_C", Event, Statement, Commitment, Claim)


def anchor(claim: Claim) -> Span:
    """Return the words a claim hangs on: an event's first trigger, a statement's cue or content, an act."""
    match claim:
        case Event():
            spans = claim.trigger
        case Statement():
            spans = claim.cue or claim.content
        case Commitment():
            spans = claim.act
    return min(spans, key=lambda span: (span.start, span.end))


def in_text_order(claims: Iterable[_C]) -> list[_C]:
    """Return the claims in the order of the text; those at one place in the order of their ids."""
    return sorted(claims, key=lambda claim: (anchor(claim).start, anchor(claim).end, claim.id))


def problems_in_text_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of the whole report, then those with a place, in the order of the text."""
    return sorted(problems, key=lambda problem: -1 if problem.span is None else problem.span.start)
