"""The weights of the scorer of pairs."""

from pathlib import Path

import pytest

from demarche.lexicon.ontology import load_ontology
from demarche.lexicon.pairs import load_pair_weights
from demarche.lexicon.tables import LexiconError, data_folder
from tests.coder import coder

_TABLE = data_folder() / "pairs" / "weights.tsv"
_WORDS = ("word ", "between ")


def test_every_label_is_a_type_and_every_type_has_one() -> None:
    labels = [root for label in load_pair_weights(_TABLE).roots for root in label]
    assert sorted(labels) == sorted(load_ontology(data_folder() / "ontology").types)


def test_no_weight_hangs_on_a_country_or_a_people() -> None:
    actors = coder().lexicon.actors
    words = {
        feature.partition(" ")[2]
        for feature in load_pair_weights(_TABLE).features
        if feature.startswith(_WORDS)
    }
    assert len(words) > 500
    named = {entry.name for word in words for match in actors.match(word.title()) for entry in match.entries}
    states = {state.name for state in actors.states.values()}
    assert not named & states
    assert words == {word.lower() for word in words}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("feature\tAID\nword flour\t1\n", "no row is"),
        ("word\tAID\n(bias)\t1\n", "first column"),
        ("feature\tAID\n(bias)\tmuch\n", "row 2: could not convert"),
        ("feature\tAID\tCONSULT\n(bias)\t1\n", "row 2: 1 weights for 2 labels"),
    ],
)
def test_broken_tables_are_refused(tmp_path: Path, text: str, message: str) -> None:
    table = tmp_path / "weights.tsv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_pair_weights(table)
