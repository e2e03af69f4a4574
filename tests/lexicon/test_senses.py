"""Every sense of the event lexicon fits its example and not its counter-example."""

import pytest

from demarche.lexicon.ontology import load_ontology
from demarche.lexicon.senses import Sense, load_senses
from demarche.lexicon.tables import data_folder
from demarche.model.records import Event
from tests.coder import coder

_DAY = "2024-11-18"


def _senses() -> list[Sense]:
    data = data_folder()
    return list(load_senses(data / "events" / "en", load_ontology(data / "ontology")).by_id.values())


def _rules(text: str) -> set[str]:
    coded = coder().code_text(text, published=_DAY)
    return {one.claim.rule.partition("/")[0] for one in coded.claims if isinstance(one.claim, Event)}


@pytest.mark.parametrize("sense", _senses(), ids=lambda sense: f"{sense.type}-{sense.id}")
def test_example_fits(sense: Sense) -> None:
    assert sense.id in _rules(sense.example), sense.example


@pytest.mark.parametrize("sense", _senses(), ids=lambda sense: f"{sense.type}-{sense.id}")
def test_counter_does_not_fit(sense: Sense) -> None:
    assert sense.id not in _rules(sense.counter), sense.counter
