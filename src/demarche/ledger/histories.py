"""The rows of histories: what is to be traced, sketches and names, ties, evidence, the docket.

Functions that write run inside a transaction that the caller begins and ends.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import msgspec

from demarche.ledger.connection import Connection
from demarche.ledger.errors import ledger_error
from demarche.ledger.filters import Filter, condition, within_dates
from demarche.ledger.store import Ledger
from demarche.model.codec import decode
from demarche.model.records import Claim, Commitment, Event, Report, Statement
from demarche.model.values import CommitmentState, Force

_DIGITS = 16
_SHOWN = 5
_UNTRACED = """
SELECT number, report, reading FROM current_coding
WHERE NOT EXISTS (SELECT 1 FROM traced WHERE traced.coding = current_coding.number) ORDER BY number
"""
_CLAIMS = """
SELECT number, body FROM (
    SELECT claim.number AS number, body, 0 AS added, position AS place FROM coding_claim
    JOIN claim ON claim.number = coding_claim.claim JOIN claim_record ON claim_record.claim = claim.number
    WHERE coding_claim.coding = :coding AND NOT EXISTS (
        SELECT 1 FROM current_amendment AS made
        WHERE made.claim = claim.number AND made.coding = :coding AND made.what = 'hidden'
    )
    UNION ALL SELECT claim.number, body, 1, claim.start FROM current_amendment AS made
    JOIN claim ON claim.number = made.claim JOIN claim_record ON claim_record.claim = claim.number
    WHERE made.coding = :coding AND made.what = 'shown'
) AS found ORDER BY added, place, number
"""
_CODING = "SELECT number, report, reading FROM current_coding WHERE report = ?"
_NAMED = """
SELECT commitment_name.name, commitment_name.claim FROM commitment_name
JOIN commitment_sketch ON commitment_sketch.claim = commitment_name.claim
JOIN current_claim ON current_claim.number = commitment_name.claim
WHERE name IN (SELECT value FROM json_each(?)) AND commitment_sketch.first <= ? AND commitment_sketch.last >= ?
"""
_LATER = """
SELECT DISTINCT claim.report FROM claim
JOIN participation ON participation.claim = claim.number
JOIN participant ON participant.number = participation.participant
JOIN current_report ON current_report.id = claim.report
JOIN traced ON traced.coding = current_report.coding
WHERE claim.kind <> 'commitment' AND current_report.dated >= ?
AND (participant.id IN (SELECT value FROM json_each(?)) OR participant.country IN (SELECT value FROM json_each(?)))
ORDER BY claim.report
"""
_OLDER_COMMITMENTS = """
SELECT claim.number FROM coding JOIN coding_claim ON coding_claim.coding = coding.number
JOIN claim ON claim.number = coding_claim.claim WHERE coding.report = :report AND kind = 'commitment'
UNION SELECT claim.number FROM amendment JOIN claim ON claim.number = amendment.claim
WHERE claim.report = :report AND kind = 'commitment'
"""
_NEIGHBOURS = """
SELECT tie.one, tie.other, tie.score FROM tie
JOIN current_claim AS claim ON claim.number = CASE WHEN tie.one = :claim THEN tie.other ELSE tie.one END
WHERE tie.one = :claim OR tie.other = :claim
"""
_PLACES = """
SELECT claim.number, claim.id FROM current_claim AS claim
JOIN current_report ON current_report.id = claim.report
JOIN commitment_sketch ON commitment_sketch.claim = claim.number
WHERE claim.number IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
ORDER BY commitment_sketch.last, current_report.dated, claim.report, claim.start, claim.id
"""
_ENTRY = """
SELECT number, entry FROM docket WHERE claim = ?
AND NOT EXISTS (SELECT 1 FROM docket AS newer WHERE newer.supersedes = docket.number)
"""


_ADD_EVIDENCE = """
INSERT INTO evidence (
    id, commitment, claim, kind, state, closes, at, first, last, score, reasons, tracing
) VALUES (:id, :commitment, :claim, :kind, :state, :closes, :at, :first, :last, :score, :reasons, :tracing)
ON CONFLICT DO NOTHING
"""
_ENTRIES = """
SELECT claim, entry FROM current_docket WHERE claim IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
"""
_MEMBERS = """
SELECT current_docket.entry, current_docket.claim FROM current_docket
JOIN current_claim AS claim ON claim.number = current_docket.claim
WHERE current_docket.entry IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
ORDER BY claim.dated, claim.report, claim.start, claim.id
"""
_LINES = """
SELECT claim.number, claim.id, claim.force, claim.state, commitment_sketch.first, commitment_sketch.last,
    commitment_sketch.deadline
