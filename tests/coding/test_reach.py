"""Where a content may begin and end, and how weights choose, by words of a tree written by hand."""

import pytest

from demarche.coding.sayings.reach import Boundary, Stretch, beginnings, ends, is_plain, reached, told_by

from .forest import forms
from .spoken import scene

_SAID = "Kenya said that it would withdraw its troops if Sudan withdrew."


def _stretch(first: str = "that", last: str = "withdrew") -> Stretch:
    words = scene(_SAID).syntax.words
    places = {word.text: word.i for word in words}
    chosen = [word.i for word in words[places[first] : places[last] + 1] if is_plain(word)]
    return Stretch(
        words=words,
        tree=chosen,
        engine=chosen,
        chosen=chosen,
        anchor=places["said"],
        aside=frozenset({places["Kenya"], places["said"]}),
        quoted=(),
        form="that",
    )


def _shown(stretch: Stretch, reach: tuple[Boundary, Boundary]) -> str:
    first, last = reach
    return forms(list(stretch.words[first.index : last.index + 1]))


def test_a_content_may_end_before_a_clause_and_never_reaches_its_cue() -> None:
    stretch = _stretch()
    offered = {stretch.words[one.index].text: one.features for one in ends(stretch)}
    assert {"troops", "withdrew"} <= set(offered)
    assert "end before advcl if <" in offered["troops"]
    assert {"Kenya", "said"}.isdisjoint(stretch.words[one.index].text for one in beginnings(stretch))


@pytest.mark.parametrize(
    ("weights", "found"),
    [
        ({}, "that it would withdraw its troops if Sudan withdrew"),
        ({"end before advcl if <": 0.5}, "that it would withdraw its troops"),
        ({"end before advcl if <": 0.5, "end =": 0.5}, "that it would withdraw its troops if Sudan withdrew"),
        (
            {"begin with that =": -1.0, "begin first PRON >": 1.0},
            "it would withdraw its troops if Sudan withdrew",
        ),
    ],
)
def test_the_best_sum_is_taken_and_of_equal_ones_what_was_chosen(
    weights: dict[str, float], found: str
) -> None:
    stretch = _stretch()
    assert _shown(stretch, reached(stretch, weights)) == found


def test_a_content_can_grow_to_the_end_of_its_sentence() -> None:
    stretch = _stretch(last="troops")
    assert _shown(stretch, reached(stretch, {"end after none >": 1.0})).endswith("if Sudan withdrew")


def test_a_boundary_is_told_by_what_speaks_most_for_it() -> None:
    weights = {"end before advcl if <": 0.5, "end <": 0.25, "end =": 0.9}
    _, last = reached(_stretch(), weights | {"end =": 0.0})
    assert told_by(last, weights).startswith("“end before advcl if <” +0.50, “end <” +0.25, ")
