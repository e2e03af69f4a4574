"""The records that pass into the ledger: runs and coded reports."""

from dataclasses import replace

import pytest

from demarche.ledger.rows import claim_columns, folded, participations
from demarche.model.checks import RecordError
from demarche.model.coded import Coded, CodedReport, Reason

from .samples import (
    AUTHOR,
    BOLIVIA,
    CHILE,
    OBSERVERS,
    RIOS,
    RUN,
    SAME_AGAIN,
    SAYS_RIOS,
    coded_report,
    commitment,
    event,
    problem,
    report,
    span,
    statement,
)


def test_runs_of_equal_versions_have_equal_fingerprints() -> None:
    assert RUN.fingerprint == SAME_AGAIN.fingerprint
    assert len(RUN.fingerprint) == 16


@pytest.mark.parametrize("part", ["demarche", "code", "rules", "lexicon", "model"])
def test_every_version_is_in_the_fingerprint(part: str) -> None:
    assert replace(RUN, **{part: "other"}).fingerprint != RUN.fingerprint


def test_versions_that_run_into_each_other_differ() -> None:
    one = replace(RUN, code="ab", rules="c")
    assert one.fingerprint != replace(RUN, code="a", rules="bc").fingerprint


def test_a_run_has_an_id_and_a_start() -> None:
    for missing in ("id", "started"):
        with pytest.raises(RecordError, match="a run has an id and a start"):
            replace(RUN, **{missing: ""})


def test_a_reason_says_something() -> None:
    with pytest.raises(RecordError, match="a field and a text"):
        Reason("type", "", None)


def test_a_claim_stands_in_a_report_once() -> None:
    of = report()
    with pytest.raises(RecordError, match="a claim stands in it twice"):
        coded_report(of, event(of), event(of))


def test_a_coded_report_holds_its_own_claims_and_problems() -> None:
    of, other = report(), report(1)
    with pytest.raises(RecordError, match="is of another report"):
        CodedReport(of, (Coded(event(other), ()),), ())
    with pytest.raises(RecordError, match="is of another report"):
        CodedReport(of, (), (problem(other),))
    assert CodedReport(of, (), (replace(problem(of), report=None),)).claims == ()


def test_everybody_who_takes_part_is_named_with_their_part() -> None:
    of = report()
    happening = replace(event(of, recipients=(RIOS,), chain=(AUTHOR, SAYS_RIOS)), instruments=(OBSERVERS,))
    assert list(participations(happening)) == [
        ("actor", 0, CHILE),
        ("actor", 1, BOLIVIA),
        ("recipient", 0, RIOS),
        ("instrument", 0, OBSERVERS),
        ("source", 1, RIOS),
    ]
    assert list(participations(statement(of, addressees=(CHILE,)))) == [
        ("speaker", 0, RIOS),
        ("addressee", 0, CHILE),
        ("channel", 0, OBSERVERS),
    ]
    assert list(participations(commitment(of, state="breached"))) == [
        ("issuer", 0, BOLIVIA),
        ("addressee", 0, CHILE),
        ("source", 1, RIOS),
        ("source", 3, OBSERVERS),
    ]


def test_a_claim_stands_where_the_first_of_its_words_do() -> None:
    of = report()
    spread = replace(event(of), trigger=(span("closed"), span("agreed")))
    assert claim_columns(spread)["start"] == span("agreed").start
    assert claim_columns(statement(of))["start"] == span("said").start
    assert claim_columns(replace(statement(of), cue=()))["start"] == span("La Paz").start
    assert claim_columns(commitment(of))["start"] == span("repair").start


@pytest.mark.parametrize(
    ("one", "other"), [("Türkiye", "TÜRKIYE"), ("Ríos", "Ri\u0301os"), ("Groß", "GROSS"), ("U.S.", "u.s.")]
)
def test_names_are_compared_without_case_and_encoding(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_different_names_stay_different() -> None:
    assert folded("Chile") != folded("Chilé")
