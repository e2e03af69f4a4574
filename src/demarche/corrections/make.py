"""Makes corrections: checks what somebody says of a ledger against it, signs it, and applies it, in one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from demarche.corrections.shaping import added, edited
from demarche.happenings.link import relink
from demarche.histories.trace import retrace
from demarche.ledger import happenings, query
from demarche.ledger.amend import amend
from demarche.ledger.corrections import Draft, find_correction, log, sign
from demarche.ledger.errors import CorrectionError
from demarche.ledger.filters import Filter
from demarche.ledger.store import Ledger
from demarche.lexicon.histories import EVIDENCE_KINDS, load_history_rules
from demarche.lexicon.linking import LinkRules, load_link_rules
from demarche.lexicon.ontology import Ontology, load_ontology
from demarche.lexicon.tables import data_folder
from demarche.model.corrections import Action, Correction, Signed
from demarche.model.records import Claim, Commitment, Event, Report

_HIDDEN_BY = """
SELECT correction.id, action, who FROM current_amendment
JOIN claim ON claim.number = current_amendment.claim
JOIN correction ON correction.number = current_amendment.correction
WHERE claim.id = ? AND what = 'hidden'
"""
_RETRACED = frozenset({"edit", "add", "undo"})
_REJECTED = "SELECT 1 FROM rejected_claim WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Corrector:
    """A ledger opened for writing, and what corrections are checked against."""

    ledger: Ledger
    ontology: Ontology
    rules: LinkRules

    @classmethod
    def load(cls, ledger: Ledger, ontology: Ontology | None = None) -> "Corrector":
        """Return one with the package's rules and, unless another is given, its ontology."""
        return cls(ledger, ontology or load_ontology(data_folder() / "ontology"), load_link_rules())

    def accept(self, wanted: str, signed: Signed) -> Correction:
        """Say that a claim is right as it stands, in all that `data/corrections/fields.tsv` calls judged."""
        with self._saying() as write:
            claim = self._judged(wanted)
            return write(_draft("accept", (claim,), (claim,)), signed)

    def reject(self, wanted: str, signed: Signed) -> Correction:
        """Say that a claim is wrong and is to be left out."""
        with self._saying() as write:
            claim = self._judged(wanted)
            return write(_draft("reject", (claim,)), signed)

    def edit(self, wanted: str, values: Mapping[str, Any], signed: Signed) -> Correction:
        """Give fields of a claim new values, as the contract's JSON has them; what follows from them is set too."""
        with self._saying() as write:
            claim = self._judged(wanted)
            report = query.report_of(self.ledger, claim)
            after = edited(claim, values, report, self.ontology)
            return write(_draft("edit", (claim,), (after,)), signed)

    def add(self, kind: str, wanted: str, values: Mapping[str, Any], signed: Signed) -> Correction:
        """Add a claim that the coder missed to a report; `values` has its words and what else is known of it."""
        with self._saying() as write:
            report = self._report(wanted)
            after = added(kind, values, report, self.ontology)
            if after.id in {
                one.claim.id for one in query.coded(self.ledger, report.id).claims
            } or query.is_current(self.ledger, after.id):
                raise CorrectionError(f"{after.id} stands there already")
            return write(_draft("add", (), (after,)), signed)

    def merge(self, wanted: Sequence[str], signed: Signed) -> Correction:
        """Say that events, or the events of happenings, are one happening."""
        with self._saying() as write:
            events = [event for one in wanted for event in self._events(one)]
            events = list({event.id: event for event in events}.values())
            if len(events) < 2:  # noqa: PLR2004 - two make one
                raise CorrectionError("two events or more are needed to be one happening")
            return write(_draft("merge", tuple(events)), signed)

    def split(self, wanted: str, signed: Signed) -> Correction:
        """Say that an event is another than the rest of its happening, or that all events of a happening are."""
        with self._saying() as write:
            identifier = happenings.find_happening(self.ledger, wanted)
            events = [event for event, _ in happenings.members(self.ledger, identifier)]
            if wanted.startswith("h:"):
                return write(_draft("dissolve", tuple(events)), signed)
            named = query.find(self.ledger, wanted).id
            events.sort(key=lambda event: event.id != named)
            return write(_draft("split", tuple(events)), signed)

    def rule_state(
        self, commitment: str, evidence: str | None, state: str, signed: Signed, *, holds: bool
    ) -> Correction:
        """Say that a commitment came to a state (`holds`) or that it did not, as a claim is held to bear out, if one is."""
        with self._saying() as write:
            bound = self._standing(commitment)
            if not isinstance(bound, Commitment):
                raise CorrectionError(f"{bound.id} is no commitment")
            if state not in EVIDENCE_KINDS:
                raise CorrectionError(f"{state!r} is none of {', '.join(EVIDENCE_KINDS)}")
            said = () if evidence is None else (self._standing(evidence),)
            draft = replace(_draft("confirm" if holds else "strike", (bound, *said)), state=state)
            return write(draft, signed)

    def reviewed(self, wanted: str, signed: Signed) -> Correction:
        """Say that a report was read through: every claim looked at, what is wrong corrected, what was missed added."""
        with self._saying() as write:
            report = self._report(wanted)
            of = Filter(report=report.id)
            claims: tuple[Claim, ...] = (
                *query.events(self.ledger, of),
                *query.statements(self.ledger, of),
                *query.commitments(self.ledger, of),
            )
            return write(
                Draft(action="reviewed", reports=(report.id,), subjects=tuple(one.id for one in claims)),
                signed,
            )

    def undo(self, wanted: str, signed: Signed) -> Correction:
        """Take a correction back; an undoing can be undone too."""
        with self._saying() as write:
            said = find_correction(self.ledger, wanted)
            if not is_live(said, log(self.ledger)):
                raise CorrectionError(f"{said.id} is undone already")
            return write(Draft(action="undo", reports=said.reports, subjects=(said.id,)), signed)

    @contextmanager
    def _saying(self) -> Iterator[Callable[[Draft, Signed], Correction]]:
        """Give what signs and applies a draft; the ledger is looked at and written in one transaction.

        What became of commitments is worked out after that, in transactions of its own.
        """
        said: list[Correction] = []

        def write(draft: Draft, signed: Signed) -> Correction:
            said.append(self._write(draft, signed))
            return said[-1]

        with self.ledger.writing():
            yield write
        reports = {report for one in said if one.action in _RETRACED for report in one.reports}
        if reports:
            retrace(self.ledger, sorted(reports), load_history_rules)

    def _write(self, draft: Draft, signed: Signed) -> Correction:
        connection = self.ledger.connection
        correction = sign(connection, draft, signed)
        reports = tuple(dict.fromkeys(draft.reports))
        for report in reports:
            for lost in amend(connection, report):
                if lost.correction.id == correction.id:
                    raise CorrectionError(lost.why)
        relink(self.ledger, reports, self.rules)
        return correction

    def _judged(self, wanted: str) -> Claim:
        """Return a claim that stands, or that somebody has rejected."""
        claim = self._claim(wanted)
        return claim if self.ledger.select(_REJECTED, (claim.id,)) else self._standing(wanted)

    def _standing(self, wanted: str) -> Claim:
        claim = self._claim(wanted)
        if query.is_current(self.ledger, claim.id):
            return claim
        for identifier, action, who in self.ledger.select(_HIDDEN_BY, (claim.id,)):
            raise CorrectionError(f"{claim.id} was {action}ed by {who} ({identifier})")
        raise CorrectionError(f"{claim.id} is of an older coding of its report")

    def _claim(self, wanted: str) -> Claim:
        found = query.find(self.ledger, wanted)
        if isinstance(found, Report):
            raise CorrectionError(f"{found.id} is a report, no claim")
        return found

    def _report(self, wanted: str) -> Report:
        found = query.find(self.ledger, wanted)
        if not isinstance(found, Report):
            raise CorrectionError(f"{found.id} is no report")
        return found

    def _events(self, wanted: str) -> list[Event]:
        if wanted.startswith("h:"):
            identifier = happenings.find_happening(self.ledger, wanted)
            return [event for event, _ in happenings.members(self.ledger, identifier)]
        claim = self._standing(wanted)
        if not isinstance(claim, Event):
            raise CorrectionError(f"{claim.id} is no event")
        return [claim]


def is_live(said: Correction, corrections: Sequence[Correction]) -> bool:
    """Whether a correction, or an undoing, has not been undone."""
    undoings = [one for one in corrections if one.action == "undo"]
    return all(not is_live(one, undoings) for one in undoings if said.id in one.subjects)


def _draft(action: Action, before: tuple[Claim, ...], after: tuple[Claim, ...] = ()) -> Draft:
    claims = before or after
    return Draft(
        action=action,
        reports=tuple(dict.fromkeys(claim.report for claim in claims)),
        subjects=tuple(claim.id for claim in claims),
        before=before,
        after=after,
    )
