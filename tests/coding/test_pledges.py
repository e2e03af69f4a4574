"""Who binds themselves to what, towards whom, if what."""

import pytest

from demarche.coding.commitments.pledges import Pledge

from .forest import rows
from .spoken import Scene, scene, spoken_rows


def _only(sentence: str) -> tuple[Scene, Pledge]:
    made = scene(sentence)
    (pledge,) = made.pledges()
    return made, pledge


@pytest.mark.parametrize(
    ("sentence", "force", "strength", "act"),
    [
        ("Kenya promised to withdraw its troops.", "promise", "will", "to withdraw its troops"),
        ("Kenya promised Uganda to send troops.", "promise", "will", "to send troops"),
        ("Kenya's promise to send troops was welcome.", "promise", "will", "to send troops"),
        ("Kenya threatened to attack Sudan by Friday.", "threat", "will", "to attack Sudan by Friday"),
        ("Kenya refused to withdraw its troops.", "refusal", "will", "to withdraw its troops"),
        ("Kenya ruled out an attack.", "refusal", "will", "an attack"),
        ("Kenya offered to send and to fund troops.", "offer", "will", "to send and to fund troops"),
        ("Kenya reserves the right to attack Sudan.", "reservation", "reserves", "attack Sudan"),
        ("Kenya drew a red line.", "red_line", "will", "a red line"),
        ("“We will invade Sudan,” Kenya said.", "threat", "will", "We will invade Sudan"),
        ("“If Sudan attacks, we will close the border,” Kenya said.", "threat", "will", "we will close the border"),
        ("Kenya said that it would withdraw its troops if Sudan withdrew.", "promise", "will", "withdraw its troops"),
    ],
)  # fmt: skip
def test_force_and_act(sentence: str, force: str, strength: str, act: str) -> None:
    made, pledge = _only(sentence)
    assert (pledge.force, pledge.strength) == (force, strength)
    assert " … ".join(made.words(pledge.act)).removeprefix("to ") == act.removeprefix("to ")
    assert [found.participant.id for found in pledge.issuers] == ["state:KEN"]
    assert dict(pledge.reasons).keys() >= {"force", "issuers"}


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("Kenya threatened to invade Sudan if it crossed the river.", ["if it crossed the river"]),
        ("“If Sudan attacks, we will close the border,” Kenya said.", ["If Sudan attacks"]),
        ("Kenya said that it would withdraw its troops if Sudan withdrew.", ["if Sudan withdrew"]),
        ("Kenya promised to withdraw its troops.", []),
    ],
)
def test_condition(sentence: str, condition: list[str]) -> None:
    made, pledge = _only(sentence)
    assert made.words(pledge.condition) == condition


def test_a_threat_has_a_consequence_and_a_promise_has_none() -> None:
    made, threat = _only("“If Sudan attacks, we will close the border,” Kenya said.")
    assert made.words(threat.consequence) == ["we will close the border"]
    assert _only("Kenya promised to withdraw its troops.")[1].consequence == ()


def test_whom_it_is_made_to() -> None:
    _, promise = _only("Kenya promised Uganda to send troops.")
    assert [found.participant.id for found in promise.addressees] == ["state:UGA"]
    _, threat = _only("“If Sudan attacks, we will close the border,” Kenya said.")
    assert [found.participant.id for found in threat.addressees] == ["state:SDN"]


def test_a_time_after_by_is_a_deadline() -> None:
    _, pledge = _only("Kenya threatened to attack Sudan by Friday.")
    assert pledge.deadline is not None
    assert pledge.deadline.when.latest == "2025-03-07"
    assert _only("Kenya promised to withdraw its troops.")[1].deadline is None


def test_what_is_said_is_tied_to_its_saying_and_its_event() -> None:
    made, pledge = _only("“We will invade Sudan,” Kenya said.")
    assert pledge.saying == 0
    assert pledge.occurrence is not None
    assert pledge.occurrence.type == "ASSAULT"
    assert made.sayings()[0].holds(pledge.anchor.start)


def test_doctrine() -> None:
    made, pledge = _only("An attack shall be considered as an attack on Kenya, Uganda said.")
    assert (pledge.force, pledge.rule) == ("threat", "answer.consider")
    assert [found.participant.id for found in pledge.issuers] == ["state:UGA"]
    assert made.words(pledge.condition) == ["An attack"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya did not promise to send troops.",
        "Kenya said that Uganda crossed the border.",
        "Kenya sent troops to Somalia.",
        "Kenya will attack Sudan.",
        "Unless Sudan withdraws, Kenya will attack.",
        "Kenya must withdraw its troops.",
        "The threat of an attack grew.",
    ],
)
def test_nobody_binds_themselves(sentence: str) -> None:
    assert scene(sentence).pledges() == []


@pytest.mark.parametrize("sentence", [*rows(), *spoken_rows()])
def test_every_pledge_is_sound(sentence: str) -> None:
    made = scene(sentence)
    for pledge in made.pledges():
        assert pledge.issuers
        assert pledge.act
        for ranges in (pledge.act, pledge.condition, pledge.consequence):
            assert all(text == text.strip() and text for text in made.words(ranges))
        inside = {at for start, end in pledge.condition for at in range(start, end)}
        assert inside.isdisjoint(at for start, end in pledge.consequence for at in range(start, end))
        issuers = {found.participant.id for found in pledge.issuers} - {None}
        assert issuers.isdisjoint(found.participant.id for found in pledge.addressees)
