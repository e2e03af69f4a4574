import gzip
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.tiny import HERE, MARKS, TREEBANK, engine, paragraphs
from training.engine.treebank import (
    TreebankError,
    load_marks,
    read_paragraphs,
    read_trees,
    spread,
    text_and_offsets,
)

WORDS = st.text(alphabet="abcdef", min_size=1, max_size=6)


def test_words_spell_the_text_with_its_multiword_tokens_and_straight_quotes() -> None:
    first = paragraphs()[0].trees[0].tokens
    text, offsets = text_and_offsets(first)
    assert text == '"We don\'t sell grain," the minister, Ada Brandt, told the Port Council.'
    assert [text[start:end] for start, end in offsets] == [token.form for token in first]
    assert [token.form for token in first[2:4]] == ["do", "n't"]
    assert [token.space for token in first[2:4]] == [False, True]


def test_empty_nodes_are_no_words() -> None:
    assert [token.form for token in paragraphs()[1].trees[0].tokens][6:9] == ["signed", "it", "in"]


def test_paragraphs_follow_the_comments() -> None:
    found = paragraphs()
    assert [len(paragraph.trees) for paragraph in found] == [1, 2]
    assert {(paragraph.document, paragraph.genre) for paragraph in found} == {("invented_harbour", "news")}


def test_a_long_paragraph_is_cut() -> None:
    assert [len(paragraph.trees) for paragraph in paragraphs(longest=1)] == [1, 1, 1]


def test_gzip_is_read_by_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "harbour.conllu.gz"
    path.write_bytes(gzip.compress((HERE / TREEBANK).read_bytes()))
    assert list(read_paragraphs(path, 12, MARKS)) == paragraphs()


def test_a_wrong_line_is_named() -> None:
    with pytest.raises(TreebankError, match="small, line 2: 3 fields, not 10"):
        list(read_trees(["# sent_id = 1\n", "1\tPorts\tport\n"], MARKS, "small"))


def test_marks_are_the_engines_and_hard_spaces(tmp_path: Path) -> None:
    assert "ten\u00a0o’clock".translate(load_marks(engine(tmp_path))) == "ten o'clock"


def test_marks_are_those_of_the_package() -> None:
    shipped = load_marks(files("demarche") / "data" / "engine" / "en")
    assert "“ten\u00a0non‑stop hours”".translate(shipped) == '"ten non-stop hours"'


@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_spread_words_spell_the_surface(forms: list[str], surface: str) -> None:
    parts = spread(surface, forms)
    assert len(parts) == len(forms)
    assert all(parts)
    assert "".join(parts) == (surface if len(surface) >= len(forms) else "".join(forms))


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_words_that_spell_the_surface_stay(forms: list[str]) -> None:
    assert spread("".join(forms), forms) == tuple(forms)