FROM claim LEFT JOIN commitment_sketch ON commitment_sketch.claim = claim.number
WHERE claim.number IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
"""
_LINKS = """
SELECT evidence.id, evidence.commitment, evidence.claim, evidence.kind, evidence.state, evidence.at, evidence.first, evidence.last,
    evidence.score, evidence.reasons, evidence.closes
FROM evidence
JOIN current_claim AS bound ON bound.number = evidence.commitment
JOIN current_claim AS told ON told.number = evidence.claim
LEFT JOIN current_docket AS mine ON mine.claim = evidence.commitment
WHERE evidence.commitment IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
AND (told.kind = 'commitment' OR NOT EXISTS (
    SELECT 1 FROM evidence AS better
    JOIN current_claim AS other ON other.number = better.commitment
    LEFT JOIN current_docket AS theirs ON theirs.claim = better.commitment
    WHERE better.claim = evidence.claim AND better.at = evidence.at AND better.score > evidence.score + ?
    AND coalesce(theirs.entry, better.commitment) <> coalesce(mine.entry, evidence.commitment)
))
ORDER BY evidence.last, evidence.first, told.report, evidence.at, evidence.id
"""
_RULED = """
SELECT said.one, said.other, said.about, said.verdict, bound.force, told.start,
    coalesce(told.earliest, told.latest, current_report.published, ''),
    coalesce(told.latest, told.earliest, current_report.published, ''),
    correction.id, correction.who, correction.written, correction.why
FROM current_ruling AS said
JOIN current_claim AS bound ON bound.number = said.one
JOIN current_claim AS told ON told.number = said.other
JOIN current_report ON current_report.id = told.report
JOIN correction ON correction.number = said.correction
WHERE said.verdict IN ('confirmed', 'struck') AND said.one IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
ORDER BY said.number
"""
_LINK_NAMED = """
SELECT bound.id, told.id, evidence.kind, evidence.id FROM evidence
JOIN claim AS bound ON bound.number = evidence.commitment JOIN claim AS told ON told.number = evidence.claim
WHERE evidence.id >= :wanted AND evidence.id < :wanted || '~' ORDER BY evidence.id LIMIT :limit
"""
_MATCHING = "SELECT number FROM current_claim WHERE"
_NEWEST_DAY = "SELECT published FROM current_report WHERE dated < '~' ORDER BY dated DESC LIMIT 1"
_RECORDS = (
    "SELECT claim, body FROM claim_record WHERE claim IN (SELECT CAST(value AS INTEGER) FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment as far as its state goes: number, id, force, the last state in its own report.

    `first` and `last` are the days on which it can have been issued, `deadline` its last day; None where nothing is known.
    """

    number: int
    id: str
    force: Force
    state: CommitmentState
    first: str | None
    last: str | None
    deadline: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of evidence: the numbers of commitment and claim, what of, the state by it, where in its report, when, why.

    `closes` is 1 if the commitment binds no longer by it.
    """

    id: str
    commitment: int
    claim: int
    kind: str
    state: CommitmentState | None
    at: int
    first: str
    last: str
    score: float
    reasons: str
    closes: int


@dataclass(frozen=True, slots=True)
class RuledState:
    """What somebody said of a commitment: that a claim (its own number: none) shows what `about` names, or does not; when and why."""

    commitment: int
    claim: int
    about: str
    verdict: str
    force: Force
    at: int
    first: str
    last: str
    correction: str
    who: str
    written: str
    why: str


@dataclass(frozen=True, slots=True)
class Untraced:
    """A coding whose claims are to be held against the ledger's commitments, its report, and which reading it used."""

    coding: int
    report: str
    reading: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """A link of evidence as it is written: the commitment's number and the claim's, what of, when, and why."""

    commitment: int
    claim: int
    kind: str
    state: str | None
    closes: bool
    at: int
    first: str
    last: str
    score: float
    reasons: str


def untraced(ledger: Ledger) -> list[Untraced]:
    """Return the codings that are to be traced, in the order in which they were added."""
    return [Untraced(*row) for row in ledger.select(_UNTRACED)]


def coding_of(ledger: Ledger, report: str) -> Untraced:
    """Return the newest coding of a report."""
    return Untraced(*ledger.select(_CODING, (report,))[0])


def is_traced(ledger: Ledger, coding: int) -> bool:
    """Whether a coding has been traced."""
    return bool(ledger.select("SELECT 1 FROM traced WHERE coding = ?", (coding,)))


