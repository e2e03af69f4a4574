"""Entries as lines of a list: who did what to whom, as the report has it, with the sentence marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from demarche.ledger.errors import ledger_error
from demarche.ledger.store import Ledger
from demarche.model.codec import decode
from demarche.model.coded import Coded
from demarche.model.records import Claim, Commitment, Event, Report, Statement
from demarche.serve.view import Asked
from demarche.show.cards import Card, Place, card
from demarche.show.excerpt import Excerpt, excerpts
from demarche.show.fields import Wording
from demarche.show.passage import matched, reach
from demarche.show.segments import Mark
from demarche.show.segments import marks as marks_of
from demarche.show.visible import visible
from demarche.show.words import author_name

_BODY = "SELECT body FROM claim_record WHERE claim = ?"
_READING = """
SELECT reading.body FROM reading JOIN coding ON coding.reading = reading.number WHERE coding.number = ?
"""
_CODING = "SELECT coding FROM report WHERE id = ?"
_MEMBERS = "SELECT count(DISTINCT report) FROM entry WHERE happening = ?"


_PART, _CONTENT = "w", "s"
_RANK = "tkidxs"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a sentence, and the classes of what they are to the claim: its trigger, extent, cue, content and so on."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a list: its card, its report, its sentences with the claim's words marked, and its happening."""

    claim: Claim
    card: Card
    report: Report
    stretches: Sequence[Stretch]
    happening: str | None = None
    reports: int = 1


def lines(asked: Asked, numbers: Iterable[int]) -> list[Line]:
    """Return the claims of these numbers as lines, in their order."""
    readings: dict[str, Report] = {}
    found = []
    for number in numbers:
        claim = claim_of(asked.ledger, number)
        if claim.report not in readings:
            readings[claim.report] = report_of(asked, claim.report)
        found.append(_line(asked, number, claim, readings[claim.report]))
    return found


def claim_of(ledger: Ledger, number: int) -> Claim:
    """Return the claim of this number."""
    record = decode(ledger.select(_BODY, (number,))[0][0])
    if not isinstance(record, Event | Statement | Commitment):
        raise ledger_error(ledger.place, f"it is damaged: a {record.kind} stands where none should")
    return record


def report_of(asked: Asked, identifier: str) -> Report:
    """Return a report as it was read for the coding that is indexed, so that offsets hold."""
    ((coding,),) = asked.index.select(_CODING, (identifier,))
    record = decode(asked.ledger.select(_READING, (coding,))[0][0])
    if not isinstance(record, Report):
        raise ledger_error(asked.ledger.place, f"it is damaged: a {record.kind} stands where none should")
    return record


def stretches(claim: Claim, report: Report) -> list[Stretch]:
    """Return the sentences of a claim, cut where its words begin and end, these marked as on a report's page."""
    marks = [mark for mark in marks_of((claim,)) if mark.role != _PART]
    found: list[Stretch] = []
    spans = (*matched(claim), *reach(claim))
    for number, excerpt in enumerate(excerpts(report.text, spans)):
        if number or excerpt.cut_before:
            found.append(Stretch(" … " if number else "… "))
        found.extend(_cut(report.text, excerpt, marks))
        if excerpt.cut_after:
            found.append(Stretch(" …"))
    return found


def _cut(text: str, excerpt: Excerpt, marks: Sequence[Mark]) -> Iterable[Stretch]:
    edges = {at for mark in marks for at in (mark.start, mark.end) if excerpt.start < at < excerpt.end}
    for start, end in pairwise(sorted({excerpt.start, excerpt.end, *edges})):
        roles = [mark for mark in marks if mark.start <= start < mark.end]
        yield Stretch(visible(text[start:end]), " ".join(_classes(roles, start, end)))


def _classes(marks: Sequence[Mark], start: int, end: int) -> Iterator[str]:
    """Yield the most telling role of the words, and the half brackets of a content that begins or ends with them."""
    roles = [mark.role for mark in marks]
    if roles:
        yield min(roles, key=_RANK.index)
    if any(mark.role == _CONTENT and mark.start == start for mark in marks):
        yield "b"
    if any(mark.role == _CONTENT and mark.end == end for mark in marks):
        yield "z"


def _line(asked: Asked, number: int, claim: Claim, report: Report) -> Line:
    wording = Wording(asked.kit.labels, author_name(report))
    ((happening,),) = asked.index.select("SELECT happening FROM entry WHERE number = ?", (number,))
    reports = 1 if happening is None else asked.index.select(_MEMBERS, (happening,))[0][0]
    return Line(
        claim=claim,
        card=card(Coded(claim, ()), 0, Place(claim.id, claim.id, ""), wording),
        report=report,
        stretches=stretches(claim, report),
        happening=happening,
        reports=reports,
    )
