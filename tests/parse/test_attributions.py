"""From tags and ties to attributions."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.model.syntax import Attribution
from demarche.parse.attributions import NO_CUE, Ints, PieceTags

_LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
_SHORT = {label[0] + label[2:5]: index for index, label in enumerate(_LABELS)}
_TAGS = PieceTags(_LABELS)


def _tags(short: str) -> Ints:
    """Return tags, written as "Bsou Isou O Bcue"."""
    return np.array([_SHORT[tag] for tag in short.split()], np.int64)


def _short(tags: Ints) -> str:
    return " ".join(_LABELS[tag][0] + _LABELS[tag][2:5] for tag in tags)


def _cues(size: int, **ties: int) -> Ints:
    """Return the cue of each word: `w3=1` ties the piece that begins with word 3 to the cue at word 1."""
    found = np.full(size, NO_CUE, np.int64)
    for word, cue in ties.items():
        found[int(word[1:])] = cue
    return found


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("Bsou Isou O Bcue Icue", "Bsou Isou O Bcue Icue"),
        ("Isou Isou O", "Bsou Isou O"),
        ("Bsou Icue Icue", "Bsou Bcue Icue"),
        ("Bcon Icon O Icon Icon", "Bcon Icon O Bcon Icon"),
        ("Isou Bsou Isou", "Bsou Bsou Isou"),
        ("O O", "O O"),
        ("", ""),
    ],
)
def test_an_end_that_hangs_loose_begins_a_piece(tags: str, expected: str) -> None:
    assert _short(_TAGS.whole(_tags(tags))) == expected


@given(st.lists(st.integers(0, len(_LABELS) - 1)))
def test_whole_tags_are_whole(drawn: list[int]) -> None:
    tags = np.array(drawn, np.int64)
    whole = _TAGS.whole(tags)
    labels = [_LABELS[tag] for tag in whole]
    assert [label[2:] for label in labels] == [_LABELS[tag][2:] for tag in drawn]
    for before, label in zip(["O", *labels], labels, strict=False):
        assert not label.startswith("I-") or before[2:] == label[2:]
    assert np.array_equal(_TAGS.whole(whole), whole)


def test_a_piece_is_tied_to_its_best_cue_and_to_nothing_else() -> None:
    tags = _tags("Bsou Bcue Bcon Icon Bcue Isou")
    links = np.zeros((6, 7), np.float32)
    links[0, [1, 2, 5]] = 9, 3, 4  # best by far is a word that is no cue
    links[1, 2] = 1
    links[2, [0, 2, 5]] = 5, 3, 4  # its cue stands elsewhere
    links[3, 2] = 9  # inside a piece
    links[4, 5] = 1
    links[5, [2, 5]] = 2, 1
    assert _TAGS.cues(tags, links).tolist() == [4, 1, NO_CUE, NO_CUE, 4, 1]


def test_without_pieces_or_cues_there_are_no_ties() -> None:
    assert _TAGS.cues(_tags("O O"), np.ones((2, 3), np.float32)).tolist() == [NO_CUE, NO_CUE]
    assert _TAGS.cues(_tags("Bcon Icon"), np.ones((2, 3), np.float32)).tolist() == [NO_CUE, NO_CUE]


def test_only_ties_to_cues_of_the_paragraph_are_known() -> None:
    whole = _tags("Bsou Bcue Icue Bcon Icon O Bcon")
    known = _cues(7, w0=1, w1=1, w3=1, w6=1)
    assert _TAGS.known(whole, known).tolist() == known.tolist()
    assert _TAGS.known(whole, _cues(7, w0=2, w3=7, w4=1, w5=1, w6=0)).tolist() == [NO_CUE] * 7


def test_pieces_are_joined_by_their_cue() -> None:
    whole = _tags("Bcon Icon O Bcue Icue Bsou Isou O Bcon O")
    cues = _cues(10, w0=3, w3=3, w5=3, w8=3)
    assert _TAGS.attributions(whole, cues) == (Attribution(((5, 7),), (3, 5), ((0, 2), (8, 9))),)


def test_cues_come_in_text_order() -> None:
    whole = _tags("Bcon Bcue Bcon Bsou Bcue")
    found = _TAGS.attributions(whole, _cues(5, w0=4, w1=1, w2=1, w3=1, w4=4))
    assert found == (Attribution(((3, 4),), (1, 2), ((2, 3),)), Attribution((), (4, 5), ((0, 1),)))


def test_a_cue_of_nothing_is_no_attribution() -> None:
    assert _TAGS.attributions(_tags("Bsou Bcue O"), _cues(3, w0=1, w1=1)) == ()


def test_neighbouring_pieces_of_a_part_are_one() -> None:
    assert _TAGS.attributions(_tags("Bcue Bcon Bcon Icon"), _cues(4, w0=0, w1=0, w2=0)) == (
        Attribution((), (0, 1), ((1, 4),)),
    )


def test_a_word_of_no_part_between_two_pieces_of_one_belongs_to_it() -> None:
    whole = _tags("Bcue Bcon O Bcon Icon O O Bcon Icon")
    assert _TAGS.attributions(whole, _cues(9, w0=0, w1=0, w3=0, w7=0)) == (
        Attribution((), (0, 1), ((1, 5), (7, 9))),
    )


def test_a_word_of_another_part_between_two_pieces_does_not() -> None:
    whole = _tags("Bcon Bcue Bcon")
    assert _TAGS.attributions(whole, _cues(3, w0=1, w1=1, w2=1)) == (
        Attribution((), (1, 2), ((0, 1), (2, 3))),
    )


@pytest.mark.parametrize(("longer", "kept"), [(" Icon", False), ("", True)])
def test_a_stray_piece_beside_a_long_one_is_left_out(longer: str, kept: bool) -> None:
    whole = _tags("Bcon Icon O O Bcue Bcon Icon Icon Icon" + longer)
    (found,) = _TAGS.attributions(whole, _cues(len(whole), w0=4, w4=4, w5=4))
    assert ((0, 2) in found.content) is kept


def test_a_piece_without_a_cue_goes_with_what_stands_right_before_it() -> None:
    whole = _tags("Bcue Bcon Bcon Icon Bsou O Bcon")
    assert _TAGS.attributions(whole, _cues(7, w0=0, w1=0)) == (Attribution(((4, 5),), (0, 1), ((1, 4),)),)


def test_pieces_without_any_cue_are_no_attribution() -> None:
    assert _TAGS.attributions(_tags("Bsou O Bcon Icon"), _cues(4)) == ()
    assert _TAGS.attributions(_tags(""), _cues(0)) == ()


@given(st.data())
def test_attributions_have_a_cue_and_pieces_that_do_not_overlap(data: st.DataObject) -> None:
    tags = data.draw(st.lists(st.integers(0, len(_LABELS) - 1), max_size=12))
    whole = _TAGS.whole(np.array(tags, np.int64))
    values = st.integers(-3, 3)
    links = [[data.draw(values) for _ in range(len(tags) + 1)] for _ in tags]
    cues = _TAGS.cues(whole, np.array(links, np.float32).reshape(len(tags), len(tags) + 1))
    found = _TAGS.attributions(whole, _TAGS.known(whole, cues))
    begun = [index for index, tag in enumerate(whole) if _LABELS[tag] == "B-cue"]
    assert [one.cue[0] for one in found] == [cue for cue in begun if cue in {one.cue[0] for one in found}]
    assert all(one.content for one in found)
    ranges = sorted(piece for one in found for piece in (*one.source, one.cue, *one.content))
    assert all(start < end for start, end in ranges)
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))