def last_amendment(ledger: Ledger) -> int:
    """Return the number of the last amendment; until there is another, claims are as corrections have them now."""
    ((number,),) = ledger.select("SELECT coalesce(max(number), 0) FROM amendment")
    return int(number)


def report_read(ledger: Ledger, reading: int) -> Report:
    """Return a report as it was read."""
    ((body,),) = ledger.select("SELECT body FROM reading WHERE number = ?", (reading,))
    record = decode(body)
    if not isinstance(record, Report):
        raise TypeError(f"a {record.kind} stands where a report should")
    return record


def claims_of(ledger: Ledger, coding: int) -> dict[int, Claim]:
    """Return the claims of a coding by their numbers, with corrections applied: the coder's in order, then people's."""
    return {number: _claim(body) for number, body in ledger.select(_CLAIMS, {"coding": coding})}


def named(ledger: Ledger, names: Collection[str], first: str, last: str) -> list[tuple[str, int]]:
    """Return the commitments that stand under these names and can have been issued between two days, with the names."""
    return [(name, claim) for name, claim in ledger.select(_NAMED, (_list(names), last, first))]


def sketch_of(ledger: Ledger, commitment: int) -> str:
    """Return the sketch of a commitment."""
    ((body,),) = ledger.select("SELECT body FROM commitment_sketch WHERE claim = ?", (commitment,))
    return str(body)


def later_reports(ledger: Ledger, day: str, ids: Collection[str], countries: Collection[str]) -> list[str]:
    """Return the reports, traced before and published on this day or later, with claims in which one of these takes part."""
    rows = ledger.select(_LATER, (day, _list(ids), _list(countries)))
    return [report for (report,) in rows]


def commitments_ever_of(ledger: Ledger, report: str) -> list[int]:
    """Return the numbers of all commitments that any coding of a report has, or people have put there."""
    return [number for (number,) in ledger.select(_OLDER_COMMITMENTS, {"report": report})]


def ids_of(ledger: Ledger, claims: Collection[int]) -> dict[int, str]:
    """Return the ids of claims by their numbers."""
    statement = (
        "SELECT number, id FROM claim WHERE number IN (SELECT CAST(value AS INTEGER) FROM json_each(?))"
    )
    return dict(ledger.select(statement, (_list(claims),)))


def link_named(ledger: Ledger, wanted: str) -> tuple[str, str, str]:
    """Return the ids of commitment and claim of the link with this id, or the beginning of one, and what it is evidence of.

    Raise `LedgerError` unless there is just one.
    """
    prefix = wanted if wanted.startswith("l:") else f"l:{wanted}"
    found = ledger.select(_LINK_NAMED, {"wanted": prefix, "limit": _SHOWN})
    if len(found) != 1:
        several = f"several links of evidence are {wanted!r}: {', '.join(row[3] for row in found)}"
        raise ledger_error(ledger.place, several if found else f"no link of evidence is {wanted!r}")
    commitment, claim, kind, _ = found[0]
    return commitment, claim, kind


def begin_tracing(connection: Connection, version: str, rules: str) -> int:
    """Note that tracing begins; return its number."""
    statement = "INSERT INTO tracing (began, demarche, rules) VALUES (?, ?, ?) RETURNING number"
    return int(connection.execute(statement, (_now(), version, rules)).fetchone()[0])


def add_traced(connection: Connection, coding: int, tracing: int) -> None:
    """Note that a coding has been traced."""
    connection.execute("INSERT INTO traced VALUES (?, ?) ON CONFLICT DO NOTHING", (coding, tracing))


def add_sketch(
    connection: Connection,
    claim: int,
    days: tuple[str, str, str | None],
    body: str,
    names: Iterable[str],
) -> None:
    """Keep what is compared of a commitment (first and last day, deadline), and its names."""
    connection.execute(
        "INSERT INTO commitment_sketch VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", (claim, *days, body)
    )
    connection.executemany(
        "INSERT INTO commitment_name VALUES (?, ?) ON CONFLICT DO NOTHING", ((name, claim) for name in names)
    )


def add_tie(
    connection: Connection, claims: tuple[int, int], score: float, reasons: str, tracing: int
) -> None:
    """Keep that two commitments are one, and why."""
    connection.execute(
        "INSERT INTO tie (one, other, score, reasons, tracing) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (*sorted(claims), score, reasons, tracing),
    )


