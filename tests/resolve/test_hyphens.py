"""Names with a hyphen."""

import pytest

from demarche.model.syntax import Entity, EntityLabel, Syntax, Word
from demarche.resolve.hyphens import with_whole_names
from tests.trees import tree

Marked = tuple[int, int, EntityLabel]

_CUT = """
Park Park PROPN nsubj 5
Min Min PROPN flat 1
- - PUNCT punct 4
ho ho PROPN flat 1
left leave VERB root 0
"""
_PARTICIPLE = """
Lima Lima PROPN compound 3
- - PUNCT punct 3
backed back VERB amod 4
Peru Peru PROPN nsubj 5
left leave VERB root 0
"""


def _joined(rows: str, *marked: Marked, spaced: bool = False) -> Syntax:
    """Return the tree of the rows with no space around hyphens, unless told otherwise."""
    syntax = tree(rows, *marked)
    if spaced:
        return syntax
    words: list[Word] = list(syntax.words)
    for before, hyphen, after in zip(words, words[1:], words[2:], strict=False):
        if hyphen.text == "-":
            hyphen.start, hyphen.end = before.end, before.end + 1
            after.start, after.end = hyphen.end, hyphen.end + len(after.text)
    return syntax


@pytest.mark.parametrize("end", [2, 3])
def test_a_name_goes_on_behind_a_hyphen(end: int) -> None:
    assert with_whole_names(_joined(_CUT, (0, end, "PER"))).entities == (Entity(0, 4, "PER"),)


def test_the_pieces_of_a_name_are_one() -> None:
    found = with_whole_names(_joined(_CUT, (0, 3, "PER"), (3, 4, "LOC")))
    assert found.entities == (Entity(0, 4, "PER"),)


def test_a_cut_name_is_what_it_is_elsewhere() -> None:
    twice = _joined(f"{_CUT}\n{_CUT}", (0, 4, "LOC"), (5, 8, "PER"))
    assert with_whole_names(twice).entities == (Entity(0, 4, "LOC"), Entity(5, 9, "LOC"))


def test_a_dash_between_spaces_and_a_participle_end_a_name() -> None:
    assert with_whole_names(_joined(_CUT, (0, 2, "PER"), spaced=True)).entities == (Entity(0, 2, "PER"),)
    assert with_whole_names(_joined(_PARTICIPLE, (0, 1, "LOC"))).entities == (Entity(0, 1, "LOC"),)
