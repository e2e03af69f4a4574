"""Krippendorff's alpha against his own worked examples, and what it must be whatever the values."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.corrections.alpha import Unit, interval, tally
from demarche.corrections.alpha import alpha as alpha_of

_BINARY = ("0100000000", "1110010100")
_NOMINAL = ("aabbdcccedda", "babbbccceddd")
_MISSING = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
_VALUES = st.lists(st.dictionaries(st.sampled_from("ABC"), st.sampled_from("xyz"), max_size=3), max_size=12)


def alpha(units: Sequence[Unit]) -> float | None:
    return alpha_of([tally(units)])


def _units(rows: Sequence[str]) -> list[Unit]:
    return [
        {str(coder): value for coder, value in enumerate(values) if value != "."}
        for values in zip(*rows, strict=True)
    ]


@pytest.mark.parametrize(
    ("rows", "published"), [(_BINARY, 0.095), (_NOMINAL, 0.692), (_MISSING, 0.743)], ids=["A", "B", "C"]
)
def test_it_is_what_krippendorff_published(rows: Sequence[str], published: float) -> None:
    """Computing Krippendorff's Alpha-Reliability (2011), sections A to C."""
    assert alpha(_units(rows)) == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize("rows", [(), ("aaa", "aaa"), ("ab.", "..a")])
def test_where_nothing_can_differ_it_is_not_defined(rows: Sequence[str]) -> None:
    assert alpha(_units(rows)) is None


@given(_VALUES)
def test_it_is_one_for_those_who_agree_and_never_more(units: list[Unit]) -> None:
    found = alpha(units)
    assert found is None or found <= 1
    agreed = [dict.fromkeys("AB", next(iter(unit.values()))) for unit in units if unit]
    assert alpha(agreed) in {None, 1.0}


@given(_VALUES, st.permutations(["A", "B", "C"]))
def test_names_and_order_make_no_difference(units: list[Unit], names: list[str]) -> None:
    other = dict(zip("ABC", names, strict=True))
    assert alpha([{other[who]: value for who, value in unit.items()} for unit in units][::-1]) == alpha(units)


@given(_VALUES, st.integers(0, 12))
def test_it_makes_no_difference_how_units_are_tallied(units: list[Unit], cut: int) -> None:
    apart = alpha_of([tally(units[:cut]), tally(units[cut:])])
    assert apart == alpha(units) or apart == pytest.approx(alpha(units))


def test_an_interval_is_the_same_each_time_and_holds_the_value() -> None:
    units = _units(_NOMINAL)
    found = interval(units, alpha, draws=300)
    assert found == interval(units, alpha, draws=300)
    assert found is not None
    assert found[0] < 0.692 < found[1] <= 1
    assert interval([], alpha, draws=10) is None
    assert interval(_units(("aaa", "aaa")), alpha, draws=10) is None
