"""Makes coded reports to show."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from demarche.model import codec
from demarche.model.coded import Coded, CodedReport, Reason
from demarche.model.parts import UNKNOWN_WHEN, Attribution, Participant, Span
from demarche.model.records import (
    Claim,
    Commitment,
    Event,
    Problem,
    Record,
    Report,
    Standing,
    Statement,
)

_C = TypeVar("_C", Event, Statement, Commitment)

Words = str | tuple[Span, ...]

BORDER = Path(__file__).with_name("border.jsonl")


def report(text: str, **values: Any) -> Report:
    """Return a report of this text; what is not given is not known."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    known: dict[str, Any] = {
        "id": codec.report_id(digest),
        "path": "report.txt",
        "url": None,
        "sha256": digest,
        "title": None,
        "byline": (),
        "outlet": None,
        "published": None,
        "language": "en",
        "text": text,
        "removed": (),
        "mended": (),
    }
    return Report(**(known | values))


@dataclass
class Desk:
    """Makes claims about a report by quoting its words."""

    report: Report
    claims: list[Claim] = field(default_factory=list)
    reasons: dict[str, list[Reason]] = field(default_factory=dict)

    def span(self, words: str, nth: int = 0) -> Span:
        """Return the nth place where the words stand."""
        places = [match.start() for match in re.finditer(re.escape(words), self.report.text)]
        start = places[nth]
        return Span(start, start + len(words), words, ((start, start + len(words)),))

    def _spans(self, words: Words) -> tuple[Span, ...]:
        return (self.span(words),) if isinstance(words, str) else words

    def who(self, name: str, words: str | None = None, nth: int = 0, **values: Any) -> Participant:
        """Return a participant named by words of the report."""
        known: dict[str, Any] = {
            "id": None,
            "kind": "state",
            "country": None,
            "sectors": ("GOV",),
            "role": None,
            "basis": "text",
        }
        return Participant(name=name, span=self.span(words or name, nth), **(known | values))

    def author(self, factuality: Any = "CT+") -> Attribution:
        """Return the report itself as a source."""
        return Attribution("AUTHOR", None, None, factuality)

    def event(self, kind: str, trigger: Words, extent: str, **values: Any) -> Event:
        """Add an event."""
        known: dict[str, Any] = {
            "id": codec.BLANK_ID[Event],
            "report": self.report.id,
            "type": kind,
            "mode": None,
            "contexts": (),
            "cameo": None,
            "quad": 4,
            "goldstein": None,
            "trigger": self._spans(trigger),
            "extent": (self.span(extent),),
            "actors": (),
            "recipients": (),
            "instruments": (),
            "where": (),
            "when": UNKNOWN_WHEN,
            "casualties": None,
            "status": "happened",
            "voice": "asserted",
            "attribution": (self.author(),),
            "rule": "sample.rule",
            "score": 1.0,
        }
        return self._add(codec.identified(Event(**(known | values))))

    def statement(self, act: str, cue: Words, content: str, **values: Any) -> Statement:
        """Add a statement."""
        known: dict[str, Any] = {
            "id": codec.BLANK_ID[Statement],
            "report": self.report.id,
            "act": act,
            "form": "indirect",
            "speaker": None,
            "cue": self._spans(cue),
            "content": (self.span(content),),
            "quoted": (),
            "addressees": (),
            "channels": (),
            "when": UNKNOWN_WHEN,
            "parent": None,
            "attribution": (self.author(),),
            "rule": "sample.said",
            "score": 1.0,
        }
        return self._add(codec.identified(Statement(**(known | values))))

    def commitment(self, force: str, act: str, **values: Any) -> Commitment:
        """Add a commitment."""
        known: dict[str, Any] = {
            "id": codec.BLANK_ID[Commitment],
            "report": self.report.id,
            "force": force,
            "issuers": (),
            "addressees": (),
            "act": (self.span(act),),
            "condition": (),
            "consequence": (),
            "deadline": None,
            "strength": "will",
            "history": (Standing("issued", UNKNOWN_WHEN, (self.author(),)),),
            "statements": (),
            "events": (),
            "rule": "sample.bound",
            "score": 1.0,
        }
        return self._add(codec.identified(Commitment(**(known | values))))

    def coded_report(self, *problems: Problem) -> CodedReport:
        """Return the report with all that was added, each claim with the reasons given for it."""
        coded = tuple(Coded(claim, tuple(self.reasons.get(claim.id, ()))) for claim in self.claims)
        return CodedReport(self.report, coded, problems)

    def because(self, claim: Claim, field: str, text: str, words: str | None = None) -> None:
        """Give a reason for a field of a claim."""
        reason = Reason(field, text, self.span(words) if words else None)
        self.reasons.setdefault(claim.id, []).append(reason)

    def _add(self, claim: _C) -> _C:
        self.claims.append(claim)
        return claim


def border() -> CodedReport:
    """Return the worked example of the contract."""
    return load(BORDER)


def load(path: Path) -> CodedReport:
    """Return the coded report that a file of JSON Lines holds."""
    records: list[Record] = [codec.decode(line) for line in path.read_bytes().splitlines()]
    (found,) = [record for record in records if isinstance(record, Report)]
    return CodedReport(
        found,
        tuple(Coded(record, ()) for record in records if isinstance(record, Event | Statement | Commitment)),
        tuple(record for record in records if isinstance(record, Problem)),
    )
