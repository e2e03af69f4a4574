"""What holds of any ledger: records come out as they went in, in an order of their own, and as a filter says."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.ledger.filters import Filter
from demarche.ledger.query import Counts, coded, commitments, count, events, statements
from demarche.ledger.store import Ledger
from demarche.model.coded import CodedReport
from demarche.model.parts import Participant
from demarche.model.records import Claim, Event
from demarche.model.values import Status

from .samples import (
    AUTHOR,
    BOLIVIA,
    CHILE,
    OBSERVERS,
    RIOS,
    RUN,
    SAYS_RIOS,
    coded_report,
    commitment,
    day,
    event,
    report,
    statement,
)

DAYS = st.sampled_from(["2024-04-30", "2024-05-01", "2024-05-02T09:30", "2024-12-31", "2025-01-01"])
PERIODS = st.sampled_from([None, "2024", "2024-05", "2024-05-01", "2024-05-02", "2024-12", "2025"])
PEOPLE = st.lists(st.sampled_from([CHILE, BOLIVIA, RIOS, OBSERVERS]), max_size=2, unique=True).map(tuple)
NAMES = st.sampled_from([None, "CHL", "BOL", "state:BOL", "marta ríos", "Observers", "nobody"])
TYPES = st.sampled_from(["AGREE", "COERCE"])
STATUSES: st.SearchStrategy[Status] = st.sampled_from(["happened", "planned", "denied"])
FILTERS = st.builds(
    lambda period, **values: Filter(since=period[0], until=period[1], **values),
    period=st.tuples(PERIODS, PERIODS).map(lambda pair: pair if None in pair else sorted(pair, key=str)),
    actor=NAMES,
    recipient=NAMES,
    source=NAMES,
    type=st.none() | TYPES,
    status=st.none() | STATUSES,
)
WHENS = st.one_of(
    st.just(day(None, None)),
    DAYS.map(lambda latest: day(None, latest)),
    DAYS.map(lambda earliest: day(earliest, None)),
    st.tuples(DAYS, DAYS).map(lambda pair: day(*sorted(pair))),
)
CHAINS = st.sampled_from([(AUTHOR,), (AUTHOR, SAYS_RIOS)])


@st.composite
def coded_reports(draw: st.DrawFn, number: int) -> CodedReport:
    of = report(number)
    claims: dict[str, Claim] = {}
    for _ in range(draw(st.integers(0, 4))):
        when, chain = draw(WHENS), draw(CHAINS)
        claim: Claim
        match draw(st.sampled_from(["event", "event", "statement", "commitment"])):
            case "event":
                claim = event(
                    of,
                    type_=draw(TYPES),
                    status=draw(STATUSES),
                    when=when,
                    actors=draw(PEOPLE),
                    recipients=draw(PEOPLE),
                    chain=chain,
                    trigger=draw(st.sampled_from(["agreed", "closed"])),
                )
            case "statement":
                claim = statement(of, when=when, chain=chain, addressees=draw(PEOPLE))
            case _:
                claim = commitment(of, when=when, chain=chain, issuers=draw(PEOPLE))
        claims[claim.id] = claim
    return coded_report(of, *claims.values())


LEDGERS = st.integers(1, 4).flatmap(
    lambda size: st.tuples(*(coded_reports(number) for number in range(size)))
)


@contextmanager
def holding(blank: Path, reports: Sequence[CodedReport]) -> Iterator[Ledger]:
    """Yield a ledger to which the reports were appended in this order."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.create_or_open(Path(shutil.copy(blank, folder))) as ledger,
    ):
        ledger.connection.execute("PRAGMA synchronous = OFF")
        for each in reports:
            ledger.append(RUN, each)
        yield ledger


@settings(max_examples=40, deadline=None)
@given(LEDGERS)
def test_what_goes_in_comes_out(blank: Path, given_reports: tuple[CodedReport, ...]) -> None:
    with holding(blank, given_reports) as ledger:
        assert tuple(coded(ledger, each.report.id) for each in given_reports) == given_reports


@settings(max_examples=40, deadline=None)
@given(LEDGERS.flatmap(lambda reports: st.tuples(st.just(reports), st.permutations(reports))))
def test_the_order_of_appending_makes_no_difference(
    blank: Path,
    orders: tuple[Sequence[CodedReport], Sequence[CodedReport]],
) -> None:
    with holding(blank, orders[0]) as one, holding(blank, orders[1]) as other:
        for entries in (events, statements, commitments):
            assert list(entries(one)) == list(entries(other))


def is_meant(name: str, participants: Iterable[Participant]) -> bool:
    return any(name in {each.id, each.country} or name.lower() == each.name.lower() for each in participants)


def passes(claim: Event, chosen: Filter) -> bool:
    """Whether an event passes the filter, its dates aside."""
    sources = [link.source for link in claim.attribution if isinstance(link.source, Participant)]
    return (
        (chosen.actor is None or is_meant(chosen.actor, claim.actors))
        and (chosen.recipient is None or is_meant(chosen.recipient, claim.recipients))
        and (chosen.source is None or is_meant(chosen.source, sources))
        and chosen.type in {None, claim.type}
        and chosen.status in {None, claim.status}
    )


def is_inside(claim: Event, chosen: Filter) -> bool:
    """Whether an event that has a date may have been in the time of the filter."""
    earliest, latest = claim.when.earliest or "0001-01-01", claim.when.latest or "9999-12-31"
    since, until = chosen.since or "0001", chosen.until or "9999"
    return latest[: len(since)] >= since and earliest[: len(until)] <= until


@settings(max_examples=100, deadline=None)
@given(LEDGERS, FILTERS)
def test_a_filter_leaves_what_it_says(
    blank: Path, given_reports: tuple[CodedReport, ...], chosen: Filter
) -> None:
    claims = [each.claim for coded_report in given_reports for each in coded_report.claims]
    passing = [claim for claim in claims if isinstance(claim, Event) and passes(claim, chosen)]
    undated = [claim for claim in passing if (claim.when.earliest, claim.when.latest) == (None, None)]
    inside = [claim for claim in passing if claim not in undated and is_inside(claim, chosen)]
    by_date = chosen.since is not None or chosen.until is not None
    expected = inside if by_date else passing
    with holding(blank, given_reports) as ledger:
        found = list(events(ledger, chosen))
        assert sorted(claim.id for claim in found) == sorted(claim.id for claim in expected)
        assert count(ledger, "event", chosen) == Counts(len(expected), len(undated) if by_date else 0)
