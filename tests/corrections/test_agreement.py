"""How far coder and people agree."""

import pytest

from demarche.corrections.agreement import Figure, agreement
from demarche.corrections.make import Corrector
from demarche.corrections.review import queue
from demarche.ledger import query
from demarche.ledger.errors import FilterError
from demarche.ledger.store import Ledger
from demarche.lexicon.corrections import load_field_rules
from demarche.lexicon.doubts import load_doubts
from demarche.model.coded import Coded, CodedReport
from demarche.model.corrections import Signed
from tests.ledger.samples import NEWER, full_report, span

ANA, BEN = Signed("Ana", "so the sentence says"), Signed("Ben", "read again")
ONE, TWO = full_report(0), full_report(1)
AGREED, CLOSED, SAID, PROMISED = (one.claim for one in ONE.claims)
RULES = load_field_rules()


def _figures(ledger: Ledger) -> dict[tuple[str, str, str], Figure]:
    return {(one.kind, one.field, one.name): one for one in agreement(ledger, RULES, draws=50)}


def _add(corrector: Corrector, words: str, who: Signed) -> None:
    at = span(words)
    trigger = [{"start": at.start, "end": at.end, "text": at.text, "source": None}]
    corrector.add("event", ONE.report.id, {"trigger": trigger, "type": "AID", "status": "planned"}, who)


def test_precision_is_of_what_was_judged_and_recall_of_reports_read_through(
    ledger: Ledger, corrector: Corrector
) -> None:
    corrector.reject(CLOSED.id, ANA)
    corrector.accept(TWO.claims[0].claim.id, ANA)
    _add(corrector, "repair", ANA)
    found = _figures(ledger)
    assert (found["event", "claim", "precision"].value, found["event", "claim", "precision"].claims) == (
        0.5,
        2,
    )
    assert ("event", "claim", "recall") not in found, "nobody has read a report through"
    assert not any(kind == "statement" for kind, _, _ in found)
    corrector.reviewed(ONE.report.id, ANA)
    found = _figures(ledger)
    recall, precision = found["event", "claim", "recall"], found["event", "claim", "precision"]
    assert (recall.value, recall.claims) == (0.5, 2), "of the agreement and the repair the coder has one"
    assert precision.claims == 3
    assert precision.value == pytest.approx(2 / 3), "what was read and left is right"
    assert found["statement", "claim", "precision"].value == 1
    assert precision.interval is not None
    assert precision.interval[0] <= 2 / 3 <= precision.interval[1]


def test_an_edited_claim_is_there_with_another_value(ledger: Ledger, corrector: Corrector) -> None:
    (after,) = corrector.edit(AGREED.id, {"status": "planned"}, ANA).after
    corrector.accept(CLOSED.id, ANA)
    found = _figures(ledger)
    assert found["event", "claim", "precision"].value == 1
    assert found["event", "status", "accuracy"].value == 0.5
    assert found["event", "type", "accuracy"].value == 1
    corrector.accept(after.id, BEN)
    between = _figures(ledger)["event", "status", "alpha between people"]
    assert (between.value, between.claims) == (None, 1), "one value alone tells nothing"


def test_people_who_differ(ledger: Ledger, corrector: Corrector) -> None:
    for claim in (AGREED, CLOSED, TWO.claims[0].claim):
        corrector.accept(claim.id, ANA)
    corrector.accept(AGREED.id, BEN)
    corrector.reject(CLOSED.id, BEN)
    corrector.accept(TWO.claims[0].claim.id, BEN)
    found = _figures(ledger)
    between = found["event", "claim", "alpha between people"]
    assert (between.value, between.claims) == (0.0, 3)
    assert found["event", "claim", "precision"].value == pytest.approx(2 / 3), "the last word counts"
    corrector.accept(CLOSED.id, BEN)
    assert _figures(ledger)["event", "claim", "precision"].value == 1


def test_what_a_report_had_when_it_was_read_is_held_against_a_new_coding(
    ledger: Ledger, corrector: Corrector
) -> None:
    corrector.reviewed(ONE.report.id, ANA)
    ledger.append(NEWER, CodedReport(ONE.report, (Coded(AGREED, ()), Coded(SAID, ())), ()))
    found = _figures(ledger)
    assert found["event", "claim", "recall"].value == 0.5
    assert found["event", "claim", "precision"].value == 1
    assert found["commitment", "claim", "recall"].value == 0
    assert ("commitment", "claim", "precision") not in found


def test_the_queue_has_the_most_doubtful_first_and_what_nobody_has_judged(
    ledger: Ledger, corrector: Corrector
) -> None:
    doubts = load_doubts()
    found = queue(ledger, doubts, limit=50)
    assert [each.doubt for each in found] == sorted((each.doubt for each in found), reverse=True)
    assert all(each.doubts for each in found)
    first = found[0]
    assert first.report == query.report_of(ledger, first.claim)
    named = {each.claim.id: [doubt.name for doubt in each.doubts] for each in found}
    assert named[SAID.id] == ["score"]
    assert "unresolved" in named[CLOSED.id], "observers have no id"
    assert AGREED.id not in named or "nobody" not in named[AGREED.id]
    said = corrector.reject(first.claim.id, ANA)
    assert first.claim.id not in {each.claim.id for each in queue(ledger, doubts, limit=50)}
    corrector.undo(said.id, ANA)
    corrector.merge([TWO.claims[0].claim.id, TWO.claims[1].claim.id], ANA)
    told = {
        each.claim.id: [one.name for one in each.doubts]
        for each in queue(ledger, doubts, limit=50, kind="event")
    }
    assert "conflict" in told[TWO.claims[0].claim.id]
    assert {each.claim.report for each in queue(ledger, doubts, limit=9, report=TWO.report.id)} == {
        TWO.report.id
    }
    with pytest.raises(FilterError, match="not above 0"):
        queue(ledger, doubts, limit=0)
