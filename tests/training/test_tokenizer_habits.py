"""The tokenizer of the data files against the one that the encoder was trained with, where that is at hand."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from demarche.parse.tokenizer import adapt_tokenizer
from training.engine.treebank import load_marks, read_paragraphs, text_and_offsets

ENGINE = files("demarche") / "data" / "engine" / "en"
DATA = os.environ.get("DEMARCHE_DATA", "")  # the folder of the development data


@pytest.fixture(name="nlp", scope="module")
def adapted() -> Language:
    nlp = spacy.blank("en")
    adapt_tokenizer(nlp, ENGINE)
    return nlp


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a U.S.-backed re-election", ["a", "U.S.", "-", "backed", "re-election"]),
        ("the war-torn e-mail", ["the", "war", "-", "torn", "e-mail"]),
        ("Really?! No!!!", ["Really", "?!", "No", "!!!"]),
        ("Gen. Odile met Sen. Brandt.", ["Gen.", "Odile", "met", "Sen.", "Brandt", "."]),
        ("they don't wanna", ["they", "do", "n't", "wan", "na"]),
        ("Wenn---and Aldport", ["Wenn", "---", "and", "Aldport"]),
    ],
)
def test_habits_of_the_treebanks(nlp: Language, text: str, expected: list[str]) -> None:
    assert [token.text for token in nlp.make_doc(text)] == expected


@pytest.mark.skipif(not DATA, reason="DEMARCHE_DATA does not name the development data")
def test_equal_to_the_tokenizer_of_training(nlp: Language) -> None:
    model = Path(DATA) / "model"
    tokenizer: Any = type(nlp.tokenizer)
    other = tokenizer(nlp.vocab).from_disk(model / "cnn" / "tokenizer")
    for name in ("gum-free-dev", "ewt-dev"):
        for paragraph in read_paragraphs(model / "treebanks" / f"{name}.conllu.gz", 12, load_marks(ENGINE)):
            text, _ = text_and_offsets(token for tree in paragraph.trees for token in tree.tokens)
            ours = [(token.idx, len(token)) for token in nlp.make_doc(text)]
            assert ours == [(token.idx, len(token)) for token in other(text)]
