"""Words to the encoder's pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.parse.wordpiece import WordPiece

_VOCABULARY = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "bor", "border", "##der", "##s", "a", "##a", "b", "##b", ".", "-", "u", "“", "国",
]  # fmt: skip


@pytest.fixture(name="splitter")
def made() -> WordPiece:
    return WordPiece(_VOCABULARY)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("border", "border"),
        ("borders", "border ##s"),
        ("Borders", "border ##s"),
        ("bórder", "border"),
        ("borders.", "border ##s ."),
        ("a-b", "a - b"),
        ("a“b", "a “ b"),
        ("a国b", "a 国 b"),
        ("abab", "a ##b ##a ##b"),
        # no piece fits: the whole run is unknown, what stands beside it is not
        ("borderx", "[UNK]"),
        ("x-a", "[UNK] - a"),
        # nothing is left of control characters and joiners
        ("\u200b", "[UNK]"),
        ("a\u200bb", "a ##b"),
        ("", "[UNK]"),
    ],
)
def test_pieces(word: str, expected: str, splitter: WordPiece) -> None:
    assert " ".join(_VOCABULARY[index] for index in splitter.pieces(word)) == expected


def test_a_word_has_at_most_twelve_pieces_and_long_runs_are_unknown(splitter: WordPiece) -> None:
    assert len(splitter.pieces("ab" * 40)) == 12
    assert splitter.pieces("a" * 101) == (splitter.unknown,)


def test_marks_of_windows(splitter: WordPiece) -> None:
    assert (splitter.start, splitter.end, splitter.unknown) == (2, 3, 1)


def test_memory_is_bounded_and_changes_nothing() -> None:
    words = ["a", "b", "ab", "ba", "border", "a"]
    short, long = WordPiece(_VOCABULARY, remembered=2), WordPiece(_VOCABULARY)
    assert [short.pieces(word) for word in words] == [long.pieces(word) for word in words]


@given(st.text())
def test_every_word_has_pieces_of_the_vocabulary(word: str) -> None:
    pieces = WordPiece(_VOCABULARY).pieces(word)
    assert 1 <= len(pieces) <= 12
    assert all(0 <= piece < len(_VOCABULARY) for piece in pieces)
