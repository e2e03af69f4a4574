"""What can be said of a ledger, and what it does to it."""

from typing import Any

import pytest

from demarche.corrections.make import Corrector
from demarche.ledger import query
from demarche.ledger.corrections import log, verify
from demarche.ledger.errors import CorrectionError, LedgerError
from demarche.ledger.filters import Filter
from demarche.ledger.said import about, mark_of, reasons, replaced, replacing
from demarche.ledger.store import Ledger
from demarche.model.codec import decode, encode
from demarche.model.corrections import Signed
from demarche.model.records import Commitment, Event, Statement
from tests.ledger.samples import full_report, span

ANA, BEN = Signed("Ana", "so the sentence says"), Signed("Ben", "read again")
ONE, TWO = full_report(0), full_report(1)
AGREED, CLOSED, SAID, PROMISED = (one.claim for one in ONE.claims)


def _events(ledger: Ledger, **filters: Any) -> list[Event]:
    return list(query.events(ledger, Filter(report=ONE.report.id, **filters)))


def _json(words: str) -> dict[str, Any]:
    found = span(words)
    return {"start": found.start, "end": found.end, "text": found.text, "source": None}


def test_what_is_rejected_is_left_out_and_listed_apart(ledger: Ledger, corrector: Corrector) -> None:
    said = corrector.reject(CLOSED.id, ANA)
    assert _events(ledger) == [AGREED]
    assert _events(ledger, standing="rejected") == [CLOSED]
    assert _events(ledger, standing="coded") == [AGREED, CLOSED]
    assert query.count(ledger, "event", Filter(report=ONE.report.id)).matching == 1
    assert (said.before, said.after, said.who, said.why) == ((CLOSED,), (), "Ana", "so the sentence says")
    mark = mark_of(ledger, CLOSED.id)
    assert mark is not None
    assert (mark.what, mark.action, mark.who, mark.correction) == ("hidden", "reject", "Ana", said.id)


def test_what_is_accepted_after_that_is_taken_in_again(ledger: Ledger, corrector: Corrector) -> None:
    corrector.reject(CLOSED.id, ANA)
    corrector.accept(CLOSED.id, Signed("Ben", ""))
    assert _events(ledger) == [AGREED, CLOSED]
    mark = mark_of(ledger, CLOSED.id)
    assert mark is not None
    assert (mark.what, mark.who) == ("confirmed", "Ben")


def test_an_edited_claim_stands_in_the_place_of_the_coders(ledger: Ledger, corrector: Corrector) -> None:
    said = corrector.edit(AGREED.id, {"status": "planned"}, ANA)
    (after,) = said.after
    assert isinstance(after, Event)
    assert (after.status, after.rule, after.attribution[-1].factuality) == (
        "planned", "agree.verb.reciprocal+hand", "PR+",
    )  # fmt: skip
    assert {event.id for event in _events(ledger)} == {after.id, CLOSED.id}
    assert decode(encode(after)) == after
    assert (replaced(ledger, after.id), replacing(ledger, AGREED.id)) == (AGREED.id, after.id)
    assert query.report_of(ledger, after) == ONE.report
    assert about(ledger, after) == [said]
    told = [reason.text for reason in reasons(ledger, after) if reason.field == "status"]
    assert told == [f"edited by Ana on {said.written[:10]} ({said.id}): so the sentence says"]
    assert any(reason.field == "when" for reason in reasons(ledger, after)), "the coder's reasons stay"
    with pytest.raises(CorrectionError, match=r"was edited by Ana"):
        corrector.reject(AGREED.id, BEN)


def test_an_edit_of_an_edit_follows_it(ledger: Ledger, corrector: Corrector) -> None:
    (first,) = corrector.edit(AGREED.id, {"status": "planned"}, ANA).after
    (second,) = corrector.edit(first.id, {"when": {"earliest": "2024-05-01", "latest": "2024-05-31",
        "precision": "month", "basis": "reckoned", "span": None}}, BEN).after  # fmt: skip
    assert isinstance(second, Event)
    assert (second.status, second.when.precision, second.rule) == (
        "planned", "month", "agree.verb.reciprocal+hand",
    )  # fmt: skip
    assert [one.who for one in about(ledger, second)] == ["Ana", "Ben"]
    assert second in _events(ledger)


def test_a_new_type_takes_its_class_along_and_leaves_the_old_code_behind(corrector: Corrector) -> None:
    (after,) = corrector.edit(AGREED.id, {"type": "ASSAULT", "mode": "aerial"}, ANA).after
    assert isinstance(after, Event)
    assert (after.quad, after.cameo, after.goldstein, after.mode) == (4, None, None, "aerial")
    (again,) = corrector.edit(after.id, {"cameo": "195"}, ANA).after
    assert isinstance(again, Event)
    assert again.goldstein == -10


def test_a_missed_claim_is_added(ledger: Ledger, corrector: Corrector) -> None:
    values = {"trigger": [_json("repair")], "type": "AID", "status": "planned"}
    said = corrector.add("event", ONE.report.id, values, ANA)
    (after,) = said.after
    assert isinstance(after, Event)
    assert (after.rule, after.extent, after.quad) == ("hand", after.trigger, 2)
    assert after in _events(ledger)
    assert after not in _events(ledger, standing="coded")
    with pytest.raises(CorrectionError, match="stands there already"):
        corrector.add("event", ONE.report.id, values, BEN)
    statement = {"cue": [_json("said")], "content": [_json("share the readings")], "act": "promise"}
    assert isinstance(corrector.add("statement", ONE.report.id, statement, ANA).after[0], Statement)
    bound = {"act": [_json("share the readings")], "force": "promise"}
    assert isinstance(corrector.add("commitment", ONE.report.id, bound, ANA).after[0], Commitment)


