"""Occurrences as event records: every field and its reason."""

import pytest

from demarche.coding.events.records import EventCoder
from demarche.model.coded import Coded
from demarche.model.records import Event
from tests.coder import coder

from .spoken import scene


def _events(sentence: str) -> list[tuple[Event, Coded]]:
    made = scene(sentence)
    found = []
    for coded in EventCoder(made.reading, made.chains(), coder().lexicon, made.cast()).code(
        made.occurrences()
    ):
        assert isinstance(coded.claim, Event)
        found.append((coded.claim, coded))
    return found


def _of(sentence: str, type_: str) -> tuple[Event, dict[str, str]]:
    event, coded = next(found for found in _events(sentence) if found[0].type == type_)
    return event, {reason.field: reason.text for reason in coded.reasons}


def test_a_plain_event() -> None:
    event, reasons = _of("Kenya sent troops to Somalia.", "MOBILIZE")
    ontology = coder().lexicon.ontology
    assert event.cameo is not None
    assert (event.quad, event.goldstein) == (4, ontology.cameo[event.cameo].goldstein)
    assert [one.id for one in event.actors] == ["state:KEN"]
    assert [span.text for span in event.trigger] == ["sent"]
    assert [span.text for span in event.extent] == ["Kenya sent troops to Somalia"]
    assert (event.status, event.voice, event.score) == ("happened", "asserted", 1.0)
    assert event.rule.endswith("/active")
    assert {"rule", "type", "status", "voice", "when", "actors"} <= reasons.keys()
    assert all(reasons.values())


@pytest.mark.parametrize(
    ("sentence", "type_", "construction", "actors"),
    [
        ("Troops were sent to Somalia by Kenya.", "MOBILIZE", "passive", ["state:KEN"]),
        ("Kenya and Uganda held talks.", "CONSULT", "support-verb", ["state:KEN", "state:UGA"]),
        ("Kenya met with Uganda.", "CONSULT", "active", ["state:KEN"]),
        ("Kenya, Uganda and Rwanda signed a treaty.", "SUPPORT", "active", ["state:KEN", "state:UGA", "state:RWA"]),
    ],
)  # fmt: skip
def test_the_rule_names_the_construction(
    sentence: str, type_: str, construction: str, actors: list[str]
) -> None:
    event, _ = _of(sentence, type_)
    assert event.rule.rpartition("/")[2] == construction
    assert [one.id for one in event.actors] == actors


def test_scores_are_the_product_of_what_applies() -> None:
    scores = coder().lexicon.scores
    owned, _ = _of("Troops were attacked and killed.", "ASSAULT")
    assert owned.actors == ()
    assert owned.score == round(scores["passive"] * scores["no actor"], 3)


def test_people_killed_by_nobody_named() -> None:
    event, _ = _of("At least 20 soldiers were killed.", "ASSAULT")
    assert event.actors == ()


def test_a_conditional_threat_has_been_made() -> None:
    event, _ = _of("Kenya threatened to invade Sudan if it crossed the river.", "THREATEN")
    assert event.status == "happened"


@pytest.mark.parametrize(
    ("sentence", "type_", "status", "voice", "sources"),
    [
        ("“We will invade Sudan,” Kenya said.", "ASSAULT", "planned", "attributed", 2),
        ("Kenya will invade Sudan.", "ASSAULT", "planned", "asserted", 1),
        ("Kenya said that it would withdraw its troops if Sudan withdrew.", "RETREAT", "conditional", "attributed", 2),
        ("Kenya refused to withdraw its troops.", "RETREAT", "not_happened", "asserted", 1),
    ],
)  # fmt: skip
def test_status_voice_and_chain(sentence: str, type_: str, status: str, voice: str, sources: int) -> None:
    event, _ = _of(sentence, type_)
    assert (event.status, event.voice, len(event.attribution)) == (status, voice, sources)


def test_only_what_was_done_has_casualties() -> None:
    event, reasons = _of("At least 20 soldiers were killed by Uganda.", "ASSAULT")
    assert event.casualties is not None
    assert event.casualties.killed is not None
    assert (event.casualties.killed.at_least, event.casualties.killed.at_most) == (20, None)
    assert "casualties" in reasons


def test_instruments_are_named() -> None:
    event, reasons = _of("Sudan was attacked with drones.", "ASSAULT")
    assert [one.kind for one in event.instruments] == ["weapon"]
    assert "instruments" in reasons
