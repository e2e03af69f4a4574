"""The dateline is a block of its own, with its place; the paragraph begins after it."""

import pytest

from tests.read.conftest import Read
from tests.read.samples import FIRST, SECOND, TITLE, blocks, of_role


@pytest.mark.parametrize(
    ("dateline", "place", "outlet"),
    [
        ("LIMA —", "LIMA", None),
        ("BAGHDAD -", "BAGHDAD", None),
        ("MINGORA, Pakistan (Reuters) -", "MINGORA, Pakistan", "Reuters"),
        ("WASHINGTON, March 3 (AP) --", "WASHINGTON", "AP"),
        ("Geneva/New York –", "Geneva", None),
        ("LIMA/QUITO (Reuters) -", "LIMA", "Reuters"),
        ("Lima (El Puente) -", "Lima", "El Puente"),
        ("Quito, Ecuador –", "Quito, Ecuador", None),
        ("ST. PETERSBURG, Fla. (AP) _", "ST. PETERSBURG, Fla.", "AP"),
        ("LONDON, Monday, 5 March (PA) -", "LONDON", "PA"),
        ("TBILISI (El Puente) 1 March --", "TBILISI", "El Puente"),
        ("ISLAMABAD:", "ISLAMABAD", None),
        ("(Reuters) -", None, "Reuters"),
    ],
)
def test_a_dateline_is_taken_apart(
    dateline: str, place: str | None, outlet: str | None, read_text: Read
) -> None:
    reading = read_text(f"{TITLE}\n\n{dateline} {FIRST}\n\n{SECOND}")
    assert blocks(reading)[1:] == [("dateline", dateline), ("paragraph", FIRST), ("paragraph", SECOND)]
    assert (reading.dateline_place.text if reading.dateline_place else None) == place
    assert reading.report.outlet == outlet
    if reading.dateline_place is not None:
        span = reading.dateline_place
        assert reading.report.text[span.start : span.end] == place


def test_a_tight_dash_belongs_to_capitals_only(read_text: Read) -> None:
    assert of_role(read_text(f"{TITLE}\n\nLIMA—{FIRST}"), "dateline") == ["LIMA—"]
    assert of_role(read_text(f"{TITLE}\n\nPatrols—{FIRST}"), "dateline") == []


@pytest.mark.parametrize(
    "opening",
    [
        "Combined Joint Task Force - Operation North provided masks.",
        "EXCLUSIVE - The ministers met.",
        "Fishing Patrol - The ministers met.",
        "NATO - the alliance of both - met.",
        "The ministers - both of them - met.",
    ],
)
def test_not_every_dash_makes_a_dateline(opening: str, read_text: Read) -> None:
    assert of_role(read_text(f"{TITLE}\n\n{opening}\n\n{FIRST}"), "dateline") == []


def test_a_transcript_has_speakers_and_no_dateline(read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\nREPORTER: Will you go?\n\nMINISTER: We will go.\n\n{FIRST}")
    assert of_role(reading, "dateline") == []


def test_the_date_of_a_dateline_counts_if_it_has_the_year(read_text: Read) -> None:
    assert read_text(f"{TITLE}\n\nLIMA, 5 March 2024 – {FIRST}").report.published == "2024-03-05"
    assert read_text(f"{TITLE}\n\nLIMA, March 5 – {FIRST}").report.published is None
    assert (
        read_text(f"{TITLE}\n\n6 March 2024\n\nLIMA, 5 March 2024 – {FIRST}").report.published == "2024-03-06"
    )


def test_a_place_beside_the_date_of_the_header_is_the_place(read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\nNew York, 5 March 2024\n\n{FIRST}")
    assert reading.dateline_place is not None
    assert reading.dateline_place.text == "New York"
    assert read_text(f"{TITLE}\n\nJane Roe, 5 March 2024\n\n{FIRST}").dateline_place is None
