"""A whole report, the contract's example, and input that is no report."""

import json
from pathlib import Path

import pytest

from demarche.lexicon.layout import Layout
from demarche.model.codec import decode, encode
from demarche.read.formats.text import read
from tests.read.conftest import Read
from tests.read.samples import BODY, FIRST, SECOND, TITLE, codes, of_role

HERE = Path(__file__).parent


def test_the_example_of_the_contract_is_read_as_it_says(layout: Layout) -> None:
    report, problem = (HERE / "border.jsonl").read_text(encoding="utf-8").splitlines()
    reading = read((HERE / "border.txt").read_bytes(), path="border.txt", layout=layout)
    assert json.loads(encode(reading.report)) == json.loads(report)
    assert reading.problems == (decode(problem),)
    assert reading.span(273, 401).source == ((273, 355), (357, 402))
    assert reading.dateline_place == reading.span(83, 87)


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", "empty", "the file is empty"),
        (b" \n\t\r\n", "empty", "the file holds no words"),
        ("\ufeff\u200b".encode(), "empty", "the file holds no words"),
        (b"Advertisement", "empty", "the file holds nothing but boilerplate"),
        (b"%PDF-1.7", "binary", "the file is a PDF document, not text"),
        (b"\0" * 64, "binary", "more than 10% of the characters are control characters"),
        (b"a" * 300_001, "too-long", "the input has 300,001 characters; at most 300,000 are read"),
        (b"a" * 20_000_001, "too-long", "the input has 20,000,001 bytes; at most 20,000,000 are read"),
    ],
)
def test_input_that_is_no_report(content: bytes, code: str, message: str, read_text: Read) -> None:
    reading = read_text(content)
    assert reading.report.text == ""
    assert (reading.problems[-1].code, reading.problems[-1].message) == (code, message)
    assert codes(reading) == [code]
    assert reading.problems[-1].report == reading.report.id


def test_what_was_dropped_and_replaced_is_counted(read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\n{SECOND}".encode().replace(b"river", b"\0ri\x01ver \xff"))
    messages = {problem.code: problem.message for problem in reading.problems}
    assert messages["control-characters"] == "2 control characters were left out"
    assert messages["encoding"] == "the input is not valid UTF-8 in one place, now U+FFFD"
    assert of_role(reading, "paragraph") == [SECOND.replace("river", "river \ufffd")]


def test_french_is_recognised_and_not_taken_for_english(read_text: Read) -> None:
    reading = read_text(
        "Le gouvernement a annoncé mardi que les troupes se retireraient de la frontière avant la fin du mois. "
        "Le ministre a salué la décision et promis de revenir à Lima.".encode("latin-1")
    )
    assert reading.report.language == "fr"
    assert ("language-unsupported", "the report is in French; only English is coded") in [
        (problem.code, problem.message) for problem in reading.problems
    ]


@pytest.mark.parametrize("content", [TITLE, "% & @ " * 20, "Lima"])
def test_the_language_of_very_little_is_unknown(content: str, read_text: Read) -> None:
    reading = read_text(content)
    assert reading.report.language is None
    assert "language-unknown" in codes(reading)


def test_only_a_title(read_text: Read) -> None:
    reading = read_text(TITLE)
    assert (reading.report.title, reading.report.text) == (TITLE, TITLE)


def test_a_report_in_capitals(read_text: Read) -> None:
    reading = read_text(
        f"{TITLE}\n\nBy Jane Roe\n\n5 March 2024\n\nLima - {BODY}".upper().replace("ONLY IF ", "ONLY IF\n\n")
    )
    report = reading.report
    assert (report.title, report.byline, report.published) == (TITLE.upper(), ("JANE ROE",), "2024-03-05")
    assert report.language == "en"
    assert of_role(reading, "dateline") == ["LIMA -"]
    assert of_role(reading, "paragraph")[0] == FIRST.upper()


def test_a_path_that_is_no_unicode_can_be_written(layout: Layout) -> None:
    reading = read(FIRST.encode(), path="caf\udce9\n.txt", layout=layout)
    assert decode(encode(reading.report)) == reading.report
    assert reading.report.path == "caf\\udce9\n.txt"
