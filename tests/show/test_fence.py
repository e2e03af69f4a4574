"""The fence: the wording by which a report judges, found by the list, outside quotations, told on the page."""

import re

import pytest

from demarche.lexicon.evaluation import Evaluation, load_evaluation
from demarche.show.article import article
from demarche.show.fence import fenced
from demarche.show.html import page
from demarche.show.labels import load_labels

from .samples import Desk, report

RULES = load_evaluation()


def _words(text: str) -> list[str]:
    return [text[one.start : one.end] for one in fenced(text, (), RULES)]


@pytest.mark.parametrize("entry", RULES.entries, ids=lambda entry: entry.forms[0])
def test_every_entry_has_an_example_in_which_it_alone_judges(entry: Evaluation) -> None:
    (word,) = _words(entry.example)
    assert word.lower() in entry.forms
    if entry.counter is not None:
        assert re.search("|".join(entry.forms), entry.counter, re.IGNORECASE)
        assert _words(entry.counter) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The envoy called the plan “reckless” and left.", []),
        ('"A reckless plan," the envoy said.', []),
        ("The council's 'reckless' plan failed.", []),
        ("The miners' reckless plan met the owners' reckless answer.", ["reckless", "reckless"]),
        ("The Noble Group sold the Magnificent hotel.", []),
        ("The talks ended. Unfortunately nobody wrote.", ["Unfortunately"]),
        ("He said “yes.” In reality, the port was shut.", ["In reality"]),
        ("In\nreality the port was shut.", ["In\nreality"]),
        ("A non-reckless plan and a recklessnesses.", []),
        ("", []),
    ],
)
def test_what_is_quoted_or_a_name_is_not_the_authors(text: str, words: list[str]) -> None:
    assert _words(text) == words


def test_the_page_puts_a_fence_around_it_and_leads_there() -> None:
    desk = Desk(report("Peru sent a massive force. Lima said the answer was reckless and “shameful”."))
    desk.event("MOBILIZE", "sent", "Peru sent a massive force")
    quoted = (desk.span("shameful"),)
    desk.statement("criticise", "said", "the answer was reckless and “shameful”", form="mixed", quoted=quoted)
    coded = desk.coded_report()
    own, reported = article(coded, 1, load_labels(), RULES, repeated=False).fences
    assert [(one.words, one.found.is_reported) for one in (own, reported)] == [
        ("massive", False),
        ("reckless", True),
    ]
    html = page([coded], title="Peru", generator="demarche")
    assert re.search(
        rf'<u class="x [^"]*fence fa fz" id="{own.anchor}" title="degree: [^"]*own wording"', html
    )
    assert re.search(rf'<u class="[^"]*fence fa fz fr" id="{reported.anchor}" title="judgement: ', html)
    for one in (own, reported):
        assert f'<a href="#{one.anchor}"' in html
    assert 'id="k-fence"' in html
