"""The event type between two given participants."""

from demarche.coding.pair import PairCode, classify
from demarche.model.codec import identified
from demarche.model.coded import Coded, CodedReport
from demarche.model.records import Event
from tests.trees import reading_of

from .drafts import KENYA, SUDAN, UGANDA, event, placed
from .forest import grown, ontology

_KENYA, _SUDAN, _UGANDA = placed(KENYA, 0), placed(SUDAN, 20), placed(UGANDA, 40)
_AT = {"Kenya": (0, 5), "Sudan": (20, 25), "Uganda": (40, 46), "nobody": (90, 95)}


def _between(source: str | None, target: str | None, *events: Event) -> PairCode | None:
    report = reading_of(grown("Kenya sent troops to Somalia.")).report
    claims = tuple(Coded(identified(one), ()) for one in events)
    at = [None if name is None else _AT[name] for name in (source, target)]
    return classify(CodedReport(report, claims, ()), at[0], at[1], ontology().types)


def _joining(type_: str, one: object, other: object, *, at: int = 10) -> Event:
    by_name = {"Kenya": _KENYA, "Sudan": _SUDAN, "Uganda": _UGANDA}
    return event(type_, at=at, actors=[by_name[str(one)]], recipients=[by_name[str(other)]])


def test_the_event_that_joins_both_is_taken() -> None:
    found = _between(
        "Kenya", "Sudan", _joining("AID", "Kenya", "Uganda"), _joining("ASSAULT", "Kenya", "Sudan")
    )
    assert found is not None
    assert (found.root, found.reason) == ("ASSAULT", "it joins source and target")


def test_next_comes_the_other_direction_then_one_end() -> None:
    back = _joining("ASSAULT", "Sudan", "Kenya")
    from_source = _joining("AID", "Kenya", "Uganda")
    to_target = _joining("CONSULT", "Uganda", "Sudan")
    order = [
        _between("Kenya", "Sudan", back, from_source, to_target),
        _between("Kenya", "Sudan", from_source, to_target),
        _between("Kenya", "Sudan", to_target),
    ]
    assert [found and found.root for found in order] == ["ASSAULT", "AID", "CONSULT"]
    assert [found and found.reason for found in order] == [
        "it joins target and source",
        "the source is its actor",
        "the target is its recipient",
    ]


def test_both_ends_may_act_together() -> None:
    talks = event("CONSULT", actors=[_KENYA, _SUDAN], recipients=[])
    found = _between("Kenya", "Sudan", _joining("AID", "Kenya", "Uganda"), talks)
    assert found is not None
    assert found.root == "CONSULT"


def test_else_the_nearest_trigger() -> None:
    near, far = _joining("AID", "Uganda", "Uganda", at=80), _joining("ASSAULT", "Uganda", "Uganda", at=10)
    found = _between("nobody", None, far, near)
    assert found is not None
    assert (found.root, found.reason) == ("AID", "its trigger stands nearest")


def test_no_event_no_code() -> None:
    assert _between("Kenya", "Sudan") is None
