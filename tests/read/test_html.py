"""A page gives its article, with its words where they stand in the page's source, and what was left out."""

import html
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.lexicon.layout import Layout, load_layout
from demarche.model.reading import Reading
from demarche.read.formats.markup import visible
from demarche.read.inputs import Input
from demarche.read.load import load
from tests.read.made import PAGE
from tests.read.samples import FIRST, SECOND, THIRD, TITLE, blocks, codes


def _read(page: str | bytes, layout: Layout, charset: str | None = None) -> Reading:
    data = page if isinstance(page, bytes) else page.encode()
    return load(Input("page.html", "html", data, charset=charset), layout).reading


def _article(body: str, head: str = "") -> str:
    return f"<html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"


def test_the_article_and_what_the_head_says_of_it(layout: Layout) -> None:
    reading = _read(PAGE, layout)
    report = reading.report
    assert (report.title, report.byline, report.outlet) == (TITLE, ("Jane Roe",), "El Puente")
    assert (report.published, report.language) == ("2024-03-05", "en")
    assert report.url == "https://elpuente.example/crossing"
    assert blocks(reading) == [
        ("title", TITLE),
        ("paragraph", FIRST),
        ("paragraph", SECOND),
        ("paragraph", THIRD),
    ]
    assert codes(reading) == []


def test_what_is_left_out_is_listed_with_the_part_of_the_page_that_it_is(layout: Layout) -> None:
    left_out = [(gone.why, PAGE[gone.start : gone.end]) for gone in _read(PAGE, layout).report.removed]
    assert left_out == [
        ("navigation", 'Home</a> <a href="/world">World'),
        ("subscription notice", "Sign up for our morning letter"),
        ("page footer", "© 2024 El Puente. All rights reserved."),
    ]


def test_words_stand_where_they_do_in_the_source(layout: Layout) -> None:
    marked = FIRST.replace("Elena Quispe", "<b>Elena&nbsp;Quispe</b>").replace(
        "El Puente", "<i>El</i> Puente"
    )
    page = _article(f"<p>{marked}</p><p>{SECOND.replace('’', '&rsquo;')}</p>")
    reading = _read(page, layout)
    assert [words for _, words in blocks(reading)] == [TITLE, FIRST, SECOND]
    for block in reading.blocks:
        for at in range(block.start, block.end):
            source = reading.span(at, at + 1).source
            character = reading.report.text[at]
            if not character.isspace():
                assert source is not None
                ((start, end),) = source
                assert page[start:end] in {character, "&rsquo;"}


def test_line_breaks_headings_lists_and_quotations_keep_their_form(layout: Layout) -> None:
    body = (
        f"<p>{FIRST}</p><h2>What comes next</h2><p>{SECOND}<br><br>{THIRD}</p><ul><li>The first point is about fish</li>"
        "<li>The second point is about boats</li></ul><blockquote><p>It is *not* over_yet, [she] said.</p></blockquote>"
    )
    reading = _read(_article(body), layout)
    assert blocks(reading)[1:] == [
        ("paragraph", FIRST),
        ("heading", "What comes next"),
        ("paragraph", SECOND),
        ("paragraph", THIRD),
        ("item", "The first point is about fish"),
        ("item", "The second point is about boats"),
        ("paragraph", "It is *not* over_yet, [she] said."),
    ]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05T23:00:00-05:00"}</script>', "2024-03-05"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["ReportageNewsArticle"], "datePublished": "2024-03-05"}]}</script>', "2024-03-05"),
        ('<script type="application/ld+json">{broken</script><meta name="dc.date" content="March 5, 2024">', "2024-03-05"),
        ('<meta itemprop="datePublished" content="20240305">', "2024-03-05"),
        ('<meta property="article:modified_time" content="2024-03-05">', None),
        ('<meta name="date" content="03/04/2024">', None),
    ],
)  # fmt: skip
def test_the_date_is_that_which_the_page_states(head: str, published: str | None, layout: Layout) -> None:
    assert _read(_article(f"<p>{FIRST}</p><p>{SECOND}</p>", head), layout).report.published == published


def test_a_date_in_the_article_itself_counts_where_the_head_states_none(layout: Layout) -> None:
    body = f"<p>Published: 5 March 2024</p><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    assert _read(_article(body), layout).report.published == "2024-03-05"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("cp1252", "iso-8859-1"), ("cp1252", "utf-8"), ("utf-16", ""), ("utf-8", "utf-16")],
)
def test_the_encoding_is_declared_or_found(encoding: str, declared: str, layout: Layout) -> None:
    page = _article(f"<p>{FIRST}</p><p>{SECOND}</p>", f'<meta charset="{declared}">')
    assert SECOND in _read(page.encode(encoding), layout).report.text


