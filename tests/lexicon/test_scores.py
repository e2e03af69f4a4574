"""Weights: all in one place, each used, each between 0 and 1."""

from pathlib import Path
from typing import get_args

import pytest

from demarche.lexicon.lexicon import load_lexicon
from demarche.lexicon.scores import load_scores
from demarche.lexicon.tables import data_folder
from demarche.model.values import Form
from tests.coder import coder
from tests.modules import modules

from .folders import add_line, copy, refuses


def test_scores_are_shares() -> None:
    scores = load_scores(data_folder() / "ontology")
    assert scores
    assert all(0 <= score <= 1 for score in scores.values())


def test_every_form_of_saying_has_a_score() -> None:
    assert set(get_args(Form)) <= set(load_scores(data_folder() / "ontology"))


def test_every_score_is_used() -> None:
    code = "".join(module.path.read_text(encoding="utf-8") for module in modules())
    forms = set(get_args(Form))
    unused = [
        name
        for name in load_scores(data_folder() / "ontology")
        if f'"{name}"' not in code and name not in forms
    ]
    assert unused == []


@pytest.mark.parametrize("score", ["1.5", "-0.1"])
def test_a_score_out_of_range_is_refused(tmp_path: Path, score: str) -> None:
    folder = copy("ontology", tmp_path / "ontology")
    add_line(folder, "scores.tsv", f"odd\t{score}")
    refuses(lambda: load_scores(folder), "scores.tsv", f"score {score} is not 0 to 1")


@pytest.mark.parametrize("score", ["high", "nan"])
def test_a_score_that_is_no_number_is_named(tmp_path: Path, score: str) -> None:
    folder = copy("ontology", tmp_path / "ontology")
    add_line(folder, "scores.tsv", f"odd\t{score}")
    refuses(lambda: load_scores(folder), "scores.tsv", "line", f"score: '{score}' is not a number")


def test_the_lexicon_knows_what_it_was_made_from() -> None:
    first, second = coder().lexicon, load_lexicon()
    assert (first.rules, first.digest) == (second.rules, second.digest)
    assert first.rules != first.digest
    assert len(first.rules) == len(first.digest) == 16
