"""Reads a ledger: the entries of the newest coding of every report, and what stands behind them.

Entries come by date, then report, then place in the report, those without a date last; the order in which reports
were appended makes no difference. Entries of older codings are found by their id only.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import msgspec

from demarche.ledger.errors import UnknownIdError, ledger_error
from demarche.ledger.filters import (
    Condition,
    Filter,
    Kind,
    Standing,
    condition,
    within_dates,
    without_date,
)
from demarche.ledger.rows import reasons_of
from demarche.ledger.store import Ledger
from demarche.model.checks import RecordError
from demarche.model.codec import decode
from demarche.model.coded import Coded, CodedReport, Reason
from demarche.model.records import Claim, Commitment, Event, Problem, Record, Report, Statement
from demarche.model.run import Ending, Run

_R = TypeVar("_R", bound=Record)

EVERYTHING = Filter()
_RUN_FIELDS = tuple(field.name for field in fields(Run))
_ENDING_FIELDS = tuple(field.name for field in fields(Ending))
_ENDS = {"first": 0, "last": -1}
_ENDING_COLUMNS = len(_ENDING_FIELDS)
_PREFIX = re.compile(r"([resc]:)?[0-9a-f]{1,16}")
_KINDS = ("r:", "e:", "s:", "c:")
_SHOWN = 5
_CLAIMS_AT_ONCE = 500
_REPORTS_AT_ONCE = 50
_NO_LIMIT = sys.maxsize

_VIEWS: Mapping[Standing, str] = {
    "corrected": "current_claim",
    "coded": "coded_claim",
    "rejected": "rejected_claim",
}
_CLAIMS = "SELECT number FROM {view} WHERE"
_COUNT = "SELECT count(*) FROM {view} WHERE"
_IN_ORDER = "ORDER BY dated, report, start, id LIMIT :limit"
_BODIES = """
SELECT claim, body FROM claim_record WHERE claim IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
"""
_TEXTS = """
SELECT number, body FROM reading WHERE number IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
"""
_FIND = """
SELECT id FROM report WHERE id >= :prefix AND id < :prefix || '~'
UNION ALL SELECT id FROM claim WHERE id >= :prefix AND id < :prefix || '~'
LIMIT :limit
"""
_RECORD = """
SELECT body FROM current_report WHERE id = :id
UNION ALL
SELECT body FROM claim JOIN claim_record ON claim_record.claim = claim.number WHERE id = :id
"""
_NEWEST_WITH = """
SELECT coding_claim.coding AS coding, coding_claim.reasoning AS reasoning
FROM claim JOIN coding_claim ON coding_claim.claim = claim.number
WHERE claim.id = :id
UNION ALL SELECT amendment.coding AS coding, NULL AS reasoning
FROM claim JOIN amendment ON amendment.claim = claim.number
WHERE claim.id = :id AND what = 'shown'
ORDER BY coding DESC LIMIT 1
"""
_READING = "SELECT body FROM reading WHERE number = ?"
_READ_FOR = "SELECT reading FROM coding WHERE number = ?"
_NEWEST_OF = "SELECT number, reading FROM current_coding WHERE report = ?"
_CLAIMS_OF = """
SELECT claim_record.body, reasoning.body
FROM coding_claim
JOIN claim_record ON claim_record.claim = coding_claim.claim
LEFT JOIN reasoning ON reasoning.number = coding_claim.reasoning
WHERE coding_claim.coding = ? ORDER BY coding_claim.position
"""
_PROBLEMS_OF = "SELECT body FROM problem WHERE coding = ? ORDER BY position"
_RUNS = """
SELECT run.id, started, demarche, run.code, rules, lexicon, model,
    count(*), count(*) - count(newer.number),
    sum((SELECT count(*) FROM coding_claim WHERE coding_claim.coding = coding.number)),
    sum((SELECT count(*) FROM problem WHERE problem.coding = coding.number)),
    max(coding.coded), ending.ended, how, inputs, known, failed
FROM run
JOIN coding ON coding.run = run.number
LEFT JOIN coding AS newer ON newer.supersedes = coding.number
LEFT JOIN ending ON ending.run = run.number
GROUP BY run.number, ending.run ORDER BY started, run.number
"""


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a list is made of: numbers of rows in order, how a row becomes a record, what can be asked of it."""

    what: str
    select: str
    order: str
    conditions: Mapping[str, str]


