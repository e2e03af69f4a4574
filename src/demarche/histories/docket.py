"""The docket: every commitment of a ledger once, however often it is told, with what is said to have become of it.

A state is somebody's word: it stands with who says so. Only that a deadline has passed is reckoned here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import msgspec

from demarche.histories.compare import Ground
from demarche.histories.ruled import applied, lasts, order
from demarche.histories.scope import Version, versions
from demarche.ledger import histories as rows
from demarche.ledger.errors import FilterError
from demarche.ledger.filters import Filter, check_date
from demarche.ledger.query import find, report_of
from demarche.ledger.store import Ledger
from demarche.lexicon.histories import EVIDENCE_KINDS, EvidenceKind, HistoryRules
from demarche.model.parts import Attribution, Participant
from demarche.model.records import Claim, Commitment, Event, Report, Statement
from demarche.model.values import COMMITMENT_STATES, CommitmentState, Voice

_R = TypeVar("_R", rows.Link, rows.RuledState)
StateVoice = Voice | Literal["reckoned"]

_GROUNDS = msgspec.json.Decoder(tuple[Ground, ...])
_FULL = 10  # characters of a date to the day
_LAST = "~"  # sorts behind every digit


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which commitments are wanted; None asks for nothing.

    `issuer` and `addressee` match an id, country code or whole name; `since` and `until` are when it was issued. `state` is
    that on the day `as_of` (by default that of the newest report); `open_on`: those that stood open on this day. What was issued
    later than these days is left out.
    """

    issuer: str | None = None
    addressee: str | None = None
    force: str | None = None
    state: str | None = None
    open_on: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        Filter(since=self.since, until=self.until)
        check_date("open on", self.open_on)
        check_date("as of", self.as_of)
        if self.state is not None and self.state not in COMMITMENT_STATES:
            raise FilterError(f"state: {self.state!r} is none of {', '.join(COMMITMENT_STATES)}")

    @property
    def filter(self) -> Filter:
        """Return the part of it that the ledger's own filter knows."""
        return Filter(actor=self.issuer, recipient=self.addressee, type=self.force)

    def is_in_time(self, line: rows.Line) -> bool:
        """Tell whether a commitment may have been issued in the time that is asked for; one without any date may not."""
        until = [day for day in (self.until, self.open_on, self.as_of) if day is not None]
        if not until and self.since is None:
            return True
        if line.first is None or line.last is None:
            return False
        return (self.since or "") <= line.last and all(line.first <= day + _LAST for day in until)


@dataclass(frozen=True, slots=True)
class State:
    """A state that a commitment is said to be in: since when (ISO days), by whose word, and by which claim.

    `voice` is how the report vouches for it, `reckoned` where only the calendar does: then nobody says so.
    """

    state: CommitmentState
    first: str | None
    last: str | None
    says: str | None
    voice: StateVoice
    claim: str | None
    closes: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A later claim that tells what became of a commitment: what of, in which words, who says so, and why it is linked."""

    id: str
    kind: EvidenceKind
    state: State | None
    commitment: str
    claim: Claim
    report: Report
    at: int
    first: str
    last: str
    says: str
    voice: Voice
    score: float
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A commitment of the docket: each telling of it with its report, oldest first, and the evidence in order of time.

    Its id is that of the first telling. `states` are all that it is said to have been in, the last of them `state`.
    """

    id: str
    tellings: tuple[tuple[Commitment, Report], ...]
    evidence: tuple[Evidence, ...]
    states: tuple[State, ...]
    is_open: bool
    versions: tuple[Version, ...]

    @property
    def commitment(self) -> Commitment:
        """Return the first telling."""
        return self.tellings[0][0]

    @property
    def state(self) -> State:
        """Return the state that it is in."""
        return self.states[-1]

    @property
    def reports(self) -> int:
        """How many reports tell of it or of what became of it."""
        return len({report.id for _, report in self.tellings} | {one.report.id for one in self.evidence})

    @property
    def deadline(self) -> str | None:
        """Return the last day of it, by the newest telling that has one."""
        days = [one.deadline.latest for one, _ in self.tellings if one.deadline is not None]
        return next((day[:_FULL] for day in reversed(days) if day is not None), None)


