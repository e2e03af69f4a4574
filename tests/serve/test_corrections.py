"""Correcting on the page: every form does what the command does, and says so."""

import re
from collections.abc import Mapping

from demarche.corrections.review import queue
from demarche.ledger import query
from demarche.ledger.corrections import log, verify
from demarche.ledger.filters import Filter
from demarche.ledger.store import Ledger
from demarche.lexicon.doubts import load_doubts
from demarche.model.corrections import Correction
from demarche.model.records import Claim, Event

from .conftest import PORT, Site

_ORIGIN = {"Origin": f"http://127.0.0.1:{PORT}"}
WHY = {"why": "so the sentence says", "who": "Ana"}


def _send(site: Site, address: str, form: Mapping[str, str]) -> str:
    """Send a form; return where it leads."""
    answer = site.client.post(address, data=dict(form), headers=_ORIGIN)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def _event(site: Site, **filters: str) -> Event:
    with Ledger.open(site.ledger) as ledger:
        return next(query.events(ledger, Filter(**filters)))  # type: ignore[arg-type]


def _said(site: Site) -> list[Correction]:
    with Ledger.open(site.ledger) as ledger:
        assert verify(ledger).faults == ()
        return log(ledger)


def test_a_claim_is_rejected_shown_so_and_taken_back(own: Site) -> None:
    event = _event(own, type="COERCE")
    address = f"/claims/{event.id}"
    onwards = _send(own, f"{address}/judge", {"verdict": "reject", **WHY})
    assert own.books.wait(60).is_whole
    told = own.page(onwards)
    assert "rejected: k:" in told
    assert "Rejected by Ana" in told
    assert event.id not in own.page("/events?type=COERCE")
    assert f'id="{event.id}"' not in own.page(f"/reports/{event.report}")
    (said,) = _said(own)
    listed = own.page("/corrections")
    assert said.id in listed
    assert "so the sentence says" in listed
    _send(own, f"/corrections/{said.id}/undo", {"back": address, **WHY})
    assert own.books.wait(60).is_whole
    assert event.id in own.page("/events?type=COERCE")
    assert "(undone)" in own.page("/corrections")


def test_only_what_was_changed_in_the_form_is_edited(own: Site) -> None:
    event = _event(own, type="CONSULT")
    address = f"/claims/{event.id}"
    html = own.page(address)
    was = dict(re.findall(r'name="(was-[a-z]+)" value="([^"]*)"', html))
    assert was["was-type"] == "CONSULT"
    form = {name.removeprefix("was-"): value for name, value in was.items()} | was
    onwards = _send(own, f"{address}/edit", {**form, "status": "denied", "when": "2025-05", **WHY})
    (said,) = _said(own)
    (after,) = said.after
    assert isinstance(after, Event)
    assert onwards.startswith(f"/claims/{after.id}")
    assert (after.status, after.when.precision, after.actors) == ("denied", "month", event.actors)
    edited = own.page(f"/claims/{after.id}")
    assert "edited by Ana on" in edited, "among the reasons"
    assert f'in its place stands <a href="/claims/{after.id}"' in own.page(address)
    assert own.client.post(f"{address}/edit", data={**form, **WHY}, headers=_ORIGIN).status_code == 403


def test_what_names_an_edited_claim_leads_to_what_stands_in_its_place(own: Site) -> None:
    with Ledger.open(own.ledger) as ledger:
        bound = next(one for one in query.commitments(ledger) if one.events)
    old = newer = bound.events[0]
    for status in ("denied", "planned"):
        _send(own, f"/claims/{newer}/edit", {"was-status": "x", "status": status, **WHY})
        newer = _said(own)[-1].after[0].id
    assert f'in its place stands <a href="/claims/{newer}"' in own.page(f"/claims/{old}")
    html = own.page(f"/claims/{bound.id}")
    assert f'<a href="/claims/{newer}">' in html
    assert f'<a href="/claims/{old}">' not in html
    assert f"<code>{old}</code>" not in own.page(f"/reports/{bound.report}")


def test_every_field_of_every_claim_reads_as_it_is_written(own: Site) -> None:
    """A form that is sent as it was opened changes nothing."""
    with Ledger.open(own.ledger) as ledger:
        claims: list[Claim] = [*query.events(ledger), *query.statements(ledger), *query.commitments(ledger)]
    for claim in claims[::7]:
        was = dict(re.findall(r'name="(was-[a-z]+)" value="([^"]*)"', own.page(f"/claims/{claim.id}")))
        form = {name.removeprefix("was-"): value for name, value in was.items()} | was
        answer = own.client.post(f"/claims/{claim.id}/edit", data={**form, **WHY}, headers=_ORIGIN)
        assert answer.status_code == 403
        assert "No field has another value" in answer.text


def test_a_missed_claim_is_added_by_selected_words_or_by_its_sentence(own: Site) -> None:
    event = _event(own, type="CONSULT")
    with Ledger.open(own.ledger) as ledger:
        text = query.report_of(ledger, event).text
    second = text.index(" the ", text.index(" the ") + 1) + 1
    form = {"kind": "event", "words": "the", "event-type": "AID", "event-when": "2025-05-12", **WHY}
    address = f"/reports/{event.report}/add"
    answer = own.client.post(address, data=form, headers=_ORIGIN)
    assert answer.status_code == 403
    assert "stands in the report" in answer.text
    _send(own, address, {**form, "before": text[second - 30 : second]})
    sentence = re.search(r'<option value="(\d+)-(\d+)">', own.page(f"/reports/{event.report}"))
    assert sentence is not None
    said = _said(own)[0].after[0]
    assert isinstance(said, Event)
    assert (said.trigger[0].start, said.type, said.when.earliest) == (second, "AID", "2025-05-12")
    assert f'id="{said.id}"' in own.page(f"/reports/{event.report}")


