"""Events as data sets count them that were coded by CAMEO."""

from dataclasses import replace

import pytest

from bench.coding.cameo import load_scheme
from demarche.model.values import Status
from tests.coding.drafts import event
from tests.coding.forest import ontology


def _counted(
    type_: str, cameo: str, status: Status, mode: str | None = None, data: str = "gold"
) -> list[tuple[str, str | None]]:
    done = replace(event(type_, status=status), cameo=cameo, mode=mode)
    return [(one.type, one.cameo) for one in load_scheme(data).count([done], ontology())]


@pytest.mark.parametrize(
    ("done", "counted"),
    [
        (("SANCTION", "116"), ("ACCUSE", "116")),
        (("COERCE", "191"), ("ASSAULT", "191")),
        (("CONCEDE", "055"), ("SUPPORT", "055")),
        (("RETREAT", "0874"), ("RETREAT", "0874")),
    ],
)
def test_the_type_is_that_of_the_root(done: tuple[str, str], counted: tuple[str, str]) -> None:
    assert _counted(*done, status="happened") == [counted]


@pytest.mark.parametrize(
    ("intended", "counted"),
    [
        (("CONSULT", "040", None), ("AGREE", "036")),
        (("RETREAT", "0841", "release"), ("AGREE", "0353")),
        (("CONCEDE", "081", None), ("AGREE", "035")),
        (("COERCE", "173", "arrest"), ("THREATEN", "132")),
        (("REJECT", "120", None), ("REJECT", "120")),
    ],
)
def test_an_intention_has_the_code_of_one(
    intended: tuple[str, str, str | None], counted: tuple[str, str]
) -> None:
    type_, cameo, mode = intended
    assert _counted(type_, cameo, "planned", mode) == [counted]


def test_what_did_not_happen_is_not_recorded() -> None:
    assert _counted("ASSAULT", "190", "denied") == []


def test_petrarch_codes_the_deed_that_is_intended() -> None:
    assert _counted("CONSULT", "040", "planned", data="petrarch") == [("CONSULT", "040")]


def test_plv_has_exceptions() -> None:
    assert _counted("COERCE", "170", "happened", "cyber", "plv") == [("ASSAULT", "170")]
    assert _counted("SANCTION", "163", "happened", data="plv") == [("COERCE", "163")]
    assert _counted("SANCTION", "163", "happened") == [("SANCTION", "163")]
