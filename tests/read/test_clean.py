"""What cannot be seen leaves the text, and every character knows its source."""

import pytest

from demarche.lexicon.layout import Layout
from demarche.read.layout.clean import clean


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("\ufeffTalks", "Talks"),
        ("one\r\ntwo\rthree\u2028four\x85five\vsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("one\u2029two", "one\n\ntwo"),
        ("one\ftwo", "one\n\f\ntwo"),
        ("10\u00a0000\u202fsoldiers\u3000left", "10 000 soldiers left"),
        ("too   many \t spaces", "too many spaces"),
        ("  indented  line", "  indented line"),
        ("zero\u200bwidth\u2060 mark\u200e", "zerowidth mark"),
        ("space \u200b and\u00a0\u200a space", "space and space"),
        ("soft\u00adhyphen", "softhyphen"),
        ("soft\u00ad \nhyphen", "soft\u00ad \nhyphen"),
        ("o\ufb03ce \ufb01re \ufb06", "office fire st"),
        ("\uff21\uff22", "AB"),
        ("Sa\u0303o Tome\u0301", "São Tomé"),
        ("x\u0304 stays", "x\u0304 stays"),
        ("“quotes” – and — dashes…", "“quotes” – and — dashes…"),
    ],
)
def test_characters_become_plain(source: str, text: str, layout: Layout) -> None:
    assert clean(source, layout).text == text


def test_control_characters_are_counted(layout: Layout) -> None:
    cleaned = clean("\x00one \x00\x01 two\x7f\x9d\u200b", layout)
    assert cleaned.text == "one two"
    assert cleaned.controls == 5


def test_offsets_lead_back_to_the_source(layout: Layout) -> None:
    source = "\ufeffThe \u00a0o\ufb03ce\r\nin\u00ad side"
    cleaned = clean(source, layout)
    assert cleaned.text == "The office\nin side"
    at = cleaned.text.index("office")
    ((start, end),) = cleaned.origin.ranges(at, at + 6)
    assert source[start:end] == "o\ufb03ce"
    assert cleaned.origin.ranges(3, 4) == ((4, 6),)
    assert cleaned.origin.ranges(10, 11) == ((10, 12),)
    assert cleaned.origin.ranges(11, 18) == ((12, 14), (15, 20))
