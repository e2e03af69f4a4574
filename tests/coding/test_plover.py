"""The ledger's events as PLOVER's manual counts them."""

from dataclasses import replace

import pytest

from demarche.coding.pairs.plover import project
from demarche.model.parts import Span
from demarche.model.records import Event
from demarche.model.values import STATUSES, Status

from .drafts import event
from .forest import ontology


def _projected(*events: Event) -> list[tuple[str, int]]:
    return [(one.type, one.quad) for one in project(events, ontology().types)]


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_is_claimed_to_be_so_or_intended_counts(status: Status) -> None:
    counted = status in {"happened", "ongoing", "habitual", "believed", "planned"}
    assert bool(_projected(event(status=status))) is counted


@pytest.mark.parametrize(
    ("intended", "counted"),
    [("CONSULT", ("AGREE", 1)), ("ASSAULT", ("THREATEN", 3)), ("AGREE", ("AGREE", 1))],
)
def test_an_intention_counts_as_what_its_type_says(intended: str, counted: tuple[str, int]) -> None:
    assert _projected(event(intended, status="planned")) == [counted]


def test_what_a_verbal_act_is_about_is_no_second_event() -> None:
    whole = Span(0, 40, "x" * 40, None)
    act = replace(event("AGREE"), extent=(whole,))
    about = event("AID", at=20, status="planned")
    real = event("AID", at=20)
    assert _projected(act, about) == [("AGREE", 1)]
    assert len(_projected(act, real)) == 2
    assert len(_projected(act, event("AID", at=60, status="planned"))) == 2
    assert len(_projected(replace(event("ASSAULT"), extent=(whole,)), about)) == 2


def test_what_somebody_is_accused_of_is_no_second_event() -> None:
    whole = Span(0, 40, "x" * 40, None)
    charge = replace(event("ACCUSE"), extent=(whole,))
    charged = replace(event("ASSAULT", at=20), voice="attributed")
    assert _projected(charge, charged) == [("ACCUSE", 3)]
    assert len(_projected(charge, replace(charged, voice="asserted"))) == 2
    assert len(_projected(replace(event("REQUEST"), extent=(whole,)), charged)) == 2
