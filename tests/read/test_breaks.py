"""Sentences that a page break tore apart are mended; headings, titles, items and date lines are glued to nothing."""

import pytest

from tests.read.conftest import Read
from tests.read.samples import BODY, FIRST, SECOND, THIRD, TITLE, blocks, of_role, removed

TORN = [
    ("but only if Ecuador", "but only if", "Ecuador"),
    ("the two army companies", "the two", "army companies"),
    ("had sent to Tumbes", "had sent to", "Tumbes"),
    ("President Rosa Vega", "President", "Rosa Vega"),
    ("Elena Quispe, told", "Elena Quispe,", "told"),
    ("soldiers had crossed the river", "soldiers had crossed", "the river"),
    ("The talks are to go", "The talks are", "to go"),
]


@pytest.mark.parametrize(("whole", "before", "after"), TORN, ids=lambda part: part[:20])
def test_a_page_break_in_mid_sentence_is_mended(whole: str, before: str, after: str, read_text: Read) -> None:
    assert whole in BODY
    reading = read_text(f"{TITLE}\n\n" + BODY.replace(whole, f"{before}\n\n{after}"))
    assert of_role(reading, "paragraph") == [FIRST, SECOND, THIRD]
    (at,) = reading.report.mended
    text = reading.report.text
    assert text[at] == " "
    assert text[:at].endswith(before)
    assert text[at + 1 :].startswith(after)
    assert reading.span(at, at + 1).source == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Next steps in the talks", "Ecuador will go on. It said so."),
        ("What both countries fought for", "The river is the border. It has been so for years."),
        ("The parties agreed on this:", "withdrawal from the river."),
        ("The ministers met on Monday in Lima.", "al-Hasaka was not on their list."),
        ("Rising tensions", "al-Hasaka was on their list, they said in Lima."),
        (
            "Peru And Ecuador Agree On New Patrols Along The River",
            "Ecuador was the first to sign the agreement.",
        ),
    ],
)
def test_what_is_no_torn_sentence_is_left_alone(before: str, after: str, read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\n{FIRST}\n\n{before}\n\n{after}\n\n{SECOND}")
    assert reading.report.mended == ()
    assert [words for _, words in blocks(reading)][2:4] == [before, after]


def test_a_title_is_not_glued_to_a_capital(read_text: Read) -> None:
    reading = read_text(f"Peru and Ecuador agree on\n\n{FIRST}\n\n{SECOND}")
    assert of_role(reading, "paragraph")[-2:] == [FIRST, SECOND]


def test_a_title_byline_and_date_are_glued_to_nothing(read_text: Read) -> None:
    reading = read_text(f"{TITLE}\nJane Roe\n5 March 2024\nThe talks were long, both sides said.\n\n{FIRST}")
    assert [role for role, _ in blocks(reading)] == ["title", "byline", "date", "paragraph", "paragraph"]


def test_an_item_is_glued_to_nothing(read_text: Read) -> None:
    reading = read_text(
        f"{TITLE}\n\n{FIRST}\n\n- the return of\n\n- the opening of\n\nboth were agreed on Monday."
    )
    assert of_role(reading, "item") == ["the return of", "the opening of"]
    assert of_role(reading, "paragraph") == [FIRST, "both were agreed on Monday."]


def test_a_word_broken_at_the_end_of_a_page_is_made_whole(read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\n" + BODY.replace("diplomats", "diplo-\n\nmats"))
    assert of_role(reading, "paragraph") == [FIRST, SECOND, THIRD]


def test_page_furniture_between_the_halves_is_removed_and_listed(read_text: Read) -> None:
    source = f"{TITLE}\n\n" + BODY.replace("only if ", f"only if\n\n2\n\n{TITLE.upper()}\n\n").replace(
        "meet on ", f"meet on\n\f\n{TITLE.upper()}\n\n"
    )
    reading = read_text(source)
    assert of_role(reading, "paragraph") == [FIRST, SECOND, THIRD]
    assert removed(reading, source) == [
        ("page number", "2"),
        ("running head", TITLE.upper()),
        ("page break", "\f"),
        ("running head", TITLE.upper()),
    ]
    assert len(reading.report.mended) == 2


def test_page_furniture_in_wrapped_lines_is_removed(read_text: Read) -> None:
    first = FIRST.replace("Lima would ", "Lima would\n12\nEL PUENTE\n")
    second = SECOND.replace("denied that ", "denied that\n13\nEL PUENTE\n")
    reading = read_text(f"{TITLE}\n\n{first}\n\n{second}")
    assert of_role(reading, "paragraph") == [FIRST, SECOND]


def test_running_heads_with_a_date_and_another_number_on_every_page(read_text: Read) -> None:
    source = (
        f"{TITLE}\n\n{FIRST}\n\fEl Puente 5 March 2024 2\n\n{SECOND}\n\fEl Puente 5 March 2024 3\n\n{THIRD}"
    )
    reading = read_text(source)
    assert of_role(reading, "paragraph", "heading") == [FIRST, SECOND, THIRD]
    assert [why for why, _ in removed(reading, source)] == ["page break", "running head"] * 2


def test_page_numbers_that_say_so_are_removed_anywhere(read_text: Read) -> None:
    source = f"{TITLE}\n\n{FIRST}\n\nPage 1 of 2\n\n{SECOND}\n\n- 2 -\n"
    reading = read_text(source)
    assert removed(reading, source) == [("page number", "Page 1 of 2"), ("page number", "- 2 -")]


def test_numbers_of_a_list_are_no_page_numbers(read_text: Read) -> None:
    source = f"{TITLE}\n\n1\n\n{FIRST}\n\n2\n\n{SECOND}\n\n3\n\n{THIRD}"
    assert removed(read_text(source), source) == []


def test_a_heading_that_comes_twice_is_no_running_head(read_text: Read) -> None:
    source = f"{TITLE}\n\nIn Lima\n\n{FIRST}\n\nIn Quito\n\n{SECOND}\n\nIn Lima\n\n{THIRD}"
    reading = read_text(source)
    assert of_role(reading, "heading")[-2:] == ["In Quito", "In Lima"]
    assert removed(reading, source) == []


def test_a_photo_credit_in_mid_sentence_is_removed_and_the_sentence_mended(read_text: Read) -> None:
    source = f"{TITLE}\n\n" + BODY.replace("denied that ", "denied that\n\n(Photo by Rosa Salas)\n\n")
    reading = read_text(source)
    assert of_role(reading, "paragraph") == [FIRST, SECOND, THIRD]
    assert removed(reading, source) == [("photo credit", "(Photo by Rosa Salas)")]
