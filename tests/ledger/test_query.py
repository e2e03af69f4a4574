"""Questions to a ledger of a few reports."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from demarche.ledger.errors import FilterError, LedgerError
from demarche.ledger.filters import Filter, Kind
from demarche.ledger.query import (
    Counts,
    coded,
    commitments,
    count,
    events,
    find,
    find_run,
    is_current,
    problems,
    reasons,
    report_of,
    reports,
    runs,
    statements,
)
from demarche.ledger.store import Ledger
from demarche.model.records import Claim, Report
from demarche.model.run import Ending

from .samples import (
    AUTHOR,
    BOLIVIA,
    CHILE,
    NEWER,
    OBSERVERS,
    RIOS,
    RUN,
    SAME_AGAIN,
    SAYS_RIOS,
    coded_report,
    commitment,
    day,
    event,
    full_report,
    problem,
    report,
    statement,
)
from .samples import reasons as given_reasons
from .tables import IN_A_FILE, own_connection

MAY = report(1, published="2024-05-14")
JUNE = report(2, published="2024-06")
UNDATED = report(3, published=None)

AGREED = event(MAY, when=day("2024-05-07", "2024-05-07"))
CLOSED = event(
    MAY,
    type_="COERCE",
    status="planned",
    trigger="closed",
    actors=(OBSERVERS,),
    recipients=(BOLIVIA,),
    when=day("2024-05-01", "2024-05-31T23:00"),
    chain=(AUTHOR, SAYS_RIOS),
)
SOMETIME = event(JUNE, when=day(None, "2024-06-10"), actors=(BOLIVIA,), recipients=(CHILE,))
NEVER_DATED = event(UNDATED, actors=(BOLIVIA,))
SAID = statement(MAY, when=day("2024-05-06", "2024-05-14"), addressees=(CHILE,))
SAID_BY_NOBODY = statement(JUNE, act="deny", speaker=None, chain=(AUTHOR, SAYS_RIOS))
PROMISED = commitment(MAY, when=day("2024-05-06", "2024-05-14"))
BROKEN = commitment(JUNE, force="threat", state="breached", issuers=(CHILE,), addressees=())


@pytest.fixture
def _filled(ledger: Ledger) -> None:
    ledger.append(RUN, coded_report(UNDATED, NEVER_DATED))
    ledger.append(RUN, coded_report(MAY, AGREED, CLOSED, SAID, PROMISED))
    ledger.append(RUN, coded_report(JUNE, SOMETIME, SAID_BY_NOBODY, BROKEN))


pytestmark = pytest.mark.usefixtures("_filled")


def test_entries_come_by_date_and_those_without_last(ledger: Ledger) -> None:
    assert list(events(ledger)) == [CLOSED, AGREED, SOMETIME, NEVER_DATED]
    assert list(statements(ledger)) == [SAID, SAID_BY_NOBODY]
    assert list(commitments(ledger)) == [PROMISED, BROKEN]


def test_entries_of_a_day_come_by_report_and_place(ledger: Ledger) -> None:
    first, second = sorted((report(11), report(12)), key=lambda of: of.id)
    when = day("2030-01-01", "2030-01-01")
    late, early = event(first, when=when, trigger="closed"), event(first, when=when)
    other = event(second, when=when)
    for of, claims in ((second, (other,)), (first, (late, early))):
        ledger.append(RUN, coded_report(of, *claims))
    assert list(events(ledger, Filter(since="2030"))) == [early, late, other]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(actor="CHL"), [AGREED]),
        (Filter(actor="state:BOL"), [AGREED, SOMETIME, NEVER_DATED]),
        (Filter(actor="boLIVIa"), [AGREED, SOMETIME, NEVER_DATED]),
        (Filter(actor="OBSERVERS"), [CLOSED]),
        (Filter(actor="Boliv"), []),
        (Filter(actor="chl"), []),
        (Filter(actor="STATE:BOL"), []),
        (Filter(recipient="CHL"), [SOMETIME]),
        (Filter(actor="BOL", recipient="CHL"), [SOMETIME]),
        (Filter(actor="CHL", recipient="BOL"), []),
        (Filter(source="marta ríos"), [CLOSED]),
        (Filter(source="BOL", actor="BOL"), []),
        (Filter(type="COERCE"), [CLOSED]),
        (Filter(type="AGREE", actor="CHL"), [AGREED]),
        (Filter(type="AGREE", status="planned"), []),
        (Filter(status="happened"), [AGREED, SOMETIME, NEVER_DATED]),
        (Filter(report=MAY.id), [CLOSED, AGREED]),
        (Filter(report=MAY.id, type="AGREE"), [AGREED]),
        (Filter(limit=2), [CLOSED, AGREED]),
        (Filter(limit=0), []),
    ],
)
def test_events_are_filtered(ledger: Ledger, chosen: Filter, expected: list[Claim]) -> None:
    assert list(events(ledger, chosen)) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2024", None, [CLOSED, AGREED, SOMETIME]),
        ("2024-05", "2024-05", [CLOSED, AGREED, SOMETIME]),
        ("2024-05-07", "2024-05-07", [CLOSED, AGREED, SOMETIME]),
        ("2024-05-08", "2024-05-08", [CLOSED, SOMETIME]),
        ("2024-05-31", None, [CLOSED, SOMETIME]),
        ("2024-06-01", None, [SOMETIME]),
        ("2024-06-11", None, []),
        (None, "2024-05-06", [CLOSED, SOMETIME]),
        (None, "2024-05", [CLOSED, AGREED, SOMETIME]),
        (None, "2023", [SOMETIME]),
        ("2025", "2026", []),
    ],
)
def test_an_event_is_inside_if_it_may_have_been(
    ledger: Ledger, since: str | None, until: str | None, expected: list[Claim]
) -> None:
    chosen = Filter(since=since, until=until)
    assert list(events(ledger, chosen)) == expected
    assert count(ledger, "event", chosen) == Counts(len(expected), 1)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(actor="BOL"), [SAID]),
        (Filter(recipient="CHL"), [SAID]),
        (Filter(source="BOL"), [SAID, SAID_BY_NOBODY]),
        (Filter(type="deny"), [SAID_BY_NOBODY]),
        (Filter(since="2024-05-10"), [SAID]),
    ],
)
def test_statements_are_filtered(ledger: Ledger, chosen: Filter, expected: list[Claim]) -> None:
    assert list(statements(ledger, chosen)) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(actor="CHL"), [BROKEN]),
        (Filter(recipient="CHL"), [PROMISED]),
        (Filter(source=RIOS.id), [PROMISED, BROKEN]),
        (Filter(type="threat"), [BROKEN]),
        (Filter(status="breached"), [BROKEN]),
        (Filter(status="issued"), [PROMISED]),
        (Filter(until="2024-05-06"), [PROMISED]),
        (Filter(since="2025"), []),
        (Filter(source="observers"), [BROKEN]),
    ],
)
def test_commitments_are_filtered(ledger: Ledger, chosen: Filter, expected: list[Claim]) -> None:
    assert list(commitments(ledger, chosen)) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(), [MAY, JUNE, UNDATED]),
        (Filter(since="2024-06-30"), [JUNE]),
        (Filter(until="2024-05-14"), [MAY]),
        (Filter(since="2024-05-15", until="2024-05"), []),
        (Filter(report=UNDATED.id), [UNDATED]),
        (Filter(limit=1), [MAY]),
    ],
)
def test_reports_are_filtered(ledger: Ledger, chosen: Filter, expected: list[Report]) -> None:
    assert list(reports(ledger, chosen)) == expected


def test_problems_are_filtered(ledger: Ledger) -> None:
    everything = sorted((problem(of) for of in (MAY, JUNE, UNDATED)), key=lambda each: str(each.report))
    assert list(problems(ledger)) == everything
    assert list(problems(ledger, Filter(limit=2))) == everything[:2]
    assert list(problems(ledger, Filter(report=MAY.id))) == [problem(MAY)]
    assert list(problems(ledger, Filter(type="outlet-unknown", report=MAY.id))) == [problem(MAY)]
    assert not list(problems(ledger, Filter(type="empty")))


@pytest.mark.parametrize(
    ("kind", "chosen", "expected"),
    [
        ("event", Filter(), Counts(4, 0)),
        ("event", Filter(limit=1), Counts(4, 0)),
        ("event", Filter(actor="BOL", since="2024-05-08"), Counts(1, 1)),
        ("statement", Filter(since="2020"), Counts(1, 1)),
        ("commitment", Filter(type="promise", until="2020"), Counts(0, 0)),
    ],
)
def test_entries_are_counted(ledger: Ledger, kind: Kind, chosen: Filter, expected: Counts) -> None:
    assert count(ledger, kind, chosen) == expected


@pytest.mark.parametrize(
    "hostile", ["' OR 1=1 --", "CHL'; DROP TABLE claim; --", "%", "_", "", "\x00", "\u202e"]
)
def test_a_value_is_never_read_as_sql(ledger: Ledger, hostile: str) -> None:
    for field in ("actor", "recipient", "source", "type", "report"):
        assert not list(events(ledger, Filter(**{field: hostile})))  # type: ignore[arg-type]
    assert len(list(events(ledger))) == 4


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"since": "yesterday"}, "since: 'yesterday' is not a date"),
        ({"until": "2024-02-30"}, "until: '2024-02-30' is not a date"),
        ({"since": "2024-13"}, "is not a date"),
        ({"since": "24"}, "is not a date"),
        ({"since": "0000"}, "is not a date"),
        ({"since": "2024-05-01T10:00"}, "is not a date"),
        ({"since": "٢٠٢٤"}, "is not a date"),
        ({"since": "2024-06", "until": "2024-05-31"}, "since 2024-06 is after until 2024-05-31"),
        ({"limit": -1}, "limit: -1 is negative"),
        ({"limit": 2**64}, "too large"),
        ({"actor": "\udce9"}, "actor: '\\\\udce9' is not valid Unicode"),
    ],
)
def test_a_filter_is_checked_when_made(values: dict[str, str | int], message: str) -> None:
    with pytest.raises(FilterError, match=message):
        Filter(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("since", "until"), [("2024-05-31", "2024-05"), ("2024", "2024-01-01"), ("2024", "2024")]
)
def test_periods_that_meet_are_periods(since: str, until: str) -> None:
    assert Filter(since=since, until=until).until == until


def test_what_cannot_be_asked_is_said_at_once(ledger: Ledger) -> None:
    with pytest.raises(FilterError, match="status: 'hapened' is none of happened, ongoing"):
        events(ledger, Filter(status="hapened"))
    with pytest.raises(FilterError, match="type: 'lie' is none of assert, deny"):
        statements(ledger, Filter(type="lie"))
    with pytest.raises(FilterError, match="type: 'vow' is none of threat"):
        commitments(ledger, Filter(type="vow"))
    with pytest.raises(FilterError, match="status: 'happened' is none of proposed"):
        commitments(ledger, Filter(status="happened"))
    with pytest.raises(FilterError, match="statements have no status"):
        statements(ledger, Filter(status="happened"))
    with pytest.raises(FilterError, match="reports have no actor"):
        reports(ledger, Filter(actor="CHL"))
    with pytest.raises(FilterError, match="problems have no since"):
        problems(ledger, Filter(since="2024"))


def test_anything_is_found_by_its_id(ledger: Ledger) -> None:
    for claim in (AGREED, SAID, BROKEN):
        assert find(ledger, claim.id) == claim
        assert find(ledger, claim.id[:14]) == claim
        assert find(ledger, claim.id[2:]) == claim
    assert find(ledger, JUNE.id) == JUNE


def test_an_id_that_begins_several_is_not_guessed(ledger: Ledger) -> None:
    for number in range(40):
        ledger.append(RUN, full_report(number + 100))
    with pytest.raises(LedgerError, match="several ids begin with 'a', such as r:a"):
        find(ledger, "a")


@pytest.mark.parametrize(
    "wanted", ["", "e:", "e:ffffffffffffffff", "x:00", "E:00", "' OR 1=1", "e:%", "0" * 17, "\udce9"]
)
def test_an_id_that_is_none_is_said_to_be_missing(ledger: Ledger, wanted: str) -> None:
    with pytest.raises(LedgerError, match="nothing in it has the id"):
        find(ledger, wanted)


def test_what_stands_behind_a_claim(ledger: Ledger) -> None:
    assert reasons(ledger, AGREED.id) == given_reasons(AGREED)
    assert report_of(ledger, AGREED) == MAY
    assert is_current(ledger, AGREED.id)
    assert coded(ledger, MAY.id) == coded_report(MAY, AGREED, CLOSED, SAID, PROMISED)


def test_what_is_not_in_the_ledger_is_said_so(ledger: Ledger) -> None:
    stranger = event(report(99))
    assert not is_current(ledger, stranger.id)
    with pytest.raises(LedgerError, match="it holds no claim"):
        reasons(ledger, stranger.id)
    with pytest.raises(LedgerError, match="it holds no claim"):
        report_of(ledger, stranger)
    with pytest.raises(LedgerError, match="it holds no report"):
        coded(ledger, stranger.report)


def test_runs_come_with_what_they_coded(ledger: Ledger) -> None:
    ledger.append(NEWER, coded_report(MAY, AGREED))
    ending = Ending(ended="2024-07-01T08:05:00+00:00", how="done", inputs=4, known=2, failed=1)
    ledger.end(NEWER, ending)
    ledger.end(SAME_AGAIN, ending)
    found = runs(ledger)
    assert [(one.run, one.reports, one.current, one.claims, one.problems) for one in found] == [
        (RUN, 3, 2, 8, 3),
        (NEWER, 1, 1, 1, 1),
    ]
    assert [one.ending for one in found] == [None, ending]
    assert found[0].last <= found[1].last


def test_a_run_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    ledger.append(NEWER, coded_report(MAY, AGREED))
    assert find_run(ledger, "run-3") == find_run(ledger, "last") == NEWER
    assert find_run(ledger, "first") == RUN
    for wanted, message in (("run-", "several runs' ids begin"), ("runs", "no run's id begins")):
        with pytest.raises(LedgerError, match=message):
            find_run(ledger, wanted)


def test_entries_can_be_read_while_more_are_appended(ledger: Ledger) -> None:
    def taken() -> Iterator[str]:
        for number, each in enumerate(events(ledger)):
            ledger.append(RUN, full_report(200 + number))
            yield each.id

    assert list(taken()) == [each.id for each in (CLOSED, AGREED, SOMETIME, NEVER_DATED)]


@IN_A_FILE
@pytest.mark.parametrize(
    ("table", "body"), [("claim_record", "{}"), ("claim_record", '{"kind":"event"}'), ("reasoning", "[1]")]
)
def test_a_row_that_somebody_spoilt_is_reported(ledger: Ledger, path: Path, table: str, body: str) -> None:
    change = "UPDATE {0} SET body = ?"
    ledger.connection.execute(f"DROP TRIGGER {table}_no_update")
    ledger.connection.execute(change.format(table), (body,))
    with Ledger.open(path) as opened, pytest.raises(LedgerError, match="it is damaged"):
        coded(opened, MAY.id)


@IN_A_FILE
def test_a_row_of_another_kind_is_reported(ledger: Ledger) -> None:
    ledger.connection.execute("DROP TRIGGER claim_record_no_update")
    (line,) = ledger.select("SELECT body FROM problem LIMIT 1")[0]
    ledger.connection.execute("UPDATE claim_record SET body = ?", (line,))
    with pytest.raises(LedgerError, match="a problem stands where none should"):
        list(events(ledger))
    with pytest.raises(LedgerError, match="a problem stands where none should"):
        find(ledger, AGREED.id)


def plans(ledger: Ledger, chosen: Filter) -> list[str]:
    """Return how SQLite goes about each of the statements that list the events."""
    seen: list[str] = []
    own_connection(ledger).set_trace_callback(seen.append)
    list(events(ledger, chosen))
    own_connection(ledger).set_trace_callback(None)
    return [row[-1] for statement in seen for row in ledger.select("EXPLAIN QUERY PLAN " + statement)]


@IN_A_FILE
@pytest.mark.parametrize(
    ("chosen", "way"),
    [
        (Filter(), "INDEX claim_order (kind=?)"),
        (
            Filter(since="2024", type="AGREE", status="planned"),
            "INDEX claim_order (kind=?)",
        ),
        (Filter(actor="CHL", recipient="BOL", limit=5), "INDEX claim_order (kind=?)"),
        (Filter(report=MAY.id, actor="CHL", type="AGREE"), "claim_report (report=?)"),
    ],
)
def test_a_list_goes_by_its_order_or_by_its_report(ledger: Ledger, chosen: Filter, way: str) -> None:
    found = plans(ledger, chosen)
    assert any(way in plan for plan in found)
    assert not [
        plan for plan in found if plan.startswith("SCAN") and not re.search("USING|VIRTUAL TABLE", plan)
    ]
