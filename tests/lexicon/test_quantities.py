"""Number words, bounds and harm."""

from pathlib import Path

import pytest

from demarche.lexicon.quantities import Harm, Quantities, Quantity, load_quantities
from demarche.lexicon.tables import data_folder

from .folders import add_line, copy, refuses


@pytest.fixture(name="quantities", scope="module")
def loaded() -> Quantities:
    return load_quantities(data_folder() / "cues" / "en")


@pytest.mark.parametrize(
    ("word", "least", "most"),
    [("no", 0, 0), ("a", 1, 1), ("two", 2, 2), ("twelve", 12, 12), ("dozen", 12, 12), ("dozens", 24, None)],
)
def test_numbers(quantities: Quantities, word: str, least: int, most: int | None) -> None:
    assert quantities.words[word] == Quantity(least, most)


def test_numbers_are_in_order(quantities: Quantities) -> None:
    assert all(found.most is None or found.least <= found.most for found in quantities.words.values())


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("at least", "least"),
        ("more than", "above"),
        ("up to", "most"),
        ("fewer than", "below"),
        ("about", "about"),
    ],
)
def test_bounds(quantities: Quantities, words: str, bound: str) -> None:
    assert quantities.bounds[words] == bound


@pytest.mark.parametrize(
    ("lemma", "pos", "harm"),
    [
        ("kill", "verb", Harm("killed", "obj")),
        ("die", "verb", Harm("killed", "subj")),
        ("wound", "verb", Harm("wounded", "obj")),
        ("injure", "verb", Harm("wounded", "obj")),
    ],
)
def test_harm(quantities: Quantities, lemma: str, pos: str, harm: Harm) -> None:
    assert quantities.harm[lemma, pos] == harm


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("bounds.tsv", "give or take\tloose", "bound 'loose'"),
        ("harm.tsv", "tickle\tverb\ttickled\tobj", "count or who unknown"),
        ("harm.tsv", "tickle\tverb\tkilled\tfriend", "count or who unknown"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, table: str, line: str, words: str) -> None:
    folder = copy("cues/en", tmp_path / "cues")
    add_line(folder, table, line)
    refuses(lambda: load_quantities(folder), table, words)


@pytest.mark.parametrize("line", ["umpteen\tmany\t", "umpteen\t13\tmany"])
def test_a_number_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    folder = copy("cues/en", tmp_path / "cues")
    add_line(folder, "numbers.tsv", line)
    refuses(lambda: load_quantities(folder), "numbers.tsv", "line", "many")
