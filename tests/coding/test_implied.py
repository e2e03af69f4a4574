"""Refusals and demands that a modal makes."""

import pytest

from demarche.coding.events.implied import ImpliedActs
from demarche.coding.events.occurrences import Occurrence

from .forest import ontology
from .spoken import cues, scene


def _acts(sentence: str, published: str = "2025-03-05") -> list[Occurrence]:
    made = scene(sentence, published)
    return ImpliedActs(made.chains(), made.adjuncts(), cues(), ontology()).of(made.occurrences())


def _names(act: Occurrence) -> tuple[list[str], list[str]]:
    return (
        [found.participant.name for found in act.fit.actors],
        [found.participant.name for found in act.fit.recipients],
    )


def test_who_will_not_do_something_cooperative_refuses_it() -> None:
    (act,) = _acts("Kenya will not withdraw its troops.")
    assert (act.type, act.mode, act.cameo) == ("REJECT", "yield", "1246")
    assert _names(act) == (["Kenya"], [])
    assert (act.judgement.status, act.vouched) == ("happened", None)
    assert [word.text for word in act.triggers] == ["will", "not"]
    assert act.fit.sense.id == "will-not.reject"
    assert ("type", "REJECT by “will not” of RETREAT") in act.notes


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya will not attack Sudan.",  # nothing cooperative
        "Kenya did not withdraw its troops.",  # no modal
        "Kenya said that it would withdraw its troops.",  # no negation
        "Kenya must withdraw its troops.",  # nobody says so but the author
        "“Kenya must withdraw its troops,” Kenya said.",  # the speaker's own deed
    ],
)
def test_what_is_neither_refused_nor_demanded(sentence: str) -> None:
    assert _acts(sentence) == []


@pytest.mark.parametrize(("speaker", "is_own"), [("Kenya", True), ("Uganda", False)])
def test_a_speaker_vouches_for_their_own_refusal(speaker: str, *, is_own: bool) -> None:
    (act,) = _acts(f"“Kenya will not withdraw its troops,” {speaker} said.")
    assert (act.vouched is not None) is is_own
    if act.vouched is not None:
        assert act.vouched.voice == "attributed"
        assert [source.factuality for source in act.vouched.attribution] == ["CT+", "CT+"]


def test_who_says_what_another_must_do_demands_it_when_it_is_said() -> None:
    (act,) = _acts("“Uganda must withdraw its troops,” Kenya said on Friday.", "2025-03-08")
    assert (act.type, act.cameo, act.fit.sense.id) == ("REQUEST", "1056", "must.request")
    assert _names(act) == (["Kenya"], ["Uganda"])
    assert [word.text for word in act.triggers] == ["must"]
    assert act.when.when.earliest == "2025-03-07"
    assert act.vouched is not None
    assert (act.vouched.voice, len(act.vouched.attribution)) == ("asserted", 1)


def test_a_refusal_outside_all_speech_has_no_date_but_that_of_publication() -> None:
    (act,) = _acts("Kenya will not withdraw its troops.")
    assert (act.when.when.latest, act.when.when.basis) == ("2025-03-05", "publication")


def test_a_refusal_is_towards_who_must_act_first() -> None:
    (act,) = _acts("Kenya will not withdraw its troops until Sudan pays.")
    assert _names(act) == (["Kenya"], ["Sudan"])
