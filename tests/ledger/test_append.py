"""Appending: all of a report or nothing, once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demarche.ledger.append import Appended
from demarche.ledger.errors import LedgerError
from demarche.ledger.place import File
from demarche.ledger.query import (
    EVERYTHING,
    coded,
    events,
    find,
    is_current,
    problems,
    reasons,
    report_of,
    runs,
)
from demarche.ledger.store import Ledger
from demarche.model.codec import encode
from demarche.model.coded import Coded, CodedReport, Reason
from demarche.model.run import Run

from .samples import (
    CHILE,
    NEWER,
    RUN,
    SAME_AGAIN,
    TEXT,
    coded_report,
    event,
    full_report,
    report,
    span,
    statement,
)
from .tables import dump


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    given = full_report()
    assert ledger.append(RUN, given) == Appended(4, 0, 1, was_known=False)
    assert coded(ledger, given.report.id) == given


def test_a_record_is_kept_as_its_line(ledger: Ledger) -> None:
    given = full_report()
    ledger.append(RUN, given)
    bodies = {body for (body,) in ledger.select("SELECT body FROM current_claim")}
    assert bodies == {encode(each.claim).decode() for each in given.claims}
    assert ledger.select("SELECT body FROM current_report") == [(encode(given.report).decode(),)]


def test_nothing_is_known_at_first(ledger: Ledger) -> None:
    assert not ledger.holds(full_report().report.id, RUN)
    ledger.append(RUN, full_report())
    assert ledger.holds(full_report().report.id, RUN)
    assert not ledger.holds(full_report(1).report.id, RUN)


def test_the_same_again_adds_no_row(where: Path | str) -> None:
    with Ledger.create_or_open(where) as ledger:
        ledger.append(RUN, full_report())
        before = dump(ledger)
    bytes_before = where.read_bytes() if isinstance(where, Path) else b""
    for run in (RUN, SAME_AGAIN):
        with Ledger.create_or_open(where) as ledger:
            assert ledger.holds(full_report().report.id, run)
            assert ledger.append(run, full_report()) == Appended(0, 4, 0, was_known=True)
            assert dump(ledger) == before
    assert not isinstance(where, Path) or where.read_bytes() == bytes_before


def test_a_run_is_written_with_its_first_report(ledger: Ledger) -> None:
    assert runs(ledger) == ()
    ledger.append(RUN, full_report())
    ledger.append(SAME_AGAIN, full_report())
    assert [entry.run for entry in runs(ledger)] == [RUN]
    ledger.append(SAME_AGAIN, full_report(1))
    assert [entry.run for entry in runs(ledger)] == [RUN, SAME_AGAIN]


def test_the_same_input_at_another_path_is_the_same_report(ledger: Ledger) -> None:
    given = full_report()
    ledger.append(RUN, given)
    moved = replace(given, report=replace(given.report, path="elsewhere/0.txt"))
    assert ledger.append(RUN, moved).was_known
    assert ledger.append(NEWER, moved) == Appended(0, 4, 1, was_known=False)
    assert coded(ledger, given.report.id) == moved
    assert ledger.select("SELECT count(*) FROM report") == [(1,)]


def test_a_newer_coding_supersedes_and_erases_nothing(ledger: Ledger) -> None:
    of = report()
    kept, dropped, added = event(of), statement(of), event(of, status="planned")
    ledger.append(RUN, coded_report(of, kept, dropped))
    assert ledger.append(NEWER, coded_report(of, kept, added)) == Appended(1, 1, 1, was_known=False)
    assert [each.claim for each in coded(ledger, of.id).claims] == [kept, added]
    assert {each.id for each in events(ledger)} == {kept.id, added.id}
    assert find(ledger, dropped.id) == dropped
    assert [is_current(ledger, claim.id) for claim in (kept, dropped, added)] == [True, False, True]
    assert len(list(problems(ledger))) == 1
    assert ledger.select("SELECT count(*) FROM problem") == [(2,)]


def test_an_older_version_does_not_take_over_again(ledger: Ledger) -> None:
    of = report()
    ledger.append(RUN, coded_report(of, event(of)))
    ledger.append(NEWER, coded_report(of, statement(of)))
    assert ledger.append(SAME_AGAIN, coded_report(of, event(of))).was_known
    assert not list(events(ledger))


def test_a_coding_without_claims_supersedes_too(ledger: Ledger) -> None:
    of = report()
    ledger.append(RUN, full_report())
    ledger.append(NEWER, coded_report(of))
    assert not list(events(ledger))
    assert not coded(ledger, of.id).claims


def test_reasons_follow_the_newest_coding_and_equal_ones_are_shared(ledger: Ledger) -> None:
    of = report()
    claim = event(of)
    first = (Reason("type", "the verb agrees", span("agreed")),)
    second = (Reason("type", "the verb is of agreement", None),)
    for number, given in enumerate((first, second, second, ())):
        run = replace(RUN, id=f"run-{number}", rules=f"r{number}")
        ledger.append(run, CodedReport(of, (Coded(claim, given),), ()))
        assert reasons(ledger, claim.id) == given
    assert ledger.select("SELECT count(*) FROM reasoning") == [(2,)]
    shown = ledger.select("SELECT field, text FROM reason WHERE claim = ? ORDER BY coding", (claim.id,))
    assert shown == [("type", first[0].text), ("type", second[0].text), ("type", second[0].text)]


def test_a_claim_is_shown_in_the_text_in_which_it_was_found(ledger: Ledger) -> None:
    """The next version of the reader may leave out what this one kept."""
    first = report()
    claim = event(first)
    ledger.append(RUN, coded_report(first, claim))
    second = replace(first, text=TEXT.removeprefix("Chile and "))
    ledger.append(NEWER, coded_report(second))
    assert report_of(ledger, claim) == first
    assert find(ledger, first.id) == second


def test_the_text_of_a_report_is_kept_once(ledger: Ledger) -> None:
    for number in range(3):
        ledger.append(replace(RUN, id=f"run-{number}", code=f"c{number}"), full_report())
    assert ledger.select("SELECT count(*) FROM reading") == [(1,)]
    assert ledger.select("SELECT count(*) FROM coding") == [(3,)]
    assert ledger.select("SELECT count(*) FROM claim") == [(4,)]


def test_a_participant_is_described_once(ledger: Ledger) -> None:
    for number in range(3):
        ledger.append(RUN, full_report(number))
    names = ledger.select("SELECT name FROM participant ORDER BY name")
    assert names == [("Bolivia",), ("Chile",), ("Marta Ríos",), ("observers",)]


@pytest.mark.parametrize(
    "change",
    [
        {"id": "state:XXX"},
        {"id": None},
        {"name": "chile"},
        {"country": None},
        {"kind": "organisation"},
        {"sectors": ("MIL", "GOV")},
    ],
)
def test_different_descriptions_are_kept_apart(ledger: Ledger, change: dict[str, Any]) -> None:
    of = report()
    other = replace(CHILE, **change)
    ledger.append(RUN, coded_report(of, event(of, actors=(CHILE, other, CHILE))))
    rows = ledger.select("SELECT id, name, country, kind, sectors FROM claim_participant ORDER BY position")
    expected = [
        (each.id, each.name, each.country, each.kind, "|".join(each.sectors)) for each in (CHILE, other)
    ]
    assert rows == [*expected, expected[0]]
    assert ledger.select("SELECT count(*) FROM participant") == [(2,)]


def test_who_takes_part_can_be_read_in_sql(ledger: Ledger) -> None:
    of = report()
    claim = statement(of)
    ledger.append(RUN, coded_report(of, claim))
    rows = ledger.select(
        "SELECT claim, role, id, name, country, kind, sectors FROM claim_participant ORDER BY role"
    )
    assert rows == [
        (claim.id, "channel", None, "observers", None, "people", "GOV"),
        (claim.id, "speaker", "person:BOL:marta-rios", "Marta Ríos", "BOL", "person", "GOV"),
    ]


@pytest.mark.parametrize("change", [{"started": "2020-01-01T00:00:00+00:00"}, {"lexicon": "l9"}])
def test_a_run_is_not_two_runs(ledger: Ledger, change: dict[str, str]) -> None:
    ledger.append(RUN, full_report())
    before = dump(ledger)
    with pytest.raises(LedgerError, match="with another start or other versions"):
        ledger.append(replace(RUN, **change), full_report(1))
    assert dump(ledger) == before


def test_a_claim_is_not_two_claims(ledger: Ledger) -> None:
    of = report()
    ledger.append(RUN, coded_report(of, event(of)))
    before = dump(ledger)
    false = replace(event(of, status="planned"), id=event(of).id)
    with pytest.raises(LedgerError, match="with another content"):
        ledger.append(NEWER, coded_report(of, statement(of), false))
    assert dump(ledger) == before


def test_an_input_is_not_two_inputs(ledger: Ledger) -> None:
    of = report()
    ledger.append(RUN, coded_report(of))
    with pytest.raises(LedgerError, match="with another input"):
        ledger.append(NEWER, coded_report(replace(of, sha256="0" * 64)))


def test_what_cannot_be_written_as_utf_8_is_refused_whole(ledger: Ledger) -> None:
    before = dump(ledger)
    with pytest.raises(LedgerError, match="cannot be kept: 'utf-8' codec"):
        ledger.append(RUN, coded_report(replace(report(), path="wire/\udce9.txt")))
    assert dump(ledger) == before


def test_any_character_is_kept(ledger: Ledger) -> None:
    of = replace(report(), title="nul \x00, bidi \u202e, quotes ' \" and 𝒻𝒶𝓇", path="new\nline.txt")
    ledger.append(RUN, coded_report(of))
    assert coded(ledger, of.id).report == of
    title = "nul \x00, bidi" if isinstance(ledger.place, File) else "nul \ufffd, bidi"
    ((kept, path),) = ledger.select("SELECT title, path FROM current_report")
    assert (kept[: len(title)], path) == (title, of.path)


def test_two_writers_take_turns(where: Path | str) -> None:
    with Ledger.create_or_open(where) as first, Ledger.create_or_open(where) as second:
        for number in range(10):
            assert not first.append(RUN, full_report(number)).was_known
            assert second.append(SAME_AGAIN, full_report(number)).was_known
            assert not second.append(SAME_AGAIN, full_report(number + 100)).was_known
    with Ledger.open(where) as ledger:
        assert len(list(events(ledger, EVERYTHING))) == 40


def append_many(where: Path | str, run: Run, numbers: Sequence[int]) -> int:
    with Ledger.create_or_open(where) as ledger:
        return sum(not ledger.append(run, full_report(number)).was_known for number in numbers)


def test_writers_at_once_code_every_report_once(where: Path | str) -> None:
    """Each waits for the other, and sees what the other added before it adds anything itself."""
    with ThreadPoolExecutor() as pool:
        one = pool.submit(append_many, where, RUN, range(20))
        other = pool.submit(append_many, where, SAME_AGAIN, range(10, 30))
        assert one.result() + other.result() == 30
    with Ledger.open(where) as ledger:
        assert ledger.select("SELECT count(*) FROM coding") == [(30,)]
        assert len(list(events(ledger))) == 60