def test_merging_reading_through_and_states(own: Site) -> None:
    with Ledger.open(own.ledger) as ledger:
        one, other, *_ = query.events(ledger, Filter(type="AGREE"))
        bound = next(query.commitments(ledger))
    address = _send(own, f"/happenings/{one.id}/merge", {"others": other.id, **WHY})
    html = own.page(address)
    assert "merged" in html
    assert other.id in html
    _send(own, f"/reports/{one.report}/reviewed", {"why": ""})
    assert "Read through by Ana" in own.page(f"/reports/{one.report}"), "the name is asked once"
    _send(own, f"/claims/{bound.id}/state", {"state": "expired", "verdict": "strike", "why": "it was met"})
    assert [(said.action, said.who) for said in _said(own)] == [
        ("merge", "Ana"), ("reviewed", "Ana"), ("strike", "Ana"),
    ]  # fmt: skip
    assert 'name="who"' not in own.page(f"/claims/{one.id}")


def test_the_queue_is_ordered_and_shrinks(own: Site) -> None:
    html = own.page("/review")
    doubts = [float(one) for one in re.findall(r"doubt (\d+\.\d+)", html)]
    assert doubts == sorted(doubts, reverse=True)
    assert len(doubts) > 5
    shown = re.findall(r'<li class="line[^"]*" id="([esc]:[0-9a-f]+)"', html)
    with Ledger.open(own.ledger) as ledger:
        asked = queue(ledger, load_doubts(), limit=len(shown))
    assert shown == [one.claim.id for one in asked]
    assert any(doubt.name == "score" for one in asked for doubt in one.doubts)
    first = shown[0]
    onwards = _send(own, f"/claims/{first}/judge", {"verdict": "accept", "back": "/review", "who": "Ana"})
    assert onwards.startswith("/review?")
    assert f'id="{first}"' not in own.page("/review")
    assert "statements" in own.page("/review?kind=statement")


def test_no_form_leads_to_another_site_or_to_nowhere(own: Site) -> None:
    event = _event(own, type="CONSULT")
    for back in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "",
        "/a\r\nb",
        "/../etc",
        "/review?x=//y",
    ):
        onwards = _send(own, f"/claims/{event.id}/judge", {"verdict": "accept", "back": back, **WHY})
        assert onwards.startswith(f"/claims/{event.id}?"), back
    form = {"verdict": "accept", "back": "/review?kind=event", **WHY}
    assert _send(own, f"/claims/{event.id}/judge", form).startswith("/review?kind=event&told=")


def test_an_unknown_id_and_words_that_are_no_text_are_refused(own: Site) -> None:
    event = _event(own, type="CONSULT")
    for address in ("/claims/e:ffffffffffffffff/judge", "/happenings/h:0/part", "/corrections/k:0/undo"):
        form = {"verdict": "accept", **WHY}
        assert own.client.post(address, data=form, headers=_ORIGIN).status_code == 404, address
    answer = own.client.post(
        f"/claims/{event.id}/judge",
        content=b"verdict=reject&who=Ana&why=%FF",
        headers=_ORIGIN | {"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert (answer.status_code, "not UTF-8" in answer.text) == (403, True)
    assert _said(own) == []


def test_what_cannot_be_said_is_told_in_words(own: Site) -> None:
    event = _event(own, type="CONSULT")
    forms = {
        f"/claims/{event.id}/judge": ({"verdict": "reject", "why": " "}, "without a reason"),
        f"/claims/{event.report}/judge": ({"verdict": "accept"}, "is a report"),
        f"/claims/{event.id}/judge?": ({"verdict": "perhaps"}, "accepted or rejected"),
        f"/reports/{event.report}/add": ({"kind": "event", "words": "zeppelin", **WHY}, "does not stand"),
        f"/happenings/{event.id}/merge": ({"others": "", **WHY}, "two events or more"),
    }
    for address, (form, told) in forms.items():
        answer = own.client.post(address, data=form, headers=_ORIGIN)
        assert answer.status_code == 403, address
        assert told in answer.text
    assert _said(own) == []


def test_a_page_that_is_read_only_has_no_forms(read_only: Site) -> None:
    event = _event(read_only, type="CONSULT")
    for address in (f"/claims/{event.id}", f"/reports/{event.report}", "/review", "/corrections"):
        assert 'method="post"' not in read_only.page(address)
    answer = read_only.client.post(f"/claims/{event.id}/judge", data={"verdict": "accept"}, headers=_ORIGIN)
    assert answer.status_code == 403
    assert _said(read_only) == []


def test_what_people_write_is_escaped(own: Site) -> None:
    event = _event(own, type="CONSULT")
    hostile = "<script>alert(1)</script>"
    _send(own, f"/claims/{event.id}/judge", {"verdict": "reject", "why": hostile, "who": hostile})
    for address in (f"/claims/{event.id}", "/corrections"):
        html = own.page(address)
        assert hostile not in html
        assert "&lt;script&gt;alert" in html