def test_undoing_and_undoing_that(ledger: Ledger, corrector: Corrector) -> None:
    said = corrector.reject(CLOSED.id, ANA)
    undone = corrector.undo(said.id, BEN)
    assert CLOSED in _events(ledger)
    with pytest.raises(CorrectionError, match="undone already"):
        corrector.undo(said.id, ANA)
    corrector.undo(undone.id, ANA)
    assert CLOSED not in _events(ledger)
    corrector.undo(said.id[:9], BEN)
    assert CLOSED in _events(ledger)
    assert mark_of(ledger, CLOSED.id) is None
    assert [one.action for one in log(ledger)] == ["reject", "undo", "undo", "undo"]
    assert not verify(ledger).faults


def test_events_are_put_together_and_parted_by_hand(ledger: Ledger, corrector: Corrector) -> None:
    members = "SELECT id FROM current_member ORDER BY id"
    other = TWO.claims[1].claim.id
    merged = corrector.merge([AGREED.id, other], ANA)
    assert {row[0] for row in ledger.select(members)} == {AGREED.id, other}
    corrector.split(other, BEN)
    assert ledger.select(members) == []
    corrector.merge([other, AGREED.id], ANA)
    assert len(ledger.select(members)) == 2, "the last word counts"
    (edited,) = corrector.edit(AGREED.id, {"status": "planned"}, BEN).after
    assert {row[0] for row in ledger.select(members)} == {edited.id, other}, (
        "an edit stays where the event was"
    )
    for said in (merged, *log(ledger)[1:3]):
        corrector.undo(said.id, ANA)
    assert ledger.select(members) == []


def test_a_state_is_confirmed_and_struck(ledger: Ledger, corrector: Corrector) -> None:
    ruled = "SELECT about, verdict FROM current_ruling"
    corrector.rule_state(PROMISED.id, AGREED.id, "fulfilled", ANA, holds=True)
    assert ledger.select(ruled) == [("fulfilled", "confirmed")]
    corrector.rule_state(PROMISED.id, AGREED.id, "fulfilled", BEN, holds=False)
    assert ledger.select(ruled) == [("fulfilled", "struck")]
    corrector.rule_state(PROMISED.id, None, "expired", BEN, holds=True)
    assert sorted(ledger.select(ruled)) == [("expired", "confirmed"), ("fulfilled", "struck")]
    with pytest.raises(CorrectionError, match="is no commitment"):
        corrector.rule_state(AGREED.id, None, "expired", BEN, holds=True)


def test_a_report_is_read_through(corrector: Corrector) -> None:
    corrector.reject(CLOSED.id, ANA)
    said = corrector.reviewed(ONE.report.id, Signed("Ana", ""))
    assert set(said.subjects) == {AGREED.id, SAID.id, PROMISED.id}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"status": "perhaps"}, "perhaps"),
        ({"type": "DANCE"}, "is none of"),
        ({"mode": "aerial"}, "mode: 'aerial' is none of"),
        ({"contexts": ["weather"]}, "contexts: 'weather'"),
        ({"cameo": "999"}, "no code of CAMEO"),
        ({"rule": "mine"}, "nothing of this name can be set"),
        ({"colour": "red"}, "nothing of this name can be set"),
        ({"status": "happened"}, "has these values already"),
        ({"trigger": []}, "has a trigger"),
        ({"trigger": [{"start": 0, "end": 5, "text": "Peru!", "source": None}]}, "is 'Chile' in the report"),
        ({"trigger": [{"start": 9000, "end": 9001, "text": "x", "source": None}]}, "is '' in the report"),
        ({"when": {"earliest": "May", "latest": None, "precision": "day", "basis": "none", "span": None}}, "earliest"),
        ({"actors": "Chile"}, "actors"),
    ],
)  # fmt: skip
def test_what_the_contract_forbids_is_refused_and_leaves_no_row(
    ledger: Ledger, corrector: Corrector, values: dict[str, Any], told: str
) -> None:
    with pytest.raises(CorrectionError, match=told):
        corrector.edit(AGREED.id, values, ANA)
    assert log(ledger) == []
    assert _events(ledger) == [AGREED, CLOSED]


def test_what_is_asked_for_wrongly_is_told(corrector: Corrector) -> None:
    with pytest.raises(CorrectionError, match="without a reason"):
        corrector.reject(AGREED.id, Signed("Ana", " "))
    with pytest.raises(CorrectionError, match="is a report, no claim"):
        corrector.accept(ONE.report.id, ANA)
    with pytest.raises(CorrectionError, match="is no report"):
        corrector.reviewed(AGREED.id, ANA)
    with pytest.raises(CorrectionError, match="two events or more"):
        corrector.merge([AGREED.id, AGREED.id], ANA)
    with pytest.raises(CorrectionError, match="is no event"):
        corrector.merge([AGREED.id, SAID.id], ANA)
    with pytest.raises(CorrectionError, match="is none of event, statement"):
        corrector.add("rumour", ONE.report.id, {}, ANA)
    with pytest.raises(LedgerError, match="no correction's id begins"):
        corrector.undo("k:0", ANA)
    with pytest.raises(ValueError, match="somebody who makes it"):
        Signed(" ", "why")
