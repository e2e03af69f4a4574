"""Title, byline, date, outlet and address are found where they stand, and are null where they do not."""

import pytest

from tests.read.conftest import Read
from tests.read.samples import BODY, FIRST, SECOND, TITLE, blocks, codes, of_role, removed


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("18 November 2024", "2024-11-18"),
        ("November 18, 2024", "2024-11-18"),
        ("2024-11-18", "2024-11-18"),
        ("Mon 18 Nov 2024 14:30 GMT", "2024-11-18"),
        ("Monday, November 18, 2024 at 2:30 p.m. EST", "2024-11-18"),
        ("18 NOVEMBER 2024", "2024-11-18"),
        ("the 18th of November, 2024", "2024-11-18"),
        ("18-Nov-2024", "2024-11-18"),
        ("18.11.2024, 14:30", "2024-11-18"),
        ("05/05/2024", "2024-05-05"),
        ("2024-11-18T14:30:00+02:00", "2024-11-18"),
        ("Published: 18 November 2024", "2024-11-18"),
        ("Posted on Nov. 18, 2024", "2024-11-18"),
        ("Published 18 November 2024 | Last updated 19 November 2024", "2024-11-18"),
        ("Updated 19 November 2024, first published 18 November 2024", "2024-11-18"),
        ("Issued: 18 November 2024 • By Jane Roe", "2024-11-18"),
        ("By Jane Roe, 18 November 2024", "2024-11-18"),
        ("Brussels, 18 November 2024", "2024-11-18"),
        ("December 2011", "2011-12"),
        ("2011", "2011"),
    ],
)
def test_a_date_line_is_read_with_its_precision(line: str, published: str, read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert reading.report.published == published
    assert reading.report.title == TITLE
    assert codes(reading) == ["outlet-unknown"]
    assert of_role(reading, "date", "byline") == [line]


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("03/04/2024", "date-ambiguous", "the date 03/04/2024 may put the day first or the month first"),
        ("3/4/24", "date-ambiguous", "the date 3/4/24 does not say which day, month and year it means"),
        ("31 February 2024", "date-invalid", "there is no such day as 31 February 2024"),
        ("2023-02-29", "date-invalid", "there is no such day as 2023-02-29"),
        ("Last updated 19 November 2024", "date-unknown", "the report gives no publication date"),
        ("18 November", "date-unknown", "the report gives no publication date"),
    ],
)
def test_a_date_that_cannot_be_told_is_a_problem(line: str, code: str, message: str, read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert reading.report.published is None
    assert next((problem.code, problem.message) for problem in reading.problems) == (code, message)
    assert of_role(reading, "date") == [line]


def test_a_date_in_a_sentence_is_not_the_publication_date(read_text: Read) -> None:
    reading = read_text(f"{TITLE} 5 March 2024\n\nThe ministers met on 6 March 2024.\n\n{BODY}")
    assert reading.report.published is None
    assert "date-unknown" in codes(reading)


@pytest.mark.parametrize(
    ("line", "byline", "outlet"),
    [
        ("By a staff writer", ("a staff writer",), None),
        ("By Jane Roe and Juan Vega", ("Jane Roe", "Juan Vega"), None),
        ("By Jane Roe in Lima and Juan Vega in Quito", ("Jane Roe", "Juan Vega"), None),
        ("BY JANE ROE", ("JANE ROE",), None),
        ("By Jane Roe, Reuters", ("Jane Roe",), "Reuters"),
        ("Jane Roe, Reuters", ("Jane Roe",), "Reuters"),
        ("By Jane Roe, Diplomatic Correspondent", ("Jane Roe",), None),
        ("By Ludwig van der Berg, Abu Bakr al-Hashimi", ("Ludwig van der Berg", "Abu Bakr al-Hashimi"), None),
        ("By the Associated Press", ("the Associated Press",), "Associated Press"),
        ("Author: Jane Roe", ("Jane Roe",), None),
        ("Jane Roe", ("Jane Roe",), None),
        ("Lagos Daily Courier", (), "Lagos Daily Courier"),
        ("U.S. Central Command", (), "U.S. Central Command"),
        ("Ministry of Foreign Affairs of Peru", (), "Ministry of Foreign Affairs of Peru"),
        ("Outlet: El Puente", (), "El Puente"),
        ("Source: Reuters", (), "Reuters"),
        ("El Puente", (), None),
        ("By land and sea the army came", (), None),
        ("Newspaper: ministers used a private boat", (), None),
    ],
)
def test_who_wrote_it_for_whom(
    line: str, byline: tuple[str, ...], outlet: str | None, read_text: Read
) -> None:
    reading = read_text(f"{TITLE}\n\n{line}\n\n5 March 2024\n\n{BODY}")
    assert (reading.report.byline, reading.report.outlet) == (byline, outlet)
    assert reading.report.title == TITLE
    assert ("outlet-unknown" in codes(reading)) == (outlet is None)


def test_a_name_far_from_a_date_is_no_byline(read_text: Read) -> None:
    assert read_text(f"{TITLE}\n\nJane Roe\n\n{BODY}").report.byline == ()


@pytest.mark.parametrize("line", ["Source: https://example.org/a/b?c=d", "URL: https://example.org/a/b?c=d"])
@pytest.mark.parametrize("at_end", [False, True])
def test_the_source_link_leaves_the_text(line: str, *, at_end: bool, read_text: Read) -> None:
    source = f"{TITLE}\n\n{BODY}\n\n{line}" if at_end else f"{TITLE}\n{line}\n\n{BODY}"
    reading = read_text(source)
    assert reading.report.url == "https://example.org/a/b?c=d"
    assert removed(reading, source) == [("source link", line)]
    assert line not in reading.report.text


@pytest.mark.parametrize(
    ("head", "title", "outlet"),
    [
        (["Lagos Daily Courier", TITLE], TITLE, "Lagos Daily Courier"),
        ([TITLE, "Lagos Daily Courier"], TITLE, "Lagos Daily Courier"),
        (["Ministry of Defence Denies Strike"], "Ministry of Defence Denies Strike", None),
        (
            ["Ministry of Defence Denies Strike", "U.S. Central Command"],
            "Ministry of Defence Denies Strike",
            "U.S. Central Command",
        ),
        (["Brussels, 18 November 2024", TITLE], TITLE, None),
        (["By Jane Roe", "5 March 2024", TITLE], TITLE, None),
        (["Title: " + TITLE], TITLE, None),
        (["# " + TITLE], TITLE, None),
        ([TITLE + "\n====="], TITLE, None),
        (["Talks To Resume In The U.S."], "Talks To Resume In The U.S.", None),
        (["Will the crossing open?"], "Will the crossing open?", None),
        (["Peru And Ecuador Reopen Border."], "Peru And Ecuador Reopen Border.", None),
    ],
)
def test_the_title_is_found_among_the_header_lines(
    head: list[str], title: str, outlet: str | None, read_text: Read
) -> None:
    reading = read_text("\n\n".join([*head, BODY]))
    assert (reading.report.title, reading.report.outlet) == (title, outlet)
    assert of_role(reading, "title") == [title]


def test_front_matter_is_read(read_text: Read) -> None:
    reading = read_text(f"---\ntitle: {TITLE}\nauthor: Jane Roe\ndate: 2024-03-05\n---\n\n{BODY}")
    report = reading.report
    assert (report.title, report.byline, report.published) == (TITLE, ("Jane Roe",), "2024-03-05")


def test_a_report_may_have_no_title(read_text: Read) -> None:
    reading = read_text(BODY)
    assert reading.report.title is None
    assert {role for role, _ in blocks(reading)} == {"paragraph"}


def test_a_torn_first_paragraph_is_no_title(read_text: Read) -> None:
    reading = read_text(
        f"The ministers of both countries met on the river and\n\nsigned on Monday.\n\n{SECOND}"
    )
    assert reading.report.title is None
    assert of_role(reading, "paragraph")[0].endswith("on the river and signed on Monday.")


def test_a_standfirst_is_a_heading(read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\nTalks to go on in May\n\nBy Jane Roe\n\n{FIRST}")
    assert of_role(reading, "title", "heading") == [TITLE, "Talks to go on in May"]


@pytest.mark.parametrize(
    ("closing", "outlet"),
    [
        (
            "To contact the WSWS and its party visit:\n\n**[wsws.org/contact](https://wsws.org/contact)**",
            "WSWS",
        ),
        ("To contact the Lagos Daily Courier, write to desk@example.org", "Lagos Daily Courier"),
        ("Contact us at https://www.elpuente.example/contact", "elpuente.example"),
        ("To contact the newsroom, write to desk@elpuente.example", None),
        ("To contact the editor, write to https://x.com/elpuente", None),
        ("Contact Jane Roe at +51 1 555 0100", None),
        ("© 2024 Lagos Daily Courier. All rights reserved.", "Lagos Daily Courier"),
        ("© 2024 Jane Roe. All rights reserved.", None),
    ],
)
def test_closing_lines_may_name_the_outlet(closing: str, outlet: str | None, read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\n5 March 2024\n\n{BODY}\n\n{closing}")
    assert reading.report.outlet == outlet


def test_a_publication_date_may_stand_below(read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\n{BODY}\n\nPublished: 5 March 2024")
    assert reading.report.published == "2024-03-05"
    assert blocks(reading)[-1] == ("date", "Published: 5 March 2024")
