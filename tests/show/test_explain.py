import io

import pytest
from rich.console import Console, RenderableType

from demarche.model.coded import Coded
from demarche.model.records import Report
from demarche.show.excerpt import excerpts
from demarche.show.explain import explain
from demarche.show.fields import Wording, fields
from demarche.show.labels import load_labels
from demarche.show.passage import marked
from demarche.show.record import record_panel

from .samples import Desk, border, report
from .strait import strait

CODED = strait()
EVERY = [(entry, coded.report) for coded in (border(), CODED) for entry in coded.claims]


def render(shown: RenderableType, width: int = 100) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width).print(shown)
    return stream.getvalue()


def words(shown: RenderableType) -> str:
    return " ".join(render(shown).replace("│", " ").split())


def withdrawal() -> Coded:
    return next(entry for entry in CODED.claims if entry.claim.rule == "withdraw.verb.forces")


def test_an_explanation_has_sentence_rule_values_and_reasons() -> None:
    told = words(explain(withdrawal(), CODED.report))
    assert "it had ⟦withdrawn⟧ four patrol boats" in told
    assert "Kestria ⟦withdraws⟧ patrol boats as Halm talks resume" in told
    assert "rule withdraw.verb.forces" in told
    assert "did what RETREAT · withdraw because “withdraw” with forces as its object is RETREAT" in told
    assert "“withdrawn” at 140–149" in told
    assert "voice attributed (the report gives somebody’s word for it) because the clause" in told
    assert "when not after 13 May 2025" in told


def test_a_reason_for_a_field_that_is_not_shown_is_told_too() -> None:
    desk = Desk(report("Kestria agreed."))
    event = desk.event("AGREE", "agreed", "Kestria agreed")
    desk.because(event, "recipients", "the verb has no oblique with a participant")
    (entry,) = desk.coded_report().claims
    assert "to whom because the verb has no oblique" in words(explain(entry, desk.report))


@pytest.mark.parametrize(("entry", "source"), EVERY, ids=lambda value: getattr(value, "path", ""))
def test_every_claim_can_be_explained_and_shown(entry: Coded, source: Report) -> None:
    for told in (render(explain(entry, source), 80), render(record_panel(entry.claim, source), 80)):
        assert max(map(len, told.splitlines())) <= 80
        assert entry.claim.id in told
        assert entry.claim.rule in told
        assert "⟦" in told
        assert "None" not in told


def test_every_field_has_a_label_of_its_own() -> None:
    labels = load_labels()
    keys = set(labels.values("field"))
    for entry, _ in EVERY:
        assert {field.key for field in fields(entry.claim, Wording(labels, "the report"))} <= keys


def test_a_report_says_plainly_what_it_lacks() -> None:
    told = words(record_panel(border().report, border().report))
    assert "outlet none in the report" in told
    assert "published 5 March 2024" in told
    assert "left out 608–658 (contact block)" in told
    assert "mended a break at 355" in told


def test_the_excerpt_is_the_sentence_and_no_more() -> None:
    desk = Desk(
        report("Talks failed on Monday. Mr. Maro left the U.S. envoy. Then Kestria agreed to it. They met.")
    )
    (one,) = excerpts(desk.report.text, [desk.span("agreed")])
    assert desk.report.text[one.start : one.end] == "Then Kestria agreed to it."
    (two,) = excerpts(desk.report.text, [desk.span("left")])
    assert desk.report.text[two.start : two.end] == "Mr. Maro left the U.S. envoy."


def test_a_long_paragraph_is_cut_on_both_sides() -> None:
    desk = Desk(report("word " * 20_000 + "agreed " + "word " * 20_000))
    event = desk.event("AGREE", "agreed", "agreed")
    told = marked(event, desk.report).plain
    assert told.startswith("…")
    assert told.endswith("…")
    assert "⟦agreed⟧" in told
    assert len(told) < 1000


def test_words_of_a_report_are_neither_markup_nor_control() -> None:
    desk = Desk(report("[bold]Kestria[/bold] \x1b[2J\u202eagreed."))
    event = desk.event(
        "AGREE", "agreed", "Kestria[/bold] \x1b[2J\u202eagreed", actors=(desk.who("[bold]Kestria"),)
    )
    (entry,) = desk.coded_report().claims
    told = render(explain(entry, desk.report))
    assert "[bold]Kestria[/bold] ␛[2J⟨U+202E⟩⟦agreed⟧" in told
    assert "\x1b" not in told
    assert event.id in told