def test_the_encoding_that_the_server_declared_goes_first(layout: Layout) -> None:
    polish = SECOND.replace("Ecuador", "Łódź")
    page = _article(f"<p>{FIRST}</p><p>{polish}</p>").encode("iso-8859-2", errors="replace")
    assert "Łódź" in _read(page, layout, "iso-8859-2").report.text


def test_a_fragment_is_read_whole(layout: Layout) -> None:
    reading = _read(f"<p>{FIRST}</p><script>let a = '<p>';</script><div>{SECOND}<br>{THIRD}</div>", layout)
    assert [words for _, words in blocks(reading)] == [FIRST, SECOND, THIRD]


def test_malformed_pages_are_read(layout: Layout) -> None:
    page = f'<html><body><div><p>{FIRST}<p>{SECOND}</div></b><p class="x>{THIRD}</p><p>{THIRD} <b>1 < 2</p'
    text = _read(page, layout).report.text
    assert FIRST in text
    assert SECOND in text


def test_control_characters_do_not_keep_a_page_from_being_read(layout: Layout) -> None:
    reading = _read(_article(f"<p>\x01{FIRST}&#1;</p><p>{SECOND}<b>\x0b</b> &#8211;&#11;\x1f</p>"), layout)
    assert FIRST in reading.report.text
    assert SECOND in reading.report.text


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html><body></body></html>", "empty"),
        ("<html><body>" + "<br>" * 150_000, "too-complex"),
        ("<html><body><p " + " ".join(f"a{n}=x" for n in range(300_000)) + ">Peru</p>", "too-complex"),
        ("<html><body>" + "<!--" + "x" * 10_000_001, "too-long"),
        ("<html><body>" + "word " * 1_000_000, "too-long"),
        ("<html><body>\0\1\2\3" + "\0\1\2" * 400, "binary"),
    ],
)
def test_pages_that_are_not_read(page: str, code: str, layout: Layout) -> None:
    reading = _read(page, layout)
    assert codes(reading) == [code]
    assert reading.report.text == ""


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 50_000 + FIRST,
        "<html><body>" + "<b><i>" * 20_000 + f"<p>{FIRST}</p>",
        "<html><body>" + '<a href="' * 50_000,
        "<html><body>" + "<script>" * 50_000,
        "<html><body>" + "<!--" * 50_000,
        "<html><body>" + "&amp;" * 500_000,
        "<html><body><table>" + "<tr><td>" * 29_000,
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><html><body>'
        + "&b;" * 20_000,
        "<html><body>" + f"<p>{FIRST}</p>" * 2_500,
        "<html><body><p>" + "word " * 200_000,
    ],
    ids=["div", "inline", "quote", "script", "comment", "reference", "table", "entity", "repeat", "one"],
)
def test_hostile_pages_take_no_more_than_some_seconds(page: str, layout: Layout) -> None:
    before = time.process_time()
    _read(page, layout)
    assert time.process_time() - before < 20


_LAYOUT = load_layout()
_PARAGRAPHS = st.lists(
    st.text(st.sampled_from("abc XYZ 12 .,;“”’–&<>\"'*_#[]`\\\u00a0\n\x01é"), min_size=1, max_size=60),
    min_size=1,
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(_PARAGRAPHS)
def test_every_character_of_a_fragment_knows_its_source(paragraphs: list[str]) -> None:
    layout = _LAYOUT
    source = "".join(f"<p>{html.escape(text)}<br></p>" for text in paragraphs)
    reading = _read(source, layout)
    for at, character in enumerate(reading.report.text):
        places = reading.span(at, at + 1).source
        if not character.isspace():
            assert places is not None
            assert html.unescape(source[places[0][0] : places[-1][1]]) == character


def test_only_what_is_seen_is_visible(layout: Layout) -> None:
    source = "<head><title>no</title></head><style>p{}</style><p>a &amp; b<!-- no --> <svg><text>no</text></svg>c</p>"
    found = visible(source, layout.elements, 1000)
    assert found.text == "a&bc"
    assert [source[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == [
        "a",
        "&amp;",
        "b",
        "c",
    ]
