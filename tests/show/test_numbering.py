import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.show.numbering import letters, numbers, roman
from demarche.show.order import anchor, in_text_order

from .strait import strait


@pytest.mark.parametrize(
    ("number", "letter", "numeral"),
    [
        (1, "a", "I"),
        (4, "d", "IV"),
        (26, "z", "XXVI"),
        (27, "aa", "XXVII"),
        (49, "aw", "XLIX"),
        (702, "zz", "DCCII"),
    ],
)
def test_numbers_in_letters_and_roman(number: int, letter: str, numeral: str) -> None:
    assert letters(number) == letter
    assert roman(number) == numeral


@given(st.sets(st.integers(1, 5000), min_size=2, max_size=2))
def test_no_two_numbers_look_alike(pair: set[int]) -> None:
    assert len({letters(number) for number in pair}) == 2
    assert len({roman(number) for number in pair}) == 2


def test_kinds_are_counted_apart_in_the_order_of_the_text() -> None:
    claims = in_text_order(entry.claim for entry in strait().claims)
    starts = [anchor(claim).start for claim in claims]
    assert starts == sorted(starts)
    found = numbers(claims)
    by_kind = {
        kind: [number for claim, number in zip(claims, found, strict=True) if claim.kind == kind]
        for kind in ("event", "statement", "commitment")
    }
    assert by_kind["event"] == [str(number) for number in range(1, 17)]
    assert by_kind["statement"] == list("abcdefghij")
    assert by_kind["commitment"] == ["I", "II", "III"]
