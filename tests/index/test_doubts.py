"""The queue from the index is that of the ledger: the same claims in the same order, for the same reasons."""

import pytest

from demarche.corrections.review import queue
from demarche.index.doubts import most_doubtful
from demarche.ledger import query
from demarche.lexicon.corrections import ClaimKind
from demarche.lexicon.doubts import load_doubts

from .drawn import Drawn

DOUBTS = load_doubts()


@pytest.mark.parametrize("limit", [1, 7, 5000])
@pytest.mark.parametrize("kind", [None, "event", "statement", "commitment"])
def test_it_is_in_the_order_of_the_ledgers(drawn: Drawn, kind: ClaimKind | None, limit: int) -> None:
    asked = queue(drawn.ledger, DOUBTS, limit=limit, kind=kind)
    found = most_doubtful(drawn.index, DOUBTS, (), limit, kind)
    assert [(one.id, one.doubts) for one in found] == [
        (one.claim.id, tuple(doubt.name for doubt in one.doubts)) for one in asked
    ]
    assert [one.doubt for one in found] == pytest.approx([one.doubt for one in asked], abs=0.001)


def test_what_is_judged_is_left_out_and_one_report_can_be_asked_for(drawn: Drawn) -> None:
    first, *rest = most_doubtful(drawn.index, DOUBTS, (), 10)
    assert most_doubtful(drawn.index, DOUBTS, {first.number}, 9) == rest
    report = query.find(drawn.ledger, first.report)
    of_one = most_doubtful(drawn.index, DOUBTS, (), 99, None, report.id)
    assert [one.id for one in of_one] == [
        one.claim.id for one in queue(drawn.ledger, DOUBTS, limit=99, report=report.id)
    ]
    assert {one.report for one in of_one} == {report.id}


def test_what_reports_of_one_happening_differ_on_is_among_the_doubts(drawn: Drawn) -> None:
    met = {name for one in most_doubtful(drawn.index, DOUBTS, (), 5000) for name in one.doubts}
    assert {"conflict", "unresolved", "bounded"} <= met
