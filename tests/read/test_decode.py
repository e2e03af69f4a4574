"""Encodings are told apart without being declared, and what is no text is refused."""

import pytest

from demarche.lexicon.layout import Layout
from demarche.read.decode import Decoded, NotText, decode

PLAIN = "The envoy’s plane left São Paulo for Malmö – on Monday, “after the talks”."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PLAIN.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + PLAIN.encode(), "utf-8"),
        (PLAIN.encode("utf-16-le"), "utf-16-le"),
        (PLAIN.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe" + PLAIN.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + PLAIN.encode("utf-16-be"), "utf-16-be"),
        (PLAIN.encode("utf-32-le"), "utf-32-le"),
        (PLAIN.encode("utf-32-be"), "utf-32-be"),
        (b"\xff\xfe\0\0" + PLAIN.encode("utf-32-le"), "utf-32-le"),
        (PLAIN.encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found(data: bytes, encoding: str, layout: Layout) -> None:
    decoded = decode(data, layout)
    assert isinstance(decoded, Decoded)
    assert (decoded.encoding, decoded.replaced) == (encoding, 0)
    assert decoded.text.removeprefix("\ufeff") == PLAIN


def test_utf_16_without_latin_letters_is_found_by_its_spaces(layout: Layout) -> None:
    text = "Посол вернулся в Лиму после переговоров о границе"
    assert decode(text.encode("utf-16-le"), layout) == Decoded(text, "utf-16-le", 0)


def test_a_russian_code_page_is_not_taken_for_western(layout: Layout) -> None:
    text = "Посол вернулся в Лиму после переговоров о границе и сказал, что они продолжатся в мае."
    decoded = decode(text.encode("cp1251"), layout)
    assert isinstance(decoded, Decoded)
    assert decoded.text == text


def test_a_few_bad_bytes_do_not_change_the_encoding(layout: Layout) -> None:
    data = PLAIN.encode() + b" \xff and \xed\xa0\x80"
    decoded = decode(data, layout)
    assert isinstance(decoded, Decoded)
    assert decoded.text.startswith(PLAIN)
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 4)


def test_a_replacement_character_of_the_input_is_not_counted(layout: Layout) -> None:
    decoded = decode(f"{PLAIN} \ufffd".encode() + b"\xff", layout)
    assert isinstance(decoded, Decoded)
    assert decoded.replaced == 1


def test_lone_surrogates_of_utf_16_are_replaced(layout: Layout) -> None:
    data = PLAIN.encode("utf-16-le") + b"\x00\xd8" + "end".encode("utf-16-le")
    decoded = decode(data, layout)
    assert isinstance(decoded, Decoded)
    assert decoded.replaced == 1
    assert decoded.text == f"{PLAIN}\ufffdend"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\nwords and words", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a PNG image"),
        (b"PK\x03\x04words", "a ZIP archive"),
        (b"\0" * 100, "control characters"),
        (b"talks \x01\x02\x03", "control characters"),
        (bytes(range(256)) * 4, "no encoding|not text in any encoding"),
    ],
)
def test_what_is_not_text_is_refused(data: bytes, reason: str, layout: Layout) -> None:
    decoded = decode(data, layout)
    assert isinstance(decoded, NotText)
    assert any(part in decoded.reason for part in reason.split("|"))


def test_half_a_pair_spelt_out_is_bad_utf_8_and_counted(layout: Layout) -> None:
    decoded = decode(b"The envoy left \xed\xa0\xbd on Monday.", layout)
    assert decoded == Decoded("The envoy left \ufffd\ufffd\ufffd on Monday.", "utf-8", 3)
