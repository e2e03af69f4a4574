import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.common.measures import Counts, by_label, confusion, harmonic, macro_f1, overlap, share


def test_counts_give_precision_recall_and_f1() -> None:
    counts = Counts(4, 5, 3)
    assert (counts.precision, counts.recall) == (0.6, 0.75)
    assert counts.f1 == pytest.approx(harmonic(0.6, 0.75))
    assert counts.f1 == pytest.approx(6 / 9)


def test_nothing_is_worth_nothing() -> None:
    assert Counts(0, 0, 0).f1 == share(1, 0) == harmonic(0.0, 0.0) == 0.0


def test_bags_count_a_label_as_often_as_both_have_it() -> None:
    assert overlap(["a", "a", "b"], ["a", "c"]) == Counts(3, 2, 1)


def test_macro_f1_is_over_the_gold_labels_and_silence_is_no_label() -> None:
    pairs = [("a", "a"), ("a", None), ("b", "a"), ("b", "c")]
    counts = by_label(pairs)
    assert counts["a"] == Counts(2, 2, 1)
    assert counts["b"] == Counts(2, 0, 0)
    assert counts["c"] == Counts(0, 1, 0)
    assert macro_f1(pairs) == 0.25


def test_confusion_has_a_row_for_each_gold_label_and_silence_last() -> None:
    table = confusion([("aid", "aid"), ("aid", None), ("beg", "aid")])
    assert table.splitlines() == ["gold  aid    -  all", "aid     1    1    2", "beg     1    .    1"]


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_f1_lies_between_its_parts_and_does_not_care_which_side_is_gold(
    gold: list[str], ours: list[str]
) -> None:
    counts, turned = overlap(gold, ours), overlap(ours, gold)
    assert counts.f1 == turned.f1
    low, high = sorted((counts.precision, counts.recall))
    assert low - 1e-12 <= counts.f1 <= high + 1e-12