def add_evidence(connection: Connection, row: EvidenceRow, ids: tuple[str, str], tracing: int) -> bool:
    """Keep a link of evidence; `ids` are those of commitment and claim, from which its own is made. Return whether it is new."""
    digest = hashlib.sha256("|".join((*ids, row.kind)).encode()).hexdigest()[:_DIGITS]
    values = {**asdict(row), "id": f"l:{digest}", "tracing": tracing, "closes": int(row.closes)}
    return connection.execute(_ADD_EVIDENCE, values).rowcount > 0


def tied(ledger: Ledger, claims: Iterable[int]) -> dict[frozenset[int], float]:
    """Return the ties by which commitments can be reached from these, with their scores."""
    waiting, seen, found = list(claims), set(claims), dict[frozenset[int], float]()
    while waiting:
        for one, other, score in ledger.select(_NEIGHBOURS, {"claim": waiting.pop()}):
            found[frozenset({one, other})] = score
            waiting.extend({one, other} - seen)
            seen |= {one, other}
    return found


def in_order(ledger: Ledger, claims: Collection[int]) -> dict[int, str]:
    """Return the commitments that are current with their ids: by the day of issue, publication, report and place in it."""
    return dict(ledger.select(_PLACES, (_list(claims),)))


def set_entries(connection: Connection, entries: Mapping[int, int | None]) -> int:
    """Add a row for each commitment that now stands under another; return how many."""
    changed = 0
    for claim, entry in entries.items():
        last = connection.execute(_ENTRY, (claim,)).fetchone()
        if (None if last is None else last[1]) != entry:
            connection.execute(
                "INSERT INTO docket (claim, entry, written, supersedes) VALUES (?, ?, ?, ?)",
                (claim, entry, _now(), None if last is None else last[0]),
            )
            changed += 1
    return changed


def entries_of(ledger: Ledger, claims: Collection[int]) -> dict[int, int]:
    """Return under which commitment of the docket these stand: another's, or their own."""
    under = dict(ledger.select(_ENTRIES, (_list(claims),)))
    return {claim: under.get(claim, claim) for claim in claims}


def matching(ledger: Ledger, chosen: Filter) -> list[int]:
    """Return the numbers of the commitments that pass a filter, by date, report and place; the filter's limit aside."""
    wanted = within_dates(condition("commitment", chosen, in_order=True), chosen)
    statement = f"{_MATCHING} {wanted.sql} ORDER BY dated, report, start, id"
    return [number for (number,) in ledger.select(statement, wanted.values)]


def number_of(ledger: Ledger, claim: str) -> int:
    """Return the number of a claim by its id."""
    ((number,),) = ledger.select("SELECT number FROM claim WHERE id = ?", (claim,))
    return int(number)


def together(ledger: Ledger, entries: Collection[int]) -> dict[int, list[int]]:
    """Return the commitments that stand under each of these in the docket, itself first."""
    found = {entry: [entry] for entry in entries}
    for entry, claim in ledger.select(_MEMBERS, (_list(entries),)):
        if claim != entry:
            found[entry].append(claim)
    return found


def lines(ledger: Ledger, commitments: Collection[int]) -> dict[int, Line]:
    """Return what is needed to tell the state of commitments, by number."""
    found = [Line(*row) for row in ledger.select(_LINES, (_list(commitments),))]
    return {line.number: line for line in found}


def links(ledger: Ledger, commitments: Collection[int], margin: float) -> list[Link]:
    """Return the links of evidence for these commitments between claims of the newest codings, in order of time.

    One is left out if its claim fits another entry of the docket better by more than `margin`.
    """
    return [Link(*row) for row in ledger.select(_LINKS, (_list(commitments), margin))]


def ruled_states(ledger: Ledger, commitments: Collection[int]) -> list[RuledState]:
    """Return what people have confirmed and struck of these commitments, in the order in which they said it."""
    return [RuledState(*row) for row in ledger.select(_RULED, (_list(commitments),))]


def records(ledger: Ledger, numbers: Collection[int]) -> dict[int, Claim]:
    """Return claims by their numbers."""
    return {number: _claim(body) for number, body in ledger.select(_RECORDS, (_list(numbers),))}


def newest_day(ledger: Ledger) -> str | None:
    """Return the last date of publication in the ledger; None if no report has one."""
    rows = ledger.select(_NEWEST_DAY)
    return str(rows[0][0]) if rows else None


def _claim(body: str) -> Claim:
    record = decode(body)
    if not isinstance(record, Event | Statement | Commitment):
        raise TypeError(f"a {record.kind} stands where a claim should")
    return record


def _list(values: Sequence[object] | Collection[object]) -> str:
    return msgspec.json.encode(list(values)).decode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
