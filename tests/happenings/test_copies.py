"""Copies of one text, and the agency that a text is from."""

from dataclasses import replace

import pytest

from demarche.happenings.copies import bands, may_be_copies, overlap, shingles
from demarche.happenings.credit import agency_of
from demarche.lexicon.linking import load_link_rules

from .samples import report

_RULES = load_link_rules()
_TEXT = (
    "The ferry to the northern islands will run twice a day from June, the port office said on Monday. "
    "It carries forty cars and has a small kitchen. Islanders had asked for a second boat since the spring storms."
)


def _bands(text: str) -> set[int]:
    return set(bands(shingles(text, _RULES.copies), _RULES.copies))


def test_bands_are_those_that_older_ledgers_hold() -> None:
    """If a new rensa hashes otherwise, texts of old ledgers are no longer found: this test then says so."""
    assert sorted(_bands(_TEXT))[:2] == [-8822199318188894293, -8746160690433095835]


@pytest.mark.parametrize(
    ("other", "share"),
    [
        (_TEXT, 1.0),
        (_TEXT.upper().replace(",", " -"), 1.0),
        (_TEXT.replace("The ferry to", "Ferry for"), 0.9),
        (_TEXT.split(" Islanders", maxsplit=1)[0], 0.95),
        ("A wholly different matter is the bridge at the southern end of the bay, which opens in July.", 0.0),
    ],
)
def test_the_share_of_the_shorter_text(other: str, share: float) -> None:
    one, two = shingles(_TEXT, _RULES.copies), shingles(other, _RULES.copies)
    assert overlap(one, two) == overlap(two, one) == pytest.approx(share, abs=0.06)
    assert bool(_bands(_TEXT) & _bands(other)) == (share > 0)


def test_a_text_of_few_words_is_nobodys_copy() -> None:
    assert bands(shingles("No news today.", _RULES.copies), _RULES.copies) == ()
    assert overlap(frozenset(), frozenset()) == 0.0


@pytest.mark.parametrize(
    ("published", "is_possible"),
    [("2025-05-20", True), ("2025-05-21", False), ("2025-05", True), (None, True)],
)
def test_a_copy_appears_within_days(published: str | None, is_possible: bool) -> None:
    first = report("first", _TEXT)
    other = replace(report("other", _TEXT), published=published)
    assert may_be_copies(first, other, _RULES.copies) == is_possible
    assert may_be_copies(other, first, _RULES.copies) == is_possible


@pytest.mark.parametrize(
    ("text", "outlet", "agency"),
    [
        ("LIMA (Harbour Wire) — The port opened.", None, "Harbour Wire"),
        ("LIMA, May 12 (Reuters) - The port opened.", "Coast Daily", "Reuters"),
        ("The port opened.\n\nLIMA (AFP) – It had been closed.", None, "Agence France-Presse"),
        ("Reuters — The port opened.", None, "Reuters"),
        ("The port opened in Lima. (dpa)", None, "DPA"),
        ("The port opened.", "Xinhua", "Xinhua"),
        ("The port opened.", "Coast Daily", None),
        ("The port (opened in 1998) - a small one - was shut, Reuters said.", "Coast Daily", None),
    ],
)
def test_the_agency_that_a_report_credits(text: str, outlet: str | None, agency: str | None) -> None:
    assert agency_of(report("one", text, outlet=outlet), _RULES.agencies) == agency