@dataclass(frozen=True, slots=True)
class Docket:
    """The entries that were asked for, in order of issue, how many pass without the limit, and on which day states count."""

    entries: tuple[Entry, ...]
    matching: int
    as_of: str | None


def docket(
    ledger: Ledger, question: Question, rules: HistoryRules, among: Collection[int] | None = None
) -> Docket:
    """Return the docket; raise `FilterError` if it is asked for what no commitment has.

    With `among`, only what is told by a commitment of one of these numbers.
    """
    day = day_of(ledger, question)
    found = tellings(ledger, question, rules, among)
    wanted = found if question.limit is None else found[: question.limit]
    return Docket(tuple(entry_told(ledger, one, rules, day) for one in wanted), len(found), day)


def day_of(ledger: Ledger, question: Question) -> str | None:
    """Return the day on which states count: that which is asked for, or that of the newest report."""
    return question.open_on or question.as_of or rows.newest_day(ledger)


def tellings(
    ledger: Ledger, question: Question, rules: HistoryRules, among: Collection[int] | None = None
) -> list[Sequence[int]]:
    """Return the numbers of the commitments that tell each entry that is asked for, the limit aside, in order of issue.

    With `among`, only entries that are told by a commitment of one of these numbers.
    """
    claims = [one for one in rows.matching(ledger, question.filter) if among is None or one in among]
    under = rows.entries_of(ledger, claims)
    lines = rows.lines(ledger, set(under.values()))
    entries = [
        entry for entry in dict.fromkeys(under[one] for one in claims) if question.is_in_time(lines[entry])
    ]
    groups = rows.together(ledger, entries)
    if question.state is not None or question.open_on is not None:
        kept = _standing(ledger, groups, day_of(ledger, question), rules)
        entries = [
            entry
            for entry in entries
            if (question.state is None or kept[entry][0] == question.state)
            and (question.open_on is None or kept[entry][1])
        ]
    return [groups[entry] for entry in entries]


def entry_of(ledger: Ledger, wanted: str, rules: HistoryRules, as_of: str | None = None) -> Entry:
    """Return the entry in which the commitment with this id, or the beginning of one, stands.

    Raise `LedgerError` if there is none or more than one, `FilterError` if it is no commitment.
    """
    found = find(ledger, wanted)
    if not isinstance(found, Commitment):
        raise FilterError(f"{found.id} is a {found.kind}, not a commitment")
    number = rows.number_of(ledger, found.id)
    entry = rows.entries_of(ledger, [number])[number]
    return entry_told(ledger, rows.together(ledger, [entry])[entry], rules, as_of or rows.newest_day(ledger))


def says(attribution: Sequence[Attribution], report: Report) -> str:
    """Return who says so: the last of the chain that vouches for it, or else the outlet, or the file."""
    last = attribution[-1].source
    return last.name if isinstance(last, Participant) else report.outlet or report.path


def _standing(
    ledger: Ledger, groups: Mapping[int, Sequence[int]], day: str | None, rules: HistoryRules
) -> dict[int, tuple[CommitmentState, bool]]:
    """Return the state of each entry on a day and whether it is open, without reading a claim."""
    numbers = [number for group in groups.values() for number in group]
    lines = rows.lines(ledger, numbers)
    links = _by_commitment(rows.links(ledger, numbers, rules.weights.margin))
    said = _by_commitment(rows.ruled_states(ledger, numbers))
    found = {}
    for entry, group in groups.items():
        own = lines[entry].state
        closed: CommitmentState | None = own if own in rules.closed else None
        last = own
        ruled = [one for number in group for one in said.get(number, ())]
        for link in applied([one for number in group for one in links.get(number, ())], ruled, rules):
            if link.state is None or not _is_by(link.last, day):
                continue
            closed = link.state if link.closes else closed
            last = closed or link.state
        deadline = None if lasts(ruled) else _deadline([lines[number].deadline for number in group])
        if closed is None and _is_over(deadline, day):
            closed = last = "expired"
        found[entry] = last, closed is None
    return found


def _by_commitment(those: Iterable[_R]) -> dict[int, list[_R]]:
    found: dict[int, list[_R]] = {}
    for one in those:
        found.setdefault(one.commitment, []).append(one)
    return found