_REPORTS = _Listing(
    "reports",
    "SELECT reading FROM current_report WHERE",
    "ORDER BY dated, id LIMIT :limit",
    {"report": "id = :report", "since": "published || '~' >= :since", "until": "published <= :until || '~'"},
)
_PROBLEMS = _Listing(
    "problems",
    "SELECT body FROM current_problem WHERE",
    "ORDER BY report, position LIMIT :limit",
    {"report": "report = :report", "type": "code = :type"},
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries pass a filter, its limit aside, and how many its dates leave out for having no date."""

    matching: int
    undated: int


@dataclass(frozen=True, slots=True)
class RunEntry:
    """A run and what it coded; `current` counts the reports of which it still is the newest coding.

    `last` is when it last added a report (an ISO time); `ending` is None while it goes on, and if it was killed.
    """

    run: Run
    reports: int
    current: int
    claims: int
    problems: int
    last: str
    ending: Ending | None


def events(ledger: Ledger, chosen: Filter = EVERYTHING) -> Iterator[Event]:
    """Return the events that pass the filter; raise `FilterError` if it asks what no event has."""
    return _entries(ledger, Event, "event", chosen)


def statements(ledger: Ledger, chosen: Filter = EVERYTHING) -> Iterator[Statement]:
    """Return the statements that pass the filter; raise `FilterError` if it asks what no statement has."""
    return _entries(ledger, Statement, "statement", chosen)


def commitments(ledger: Ledger, chosen: Filter = EVERYTHING) -> Iterator[Commitment]:
    """Return the commitments that pass the filter; raise `FilterError` if it asks what no commitment has."""
    return _entries(ledger, Commitment, "commitment", chosen)


def reports(ledger: Ledger, chosen: Filter = EVERYTHING) -> Iterator[Report]:
    """Return the reports published in the time of the filter, as they were last read, by date and id."""
    numbers = _rows(ledger, _REPORTS, chosen)
    return (_decoded(ledger, Report, body) for body in _bodies(ledger, _TEXTS, numbers, _REPORTS_AT_ONCE))


def problems(ledger: Ledger, chosen: Filter = EVERYTHING) -> Iterator[Problem]:
    """Return the problems of the newest codings by report; the filter's `type` is a problem's code."""
    return (_decoded(ledger, Problem, body) for (body,) in _rows(ledger, _PROBLEMS, chosen))


def count(ledger: Ledger, kind: Kind, chosen: Filter = EVERYTHING) -> Counts:
    """Count the entries of a kind that pass the filter, and those that only lack a date to pass."""
    base = condition(kind, chosen, in_order=False)
    inside = within_dates(base, chosen)
    view = _VIEWS[chosen.standing]
    undated = 0 if inside is base else _number(ledger, without_date(base), view)
    return Counts(_number(ledger, inside, view), undated)


def find(ledger: Ledger, wanted: str) -> Report | Claim:
    """Return what has this id, or the one thing whose id begins so (with or without its letter and colon).

    Claims of older codings are found too. Raise `LedgerError` if there is none, or more than one.
    """
    ids: list[str] = []
    if _PREFIX.fullmatch(wanted) is not None:
        prefixes = (wanted,) if ":" in wanted else tuple(kind + wanted for kind in _KINDS)
        for prefix in prefixes:
            found = ledger.select(_FIND, {"prefix": prefix, "limit": _SHOWN})
            ids.extend(identifier for (identifier,) in found)
    if not ids:
        raise ledger_error(ledger.place, f"nothing in it has the id {wanted!r}", UnknownIdError)
    if len(ids) > 1:
        several = f"several ids begin with {wanted!r}, such as {', '.join(ids[:_SHOWN])}"
        raise ledger_error(ledger.place, several, UnknownIdError)
    ((body,),) = ledger.select(_RECORD, {"id": ids[0]})
    return _decoded(ledger, Report, body) if ids[0].startswith("r:") else _claim(ledger, body)


def is_current(ledger: Ledger, claim: str) -> bool:
    """Whether the claim with this id stands in the newest coding of its report."""
    return bool(ledger.select("SELECT 1 FROM current_claim WHERE id = ?", (claim,)))


def reasons(ledger: Ledger, claim: str) -> tuple[Reason, ...]:
    """Return why the claim with this id has its values, as the newest coding that holds it says."""
    _, reasoning = _newest_with(ledger, claim)
    rows = ledger.select("SELECT body FROM reasoning WHERE number = ?", (reasoning,))
    return _reasons(ledger, rows[0][0] if rows else None)


def report_of(ledger: Ledger, claim: Claim) -> Report:
    """Return the report of a claim as it was read when the claim was made, so that its offsets hold."""
    coding, _ = _newest_with(ledger, claim.id)
    ((reading,),) = ledger.select(_READ_FOR, (coding,))
    ((body,),) = ledger.select(_READING, (reading,))
    return _decoded(ledger, Report, body)


def coded(ledger: Ledger, report: str) -> CodedReport:
    """Return the newest coding of a report, as it was appended."""
    rows = ledger.select(_NEWEST_OF, (report,))
    if not rows:
        raise ledger_error(ledger.place, f"it holds no report {report!r}")
    coding, reading = rows[0]
    ((body,),) = ledger.select(_READING, (reading,))
    claims = ledger.select(_CLAIMS_OF, (coding,))
    problems = ledger.select(_PROBLEMS_OF, (coding,))
    return CodedReport(
        _decoded(ledger, Report, body),
        tuple(Coded(_claim(ledger, claim), _reasons(ledger, reasoning)) for claim, reasoning in claims),
        tuple(_decoded(ledger, Problem, problem) for (problem,) in problems),
    )


def runs(ledger: Ledger) -> tuple[RunEntry, ...]:
    """Return the runs that added to the ledger, in the order in which they began, with what they added."""
    return tuple(_run_entry(row) for row in ledger.select(_RUNS))


def find_run(ledger: Ledger, wanted: str) -> Run:
    """Return the run whose id begins so, or the `first` or `last`; raise `LedgerError` unless there is just one."""
    began = [entry.run for entry in runs(ledger)]
    if began and wanted in _ENDS:
        return began[_ENDS[wanted]]
    found = [run for run in began if run.id.startswith(wanted)]
    if len(found) != 1:
        what = "several runs' ids begin" if found else "no run's id begins"
        raise ledger_error(ledger.place, f"{what} with {wanted!r}")
    return found[0]


def _run_entry(row: tuple[Any, ...]) -> RunEntry:
    versions, counts, end = (
        row[: len(_RUN_FIELDS)],
        row[len(_RUN_FIELDS) : -_ENDING_COLUMNS],
        row[-_ENDING_COLUMNS:],
    )
    reports, current, claims, problems, last = counts
    ending = dict(zip(_ENDING_FIELDS, end, strict=True))
    return RunEntry(
        run=Run(**dict(zip(_RUN_FIELDS, versions, strict=True))),
        reports=reports,
        current=current,
        claims=claims,
        problems=problems,
        last=last,
        ending=Ending(**ending) if ending["how"] else None,
    )


def _entries(ledger: Ledger, kind: type[_R], name: Kind, chosen: Filter) -> Iterator[_R]:
    wanted = within_dates(condition(name, chosen, in_order=True), chosen)
    statement = f"{_CLAIMS.format(view=_VIEWS[chosen.standing])} {wanted.sql} {_IN_ORDER}"
    numbers = ledger.select(statement, {**wanted.values, "limit": _limit(chosen)})
    return (_decoded(ledger, kind, body) for body in _bodies(ledger, _BODIES, numbers, _CLAIMS_AT_ONCE))


def _bodies(ledger: Ledger, statement: str, numbers: Sequence[tuple[int]], at_once: int) -> Iterator[str]:
    """Yield the lines with these numbers in their order, a few fetched at a time: a server is asked seldom, memory stays small."""
    for start in range(0, len(numbers), at_once):
        wanted = [number for (number,) in numbers[start : start + at_once]]
        found = dict(ledger.select(statement, (msgspec.json.encode(wanted).decode(),)))
        yield from (found[number] for number in wanted)


def _number(ledger: Ledger, wanted: Condition, view: str) -> int:
    ((number,),) = ledger.select(f"{_COUNT.format(view=view)} {wanted.sql}", wanted.values)
    return int(number)


def _limit(chosen: Filter) -> int:
    return _NO_LIMIT if chosen.limit is None else chosen.limit


def _rows(ledger: Ledger, listing: _Listing, chosen: Filter) -> list[tuple[Any, ...]]:
    chosen.only(listing.what, *listing.conditions, "limit")
    wanted = {name: getattr(chosen, name) for name in listing.conditions}
    values = {name: value for name, value in wanted.items() if value is not None}
    where = " AND ".join(listing.conditions[name] for name in values) or "TRUE"
    return ledger.select(f"{listing.select} {where} {listing.order}", {**values, "limit": _limit(chosen)})


def _newest_with(ledger: Ledger, claim: str) -> tuple[int, int | None]:
    """Return the newest coding in which the claim stands, and the number of its reasons there."""
    rows = ledger.select(_NEWEST_WITH, {"id": claim})
    if not rows:
        raise ledger_error(ledger.place, f"it holds no claim {claim!r}")
    return rows[0][0], rows[0][1]


def _decoded(ledger: Ledger, kind: type[_R], body: str) -> _R:
    record = _record(ledger, body)
    if not isinstance(record, kind):
        raise ledger_error(ledger.place, f"it is damaged: a {record.kind} stands where none should")
    return record


def _claim(ledger: Ledger, body: str) -> Claim:
    record = _record(ledger, body)
    if not isinstance(record, Event | Statement | Commitment):
        raise ledger_error(ledger.place, f"it is damaged: a {record.kind} stands where none should")
    return record


def _record(ledger: Ledger, body: str) -> Record:
    try:
        return decode(body)
    except RecordError as error:
        raise ledger_error(ledger.place, f"it is damaged: {error}") from error


def _reasons(ledger: Ledger, text: str | None) -> tuple[Reason, ...]:
    try:
        return reasons_of(text)
    except msgspec.MsgspecError as error:
        raise ledger_error(ledger.place, f"it is damaged: {error}") from error
