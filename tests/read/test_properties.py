"""What holds for any input at all."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.lexicon.layout import Layout, load_layout
from demarche.model.codec import decode, encode
from demarche.model.reading import Reading
from demarche.read.decode import Decoded
from demarche.read.decode import decode as decode_bytes
from demarche.read.formats.text import read
from tests.read.samples import FIRST, SECOND, THIRD, TITLE

LAYOUT = load_layout()

PIECES = [
    *(
        TITLE,
        FIRST,
        SECOND,
        THIRD,
        "5 March 2024",
        "By Jane Roe",
        "LIMA — ",
        "Reuters",
        "# ",
        "- ",
        "> ",
        "* ",
    ),
    *(
        "2",
        "Page 2",
        "EL PUENTE",
        "\f",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "    ",
        "\t",
        "\u00a0",
        "\u00ad",
        "\u200b",
    ),
    *(
        "*",
        "**",
        "_",
        "[",
        "](https://example.org)",
        "![",
        "\\",
        "-",
        "—",
        "“",
        ".",
        ",",
        ":",
        "if",
        "the",
        "diplo-",
    ),
    *(
        "\ufb01",
        "e\u0301",
        "\x00",
        "\ufeff",
        "\u2029",
        "---",
        "===",
        "1. ",
        "2. ",
        "(a) ",
        "03/04/2024",
        "ENDS",
    ),
    *("To contact El Puente visit: https://example.org", "Source: https://example.org/a", "Advertisement"),
]
REPORTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.lists(st.sampled_from([FIRST, SECOND, THIRD, TITLE, *PIECES]), max_size=20).map("\n".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
)


def _read(data: bytes) -> Reading:
    return read(data, path="any.txt", layout=LAYOUT)


@settings(max_examples=400, deadline=None)
@given(REPORTS)
def test_every_character_comes_from_its_source(text: str) -> None:
    reading = _read(text.encode())
    decoded = decode_bytes(text.encode(), LAYOUT)
    assert reading.origin is not None
    if not isinstance(decoded, Decoded):
        assert reading.report.text == ""
        return
    for stretch in reading.origin.stretches:
        words = reading.report.text[stretch.start : stretch.end]
        source = decoded.text[stretch.source_start : stretch.source_end]
        assert _plain(words) == _plain(source)


def _plain(text: str) -> str:
    """Return the visible characters, compatibility forms spelt out, for what was written differently but means the same."""
    kept = "".join(character for character in text if unicodedata.category(character)[0] not in "CZ")
    return unicodedata.normalize("NFKC", kept)


@settings(max_examples=300, deadline=None)
@given(REPORTS)
def test_blocks_are_in_order_and_cover_the_text(text: str) -> None:
    reading = _read(text.encode())
    report, last = reading.report, 0
    for block in reading.blocks:
        assert report.text[last : block.start].strip() == ""
        assert block.start >= last
        assert report.text[block.start : block.end].strip() != ""
        last = block.end
    assert report.text[last:] == ""


@settings(max_examples=300, deadline=None)
@given(REPORTS, st.integers(0, 2000), st.integers(1, 200))
def test_sources_of_a_span_are_in_order_and_in_the_input(text: str, start: int, length: int) -> None:
    reading = _read(text.encode())
    end = min(start + length, len(reading.report.text))
    if start >= end:
        return
    span = reading.span(start, end)
    assert span.source is not None
    last = 0
    for left, right in span.source:
        assert last <= left < right <= len(text)
        last = right


@settings(max_examples=200, deadline=None)
@given(st.one_of(REPORTS.map(str.encode), st.binary(max_size=300)))
def test_reading_never_fails_is_deterministic_and_can_be_written(data: bytes) -> None:
    reading = _read(data)
    assert reading == _read(data)
    assert decode(encode(reading.report)) == reading.report
    assert all(problem.report == reading.report.id for problem in reading.problems)


@settings(max_examples=200, deadline=None)
@given(REPORTS)
def test_what_is_removed_is_in_the_input_and_not_in_the_text(text: str) -> None:
    reading = _read(text.encode())
    assert reading.origin is not None
    kept = [(stretch.source_start, stretch.source_end) for stretch in reading.origin.stretches]
    for gone in reading.report.removed:
        assert gone.end <= len(text)
        assert all(right <= gone.start or left >= gone.end for left, right in kept)


@pytest.mark.parametrize(
    "text", ["a\n" * 20_000, "word\n\n" * 10_000, "a-\n" * 10_000, "*a* " * 10_000, "\f\n" * 10_000]
)
def test_many_short_lines_are_read_in_linear_time(text: str, layout: Layout) -> None:
    # Quadratic work on these would take minutes.
    assert read(text.encode(), path="many.txt", layout=layout).report.text.count("\f") == 0
