"""Corrections outlive another coding where their evidence still stands, and are listed where it does not."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.corrections.lost import lost_all
from demarche.corrections.make import Corrector
from demarche.ledger import query
from demarche.ledger.correction_lines import sealed
from demarche.ledger.filters import Filter
from demarche.ledger.replay import Replayed, Text, is_by_hand, replay
from demarche.ledger.store import Ledger
from demarche.lexicon.corrections import load_field_rules
from demarche.model.codec import identified
from demarche.model.coded import Coded, CodedReport
from demarche.model.corrections import Action, Correction, Signed
from demarche.model.parts import Span
from demarche.model.records import Claim, Event, Report
from tests.ledger.samples import (
    BOLIVIA,
    CHILE,
    NEWER,
    OBSERVERS,
    TEXT,
    day,
    event,
    full_report,
    report,
    span,
    statement,
)

ANA = Signed("Ana", "so the sentence says")
ONE, TWO = full_report(0), full_report(1)
AGREED, CLOSED, SAID, PROMISED = (one.claim for one in ONE.claims)
RULES = load_field_rules()


def _again(ledger: Ledger, of: Report, *claims: Claim) -> None:
    ledger.append(NEWER, CodedReport(of, tuple(Coded(claim, ()) for claim in claims), ()))


def _claims(ledger: Ledger) -> list[Claim]:
    of = Filter(report=ONE.report.id)
    return [*query.events(ledger, of), *query.statements(ledger, of), *query.commitments(ledger, of)]


def _lost(ledger: Ledger) -> list[tuple[Action, str]]:
    return [(lost.correction.action, lost.why) for lost in lost_all(ledger)]


def _anew(claim: Event, **values: Any) -> Event:
    return identified(replace(claim, **values))


def test_a_claim_that_is_found_alike_is_corrected_alike(ledger: Ledger, corrector: Corrector) -> None:
    assert isinstance(AGREED, Event)
    assert isinstance(CLOSED, Event)
    corrector.edit(AGREED.id, {"status": "planned"}, ANA)
    corrector.reject(CLOSED.id, ANA)
    scored, other = _anew(AGREED, score=0.5), _anew(CLOSED, rule="close.verb/again")
    _again(ledger, ONE.report, scored, other, SAID)
    events = [claim for claim in _claims(ledger) if isinstance(claim, Event)]
    assert [(one.status, one.score, one.type) for one in events] == [("planned", 0.5, "AGREE")]
    assert _lost(ledger) == []


def test_what_the_coder_has_learnt_is_confirmed(ledger: Ledger, corrector: Corrector) -> None:
    assert isinstance(AGREED, Event)
    (after,) = corrector.edit(AGREED.id, {"status": "planned"}, ANA).after
    assert isinstance(after, Event)
    learnt = _anew(AGREED, status="planned", attribution=after.attribution)
    _again(ledger, ONE.report, learnt)
    assert _claims(ledger) == [learnt]
    assert ledger.select("SELECT what FROM current_amendment") == [("confirmed",)]


def test_an_added_claim_stays_until_the_coder_finds_it(ledger: Ledger, corrector: Corrector) -> None:
    words = span("repair")
    values = {"trigger": [{"start": words.start, "end": words.end, "text": words.text, "source": None}],
              "type": "AID", "status": "planned"}  # fmt: skip
    (added,) = corrector.add("event", ONE.report.id, values, ANA).after
    _again(ledger, ONE.report, AGREED)
    assert {claim.id for claim in _claims(ledger)} == {AGREED.id, added.id}
    found = event(ONE.report, type_="AID", status="planned", trigger="repair", actors=())
    ledger.append(replace(NEWER, id="run-4", rules="r4"), CodedReport(ONE.report, (Coded(found, ()),), ()))
    assert _claims(ledger) == [found]


@pytest.mark.parametrize(
    ("action", "anew", "told"),
    [
        ("reject", {"type": "ASSAULT"}, "the event at these words has another type now"),
        ("reject", {"actors": (CHILE,)}, "the event at these words has another actors now"),
        ("reject", {"trigger": (span("observers"),)}, "no event stands at these words any more"),
        (
            "accept",
            {"when": day("2024-05-10", "2024-05-10")},
            "the event at these words has another when now",
        ),
        ("edit", {"status": "denied"}, "the event at these words has another status now"),
    ],
)
def test_what_finds_nothing_to_stand_on_is_listed_with_the_reason(
    ledger: Ledger, corrector: Corrector, action: Action, anew: dict[str, Any], told: str
) -> None:
    assert isinstance(CLOSED, Event)
    doings = {
        "reject": lambda: corrector.reject(CLOSED.id, ANA),
        "accept": lambda: corrector.accept(CLOSED.id, ANA),
        "edit": lambda: corrector.edit(CLOSED.id, {"status": "happened"}, ANA),
    }
    said = doings[action]()
    changed = _anew(CLOSED, **anew)
    _again(ledger, ONE.report, changed)
    assert _claims(ledger) == [changed]
    assert _lost(ledger) == [(action, told)]
    corrector.undo(said.id, ANA)
    assert _lost(ledger) == []


def test_a_rejection_survives_a_new_date(ledger: Ledger, corrector: Corrector) -> None:
    assert isinstance(CLOSED, Event)
    corrector.reject(CLOSED.id, ANA)
    _again(ledger, ONE.report, _anew(CLOSED, when=day("2024-05-10", "2024-05-10")))
    assert _claims(ledger) == []


def test_words_are_found_again_in_a_text_that_was_read_otherwise(
    ledger: Ledger, corrector: Corrector
) -> None:
    """A page break that is mended, or a headline, moves all offsets."""
    head = "Weather station to be shared. "
    moved = replace(ONE.report, text=head + TEXT)
    assert isinstance(CLOSED, Event)
    assert isinstance(AGREED, Event)
    corrector.reject(CLOSED.id, ANA)
    corrector.edit(AGREED.id, {"status": "planned"}, ANA)

    def shifted(one: Span) -> Span:
        return Span(one.start + len(head), one.end + len(head), one.text, None)

    def there(claim: Event) -> Event:
        return _anew(
            claim, trigger=tuple(map(shifted, claim.trigger)), extent=tuple(map(shifted, claim.extent)),
            actors=tuple(replace(one, span=shifted(one.span)) for one in claim.actors),
            recipients=tuple(replace(one, span=shifted(one.span)) for one in claim.recipients),
        )  # fmt: skip

    _again(ledger, moved, there(CLOSED), there(AGREED))
    (found,) = _claims(ledger)
    assert isinstance(found, Event)
    assert (found.status, found.trigger) == ("planned", tuple(map(shifted, AGREED.trigger)))
    assert _lost(ledger) == []


def test_words_that_are_gone_are_listed(ledger: Ledger, corrector: Corrector) -> None:
    corrector.reject(CLOSED.id, ANA)
    cut = replace(ONE.report, text=TEXT[: TEXT.index("Chile’s observers")])
    _again(ledger, cut, AGREED)
    assert _lost(ledger) == [
        ("reject", "the words “closed” are not found again in the text as it is read now")
    ]


def test_events_that_were_put_together_stay_so(ledger: Ledger, corrector: Corrector) -> None:
    assert isinstance(AGREED, Event)
    other = TWO.claims[1].claim.id
    corrector.merge([AGREED.id, other], ANA)
    anew = _anew(AGREED, score=0.5)
    _again(ledger, ONE.report, anew, SAID)
    corrector.accept(anew.id, ANA)  # which works the happenings out
    assert {row[0] for row in ledger.select("SELECT id FROM current_member")} == {anew.id, other}
    ledger.append(replace(NEWER, id="run-5", rules="r5"), CodedReport(ONE.report, (Coded(SAID, ()),), ()))
    assert [action for action, _ in _lost(ledger)] == ["merge", "accept"]


_OF = report()
_EVENTS = [
    event(_OF, type_=type_, trigger=trigger, status=status, actors=actors)
    for type_ in ("AGREE", "COERCE")
    for trigger in ("agreed", "closed")
    for status in ("happened", "planned")
    for actors in ((CHILE,), (CHILE, BOLIVIA))
] + [event(_OF, actors=(OBSERVERS,))]
_ALL: list[Claim] = [*_EVENTS, statement(_OF), statement(_OF, act="deny", speaker=None)]
_CODINGS = st.lists(st.sampled_from(_ALL), unique=True, max_size=8)
_SAYINGS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "edit", "add"]), st.sampled_from(_ALL), st.sampled_from(_ALL)
    ),
    max_size=6,
)


def _corrections(sayings: list[tuple[Action, Claim, Claim]]) -> list[Correction]:
    found: list[Correction] = []
    for number, (action, before, after) in enumerate(sayings, start=1):
        if action == "edit" and before.kind != after.kind:
            continue
        found.append(
            sealed(
                Correction(
                    id="", number=number, action=action, who="Ana", written="2025-01-01T00:00:00+00:00", why="so",
                    reports=(_OF.id,), readings=("now",), subjects=(before.id,),
                    before=() if action == "add" else (before,),
                    after={"accept": (before,), "reject": (), "edit": (after,), "add": (after,)}[action],
                    state=None, previous="", digest="",
                )
            )
        )  # fmt: skip
    return found


def _replayed(coding: list[Claim], corrections: list[Correction]) -> Replayed:
    return replay(coding, Text(TEXT, {"now": TEXT}), corrections, RULES)


@given(_CODINGS, _SAYINGS)
def test_every_claim_stands_or_is_hidden_and_every_correction_counts_or_is_lost(
    coding: list[Claim], sayings: list[tuple[Action, Claim, Claim]]
) -> None:
    corrections = _corrections(sayings)
    found = _replayed(coding, corrections)
    hidden = {one.claim.id for one in found.amended if one.what == "hidden"}
    standing = {claim.id for claim in found.claims}
    assert {claim.id for claim in coding} <= hidden | standing
    assert {claim.id for claim in found.claims if not is_by_hand(claim)} <= {claim.id for claim in coding}
    assert all(identified(claim) == claim for claim in found.claims)  # type: ignore[type-var]
    deciding = {one.correction.id for one in found.amended}
    lost = {one.correction.id for one in found.lost}
    assert not deciding & lost
    assert found == _replayed(coding, corrections)


@given(_CODINGS, _SAYINGS)
def test_what_is_lost_changes_nothing_and_the_order_of_claims_does_not_matter(
    coding: list[Claim], sayings: list[tuple[Action, Claim, Claim]]
) -> None:
    corrections = _corrections(sayings)
    found = _replayed(coding, corrections)
    lost = {one.correction.id for one in found.lost}
    kept = _replayed(coding, [one for one in corrections if one.id not in lost])
    assert kept.claims == found.claims
    assert kept.lost == ()


@given(_CODINGS)
def test_without_corrections_the_coding_stands(coding: list[Claim]) -> None:
    assert _replayed(coding, []) == Replayed(tuple(coding), (), ())
