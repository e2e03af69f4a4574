"""What two versions made of the same reports: claims that came, went or changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import partial
from typing import Literal

from demarche.ledger.query import find_run
from demarche.ledger.rows import words_of
from demarche.ledger.store import Ledger
from demarche.model.codec import decode
from demarche.model.records import Claim, Commitment, Event, Statement

Change = Literal["added", "gone", "changed"]

_REPORTS = """
SELECT coding.report, max(CASE WHEN run.fingerprint = :before THEN coding.number END),
    max(CASE WHEN run.fingerprint = :after THEN coding.number END)
FROM coding JOIN run ON run.number = coding.run
WHERE run.fingerprint IN (:before, :after)
GROUP BY coding.report ORDER BY coding.report
"""
_ONLY_IN = """
SELECT body FROM coding_claim JOIN claim_record ON claim_record.claim = coding_claim.claim
WHERE coding = :one AND NOT EXISTS (
    SELECT 1 FROM coding_claim AS other WHERE other.coding = :other AND other.claim = coding_claim.claim
) ORDER BY position
"""
_COUNT = "SELECT count(*) FROM coding_claim WHERE coding = ?"
_UNTOLD = frozenset({"id"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim that only one version has, or one that both have with other values in the fields named."""

    kind: Literal["difference"]
    report: str
    change: Change
    before: Claim | None
    after: Claim | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportDifference:
    """What changed in one report, and how many claims both versions share."""

    report: str
    differences: tuple[Difference, ...]
    same: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The reports that both versions coded, by id, and how many only one of them did."""

    reports: tuple[ReportDifference, ...]
    only_before: int
    only_after: int


def compare(ledger: Ledger, before: str, after: str) -> Comparison:
    """Return what the versions of one run make of reports otherwise than those of another.

    Runs are given by the beginning of their ids. Each stands for all runs of its versions, since one that was
    interrupted has been gone on with by another: of each report the last coding by these versions is taken. Raise
    `LedgerError` if there is no such run.
    """
    versions = {"before": find_run(ledger, before).fingerprint, "after": find_run(ledger, after).fingerprint}
    rows = ledger.select(_REPORTS, versions)
    both = [(report, old, new) for report, old, new in rows if old is not None and new is not None]
    return Comparison(
        tuple(_report(ledger, *row) for row in both),
        sum(new is None for _, _, new in rows),
        sum(old is None for _, old, _ in rows),
    )


def _report(ledger: Ledger, report: str, before: int, after: int) -> ReportDifference:
    old, new = _only_in(ledger, before, after), _only_in(ledger, after, before)
    ((number,),) = ledger.select(_COUNT, (before,))
    return ReportDifference(report, tuple(_differences(report, old, new)), number - len(old))


def _only_in(ledger: Ledger, one: int, other: int) -> list[Claim]:
    bodies = ledger.select(_ONLY_IN, {"one": one, "other": other})
    records = (decode(body) for (body,) in bodies)
    return [record for record in records if isinstance(record, Event | Statement | Commitment)]


def _differences(report: str, old: Iterable[Claim], new: Iterable[Claim]) -> Iterator[Difference]:
    """Yield changes: claims of a kind that stand on the same words are one that changed."""
    left = list(new)
    for claim in old:
        there = [one for one in left if _is_same_place(claim, one)]
        match = min(there, key=partial(_number_changed, claim), default=None)
        if match is None:
            yield Difference("difference", report, "gone", claim, None, ())
        else:
            left.remove(match)
            yield Difference("difference", report, "changed", claim, match, _changed(claim, match))
    for claim in left:
        yield Difference("difference", report, "added", None, claim, ())


def _is_same_place(one: Claim, other: Claim) -> bool:
    if one.kind != other.kind:
        return False
    return any(a.start < b.end and b.start < a.end for a in words_of(one) for b in words_of(other))


def _number_changed(one: Claim, other: Claim) -> int:
    return len(_changed(one, other))


def _changed(one: Claim, other: Claim) -> tuple[str, ...]:
    names = (field.name for field in fields(one) if field.name not in _UNTOLD)
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))
