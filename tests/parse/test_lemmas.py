"""Lemmas of the words that news are made of."""

import pytest

from .engine import lemma_of


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("sent", "VERB", "send"),
        ("withdrew", "VERB", "withdraw"),
        ("struck", "VERB", "strike"),
        ("said", "VERB", "say"),
        ("met", "VERB", "meet"),
        ("vowed", "VERB", "vow"),
        ("attacking", "VERB", "attack"),
        ("killed", "VERB", "kill"),
        ("left", "VERB", "leave"),
        ("shelled", "VERB", "shell"),
        ("forces", "NOUN", "force"),
        ("missiles", "NOUN", "missile"),
        ("allies", "NOUN", "ally"),
        ("ministries", "NOUN", "ministry"),
        ("women", "NOUN", "woman"),
        ("talks", "NOUN", "talk"),
        ("Kenya", "PROPN", "Kenya"),
        ("was", "AUX", "be"),
    ],
)
def test_lemma(form: str, upos: str, lemma: str) -> None:
    assert lemma_of(form, upos) == lemma


def test_who_fled_did_flee() -> None:
    assert lemma_of("fled", "VERB") == "flee"


def test_troops_are_a_troop_in_number() -> None:
    assert lemma_of("troops", "NOUN") == "troop"
