"""The way back from the text to the input."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.model.checks import RecordError
from demarche.model.offsets import OffsetMap, Stretch

# "fish & chips" read from "ﬁsh&amp;chips" with a line break: a ligature spelt out, an entity, blanks put in.
_MAP = OffsetMap(
    (Stretch(0, 2, 10, 11), Stretch(2, 4, 11, 13), Stretch(5, 6, 13, 18), Stretch(7, 12, 20, 25))
)


@pytest.mark.parametrize(
    ("start", "end", "ranges"),
    [
        (0, 1, ((10, 11),)),
        (0, 4, ((10, 13),)),
        (2, 3, ((11, 12),)),
        (3, 4, ((12, 13),)),
        (4, 5, ()),
        (3, 6, ((12, 18),)),
        (5, 6, ((13, 18),)),
        (5, 9, ((13, 18), (20, 22))),
        (8, 10, ((21, 23),)),
        (0, 12, ((10, 18), (20, 25))),
        (12, 20, ()),
    ],
)
def test_ranges(start: int, end: int, ranges: tuple[tuple[int, int], ...]) -> None:
    assert _MAP.ranges(start, end) == ranges


@pytest.mark.parametrize(
    "stretches",
    [
        (Stretch(0, 2, 0, 2), Stretch(1, 3, 2, 4)),
        (Stretch(0, 2, 2, 4), Stretch(2, 3, 0, 1)),
    ],
)
def test_stretches_out_of_order_are_refused(stretches: tuple[Stretch, ...]) -> None:
    with pytest.raises(RecordError):
        OffsetMap(stretches)


@pytest.mark.parametrize("numbers", [(0, 0, 0, 1), (0, 1, 1, 1), (-1, 1, 0, 2)])
def test_empty_stretches_are_refused(numbers: tuple[int, int, int, int]) -> None:
    with pytest.raises(RecordError):
        Stretch(*numbers)


@st.composite
def maps(draw: st.DrawFn) -> tuple[OffsetMap, list[int | None]]:
    """Draw a map of literal stretches, and the source of every character of its text."""
    stretches: list[Stretch] = []
    characters: list[int | None] = []
    source = 0
    for length, inserted, left_out in draw(
        st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2), st.integers(0, 2)), max_size=6)
    ):
        characters += [None] * inserted
        source += left_out
        start = len(characters)
        stretches.append(Stretch(start, start + length, source, source + length))
        characters += range(source, source + length)
        source += length
    return OffsetMap(tuple(stretches)), characters


@given(maps(), st.integers(0, 30), st.integers(1, 30))
def test_every_character_is_found_where_it_came_from(
    drawn: tuple[OffsetMap, list[int | None]], start: int, length: int
) -> None:
    origin, characters = drawn
    expected = [at for at in characters[start : start + length] if at is not None]
    found = origin.ranges(start, start + length)
    assert [at for first, last in found for at in range(first, last)] == expected
    assert all(before[1] < after[0] for before, after in pairwise(found))
