"""Marks of Markdown leave the text, words and plain asterisks stay."""

import pytest

from tests.read.conftest import Read
from tests.read.samples import FIRST, SECOND, TITLE, blocks, of_role, removed


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("the *New York Times* and **Reuters** said", "the New York Times and Reuters said"),
        ("the *Guardian*’s report", "the Guardian’s report"),
        ("a _red line_ and __another__", "a red line and another"),
        ("***never*** again", "never again"),
        ("see [the treaty](https://example.org/t) now", "see the treaty now"),
        ('see [the treaty](https://example.org/t "text") now', "see the treaty now"),
        ("**[the *treaty*](https://example.org/t)**", "the treaty"),
        ("at <https://example.org/t> today", "at https://example.org/t today"),
        ("allow Ukraine to use [UK] missiles", "allow Ukraine to use [UK] missiles"),
        ("he [Biden](sic) said", "he [Biden](sic) said"),
        ("5 * 3 and 2*3*4 and a* b *c", "5 * 3 and 2*3*4 and a* b *c"),
        ("the file snake_case_name _ stays", "the file snake_case_name _ stays"),
        (r"a \*real\* asterisk", "a *real* asterisk"),
        ("10 < 20 and #hashtag", "10 < 20 and #hashtag"),
    ],
)
def test_marks_inside_a_paragraph(marked: str, plain: str, read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\nHe said: {marked}.\n\n{FIRST}")
    assert of_role(reading, "paragraph")[0] == f"He said: {plain}."


def test_the_words_between_marks_know_their_source(read_text: Read) -> None:
    source = f"{TITLE}\n\nThe [*New York Times*](https://example.org) said so.\n\n{FIRST}"
    reading = read_text(source)
    at = reading.report.text.index("New York Times")
    start = source.index("New York Times")
    assert reading.span(at, at + 14).source == ((start, start + 14),)


def test_marks_at_the_beginning_of_lines(read_text: Read) -> None:
    source = f"# {TITLE} #\n\n> {FIRST}\n\n## Next steps\n\n{SECOND}\n\n* one thing\n* another\n\n---\n\n[1]: https://example.org\n"
    assert blocks(read_text(source)) == [
        ("title", TITLE),
        ("paragraph", FIRST),
        ("heading", "Next steps"),
        ("paragraph", SECOND),
        ("item", "one thing"),
        ("item", "another"),
    ]


def test_an_image_is_removed_and_listed(read_text: Read) -> None:
    source = f"{TITLE}\n\n![The crossing](map.png)\n\n{FIRST}"
    reading = read_text(source)
    assert removed(reading, source) == [("image", "![The crossing](map.png)")]
    assert reading.report.text == f"{TITLE}\n\n{FIRST}"


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        ("- one\n- two", ["one", "two"]),
        ("- one\n\n- two", ["one", "two"]),
        ("• one", ["one"]),
        (".\u00a0 \u00a0 Near Lima\n.\u00a0 \u00a0 Near Quito", ["Near Lima", "Near Quito"]),
        ("1. One\n2. Two\n3. Three", ["One", "Two", "Three"]),
        ("(a) one\n(b) two", ["one", "two"]),
        (
            "- one that is wrapped onto\n  the next line\n- two",
            ["one that is wrapped onto the next line", "two"],
        ),
        ("15. Peru stays", []),
        ("- Peru stays", ["Peru stays"]),
        ("- which was his word -", []),
    ],
)
def test_list_items(lines: str, items: list[str], read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\nThey agreed on this:\n\n{lines}\n\n{FIRST}")
    assert of_role(reading, "item") == items
    assert of_role(reading, "paragraph")[-1] == FIRST


def test_items_stand_on_lines_of_their_own(read_text: Read) -> None:
    assert (
        "this:\n\none\ntwo\n\nThe"
        in read_text(f"{TITLE}\n\nThey agreed on this:\n\n- one\n\n- two\n\n{FIRST}").report.text
    )
