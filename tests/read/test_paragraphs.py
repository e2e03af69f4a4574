"""Lines are joined where the page's width broke them, and kept apart where the report did."""

import pytest

from demarche.lexicon.layout import Layout
from demarche.read.layout.joins import join
from tests.read.conftest import Read
from tests.read.samples import FIRST, SECOND, THIRD, TITLE, of_role, wrapped


@pytest.mark.parametrize("width", [48, 64, 80])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_wrapped_paragraphs_are_made_whole(width: int, end: str, read_text: Read) -> None:
    source = "\n\n".join([TITLE, *(wrapped(part, width) for part in (FIRST, SECOND, THIRD))])
    reading = read_text(source.replace("\n", end))
    assert of_role(reading, "paragraph") == [FIRST, SECOND, THIRD]
    assert reading.report.mended == ()


def test_a_wrapped_line_end_stands_for_its_space(read_text: Read) -> None:
    source = "\n\n".join([TITLE, *(wrapped(part) for part in (FIRST, SECOND))])
    reading = read_text(source)
    assert reading.report.text == source.replace("\n", " ").replace("  ", "\n\n")
    assert reading.span(0, len(source)).source == ((0, len(source)),)


def test_wrapped_paragraphs_without_empty_lines_are_told_apart_by_their_indentation(read_text: Read) -> None:
    source = f"{TITLE}\n\n" + "\n".join(wrapped(part, indent="   ") for part in (FIRST, SECOND, THIRD))
    assert of_role(read_text(source), "paragraph") == [FIRST, SECOND, THIRD]


def test_wrapped_paragraphs_without_empty_lines_are_told_apart_by_their_short_last_lines(
    read_text: Read,
) -> None:
    source = f"{TITLE}\n\n" + "\n".join(wrapped(part, 58) for part in (FIRST, SECOND, THIRD))
    assert of_role(read_text(source), "paragraph") == [FIRST, SECOND, THIRD]


def test_one_paragraph_a_line_stays_so(read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\n{FIRST}   \n{SECOND}\n{THIRD}\n")
    assert of_role(reading, "paragraph") == [FIRST, SECOND, THIRD]


def test_a_short_line_between_such_paragraphs_is_a_heading(read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\n{FIRST}\nReaction in Quito\n{SECOND}")
    assert of_role(reading, "heading") == ["Reaction in Quito"]
    assert of_role(reading, "paragraph") == [FIRST, SECOND]


def test_a_wrapped_title_is_made_whole_and_not_glued_to_the_body(read_text: Read) -> None:
    title = f"{TITLE} after long talks about patrols and fishing"
    source = f"{wrapped(title)}\n\n{wrapped(FIRST)}\n\n{wrapped(SECOND)}"
    reading = read_text(source)
    assert reading.report.title == title
    assert of_role(reading, "paragraph") == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("diplo-\nmats", "diplomats"),
        ("long-\nterm", "long-term"),
        ("US-\nled", "US-led"),
        ("anti-\nRussian", "anti-Russian"),
        ("COVID-\n19", "COVID-19"),
        ("three-\nday", "three-day"),
        ("self-\ndefence", "self-defence"),
        ("year-end-\ntalks", "year-end-talks"),
        ("pre-\nand post-war", "pre- and post-war"),
        ("war—\nagain", "war—again"),
        ("war —\nagain", "war — again"),
        ("the\nwar", "the war"),
    ],
)
def test_words_broken_at_the_end_of_a_line(broken: str, whole: str, layout: Layout) -> None:
    end, start = broken.index("\n"), broken.index("\n") + 1
    edit = join(broken, end, start, frozenset(), layout.words)
    assert broken[: edit.start] + edit.text + broken[edit.end :] == whole


@pytest.mark.parametrize(
    ("known", "whole"), [("ceasefire", "ceasefire"), ("cease-fire", "cease-fire"), ("other", "ceasefire")]
)
def test_a_broken_word_is_written_as_the_report_writes_it_elsewhere(
    known: str, whole: str, layout: Layout
) -> None:
    broken = "cease-\nfire"
    edit = join(broken, 6, 7, frozenset({known}), layout.words)
    assert broken[: edit.start] + edit.text + broken[edit.end :] == whole


def test_hyphenation_is_listed_as_mended(read_text: Read) -> None:
    first, second = (wrapped(part) for part in (FIRST, SECOND))
    source = f"{TITLE}\n\n{first}\n\n{second.replace('diplomats', 'diplo-' + chr(10) + 'mats')}"
    reading = read_text(source)
    assert of_role(reading, "paragraph") == [FIRST, SECOND]
    (at,) = reading.report.mended
    assert reading.report.text[at - 5 : at + 4] == "diplomats"
    assert len(reading.span(at - 5, at + 4).source or ()) == 2


def test_a_soft_hyphen_at_the_end_of_a_line_breaks_a_word(read_text: Read) -> None:
    reading = read_text(
        f"{TITLE}\n\n" + FIRST.replace("arrangement", "arrange\u00ad\nment") + f"\n\n{SECOND}"
    )
    assert of_role(reading, "paragraph") == [FIRST, SECOND]
    assert len(reading.report.mended) == 1
