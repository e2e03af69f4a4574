"""The entries of a live report begin with their times, which are no part of what they say."""

import pytest

from tests.read.conftest import Read
from tests.read.samples import FIRST, SECOND, TITLE, blocks, of_role


@pytest.mark.parametrize("stamp", ["10:42 --", "10:42 GMT -", "9.05am –", "1042 GMT:"])
def test_the_time_of_an_entry_is_a_block_of_its_own(stamp: str, read_text: Read) -> None:
    reading = read_text(f"{TITLE}\n\n{stamp} {FIRST}\n\n{stamp} {SECOND}")
    assert blocks(reading)[1:] == [
        ("date", stamp), ("paragraph", FIRST), ("date", stamp), ("paragraph", SECOND),
    ]  # fmt: skip


@pytest.mark.parametrize("opening", ["10:42 was when", "By 10:42 -", "42 -"])
def test_other_numbers_stay(opening: str, read_text: Read) -> None:
    assert of_role(read_text(f"{TITLE}\n\n{opening} {FIRST}\n\n{opening} {SECOND}"), "date") == []


def test_one_time_alone_stays(read_text: Read) -> None:
    assert of_role(read_text(f"{TITLE}\n\n10:42 -- {FIRST}\n\n{SECOND}"), "date") == []
