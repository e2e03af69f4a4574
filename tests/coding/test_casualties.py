"""How many people an event harmed."""

from collections.abc import Sequence

import pytest

from demarche.coding.events.casualties import casualties_of, count_of
from demarche.lexicon.quantities import Quantities, load_quantities
from demarche.lexicon.tables import data_folder
from demarche.model.parts import Count
from demarche.model.syntax import Word
from tests.trees import reading_of, tree

from .forest import forms, grown, word


@pytest.fixture(scope="module")
def quantities() -> Quantities:
    return load_quantities(data_folder() / "cues" / "en")


def _phrase(words: str) -> Word:
    """Return the noun at the end of a phrase whose number is the word before it; what precedes hangs on the number."""
    parts = words.split()
    rows = [f"{part} {part} ADV advmod {len(parts) - 1}" for part in parts[:-2]]
    rows.append(f"{parts[-2]} {parts[-2].lower()} NUM nummod {len(parts)}")
    rows.append(f"{parts[-1]} people NOUN root 0")
    return tree("\n".join(rows)).words[-1]


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("20 people", 20, 20),
        ("1,500 people", 1500, 1500),
        ("twelve people", 12, 12),
        ("dozens people", 24, None),
        ("at least 20 people", 20, None),
        ("more than 20 people", 21, None),
        ("up to 20 people", None, 20),
        ("fewer than 20 people", None, 19),
        ("about 20 people", 20, 20),
        ("nearly 20 people", None, 20),
    ],
)
def test_numbers_and_their_bounds(
    words: str, least: int | None, most: int | None, quantities: Quantities
) -> None:
    found = count_of(_phrase(words), quantities)
    assert found is not None
    assert found[0] == Count(least, most)
    assert forms(found[1]) == words


@pytest.mark.parametrize("words", ["many people", "3.5 people", "II people"])
def test_what_is_no_number_counts_nobody(words: str, quantities: Quantities) -> None:
    assert count_of(_phrase(words), quantities) is None


def test_no_number_no_count(quantities: Quantities) -> None:
    syntax = grown("Kenya sent troops to Somalia.")
    assert count_of(word(syntax, "troops"), quantities) is None


def test_spelt_numbers_multiply_hundreds(quantities: Quantities) -> None:
    syntax = grown("The blast killed two hundred people and wounded more than 30.")
    found = count_of(word(syntax, "people"), quantities)
    assert found is not None
    assert found[0] == Count(200, 200)


@pytest.mark.parametrize(
    ("sentence", "triggers", "killed", "wounded", "spans"),
    [
        (
            "The blast killed two hundred people and wounded more than 30.",
            ["killed"],
            Count(200, 200),
            Count(31, None),
            ["people", "more than 30"],
        ),
        ("At least 20 soldiers were killed.", ["killed"], Count(20, None), None, ["At least 20 soldiers"]),
        ("Three soldiers died.", ["died"], Count(3, 3), None, ["Three soldiers"]),
        ("Kenya attacked Sudan with missiles.", ["attacked"], None, None, []),
        ("Kenya sent troops to Somalia.", ["sent"], None, None, []),
    ],
)
def test_casualties(
    sentence: str,
    triggers: Sequence[str],
    killed: Count | None,
    wounded: Count | None,
    spans: Sequence[str],
    quantities: Quantities,
) -> None:
    syntax = grown(sentence)
    found, reason = casualties_of([word(syntax, form) for form in triggers], quantities, reading_of(syntax))
    if not spans:
        assert (found, reason) == (None, "")
        return
    assert found is not None
    assert (found.killed, found.wounded, found.missing) == (killed, wounded, None)
    assert all(span.text.endswith(part) for span, part in zip(found.span, spans, strict=True))
    assert all(span.text in reason for span in found.span)


def test_span_holds_the_whole_number(quantities: Quantities) -> None:
    syntax = grown("The blast killed two hundred people and wounded more than 30.")
    found, _ = casualties_of([word(syntax, "killed")], quantities, reading_of(syntax))
    assert found is not None
    assert found.span[0].text == "two hundred people"
