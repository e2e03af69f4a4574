"""What people have said of claims: marks for lists, the corrections behind one claim, and the reasons that they are for its values."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from demarche.ledger import query
from demarche.ledger.correction_lines import claim_of
from demarche.ledger.corrections import log
from demarche.ledger.replay import What, changed_fields
from demarche.ledger.store import Ledger
from demarche.model.coded import Coded, CodedReport, Reason
from demarche.model.corrections import Action, Correction, live
from demarche.model.records import Claim

_MARK = """
SELECT what, action, who, written, why, correction.id FROM current_amendment
JOIN claim ON claim.number = current_amendment.claim
JOIN correction ON correction.number = current_amendment.correction
WHERE claim.id = ?
"""
_REPLACED = """
SELECT old.id FROM current_amendment AS hidden
JOIN claim AS old ON old.number = hidden.claim
JOIN claim ON claim.id = :id
JOIN current_amendment AS shown ON shown.claim = claim.number
JOIN correction ON correction.number = shown.correction
WHERE hidden.what = 'hidden' AND shown.what = 'shown' AND action = 'edit' AND hidden.correction = shown.correction
AND hidden.coding = shown.coding
"""
_REPLACEMENTS = """
SELECT old.id, new.id FROM current_amendment AS hidden
JOIN claim AS old ON old.number = hidden.claim
JOIN amendment AS shown ON shown.correction = hidden.correction AND shown.coding = hidden.coding
JOIN claim AS new ON new.number = shown.claim
WHERE old.report = ? AND hidden.what = 'hidden' AND shown.what = 'shown'
"""
_OF_CLAIM = """
SELECT correction.id FROM amendment JOIN claim ON claim.number = amendment.claim
JOIN correction ON correction.number = amendment.correction WHERE claim.id = ?
"""


_TOUCHED = """
SELECT what, claim.id, body FROM current_amendment
JOIN claim ON claim.number = current_amendment.claim
JOIN claim_record ON claim_record.claim = claim.number
WHERE claim.report = ? AND what <> 'confirmed' ORDER BY claim.start, claim.id
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the last correction of a claim made of it, and who said so, when (a time in UTC) and why."""

    claim: str
    what: What
    action: Action
    who: str
    written: str
    why: str
    correction: str


def mark_of(ledger: Ledger, claim: str) -> Mark | None:
    """Return the mark of the claim with this id, or None if nobody has corrected it."""
    rows = ledger.select(_MARK, (claim,))
    return Mark(claim, *rows[0]) if rows else None


def marks(ledger: Ledger, claims: Iterable[Claim]) -> list[Mark]:
    """Return the marks of those of the claims that have one."""
    found = (mark_of(ledger, claim.id) for claim in claims)
    return [mark for mark in found if mark is not None]


def replaced(ledger: Ledger, claim: str) -> str | None:
    """Return the id of the claim in whose place this one was put, or None."""
    rows = ledger.select(_REPLACED, {"id": claim})
    return rows[0][0] if rows else None


def replacing(ledger: Ledger, claim: str) -> str | None:
    """Return the id of the claim that was put in the place of this one, or None."""
    rows = ledger.select("SELECT report FROM claim WHERE id = ?", (claim,))
    return replacements(ledger, rows[0][0]).get(claim) if rows else None


def replacements(ledger: Ledger, report: str) -> dict[str, str]:
    """Return the claim that stands in the place of each of a report that was edited, for claims that name it by its old id."""
    pairs = dict(ledger.select(_REPLACEMENTS, (report,)))
    found = {}
    for old, new in pairs.items():
        last, passed = new, {old}
        while last in pairs and last not in passed:
            passed.add(last)
            last = pairs[last]
        found[old] = last
    return found


def about(ledger: Ledger, claim: Claim) -> list[Correction]:
    """Return the live corrections of a claim and of those that it was put in the place of, in their order."""
    ids = {claim.id}
    before = replaced(ledger, claim.id)
    while before is not None:
        ids.add(before)
        before = replaced(ledger, before)
    named = {row[0] for one in ids for row in ledger.select(_OF_CLAIM, (one,))}
    return [
        one
        for one in live(log(ledger, claim.report))
        if one.id in named
        or (one.action != "reviewed" and ids & {*one.subjects, *(each.id for each in one.after)})
    ]


def about_happening(ledger: Ledger, events: Iterable[Claim]) -> list[Correction]:
    """Return the live corrections by which events were put together or parted, in their order."""
    found = {
        one.number: one
        for event in events
        for one in about(ledger, event)
        if one.action in {"merge", "split", "dissolve"}
    }
    return [found[number] for number in sorted(found)]


def reasons(ledger: Ledger, claim: Claim) -> tuple[Reason, ...]:
    """Return why a claim has its values: the coder's reasons for those that are the coder's, people's for the others."""
    first, fields = claim.id, set[str]()
    said: list[Reason] = []
    for one in about(ledger, claim):
        if one.action == "edit":
            changed = changed_fields(one.before[0], one.after[0])
            fields.update(changed)
            said.extend(Reason(field, _because(one), None) for field in changed)
        elif one.action == "add":
            said.append(Reason("rule", _because(one), None))
    before = replaced(ledger, first)
    while before is not None:
        first, before = before, replaced(ledger, before)
    coder = query.reasons(ledger, first)
    return (*(reason for reason in coder if reason.field not in fields), *said)


def corrected(ledger: Ledger, report: str) -> CodedReport:
    """Return the newest coding of a report with corrections applied."""
    coded = query.coded(ledger, report)
    rows = ledger.select(_TOUCHED, (report,))
    hidden = {identifier for what, identifier, _ in rows if what == "hidden"}
    put = [claim_of(body) for what, _, body in rows if what == "shown"]
    kept = (one for one in coded.claims if one.claim.id not in hidden)
    return replace(coded, claims=(*kept, *(Coded(claim, reasons(ledger, claim)) for claim in put)))


def _because(one: Correction) -> str:
    done = "edited" if one.action == "edit" else "added"
    return f"{done} by {one.who} on {one.written[:10]} ({one.id}): {one.why}"
