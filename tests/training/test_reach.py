"""The weights of the scorer of boundaries: learnt from choices, written as a table."""

from demarche.coding.sayings.reach import Boundary
from training.reach.__main__ import Choice, learn, table


def test_what_the_annotators_choose_gets_the_better_weight() -> None:
    clause, end = Boundary(3, ("before a clause",)), Boundary(7, ("at the end",))
    choices = [Choice((clause, end), right=3, chosen=7, article=number) for number in range(10)]
    choices.append(Choice((clause, Boundary(7, ("at the end", "seldom"))), right=7, chosen=7, article=10))
    weights = learn(choices)
    assert weights["before a clause"] > weights["at the end"]
    assert "seldom" not in weights


def test_the_table_leaves_out_what_weighs_nothing() -> None:
    rows = table({"b": -0.5, "a": 1.25, "c": 0.001}).splitlines()
    assert rows[-2:] == ["a\t1.250", "b\t-0.500"]