def entry_told(ledger: Ledger, numbers: Sequence[int], rules: HistoryRules, day: str | None) -> Entry:
    """Return the entry that commitments of these numbers tell, as it stands on a day."""
    claims = rows.records(ledger, numbers)
    commitments = [claim for number in numbers if isinstance(claim := claims[number], Commitment)]
    tellings = tuple((one, report_of(ledger, one)) for one in commitments)
    ruled = rows.ruled_states(ledger, numbers)
    links = [
        link
        for link in applied(rows.links(ledger, numbers, rules.weights.margin), ruled, rules)
        if _is_by(link.last, day)
    ]
    told = rows.records(ledger, {link.claim for link in links})
    ids = {number: claims[number].id for number in numbers}
    evidence = tuple(
        _evidence(link, ids[link.commitment], told[link.claim], report_of(ledger, told[link.claim]))
        for link in _once(links)
    )
    deadline = _deadline([one.deadline.latest if one.deadline else None for one, _ in tellings])
    over = deadline if _is_over(deadline, day) and not lasts(ruled) else None
    states = tuple(_states(tellings, evidence, over, rules))
    is_open = not any(one.closes for one in states)
    return Entry(commitments[0].id, tellings, evidence, states, is_open, versions(tellings, rules))


def _once(links: Iterable[rows.Link]) -> list[rows.Link]:
    """Return the links, of those of one claim to several tellings the best."""
    best: dict[tuple[int, str], rows.Link] = {}
    for link in links:
        key = link.claim, link.kind
        if key not in best or link.score > best[key].score:
            best[key] = link
    return sorted(best.values(), key=order)


def _evidence(link: rows.Link, commitment: str, claim: Claim, report: Report) -> Evidence:
    kind = next(kind for kind in EVIDENCE_KINDS if kind == link.kind)
    voice, who = _vouching(claim, report)
    state = (
        None
        if link.state is None
        else State(link.state, link.first, link.last, who, voice, claim.id, bool(link.closes))
    )
    return Evidence(
        id=link.id,
        kind=kind,
        state=state,
        commitment=commitment,
        claim=claim,
        report=report,
        at=link.at,
        first=link.first,
        last=link.last,
        says=who,
        voice=voice,
        score=link.score,
        grounds=_GROUNDS.decode(link.reasons),
    )


def _vouching(claim: Claim, report: Report) -> tuple[Voice, str]:
    """Return how a claim is vouched for, and by whom: what a statement says is its speaker's word."""
    match claim:
        case Event():
            return claim.voice, says(claim.attribution, report)
        case Statement():
            return "attributed", says(
                claim.attribution, report
            ) if claim.speaker is None else claim.speaker.name
        case Commitment():
            chain = claim.history[0].attribution
            return "asserted" if chain[-1].source == "AUTHOR" else "attributed", says(chain, report)


def _states(
    tellings: Sequence[tuple[Commitment, Report]],
    evidence: Iterable[Evidence],
    over: str | None,
    rules: HistoryRules,
) -> Iterable[State]:
    """Yield the states in order; once it is closed, only what closes it too is one; `over` is a deadline that has passed."""
    commitment, report = tellings[0]
    is_closed = False
    for standing in commitment.history:
        closes = standing.state in rules.closed
        voice: Voice = "asserted" if standing.attribution[-1].source == "AUTHOR" else "attributed"
        yield State(
            standing.state,
            standing.when.earliest,
            standing.when.latest,
            says(standing.attribution, report),
            voice,
            commitment.id,
            closes,
        )
        is_closed = is_closed or closes
    for one in evidence:
        if one.state is not None and (one.state.closes or not is_closed):
            yield one.state
            is_closed = is_closed or one.state.closes
    if not is_closed and over is not None:
        yield State("expired", over, over, None, "reckoned", None, closes=True)


def _deadline(days: Sequence[str | None]) -> str | None:
    return next((day[:_FULL] for day in reversed(days) if day is not None), None)


def _is_over(deadline: str | None, day: str | None) -> bool:
    return deadline is not None and day is not None and deadline + _LAST < day


def _is_by(last: str, day: str | None) -> bool:
    return day is None or last <= day + _LAST
