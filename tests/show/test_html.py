import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.model.coded import Coded, CodedReport
from demarche.model.records import Event
from demarche.show.article import paragraph_kinds
from demarche.show.html import page
from demarche.show.visible import visible

from .samples import Desk, border, report
from .strait import strait

VOID = {"meta", "input", "br"}
Attributes = dict[str, str]


class Reader(HTMLParser):
    """Reads a page as a browser would, as far as the tests ask: elements, texts of paragraphs, marks."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self.paragraphs: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.script = ""
        self._open: list[tuple[str, Attributes]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_ = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given_))
        if tag in {"p", "h2"} and given_.get("class") in {"title", "front", "body"}:
            self.paragraphs.append("")
        if tag not in VOID:
            self._open.append((tag, given_))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "script":
            self.script += data
        for _, given_ in reversed(self._open):
            if "n" in given_.get("class", "").split():
                return
            if given_.get("class") in {"title", "front", "body"}:
                self.paragraphs[-1] += data
                if "data-c" in self._open[-1][1]:
                    self.marks.append((data, self._open[-1][1]["data-c"]))
                return

    def all(self, name: str) -> list[str]:
        """Return the values of an attribute."""
        return [given_[name] for _, given_ in self.elements if name in given_]


def read(*coded: CodedReport) -> Reader:
    return Reader(page(coded, title="A page", generator="demarche 0"))


def expected_paragraphs(text: str) -> list[str]:
    return [visible(part) for part in re.split(r"\n[^\S\n]*\n\s*", text) if part.strip()]


@pytest.mark.parametrize("coded", [border(), strait()], ids=["border", "strait"])
def test_the_text_of_the_report_is_all_there_and_nothing_else(coded: CodedReport) -> None:
    assert read(coded).paragraphs == expected_paragraphs(coded.report.text)


def test_every_claim_has_a_card_and_a_number_and_every_link_leads_somewhere() -> None:
    coded = [border(), strait()]
    found = read(*coded)
    ids = found.all("id")
    assert len(set(ids)) == len(ids)
    for entry in (entry for one in coded for entry in one.claims):
        assert ids.count(entry.claim.id) == 1
        assert f"#{entry.claim.id}" in found.all("href")
    inner = [href[1:] for href in found.all("href") if href.startswith("#")]
    assert set(inner) <= set(ids)


def test_marks_stand_at_the_words_of_the_claim() -> None:
    desk = Desk(report("Kestria said that it had signed the draft."))
    desk.statement("assert", "said", "that it had signed the draft")
    desk.event("AGREE", "signed", "it had signed the draft")
    assert read(desk.coded_report()).marks == [
        ("said", "0k"),
        ("that ", "0s"),
        ("it had ", "1x 0s"),
        ("signed", "1t 0s"),
        (" the draft", "1x 0s"),
    ]


def test_a_page_needs_nothing_from_outside_and_runs_only_its_own_script() -> None:
    html = page([border(), strait()], title="A page", generator="demarche 0")
    found = Reader(html)
    (policy,) = [
        given_["content"]
        for _, given_ in found.elements
        if given_.get("http-equiv") == "Content-Security-Policy"
    ]
    digest = base64.b64encode(hashlib.sha256(found.script.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}';" in policy
    assert not found.all("src")
    assert not found.all("style")
    assert not [name for _, given_ in found.elements for name in given_ if name.startswith("on")]
    assert not re.search(r"https?:|@import|url\(", html)
    assert {tag for tag, _ in found.elements} & {"link", "img", "iframe", "form", "object"} == set()


HOSTILE = (
    "<script>alert(1)</script> \"'&amp; </p></style><!-- {{ 7*7 }} {% raw %} \u202egnihton\u202c\x00\x1b[31m "
    "javascript:alert(1) </article>"
)


def hostile(text: str) -> CodedReport:
    desk = Desk(
        report(
            f"{text} agreed.",
            title=text,
            outlet=text,
            byline=(text,),
            path=text,
            url="javascript:alert(1)",
            language='en" onload="x',
        )
    )
    actor = desk.who(text, role=text)
    event = desk.event("AGREE", "agreed", f"{text} agreed", actors=(actor,), contexts=(text,))
    desk.because(event, "type", text, "agreed")
    return desk.coded_report()


def test_words_of_a_report_are_never_html() -> None:
    found = read(hostile(HOSTILE))
    plain = read(hostile("Kestria"))
    assert [tag for tag, _ in found.elements] == [tag for tag, _ in plain.elements]
    assert [sorted(given_) for _, given_ in found.elements] == [
        sorted(given_) for _, given_ in plain.elements
    ]
    assert found.script == plain.script
    assert found.paragraphs == [visible(f"{HOSTILE} agreed.")]
    assert not any("javascript" in href for href in found.all("href"))


def test_only_web_addresses_become_links() -> None:
    linked = replace(border(), report=replace(border().report, url="https://example.org/a?b=1&c=2"))
    assert "https://example.org/a?b=1&c=2" in read(linked).all("href")


@settings(max_examples=10, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_is_laid_out_and_read_back(text: str) -> None:
    desk = Desk(report(f"{text}\n\nKestria agreed.".replace("\r", "")))
    desk.event("AGREE", "agreed", "Kestria agreed")
    shown = read(desk.coded_report()).paragraphs
    assert shown == expected_paragraphs(desk.report.text)


def test_a_paragraph_of_a_hundred_thousand_characters_is_laid_out() -> None:
    text = "word " * 20_000 + "x" * 100_000 + " " * 100_000 + "agreed"
    desk = Desk(report(text))
    desk.event("AGREE", "agreed", "agreed")
    assert read(desk.coded_report()).paragraphs == [text]


def test_overlapping_and_nested_claims_are_cut_and_each_part_knows_them_all() -> None:
    text = "aa bb cc dd"
    desk = Desk(report(text))
    desk.event("AGREE", "aa", "aa bb cc")
    desk.event("ASSAULT", "dd", "bb cc dd")
    desk.statement("assert", "cc", "bb")
    found = read(desk.coded_report())
    assert "".join(words for words, _ in found.marks) == text
    by_words = dict(found.marks)
    assert set(by_words["bb"].split()) == {"0x", "1s", "2x"}
    assert set(by_words["cc"].split()) == {"0x", "1k", "2x"}


def test_content_over_two_paragraphs_is_marked_in_both() -> None:
    desk = Desk(report("He said this:\n\n“One.\n\nTwo.”"))
    content = desk.span("“One.\n\nTwo.”")
    statement = desk.statement("assert", "said", "“One.")
    desk.claims[:] = [replace(statement, content=(content,))]
    found = read(desk.coded_report())
    assert found.marks == [("said", "0k"), ("“One.", "0s"), ("Two.”", "0s")]
    classes = [given_["class"].split() for tag, given_ in found.elements if tag == "u" and "data-c" in given_]
    assert ["b" in names for names in classes] == [False, True, False]
    assert ["z" in names for names in classes] == [False, False, True]


def test_kind_and_status_are_told_by_words_and_classes() -> None:
    html = page([strait()], title="A page", generator="demarche 0")
    for words in ("did not happen", "planned", "demanded", "conditional", "alleged", "red line", "ultimatum"):
        assert words in html
    assert 'class="e q4 real s-happened"' in html
    assert 'class="e q1 not s-not_happened"' in html
    for value in ("happened", "planned", "not_happened"):
        assert f'id="s-{value}"' in html
    assert 'id="s-believed"' not in html


def test_what_is_not_known_is_left_out_or_said_plainly() -> None:
    desk = Desk(report("Kestria agreed."))
    desk.event("AGREE", "agreed", "Kestria agreed")
    html = page([desk.coded_report()], title="A page", generator="demarche 0")
    assert "no date in the report" in html
    assert "not named" in html
    assert not re.search(r"\bNone\b|\bnull\b(?!;)", re.sub(r"(?s)<script>.*?</script>", "", html))


def test_a_card_has_chain_factuality_harm_code_rule_and_reasons() -> None:
    html = page([strait()], title="A page", generator="demarche 0")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    assert "harbour master · “according to” · PR+ probable" in text
    assert "killed at least 3, wounded 10 to 12" in text
    assert "material conflict CAMEO 194 · Goldstein −9.5" in text
    assert "rule withdraw.verb.forces" in text
    assert "“withdraw” with forces as its object is RETREAT, mode withdraw “withdrawn”" in text
    assert "Not settled" in text


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_a_report_without_text_says_so(text: str) -> None:
    empty = CodedReport(report(text), (), ())
    assert "The report has no text." in page([empty], title="A page", generator="demarche 0")


def test_no_reports_make_a_page_too() -> None:
    assert "0 reports: 0 events" in page([], title="A page", generator="demarche 0")


def test_a_report_that_stands_twice_gets_anchors_of_its_own() -> None:
    ids = read(border(), border()).all("id")
    assert len(set(ids)) == len(ids)


def test_the_same_reports_give_the_same_page() -> None:
    first, second = (page([strait()], title="A page", generator="demarche 0") for _ in range(2))
    backwards = replace(strait(), claims=strait().claims[::-1])
    assert first == second == page([backwards], title="A page", generator="demarche 0")


def numbered(coded: CodedReport, number: int) -> CodedReport:
    """Return the report under another id, with its first twenty claims."""
    name = f"r:{number:016x}"
    claims = tuple(
        Coded(
            replace(entry.claim, report=name, id=f"{entry.claim.id[:2]}{number:04x}{entry.claim.id[6:]}"), ()
        )
        for entry in coded.claims[:20]
    )
    return CodedReport(replace(coded.report, id=name), claims, ())


def test_a_hundred_reports_make_a_page_under_three_megabytes() -> None:
    base = strait()
    few = page([numbered(base, number) for number in range(20)], title="A page", generator="demarche 0")
    assert len(few.encode()) * 5 < 3_000_000


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [
        (
            ["A title", "By X", "5 May", "Long body text.", "Short"],
            ["title", "front", "front", "body", "body"],
        ),
        (["By X", "A title", "Body."], ["front", "title", "body"]),
        (["Kestria agreed.", "A title"], ["body", "body"]),
        (["w" * 100], ["body"]),
        (["A title", "A title", "Body."], ["title", "front", "body"]),
    ],
)
def test_lines_before_the_first_sentence_are_front_matter(texts: list[str], kinds: list[str]) -> None:
    assert paragraph_kinds(texts, "A  title") == kinds


def test_an_event_marked_in_title_and_text_has_one_card_and_two_numbers() -> None:
    found = read(border())
    event = next(entry.claim for entry in border().claims if isinstance(entry.claim, Event))
    assert len(event.trigger) == 2
    assert found.all("href").count(f"#{event.id}") == 2
