"""Shapes of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.parse.shapes import SHAPES, shape


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("crossing", "lower"),
        ("Kenya", "Upper"),
        ("NATO", "UPPER"),
        ("A", "U"),
        ("McKay", "mixed"),
        ("2024", "digits"),
        ("1,500", "digits"),
        ("F-16", "alnum"),
        ("20th", "alnum"),
        ("U.S.", "Abbr"),
        ("u.s.", "lower"),
        ("—", "punct"),
        ("“", "punct"),
        ("日本", "other"),
    ],
)
def test_shape(word: str, expected: str) -> None:
    assert SHAPES[shape(word)] == expected


@given(st.text(min_size=1))
def test_every_word_has_a_shape_that_is_not_padding(word: str) -> None:
    assert 1 <= shape(word) < len(SHAPES)


def test_the_order_is_the_encoders() -> None:
    assert SHAPES == (
        "pad", "lower", "Upper", "UPPER", "U", "mixed", "digits", "alnum", "punct", "Abbr", "other",
    )  # fmt: skip
